//! The cloud's words, made safe to keep and show, from the shapes its errors come in.
//!
//! Seen in the wild: a bare string; `message`; `message` with `modelState`; `error`; `error`
//! with `validationMessages`; for some 500s also `exceptionMessage`; and nothing at all.

use reqwest::StatusCode;
use serde_json::{Map, Value};
use slipway_cloud::{CloudError, FieldMessage};
use slipway_domain::Secret;
use slipway_upstream::{Call, Words, clean, meaning_of};
use std::time::Duration;

/// How many field messages are kept.
const MOST_FIELDS: usize = 50;

/// What an answer other than a success means for `call`.
pub(crate) fn meaning(
    call: &Call<'_>,
    status: StatusCode,
    retry_after: Option<Duration>,
    body: &[u8],
) -> CloudError {
    let words = message_text(body, &call.secrets);
    meaning_of(call.effect, status, retry_after, words)
}

/// The words of `body`, cleaned and with every one of `secrets` masked. A body that is no JSON
/// (a proxy's HTML page, say) has no words for a person.
fn message_text(body: &[u8], secrets: &[&Secret]) -> Words {
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
}
