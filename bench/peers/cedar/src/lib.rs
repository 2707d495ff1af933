//! What the two Rust peers share: reading cases, the clock, and the one line they print.

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use serde_json::{json, Map, Value};

/// One question: an action, the instant as seconds since 1970 UTC, and the facts as they were told.
pub struct Case {
    pub action: String,
    pub at: i64,
    pub facts: Map<String, Value>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    Permitted,
    Forbidden,
    Silent,
}

impl Ruling {
    pub fn name(self) -> &'static str {
        match self {
            Ruling::Permitted => "permitted",
            Ruling::Forbidden => "forbidden",
            Ruling::Silent => "silent",
        }
    }
}

/// The command line: `PROGRAM CASES [--answers FILE] [--norms FILE] [--rounds N]`.
pub struct Options {
    pub cases: Vec<Case>,
    answers: Option<String>,
    norms: Option<String>,
    rounds: usize,
}

pub fn options() -> Options {
    let mut words = std::env::args().skip(1);
    let (mut path, mut answers, mut norms, mut rounds) = (None, None, None, 21);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--answers" => answers = words.next(),
            "--norms" => norms = words.next(),
            "--rounds" => rounds = words.next().and_then(|n| n.parse().ok()).filter(|n| *n > 0).expect("--rounds takes a number above 0"),
            _ => path = Some(word),
        }
    }
    let path = path.expect("usage: PROGRAM CASES [--answers FILE] [--norms FILE] [--rounds N]");
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let cases: Vec<Case> = text.lines().filter(|line| !line.trim().is_empty()).map(read_case).collect();
    assert!(!cases.is_empty(), "{path} holds no case");
    Options { cases, answers, norms, rounds }
}

fn read_case(line: &str) -> Case {
    let value: Value = serde_json::from_str(line).expect("a case is a JSON object");
    let at = value["at"].as_str().expect("a case has \"at\"");
    Case {
        action: value["action"].as_str().expect("a case has \"action\"").to_string(),
        at: chrono::DateTime::parse_from_rfc3339(at).expect("\"at\" is an instant with its offset").timestamp(),
        facts: value["facts"].as_object().expect("a case has \"facts\"").clone(),
    }
}

/// The version of a package that this program was built with, read from the lock file it was built from.
pub fn locked_version(package: &str) -> String {
    let lock = include_str!("../Cargo.lock");
    let needle = format!("name = \"{package}\"\nversion = \"");
    let start = lock.find(&needle).expect("the package is locked") + needle.len();
    lock[start..].split('"').next().unwrap_or_default().to_string()
}

/// Nanoseconds a decision, one figure for each round over all cases, sorted.
fn time_rounds(options: &Options, mut decide: impl FnMut(usize) -> (Ruling, usize)) -> Vec<f64> {
    let n = options.cases.len();
    let round = |x: f64| (x * 10.0).round() / 10.0;
    let mut rounds: Vec<f64> = (0..options.rounds)
        .map(|_| {
            let start = Instant::now();
            for i in 0..n {
                black_box(decide(black_box(i)));
            }
            round(start.elapsed().as_nanos() as f64 / n as f64)
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds
}

/// The median of the rounds, for a figure beside the main one.
pub fn median_round(options: &Options, decide: impl FnMut(usize) -> (Ruling, usize)) -> f64 {
    time_rounds(options, decide)[options.rounds / 2]
}

/// Writes, where the command line asks for them, one ruling a line and the names of the norms that decided it, sorted, one case a line.
pub fn write_answers(options: &Options, ruling: impl Fn(usize) -> Ruling, norms: impl Fn(usize) -> Vec<String>) {
    let write = |path: &str, lines: Vec<String>| fs::write(path, lines.concat()).unwrap_or_else(|e| panic!("{path}: {e}"));
    let n = options.cases.len();
    if let Some(path) = &options.answers {
        write(path, (0..n).map(|i| ruling(i).name().to_string() + "\n").collect());
    }
    if let Some(path) = &options.norms {
        let line = |i| {
            let mut names = norms(i);
            names.sort();
            names.join(" ") + "\n"
        };
        write(path, (0..n).map(line).collect());
    }
}

/// Times `decide` over all cases in rounds and prints one JSON line, with the fields of `extra` in it. `decide` gives the ruling and how
/// many norms decided it; it must do all its work for case `i` anew at each call.
pub fn measure(engine: &str, package: &str, options: &Options, mut decide: impl FnMut(usize) -> (Ruling, usize), extra: Value) {
    let n = options.cases.len();
    let rulings: Vec<Ruling> = (0..n).map(|i| decide(i).0).collect();
    let rounds = time_rounds(options, &mut decide);
    // One more pass with a clock around each call, for the spread; the clock itself costs some tens of nanoseconds a call.
    let mut each: Vec<u128> = (0..n)
        .map(|i| {
            let start = Instant::now();
            black_box(decide(black_box(i)));
            start.elapsed().as_nanos()
        })
        .collect();
    each.sort_unstable();
    let count = |r: Ruling| rulings.iter().filter(|x| **x == r).count();
    let mut line = json!({
        "engine": engine, "version": locked_version(package), "ns_per_decision": rounds[rounds.len() / 2],
        "ns_best_round": rounds[0], "ns_worst_round": rounds[rounds.len() - 1], "p50_ns": each[n / 2], "p99_ns": each[n * 99 / 100],
        "cases": n, "rounds": options.rounds,
        "permitted": count(Ruling::Permitted), "forbidden": count(Ruling::Forbidden), "silent": count(Ruling::Silent),
    });
    if let (Some(line), Value::Object(extra)) = (line.as_object_mut(), extra) {
        line.extend(extra);
    }
    println!("{line}");
}
