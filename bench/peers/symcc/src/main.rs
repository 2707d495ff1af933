//! `comity-symcc FOLDER`: reads FOLDER/law.cedarschema, FOLDER/law.cedar and FOLDER/queries.jsonl, and answers each query for every request.
//!
//! A query is {"kind": "disjoint" | "equivalent", "policies": TEXT}: is no request allowed by the law and by these policies; are the same requests
//! allowed. Policies are parsed before any clock starts. Of each query it tells the answer, the milliseconds in which the policies were
//! compiled and written out as SMT-LIB (`encode_ms`, with the reading of a counterexample), and those from the solver's being asked to its
//! answer (`solve_ms`).

use std::str::FromStr;
use std::time::{Duration, Instant};

use cedar_policy::{PolicySet, Schema};
use cedar_policy_symcc::solver::{Decision, DecisionWithModel, LocalSolver, Solver, SolverError};
use cedar_policy_symcc::{CedarSymCompiler, CompiledPolicySet};
use serde_json::{json, Value};

/// A solver whose time is taken.
struct Timed {
    solver: LocalSolver,
    spent: Duration,
}

impl Solver for Timed {
    fn smtlib_input(&mut self) -> &mut (dyn tokio::io::AsyncWrite + Unpin + Send) {
        self.solver.smtlib_input()
    }

    async fn enable_models(&mut self) -> Result<(), SolverError> {
        self.solver.enable_models().await
    }

    async fn check_sat(&mut self) -> Result<Decision, SolverError> {
        let start = Instant::now();
        let decision = self.solver.check_sat().await;
        self.spent += start.elapsed();
        decision
    }

    async fn check_sat_with_model(&mut self) -> Result<DecisionWithModel, SolverError> {
        let start = Instant::now();
        let decision = self.solver.check_sat_with_model().await;
        self.spent += start.elapsed();
        decision
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).unwrap_or_else(|error| panic!("{folder}/{name}: {error}"));
    let schema = Schema::from_cedarschema_str(&read("law.cedarschema")).expect("a schema").0;
    let law = PolicySet::from_str(&read("law.cedar")).expect("policies");
    let env = schema.request_envs().next().expect("one kind of request");
    let solver = Timed { solver: LocalSolver::cvc5().expect("cvc5"), spent: Duration::ZERO };
    let mut compiler = CedarSymCompiler::new(solver).expect("a compiler");

    let start = Instant::now();
    let compiled = CompiledPolicySet::compile(&law, &env, &schema).expect("a law that fits its schema");
    println!("{}", json!({ "law_ms": milliseconds(start.elapsed()) }));
    for line in read("queries.jsonl").lines() {
        let query: Value = serde_json::from_str(line).expect("a query");
        let other = PolicySet::from_str(query["policies"].as_str().expect("policies")).expect("policies of a query");
        compiler.solver_mut().spent = Duration::ZERO;
        let start = Instant::now();
        let other = CompiledPolicySet::compile(&other, &env, &schema).expect("policies that fit the schema");
        let answer = match query["kind"].as_str() {
            Some("disjoint") => compiler.check_disjoint_with_counterexample_opt(&compiled, &other).await,
            Some("equivalent") => compiler.check_equivalent_with_counterexample_opt(&compiled, &other).await,
            kind => panic!("{kind:?} is no kind of query"),
        };
        let (whole, solve) = (start.elapsed(), compiler.solver().spent);
        let answer = answer.map(|case| Value::from(case.is_none())).unwrap_or_else(|error| json!(error.to_string()));
        println!("{}", json!({ "answer": answer, "encode_ms": milliseconds(whole - solve), "solve_ms": milliseconds(solve) }));
    }
}
