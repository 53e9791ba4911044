//! Each kind and each rule.

use super::*;

#[test]
fn each_kind_makes_its_own_json_of_a_text() {
    use ValueKind::{Any, Boolean, Custom, Dict, Float, Integer, List, Regex, String, Textarea};
    for (kind, typed, json) in [
        (String, "a \"b\"\\ ä", r#""a \"b\"\\ ä""#),
        (String, " ", r#"" ""#),
        (String, "null", r#""null""#),
        (Textarea, "a\r\nb\n", r#""a\nb\n""#),
        (Regex, "^a.*$", r#""^a.*$""#),
        (reference(), " d1 ", r#""d1""#),
        (Integer, "7", "7"),
        (Integer, " -007 ", "-7"),
        (Integer, "+0", "0"),
        (
            Integer,
            "123456789012345678901234567890",
            "123456789012345678901234567890",
        ),
        (Float, "1.10", "1.10"),
        (Float, "+.5", "0.5"),
        (Float, "5.", "5"),
        (Float, "-01.50E+07", "-1.50e07"),
        (Boolean, "true", "true"),
        (List, " [1, \"a\", [null]] ", "[1, \"a\", [null]]"),
        (Dict, "{\"a\":1.10}", "{\"a\":1.10}"),
        (Any, "null", "null"),
        (Any, "\"a\"", "\"a\""),
        (Custom("point".to_owned()), "{\"x\": 1}", "{\"x\": 1}"),
    ] {
        let made = said(&of(kind.clone()), typed);
        assert_eq!(made, Ok(Some(json.to_owned())), "{kind:?}: {typed}");
        serde_json::from_str::<serde_json::Value>(json).expect(json);
    }
}

#[test]
fn each_kind_refuses_what_the_cloud_would_break_on_or_bend() {
    use ValueKind::{Any, Boolean, Dict, Float, Integer, List};
    for (kind, typed, words) in [
        (Integer, "1.5", "whole number"),
        (Integer, "1e3", "whole number"),
        (Integer, "true", "whole number"),
        (Integer, "null", "whole number"),
        (Integer, "٣", "whole number"),
        (Integer, "-", "whole number"),
        (Float, "nan", "a number"),
        (Float, "NaN", "a number"),
        (Float, "-Infinity", "a number"),
        (Float, "inf", "a number"),
        (Float, "1e999", "a number"),
        (Float, "1,5", "a number"),
        (Float, ".", "a number"),
        (Float, "1e", "a number"),
        (Boolean, "null", "none of those"),
        (Boolean, "1", "none of those"),
        (
            List,
            "abc",
            "It is not JSON: expected value in line 1, column 1.",
        ),
        (List, "\"abc\"", "a list as JSON"),
        (List, "{}", "a list as JSON"),
        (List, "null", "a list as JSON"),
        (Dict, "[1]", "an object as JSON"),
        (Dict, "{\"a\": 1,\n \"b\" 2}", "in line 2, column 6"),
        (Dict, "{\"a\": [1", "It is not JSON: it ends too early."),
        (Dict, "{\"a\": NaN}", "It is not JSON"),
        (Dict, "{\"a\": 1e999}", "number out of range"),
        (Any, "abc", "It is not JSON"),
    ] {
        let refused = said(&of(kind.clone()), typed).expect_err(typed);
        assert!(refused.contains(words), "{kind:?}: {typed}: {refused}");
    }
}

#[test]
fn entries_of_a_list_are_of_its_kind() {
    let list = WorkflowParameter {
        item: Some(ValueKind::Integer),
        ..of(ValueKind::List)
    };
    assert_eq!(
        said(&list, "[1, 20000000000000000000]"),
        Ok(Some("[1, 20000000000000000000]".to_owned()))
    );
    for (typed, entry) in [
        ("[1, 1.5]", 2),
        ("[null]", 1),
        ("[1, 2, \"3\"]", 3),
        ("[true]", 1),
    ] {
        let refused = said(&list, typed).expect_err(typed);
        assert!(
            refused.starts_with(&format!("Entry {entry} has to be a whole number")),
            "{refused}"
        );
    }
}

/// Of two typed values a parameter takes one, and says of the other what it asks.
fn holds(parameter: &WorkflowParameter, good: &str, bad: &str, words: &str) {
    let taken = said(parameter, good);
    assert!(taken.is_ok_and(|json| json.is_some()), "{parameter:?}");
    let refused = said(parameter, bad).expect_err(bad);
    assert!(refused.contains(words), "{refused}");
}

#[test]
fn each_rule_is_kept_or_told() {
    use ConstraintRule as Rule;
    let text = str::to_owned;
    let (integer, string) = (ValueKind::Integer, ValueKind::String);
    for (kind, rule, good, bad, words) in [
        (
            integer.clone(),
            Rule::Equal(text("7")),
            "7",
            "8",
            "It has to be 7, and is 8.",
        ),
        (
            integer.clone(),
            Rule::GreaterThan(text("7")),
            "8",
            "7",
            "be greater than 7, and is 7.",
        ),
        (
            integer.clone(),
            Rule::GreaterOrEqual(text("7")),
            "7",
            "6",
            "be 7 or greater",
        ),
        (
            ValueKind::Float,
            Rule::LessThan(text("7.5")),
            "7.4",
            "7.5",
            "be less than 7.5",
        ),
        (
            ValueKind::Float,
            Rule::LessOrEqual(text("7.5")),
            "7.50",
            "7.51",
            "be 7.5 or less",
        ),
        (
            integer.clone(),
            Rule::InRange(text("1"), text("600")),
            "600",
            "9999",
            "It has to be from 1 to 600, and is 9999.",
        ),
        (
            integer,
            Rule::InRange(text("1"), text("600")),
            "1",
            "0",
            "from 1 to 600",
        ),
        (
            string.clone(),
            Rule::Length(3),
            "äöü",
            "ab",
            "be 3 long, and is \u{201c}ab\u{201d}.",
        ),
        (
            string.clone(),
            Rule::MinLength(2),
            "ab",
            "a",
            "be 2 long or longer",
        ),
        (
            string.clone(),
            Rule::MaxLength(2),
            "ab",
            "abc",
            "be 2 long or shorter",
        ),
        (
            string,
            Rule::Pattern(text("ab")),
            "abc",
            "cab",
            "match the pattern ab from its beginning on",
        ),
    ] {
        holds(&ruled(kind, rule), good, bad, words);
    }
}

#[test]
fn lists_and_objects_are_as_long_as_they_have_entries() {
    use ConstraintRule as Rule;
    for (kind, rule, good, bad, words) in [
        (
            ValueKind::List,
            Rule::MinLength(2),
            "[1,2]",
            "[1]",
            "be 2 long or longer.",
        ),
        (
            ValueKind::Dict,
            Rule::MaxLength(1),
            "{\"a\":1}",
            "{\"a\":1,\"b\":2}",
            "be 1 long or shorter.",
        ),
    ] {
        holds(&ruled(kind, rule), good, bad, words);
    }
}

#[test]
fn rules_of_a_list_hold_for_each_entry_and_the_authors_words_come_first() {
    let list = WorkflowParameter {
        item: Some(ValueKind::Integer),
        ..ruled(
            ValueKind::List,
            ConstraintRule::InRange("1".to_owned(), "5".to_owned()),
        )
    };
    assert!(said(&list, "[1, 5]").is_ok());
    assert_eq!(
        said(&list, "[1, 9]"),
        Err("Entry 2 has to be from 1 to 5, and is 9.".to_owned())
    );
    let mut own = ruled(ValueKind::Integer, ConstraintRule::Equal("7".to_owned()));
    own.constraints[0].message = Some("Seven, please.".to_owned());
    assert_eq!(said(&own, "8"), Err("Seven, please.".to_owned()));
}

#[test]
fn what_cannot_be_decided_here_is_left_to_the_cloud_and_said() {
    for rule in [
        ConstraintRule::Pattern("?".to_owned()),
        ConstraintRule::Other("name_pattern".to_owned(), "{}".to_owned()),
        ConstraintRule::GreaterThan("1".to_owned()),
    ] {
        let parameters = [ruled(ValueKind::String, rule)];
        let form = posted(&parameters, &[(&control_name("x"), "abc")]);
        let checked = check(&parameters, &form, &Plain).expect("left to the cloud");
        assert_eq!(checked.parameters.len(), 1);
        assert!(
            checked.notices[0].message.contains("cloud"),
            "{:?}",
            checked.notices
        );
    }
}

#[test]
fn valid_values_are_chosen_and_nothing_else_is_taken() {
    let values = ["\"small\"", "\"large\"", "3"].map(str::to_owned);
    let sizes = WorkflowParameter {
        default: Some("\"small\"".to_owned()),
        ..ruled(ValueKind::Any, ConstraintRule::ValidValues(values.to_vec()))
    };
    let labels: Vec<_> = sizes
        .choices()
        .unwrap()
        .into_iter()
        .map(|(_, label)| label)
        .collect();
    assert_eq!(labels, ["small", "large", "3"]);
    assert_eq!(sizes.begins_with().as_deref(), Some("\"small\""));
    assert_eq!(said(&sizes, "\"large\""), Ok(Some("\"large\"".to_owned())));
    assert_eq!(said(&sizes, "3"), Ok(Some("3".to_owned())));
    assert!(said(&sizes, "large").is_err());
}

#[test]
fn a_control_begins_with_its_default_where_it_can_hold_it() {
    let begins = |kind: ValueKind, default: &str| {
        let parameter = WorkflowParameter {
            default: Some(default.to_owned()),
            ..of(kind)
        };
        parameter.begins_with()
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(begins(ValueKind::Textarea, r#""a\nb""#), text("a\nb"));
    assert_eq!(begins(ValueKind::Float, "1.10"), text("1.10"));
    assert_eq!(begins(ValueKind::Boolean, "true"), text("true"));
    assert_eq!(
        begins(ValueKind::Dict, r#"{"a":{"b":[1.10,{}]},"c":"x,{\"y"}"#),
        text(
            "{\n  \"a\": {\n    \"b\": [\n      1.10,\n      {}\n    ]\n  },\n  \"c\": \"x,{\\\"y\"\n}"
        )
    );
    assert_eq!(begins(ValueKind::List, "[ ]"), text("[]"));
    assert_eq!(
        begins(ValueKind::Integer, r#"{"get_input": "delay"}"#),
        None
    );
    assert_eq!(begins(ValueKind::Integer, "null"), None);
}
