//! The parameters of a start: which may be given, what the manager makes of them, and what it refuses, group by group;
//! the first group in which something is wrong is told in full.

use serde_json::{Map, Value};

use super::blueprint::Workflow;
use super::constraints::violated;
use super::deployment::Deployment;
use super::manager::Manager;
use super::python::{float, repr};
use super::reply::Refusal;

/// The parameters that a workflow is started with: those given, converted, in their order, then the defaults.
pub(super) fn merged(
    manager: &Manager,
    deployment: &Deployment,
    workflow: &Workflow,
    given: &Map<String, Value>,
    allow_custom: bool,
) -> Result<Map<String, Value>, Refusal> {
    let name = &workflow.name;
    let unknown = given
        .keys()
        .filter(|key| !workflow.parameters.contains_key(*key));
    let unknown: Vec<&str> = unknown.map(String::as_str).collect();
    if !unknown.is_empty() && !allow_custom {
        return Err(refused(&[format!(
            "Workflow \"{name}\" does not have the following parameters declared: {}. Remove these parameters or \
             use the flag for allowing custom parameters",
            unknown.join(",")
        )]));
    }
    let mut taken = converted(deployment, workflow, given)?;
    let wrong = taken.iter().filter_map(|(key, value)| {
        let schema = schema(workflow, key)?;
        let what = violated(key, schema, value).or_else(|| {
            let kind = schema.get("type")?.as_str()?;
            no_such_object(manager, deployment, kind, key, value)
        })?;
        Some(format!(
            "Parameter \"{key}\" does not meet its constraints: {what}"
        ))
    });
    let wrong: Vec<String> = wrong.collect();
    if !wrong.is_empty() {
        return Err(refused(&wrong));
    }
    let missing = workflow.parameters.iter().filter(|(key, schema)| {
        let required = schema.get("required") != Some(&Value::Bool(false));
        required && schema.get("default").is_none() && !taken.contains_key(*key)
    });
    let missing: Vec<&str> = missing.map(|(key, _)| key.as_str()).collect();
    if !missing.is_empty() {
        return Err(refused(&[format!(
            "Workflow \"{name}\" must be provided with the following parameters to execute: {}",
            missing.join(",")
        )]));
    }
    for (key, schema) in &workflow.parameters {
        if let Some(default) = schema.get("default") {
            taken.entry(key.as_str()).or_insert_with(|| default.clone());
        }
    }
    Ok(taken)
}

fn schema<'a>(workflow: &'a Workflow, key: &str) -> Option<&'a Map<String, Value>> {
    workflow.parameters.get(key)?.as_object()
}

fn refused(lines: &[String]) -> Refusal {
    Refusal::Api(400, "illegal_execution_parameters_error", lines.join("\n"))
}

fn converted(
    deployment: &Deployment,
    workflow: &Workflow,
    given: &Map<String, Value>,
) -> Result<Map<String, Value>, Refusal> {
    let mut taken = Map::new();
    let mut wrong = Vec::new();
    for (key, value) in given {
        let value = evaluated(deployment, value)?;
        let empty = Map::new();
        let schema = schema(workflow, key).unwrap_or(&empty);
        let text = |name: &str| schema.get(name).and_then(Value::as_str);
        let item = text("item_type");
        match convert(text("type").unwrap_or_default(), item, value) {
            Ok(value) => {
                taken.insert(key.clone(), value);
            }
            Err(Odd::Raises) => return Err(Refusal::Internal),
            Err(Odd::Wrong) => {
                let kind = text("type").unwrap_or_default();
                let kind = item.map_or(kind.to_owned(), |item| format!("list of {item}s"));
                wrong.push(format!("Parameter \"{key}\" must be of type {kind}"));
            }
        }
    }
    if wrong.is_empty() {
        Ok(taken)
    } else {
        Err(refused(&wrong))
    }
}

/// Why a value is not taken.
#[derive(Debug, PartialEq, Eq)]
enum Odd {
    /// It is refused.
    Wrong,
    /// It makes the manager's code raise what nothing catches.
    Raises,
}

/// What the manager makes of a value.
fn convert(kind: &str, item: Option<&str>, value: Value) -> Result<Value, Odd> {
    match kind {
        "integer" => integer(&value),
        "float" => real(&value),
        "boolean" => match &value {
            Value::Bool(_) => Ok(value),
            Value::String(text) if text.eq_ignore_ascii_case("true") => Ok(true.into()),
            Value::String(text) if text.eq_ignore_ascii_case("false") => Ok(false.into()),
            Value::String(_) => Err(Odd::Wrong),
            _ => Err(Odd::Raises),
        },
        "string" => value.is_string().then_some(value).ok_or(Odd::Wrong),
        "list" => {
            let items: Vec<Value> = match value {
                Value::Array(items) => items,
                // A text is a list of its letters to Python, and a dictionary one of its keys.
                Value::String(text) => text
                    .chars()
                    .map(|letter| letter.to_string().into())
                    .collect(),
                Value::Object(map) => map.into_iter().map(|(key, _)| key.into()).collect(),
                _ => return Err(Odd::Raises),
            };
            let convert = |value| convert(item.unwrap_or_default(), None, value);
            items.into_iter().map(convert).collect()
        }
        _ => Ok(value),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a float cast saturates, and larger numbers are not what this is about"
)]
fn integer(value: &Value) -> Result<Value, Odd> {
    match value {
        Value::Bool(flag) => Ok(i64::from(*flag).into()),
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            Some(float) => Ok((float.trunc() as i64).into()),
            None => Ok(value.clone()),
        },
        Value::String(text) => text
            .trim()
            .parse::<i64>()
            .map(Value::from)
            .map_err(|_| Odd::Wrong),
        _ => Err(Odd::Raises),
    }
}

