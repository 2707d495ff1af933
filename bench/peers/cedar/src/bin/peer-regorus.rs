//! The Rego of ../opa in regorus, compiled once for its virtual machine. The clock sees `set_input` and `execute` and the reading of the
//! answer.

use std::sync::Arc;

use comity_peers::{measure, options, write_answers, Case, Ruling};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};

const ENTRY: &str = "data.dc.answer";

fn input(case: &Case) -> Value {
    let text = serde_json::json!({"action": case.action, "at": case.at, "facts": case.facts}).to_string();
    Value::from_json_str(&text).expect("an input")
}

/// The ruling and the norms that decided it: a prohibition prevails over a permission, and where there is neither, the law is silent.
fn read<'a>(answer: &'a Value, forbids: &Value, permits: &Value) -> (Ruling, &'a Value) {
    let field = |name| answer.as_object().ok().and_then(|o| o.get(name)).expect("a set of norms");
    let (forbids, permits) = (field(forbids), field(permits));
    if count(forbids) > 0 {
        (Ruling::Forbidden, forbids)
    } else if count(permits) > 0 {
        (Ruling::Permitted, permits)
    } else {
        (Ruling::Silent, permits)
    }
}

fn count(norms: &Value) -> usize {
    norms.as_set().expect("a set of norms").len()
}

fn main() {
    let options = options();
    let mut engine = Engine::new();
    engine.add_policy("dc.rego".to_string(), include_str!("../../../opa/dc.rego").to_string()).expect("the policy is read");
    let compiled = engine.compile_with_entrypoint(&ENTRY.into()).expect("the policy is compiled");
    let program = Compiler::compile_from_policy(&compiled, &[ENTRY]).expect("the program is compiled");
    let mut machine = RegoVM::new_with_policy(compiled);
    machine.load_program(Arc::clone(&program));
    let inputs: Vec<Value> = options.cases.iter().map(input).collect();
    let (forbids, permits) = (Value::from("forbids"), Value::from("permits"));
    let mut answer = |i: usize| {
        machine.set_input(inputs[i].clone());
        machine.execute().expect("an answer")
    };
    let answers: Vec<Value> = (0..inputs.len()).map(&mut answer).collect();
    let name = |norm: &Value| norm.as_string().expect("a name").to_string();
    write_answers(
        &options,
        |i| read(&answers[i], &forbids, &permits).0,
        |i| read(&answers[i], &forbids, &permits).1.as_set().expect("a set of norms").iter().map(name).collect(),
    );
    let decide = |i: usize| {
        let answer = answer(i);
        let (ruling, by) = read(&answer, &forbids, &permits);
        (ruling, count(by))
    };
    measure("regorus", "regorus", &options, decide, serde_json::json!({}));
}
