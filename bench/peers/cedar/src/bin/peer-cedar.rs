//! The D.C. questions in Cedar. Everything but the decision is done before the clock starts: the policies are parsed and validated
//! against the schema, the entities and every request are built. The clock sees `Authorizer::is_authorized` and the reading of its
//! response.

use std::collections::HashMap;
use std::str::FromStr;

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Entities, EntityId, EntityTypeName, EntityUid, Policy, PolicyId, PolicySet, Request,
    Response, RestrictedExpression, Schema, ValidationMode, Validator,
};
use comity_peers::{measure, median_round, options, write_answers, Case, Ruling};
use serde_json::Value;

fn uid(kind: &str, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(EntityTypeName::from_str(kind).expect("a type name"), EntityId::new(id))
}

fn expression(fact: &str, value: &Value) -> RestrictedExpression {
    match value {
        Value::Bool(b) => RestrictedExpression::new_bool(*b),
        Value::String(s) => RestrictedExpression::new_string(s.clone()),
        Value::Number(n) => RestrictedExpression::new_long(n.as_i64().unwrap_or_else(|| panic!("{fact}: Cedar has whole numbers only"))),
        Value::Array(words) => RestrictedExpression::new_set(words.iter().map(|w| expression(fact, w))),
        _ => panic!("{fact}: a case tells every fact, with a yes-no, a word, a number or a set"),
    }
}

fn request(case: &Case, schema: &Schema) -> Request {
    let facts = case.facts.iter().map(|(fact, value)| (fact.clone(), expression(fact, value)));
    let at = std::iter::once(("at".to_string(), RestrictedExpression::new_long(case.at)));
    let context = Context::from_pairs(facts.chain(at)).expect("a context");
    Request::new(uid("Agency", "mpd"), uid("Action", &case.action), uid("Person", "subject"), context, Some(schema))
        .expect("a request that fits the schema")
}

/// Cedar says allow or deny, and which policies determined it. A denial that no policy determined is the law's silence.
fn ruling(response: &Response) -> (Ruling, usize) {
    let by = response.diagnostics().reason().count();
    match response.decision() {
        Decision::Allow => (Ruling::Permitted, by),
        Decision::Deny if by > 0 => (Ruling::Forbidden, by),
        Decision::Deny => (Ruling::Silent, 0),
    }
}

/// The policies under the names that their annotations give them, which are the norms' names in the book.
fn named(policies: &PolicySet) -> PolicySet {
    let name = |policy: &Policy| PolicyId::new(policy.annotation("id").expect("every policy has its name"));
    PolicySet::from_policies(policies.policies().map(|p| p.new_id(name(p)))).expect("no name is given twice")
}

/// The policies that name one action in their scope, for each action that a case names.
fn by_action<'a>(policies: &PolicySet, cases: &'a [Case]) -> HashMap<&'a str, PolicySet> {
    let names = |policy: &&Policy, action: &EntityUid| policy.action_constraint() == ActionConstraint::Eq(action.clone());
    let mut sets = HashMap::new();
    for case in cases {
        let action = uid("Action", &case.action);
        sets.entry(case.action.as_str()).or_insert_with(|| {
            PolicySet::from_policies(policies.policies().filter(|p| names(p, &action)).cloned())
                .expect("names stay unique in a part of the set")
        });
    }
    sets
}

fn main() {
    let options = options();
    let (schema, _) = Schema::from_cedarschema_str(include_str!("../../dc.cedarschema")).expect("the schema is read");
    let policies = named(&PolicySet::from_str(include_str!("../../dc.cedar")).expect("the policies are read"));
    let checked = Validator::new(schema.clone()).validate(&policies, ValidationMode::Strict);
    assert!(checked.validation_passed(), "{checked}");
    let requests: Vec<Request> = options.cases.iter().map(|case| request(case, &schema)).collect();
    let (entities, authorizer) = (Entities::empty(), Authorizer::new());
    for request in &requests {
        let response = authorizer.is_authorized(request, &policies, &entities);
        assert!(response.diagnostics().errors().next().is_none(), "a policy failed: {response:?}");
    }
    let norms = |i: usize| {
        let response = authorizer.is_authorized(&requests[i], &policies, &entities);
        response.diagnostics().reason().map(PolicyId::to_string).collect()
    };
    let whole = |i: usize| ruling(&authorizer.is_authorized(&requests[i], &policies, &entities));
    // The caller that picks the action's own policies before it asks, at no cost: the least that Cedar can be made to do.
    let parts = by_action(&policies, &options.cases);
    let part_of: Vec<&PolicySet> = options.cases.iter().map(|case| &parts[case.action.as_str()]).collect();
    let part = |i: usize| ruling(&authorizer.is_authorized(&requests[i], part_of[i], &entities));
    for i in 0..requests.len() {
        assert!(whole(i) == part(i), "case {}: the action's own policies decide it otherwise", i + 1);
    }
    let extra = serde_json::json!({ "ns_policies_by_action": median_round(&options, part), "policies": policies.num_of_policies() });
    write_answers(&options, |i| whole(i).0, norms);
    measure("cedar", "cedar-policy", &options, whole, extra);
}
