//! The cloud's words, made safe to keep and show, from the shapes its errors come in.
//!
//! Seen in the wild: a bare string; `message`; `message` with `modelState`; `error`; `error`
//! with `validationMessages`; for some 500s also `exceptionMessage`; and nothing at all.

use serde_json::{Map, Value};
use slipway_cloud::FieldMessage;
use slipway_domain::Secret;

/// The longest message that is kept, in characters.
const LONGEST: usize = 2_000;
/// How many field messages are kept.
const MOST_FIELDS: usize = 50;
/// Secrets shorter than this are not looked for: masking them would only garble words.
const SHORTEST_SECRET: usize = 4;

/// What an error body says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) message: Option<String>,
    pub(crate) fields: Vec<FieldMessage>,
}

/// The words of `body`, cleaned and with every one of `secrets` masked. A body that is no JSON
/// (a proxy's HTML page, say) has no words for a person.
pub(crate) fn message_text(body: &[u8], secrets: &[&Secret]) -> Words {
    let clean = |text: &str| clean(text, secrets);
    match serde_json::from_slice(body) {
        Ok(Value::String(text)) => Words {
            message: clean(&text),
            fields: Vec::new(),
        },
        Ok(list @ Value::Array(_)) => Words {
            message: clean(&texts(&list).join(" ")),
            fields: Vec::new(),
        },
        Ok(Value::Object(entries)) => of_object(&entries, clean),
        _ => Words::default(),
    }
}

fn of_object(object: &Map<String, Value>, clean: impl Fn(&str) -> Option<String>) -> Words {
    let mut parts: Vec<String> = ["message", "error", "exceptionMessage"]
        .into_iter()
        .filter_map(|key| find(object, key))
        .flat_map(texts)
        .filter_map(&clean)
        .collect();
    parts.dedup();
    let mut fields = Vec::new();
    if let Some(Value::Object(state)) = find(object, "modelState") {
        for (field, found) in state {
            fields.extend(texts(found).into_iter().filter_map(|text| {
                Some(FieldMessage {
                    field: clean(field).unwrap_or_default(),
                    message: clean(text)?,
                })
            }));
        }
    }
    let validation = find(object, "validationMessages").map(texts);
    fields.extend(validation.into_iter().flatten().filter_map(|text| {
        Some(FieldMessage {
            field: String::new(),
            message: clean(text)?,
        })
    }));
    fields.truncate(MOST_FIELDS);
    Words {
        message: clean(&parts.join(" ")),
        fields,
    }
}

/// The value of `key`, whose case does not matter.
fn find<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    let mut entries = object.iter();
    entries.find_map(|(name, value)| name.eq_ignore_ascii_case(key).then_some(value))
}

/// The text itself, or the texts of a list.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
        single => single.as_str().into_iter().collect(),
    }
}

/// `text` without control characters and without any of `secrets`, at most 2,000 characters;
/// nothing if nothing is left.
pub(crate) fn clean(text: &str, secrets: &[&Secret]) -> Option<String> {
    let mut text = text.to_owned();
    for secret in secrets {
        if secret.expose().chars().count() >= SHORTEST_SECRET {
            text = text.replace(secret.expose(), "•••");
        }
    }
    let calm: String = text
        .chars()
        .map(|c| if unsettling(c) { ' ' } else { c })
        .take(LONGEST)
        .collect();
    let calm = calm.trim();
    (!calm.is_empty()).then(|| calm.to_owned())
}

/// Control characters, and those that turn the direction of the text around them.
fn unsettling(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(body: &str) -> (Option<String>, Vec<(String, String)>) {
        let words = message_text(body.as_bytes(), &[]);
        let fields = words.fields.into_iter();
        (
            words.message,
            fields.map(|f| (f.field, f.message)).collect(),
        )
    }

    #[test]
    fn every_shape_of_error_has_its_words() {
        let only = |text: &str| (Some(text.to_owned()), vec![]);
        assert_eq!(said(r#""some text""#), only("some text"));
        assert_eq!(said(r#"["one","two"]"#), only("one two"));
        assert_eq!(said(r#"{"message":"No."}"#), only("No."));
        assert_eq!(said(r#"{"Message":"No."}"#), only("No."));
        assert_eq!(said(r#"{"error":"Missing"}"#), only("Missing"));
        assert_eq!(
            said(
                r#"{"message":"An error has occurred.","exceptionMessage":"Busy","stackTrace":"at X"}"#
            ),
            only("An error has occurred. Busy")
        );
        assert_eq!(
            said(r#"{"error":"Bad","validationMessages":["a","b"]}"#).1,
            [
                (String::new(), "a".to_owned()),
                (String::new(), "b".to_owned())
            ]
        );
        for nothing in [
            "",
            "null",
            "<html>502</html>",
            "[]",
            "{}",
            r#"{"message":null}"#,
            "\"\"",
        ] {
            assert_eq!(said(nothing), (None, vec![]), "{nothing}");
        }
    }

    #[test]
    fn model_state_names_its_fields() {
        let (message, fields) = said(
            r#"{"message":"The request is invalid.","modelState":
               {"body.name":["The name field is required."],"":["Wrong state."],"odd":"text"}}"#,
        );
        assert_eq!(message.unwrap(), "The request is invalid.");
        let has = |field: &str, text: &str| fields.contains(&(field.to_owned(), text.to_owned()));
        assert!(has("body.name", "The name field is required."));
        assert!(has("", "Wrong state."));
        assert!(has("odd", "text"));
    }

    #[test]
    fn words_are_bounded_calm_and_free_of_secrets() {
        let secret = Secret::new("hunter22");
        let text = format!("no\u{1b}[2J\u{202e} hunter22 {}", "x".repeat(5_000));
        let clean = clean(&text, &[&secret]).unwrap();
        assert_eq!(clean.chars().count(), LONGEST);
        assert!(clean.starts_with("no [2J  ••• x"), "{}", &clean[..40]);
    }
}
