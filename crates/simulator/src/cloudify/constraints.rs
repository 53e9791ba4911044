//! The constraints of a parameter, checked as the manager checks them and refused in its words.

use std::cmp::Ordering;

use fancy_regex::Regex;
use serde_json::{Map, Value};

use super::python::text;

/// What is wrong with a value, if anything is: `Value 9999 of input seconds violates constraint in_range(1, 600) operator.`
pub(super) fn violated(name: &str, schema: &Map<String, Value>, value: &Value) -> Option<String> {
    let constraints = schema.get("constraints")?.as_array()?;
    let by_item = schema.contains_key("item_type");
    for constraint in constraints.iter().filter_map(Value::as_object) {
        let (operator, wanted) = constraint.iter().find(|(key, _)| *key != "error_message")?;
        let items = match value {
            Value::Array(items) if by_item => items.as_slice(),
            value => std::slice::from_ref(value),
        };
        let wrong = items.iter().find(|item| !holds(operator, wanted, item));
        if let Some(wrong) = wrong {
            let what = format!("Value {} of input {name}", text(wrong));
            return Some(
                match constraint.get("error_message").and_then(Value::as_str) {
                    Some(message) => format!("{what} is invalid. {message}"),
                    None => format!(
                        "{what} violates constraint {operator}({}) operator.",
                        arguments(wanted)
                    ),
                },
            );
        }
    }
    None
}

fn arguments(wanted: &Value) -> String {
    match wanted {
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        other => text(other),
    }
}

/// Whether a value keeps a constraint. What the manager looks up elsewhere counts as kept.
fn holds(operator: &str, wanted: &Value, value: &Value) -> bool {
    let order = || order(value, wanted);
    let length = |fits: fn(u64, u64) -> bool| match (size(value), wanted.as_u64()) {
        (Some(size), Some(wanted)) => fits(size, wanted),
        _ => false,
    };
    match operator {
        "equal" => value == wanted,
        "greater_than" => order() == Some(Ordering::Greater),
        "greater_or_equal" => order().is_some_and(Ordering::is_ge),
        "less_than" => order() == Some(Ordering::Less),
        "less_or_equal" => order().is_some_and(Ordering::is_le),
        "in_range" => {
            let at_least = self::order(value, &wanted[0]).is_some_and(Ordering::is_ge);
            at_least && self::order(value, &wanted[1]).is_some_and(Ordering::is_le)
        }
        "valid_values" => wanted
            .as_array()
            .is_some_and(|values| values.contains(value)),
        "length" => length(|size, wanted| size == wanted),
        "min_length" => length(|size, wanted| size >= wanted),
        "max_length" => length(|size, wanted| size <= wanted),
        "pattern" => matches(wanted.as_str().unwrap_or_default(), value),
        _ => true,
    }
}

fn order(value: &Value, wanted: &Value) -> Option<Ordering> {
    value.as_f64()?.partial_cmp(&wanted.as_f64()?)
}

fn size(value: &Value) -> Option<u64> {
    let size = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(map) => map.len(),
        _ => return None,
    };
    u64::try_from(size).ok()
}

/// Python's `re.match`: anchored at the start alone, and `$` lets a newline at the end pass.
fn matches(pattern: &str, value: &Value) -> bool {
    let Some(text) = value.as_str() else {
        return false;
    };
    let regex = Regex::new(&format!("^(?:{})", with_pythons_end(pattern)));
    regex.is_ok_and(|regex| regex.is_match(text).unwrap_or(false))
}

/// `$` outside of a class and not escaped as what it means in Python.
fn with_pythons_end(pattern: &str) -> String {
    let (mut out, mut escaped, mut in_class) = (String::new(), false, false);
    for letter in pattern.chars() {
        match letter {
            '$' if !escaped && !in_class => out.push_str("(?=\\n?\\z)"),
            _ => out.push(letter),
        }
        in_class = match letter {
            '[' if !escaped => true,
            ']' if !escaped => false,
            _ => in_class,
        };
        escaped = letter == '\\' && !escaped;
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_constraint_is_kept_or_refused_in_the_managers_words() {
        let cases = [
            (json!({"equal": 7}), json!(7), json!(8), "equal(7)"),
            (
                json!({"greater_than": 7}),
                json!(8),
                json!(7),
                "greater_than(7)",
            ),
            (
                json!({"greater_or_equal": 7}),
                json!(7),
                json!(6),
                "greater_or_equal(7)",
            ),
            (
                json!({"less_than": 7.5}),
                json!(7),
                json!(7.5),
                "less_than(7.5)",
            ),
            (
                json!({"less_or_equal": 7.5}),
                json!(7.5),
                json!(8),
                "less_or_equal(7.5)",
            ),
            (
                json!({"in_range": [1, 600]}),
                json!(600),
                json!(9999),
                "in_range(1, 600)",
            ),
            (
                json!({"valid_values": ["a", 1]}),
                json!("a"),
                json!("b"),
                "valid_values(a, 1)",
            ),
            (json!({"length": 3}), json!("äöü"), json!("ab"), "length(3)"),
            (
                json!({"min_length": 2}),
                json!([1, 2]),
                json!([1]),
                "min_length(2)",
            ),
            (
                json!({"max_length": 1}),
                json!({"a": 1}),
                json!({"a": 1, "b": 2}),
                "max_length(1)",
            ),
            (
                json!({"pattern": "^[a-z]+$"}),
                json!("abc\n"),
                json!("abc1"),
                "pattern(^[a-z]+$)",
            ),
            (
                json!({"pattern": "b"}),
                json!("bcd"),
                json!("ab"),
                "pattern(b)",
            ),
        ];
        for (constraint, good, bad, words) in cases {
            let schema = json!({"constraints": [constraint]});
            let schema = schema.as_object().unwrap();
            assert_eq!(violated("x", schema, &good), None, "{words}");
            assert_eq!(
                violated("x", schema, &bad).unwrap(),
                format!(
                    "Value {} of input x violates constraint {words} operator.",
                    text(&bad)
                )
            );
        }
    }

    #[test]
    fn items_are_checked_one_by_one_and_own_words_come_first() {
        let schema = json!({"item_type": "integer", "constraints": [{"in_range": [1, 5], "error_message": "Too far."}]});
        let schema = schema.as_object().unwrap();
        assert_eq!(violated("x", schema, &json!([1, 5])), None);
        assert_eq!(
            violated("x", schema, &json!([1, 9])).unwrap(),
            "Value 9 of input x is invalid. Too far."
        );
    }
}
