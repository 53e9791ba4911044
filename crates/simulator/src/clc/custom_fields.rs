//! The custom fields of an account, and the values that its servers have for them.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use crate::body::{member, scalar};
use crate::data::parse;
use crate::json::Json;
use crate::random::Random;

/// A field as the demo data describes it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Seed {
    name: String,
    is_required: bool,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    options: Vec<FieldOption>,
}

/// The name is what is sent as the value of the field, the value is what people read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldOption {
    name: String,
    value: String,
}

#[derive(Debug)]
pub(crate) struct CustomField {
    pub(crate) id: String,
    seed: Seed,
}

impl CustomField {
    pub(crate) fn name(&self) -> &str {
        &self.seed.name
    }

    /// The key of its last choice, if it is a choice.
    pub(crate) fn last_option(&self) -> Option<&str> {
        self.seed.options.last().map(|option| option.name.as_str())
    }

    /// What people read where this value is set.
    pub(crate) fn display<'a>(&'a self, value: &'a str) -> &'a str {
        let mut options = self.seed.options.iter();
        let chosen = options.find(|option| option.name == value);
        chosen.map_or(value, |option| &option.value)
    }

    fn takes(&self, value: &str) -> bool {
        match self.seed.kind.as_str() {
            "option" => self.seed.options.iter().any(|option| option.name == value),
            "checkbox" => matches!(value, "true" | "false"),
            _ => true,
        }
    }
}

/// The fields of an account.
pub(crate) fn of_account(alias: &str, seed: u64) -> Vec<CustomField> {
    let mut all: HashMap<String, Vec<Seed>> =
        parse(include_str!("../../data/clc/custom-fields.json"));
    let own = all.remove(alias).unwrap_or_default().into_iter();
    let field = |field: Seed| CustomField {
        id: Random::about(seed, &["custom field", alias, &field.name]).hex_id(),
        seed: field,
    };
    own.map(field).collect()
}

/// The values of a complete list `[{id, value}]`.
pub(crate) fn check(
    fields: &[CustomField],
    value: &Value,
) -> Result<Vec<(String, String)>, String> {
    let listed = value
        .as_array()
        .ok_or("A list of custom fields is required.")?;
    let mut values = Vec::new();
    for entry in listed {
        let text = |name: &str| member(entry, name).and_then(scalar);
        let id = text("id").unwrap_or_default();
        let field = fields
            .iter()
            .find(|field| field.id.eq_ignore_ascii_case(&id));
        let field = field.ok_or_else(|| format!("The custom field {id} is not valid."))?;
        let value = text("value").unwrap_or_default();
        if !field.takes(&value) {
            return Err(format!("The value of {} is not valid.", field.name()));
        }
        values.push((field.id.clone(), value));
    }
    let given = |field: &&CustomField| {
        let mut values = values.iter();
        values.any(|(id, value)| *id == field.id && !value.trim().is_empty())
    };
    let missing = fields
        .iter()
        .find(|field| field.seed.is_required && !given(field));
    match missing {
        Some(field) => Err(format!("The {} field is required.", field.name())),
        None => Ok(values),
    }
}

/// The fields as the cloud lists them.
pub(crate) fn list(fields: &[CustomField]) -> String {
    let mut json = Json::default();
    json.array(|json| {
        for field in fields {
            json.object(|json| {
                json.pair("id", &field.id).pair("name", field.name());
                json.key("isRequired").bool(field.seed.is_required);
                json.pair("type", &field.seed.kind).key("options");
                json.array(|json| {
                    for option in &field.seed.options {
                        json.object(|json| {
                            json.pair("name", &option.name).pair("value", &option.value);
                        });
                    }
                });
            });
        }
    });
    json.into_string()
}

/// The values of a server or group.
pub(crate) fn values(json: &mut Json, fields: &[CustomField], values: &[(String, String)]) {
    for (id, value) in values {
        let Some(field) = fields.iter().find(|field| field.id == *id) else {
            continue;
        };
        json.object(|json| {
            json.pair("id", id)
                .pair("name", field.name())
                .pair("value", value)
                .pair("displayValue", field.display(value));
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn field(name: &str, is_required: bool, kind: &str) -> CustomField {
        let choice = |name: &str, value: &str| FieldOption {
            name: name.to_owned(),
            value: value.to_owned(),
        };
        CustomField {
            id: name.to_owned(),
            seed: Seed {
                name: name.to_owned(),
                is_required,
                kind: kind.to_owned(),
                options: vec![choice("0", "No"), choice("1", "Yes")],
            },
        }
    }

    #[test]
    fn required_fields_need_a_value_and_choices_one_of_their_keys() {
        let fields = [
            field("a", true, "text"),
            field("b", false, "option"),
            field("c", false, "checkbox"),
        ];
        let good =
            json!([{"id": "A", "value": "x"}, {"id": "b", "value": 1}, {"id": "c", "value": true}]);
        let read = check(&fields, &good).unwrap_or_default();
        let read: Vec<_> = read
            .iter()
            .map(|(id, value)| (id.as_str(), value.as_str()))
            .collect();
        assert_eq!(read, [("a", "x"), ("b", "1"), ("c", "true")]);
        for wrong in [
            json!([]),
            json!([{"id": "b", "value": "1"}]),
            json!([{"id": "a", "value": "x"}, {"id": "b", "value": "Yes"}]),
            json!([{"id": "a", "value": "x"}, {"id": "c", "value": "maybe"}]),
            json!([{"id": "a", "value": "x"}, {"id": "d", "value": "1"}]),
            json!({}),
        ] {
            assert!(check(&fields, &wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_empty_text_is_no_value_for_a_required_field() {
        let fields = [field("a", true, "text")];
        let empty = json!([{"id": "a", "value": " "}]);
        assert!(check(&fields, &empty).is_err());
    }
}
