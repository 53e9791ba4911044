//! The fields that an account adds to its servers and groups, and their values.

use serde::{Deserialize, Serialize};

/// A field that an account added.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CustomField {
    /// Its id.
    pub id: String,
    /// The label people see.
    pub name: String,
    /// Whether every server must have a value.
    pub required: bool,
    /// What kind of value it takes.
    pub kind: CustomFieldKind,
    /// The choices of an option field; else none.
    pub options: Vec<CustomFieldOption>,
}

/// What kind of value a custom field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CustomFieldKind {
    /// Free text, and whatever this portal does not know.
    Text,
    /// The words `true` and `false`.
    Checkbox,
    /// The key of one of its options.
    Option,
}

impl CustomFieldKind {
    /// The kind a word on the wire stands for, in any case.
    pub fn parse(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "checkbox" => Self::Checkbox,
            "option" => Self::Option,
            _ => Self::Text,
        }
    }
}

/// One choice of an option field. The cloud calls the key `name` and the label `value`, the other
/// way round than for the options of a package.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CustomFieldOption {
    /// What is sent as the value of the field.
    pub key: String,
    /// What people see.
    pub label: String,
}

/// The value that a server or group has for one of the account's custom fields.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CustomFieldValue {
    /// The id of the field.
    pub id: String,
    /// The name of the field.
    pub name: String,
    /// The value as it is sent.
    pub value: String,
    /// The value as it is shown.
    pub display: String,
}

/// A value to be sent for a custom field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CustomFieldChoice {
    /// The id of the field.
    pub id: String,
    /// Text, `true` or `false`, or the key of an option.
    pub value: String,
}

#[cfg(test)]
mod tests {
    use super::CustomFieldKind;

    #[test]
    fn an_unknown_kind_is_taken_as_text() {
        for (word, kind) in [
            ("Checkbox", CustomFieldKind::Checkbox),
            ("OPTION", CustomFieldKind::Option),
            ("text", CustomFieldKind::Text),
            ("colour", CustomFieldKind::Text),
        ] {
            assert_eq!(CustomFieldKind::parse(word), kind);
        }
    }
}