fn real(value: &Value) -> Result<Value, Odd> {
    match value {
        Value::Bool(flag) => Ok(float(f64::from(u8::from(*flag)))),
        Value::Number(number) => Ok(float(number.as_f64().unwrap_or_default())),
        Value::String(text) => text
            .trim()
            .parse::<f64>()
            .map(float)
            .map_err(|_| Odd::Wrong),
        _ => Err(Odd::Raises),
    }
}

/// Intrinsic functions are evaluated at the start: inputs of the deployment; there are no secrets.
fn evaluated(deployment: &Deployment, value: &Value) -> Result<Value, Refusal> {
    let call = value.as_object().filter(|map| map.len() == 1);
    if let Some(name) = call.and_then(|map| map.get("get_input")?.as_str()) {
        return Ok(deployment.inputs.get(name).cloned().unwrap_or(Value::Null));
    }
    if let Some(name) = call.and_then(|map| map.get("get_secret")?.as_str()) {
        return Err(Refusal::no_such("Secret", name));
    }
    match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| evaluated(deployment, item));
            items.collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        Value::Object(map) => {
            let pairs = map
                .iter()
                .map(|(key, item)| evaluated(deployment, item).map(|item| (key.clone(), item)));
            pairs.collect::<Result<Map<_, _>, _>>().map(Value::Object)
        }
        other => Ok(other.clone()),
    }
}

/// Types whose values name something the manager keeps.
fn no_such_object(
    manager: &Manager,
    deployment: &Deployment,
    kind: &str,
    name: &str,
    value: &Value,
) -> Option<String> {
    let text = value.as_str().unwrap_or_default();
    let instances = &deployment.instances;
    let there = match kind {
        "blueprint_id" => manager.blueprint(text).is_some(),
        "deployment_id" => manager.deployment(deployment.tenant, text).is_some(),
        "node_id" => instances.iter().any(|instance| instance.node == text),
        "node_instance" => instances.iter().any(|instance| instance.id == text),
        "node_type" => manager
            .blueprint(&deployment.blueprint)
            .is_some_and(|blueprint| blueprint.nodes.iter().any(|node| node.kind == text)),
        "secret_key" | "capability_value" | "scaling_group" | "operation_name" => false,
        _ => return None,
    };
    let unheeded = value.is_null();
    (!there && !unheeded).then(|| {
        format!(
            "Value {} of '{name}' is not a valid value for data type '{kind}'.",
            repr(value)
        )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_converted_as_python_does_it() {
        let item = Some("integer");
        for (kind, item, given, made) in [
            ("integer", None, json!("7"), Ok(json!(7))),
            ("integer", None, json!(" 7 "), Ok(json!(7))),
            ("integer", None, json!(1.9), Ok(json!(1))),
            ("integer", None, json!(-1.9), Ok(json!(-1))),
            ("integer", None, json!(true), Ok(json!(1))),
            ("integer", None, json!("1.5"), Err(Odd::Wrong)),
            ("integer", None, Value::Null, Err(Odd::Raises)),
            ("float", None, json!("1.5"), Ok(json!(1.5))),
            ("float", None, json!(2), Ok(json!(2.0))),
            ("float", None, json!("nan"), Ok(float(f64::NAN))),
            ("float", None, json!("1e999"), Ok(float(f64::INFINITY))),
            ("float", None, json!("x"), Err(Odd::Wrong)),
            ("float", None, Value::Null, Err(Odd::Raises)),
            ("boolean", None, json!("TRUE"), Ok(json!(true))),
            ("boolean", None, json!("maybe"), Err(Odd::Wrong)),
            ("boolean", None, json!(1), Err(Odd::Raises)),
            ("boolean", None, Value::Null, Err(Odd::Raises)),
            ("string", None, json!(5), Err(Odd::Wrong)),
            ("string", None, Value::Null, Err(Odd::Wrong)),
            ("list", item, json!("12"), Ok(json!([1, 2]))),
            ("list", item, json!(["3", 4]), Ok(json!([3, 4]))),
            ("list", item, json!(["x"]), Err(Odd::Wrong)),
            ("list", None, json!("ab"), Ok(json!(["a", "b"]))),
            ("dict", None, json!("not one"), Ok(json!("not one"))),
            ("regex", None, json!("("), Ok(json!("("))),
            ("point", None, json!({"z": 1}), Ok(json!({"z": 1}))),
            ("", None, Value::Null, Ok(Value::Null)),
        ] {
            assert_eq!(convert(kind, item, given.clone()), made, "{kind}: {given}");
        }
    }
}
