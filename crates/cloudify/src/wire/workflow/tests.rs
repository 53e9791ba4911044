//! The schema of a workflow with every kind of parameter, as a manager sends it.

use super::*;

const RICH: &str = r#"{"name":"rich","plugin":"script","parameters":{
  "name":{"required":true,"description":"a name","type":"string","constraints":[{"pattern":"^[a-z]+$"},{"max_length":10},{"min_length":2,"error_message":"Too short."}]},
  "size":{"default":"small","type":"string","constraints":[{"valid_values":["small","medium","large"]}]},
  "count":{"required":false,"type":"integer","constraints":[{"greater_or_equal":1},{"less_than":100},{"in_range":[1,100]}]},
  "lst":{"default":[1,2],"type":"list","item_type":"integer"},"any":{"default":{"b":1,"a":NaN}},"bare":{},
  "pt":{"default":{"x":1,"y":2},"type":"point"},"dep":{"type":"deployment_id","constraints":[{"filter_id":"x"}]},
  "script_path":{"default":"scripts/rich.py","description":"Workflow script executed by the script plugin"}},
 "is_cascading":false,"is_available":false,"availability_rules":{"node_instances_active":["none","partial"]}}"#;

fn rich() -> Entity {
    let read: Workflow = decode(RICH.as_bytes()).unwrap();
    read.into_entity().unwrap()
}

fn parameter(name: &str) -> WorkflowParameter {
    let mut all = rich().parameters.into_iter();
    all.find(|parameter| parameter.name == name).unwrap()
}

#[test]
fn parameters_keep_their_order_and_the_script_is_not_among_them() {
    let names: Vec<_> = rich().parameters.into_iter().map(|one| one.name).collect();
    assert_eq!(
        names,
        ["name", "size", "count", "lst", "any", "bare", "pt", "dep"]
    );
    assert!(!rich().available);
}

#[test]
fn a_parameter_is_required_where_it_has_nothing_to_fall_back_on() {
    let required = |name| parameter(name).required;
    assert!(required("name") && required("bare") && required("dep"));
    assert!(!required("size") && !required("count") && !required("any"));
}

#[test]
fn kinds_and_defaults_are_read_as_they_are_written() {
    assert_eq!(parameter("count").kind, ValueKind::Integer);
    let list = parameter("lst");
    assert_eq!(
        (list.kind, list.item),
        (ValueKind::List, Some(ValueKind::Integer))
    );
    assert_eq!(list.default.as_deref(), Some("[1,2]"));
    assert_eq!(parameter("any").kind, ValueKind::Any);
    // What no JSON can hold is text from here on.
    assert_eq!(
        parameter("any").default.as_deref(),
        Some(r#"{"b":1,"a":"NaN"}"#)
    );
    assert_eq!(parameter("pt").kind, ValueKind::Custom("point".to_owned()));
    assert_eq!(
        parameter("dep").kind,
        ValueKind::Reference(Referenced::Deployment)
    );
}

#[test]
fn constraints_are_told_apart() {
    let rules = |name| {
        let constraints = parameter(name).constraints.into_iter();
        constraints.map(|one| one.rule).collect::<Vec<_>>()
    };
    assert_eq!(
        rules("name"),
        [
            ConstraintRule::Pattern("^[a-z]+$".to_owned()),
            ConstraintRule::MaxLength(10),
            ConstraintRule::MinLength(2)
        ]
    );
    let message = parameter("name").constraints[2].message.clone();
    assert_eq!(message.as_deref(), Some("Too short."));
    let small = ["\"small\"", "\"medium\"", "\"large\""].map(str::to_owned);
    assert_eq!(rules("size"), [ConstraintRule::ValidValues(small.to_vec())]);
    assert_eq!(
        rules("count")[2],
        ConstraintRule::InRange("1".to_owned(), "100".to_owned())
    );
    let other = ConstraintRule::Other("filter_id".to_owned(), "\"x\"".to_owned());
    assert_eq!(rules("dep"), [other]);
}

/// As lists send them that were asked for without their data.
#[test]
fn a_workflow_without_a_name_is_none() {
    let bare = r#"{"name":null,"plugin":null,"parameters":null,"is_available":null}"#;
    let read: Workflow = decode(bare.as_bytes()).unwrap();
    assert_eq!(read.into_entity(), None);
}
