//! Description, group and custom fields: what takes effect at once.

use super::{Problem, controls, plain_lines, posted};
use crate::custom_field::{CustomField, CustomFieldChoice, CustomFieldKind, CustomFieldValue};
use crate::details::ServerDetails;
use crate::ids::GroupId;
use crate::new_server::ServerChange;
use crate::parameters::is_blank;
use std::collections::BTreeMap;

/// The most characters of a description or of a custom field's text.
const LONGEST: usize = 1_000;

/// What stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AboutForm {
    /// What people write about the server.
    pub description: String,
    /// The id of its group; one that was not posted stays.
    pub group: String,
    /// Values of custom fields by their id; `None` where the form did not ask for them.
    pub fields: Option<BTreeMap<String, String>>,
}

impl AboutForm {
    /// The form as it opens.
    pub fn of(details: &ServerDetails) -> Self {
        let fields = details.custom_fields.iter();
        Self {
            description: plain_lines(&details.server.description),
            group: details.server.group.to_string(),
            fields: Some(
                fields
                    .map(|field| (field.id.clone(), field.value.clone()))
                    .collect(),
            ),
        }
    }

    /// What was posted.
    pub fn from_pairs(pairs: &[(String, String)]) -> Self {
        let field = |(name, value): &(String, String)| {
            let id = name.strip_prefix("field[")?.strip_suffix(']')?;
            Some((id.to_owned(), value.trim().to_owned()))
        };
        let asked = posted(pairs, controls::FIELDS).is_some();
        Self {
            description: plain_lines(&posted(pairs, controls::DESCRIPTION).unwrap_or_default()),
            group: posted(pairs, controls::GROUP).unwrap_or_default(),
            fields: asked.then(|| pairs.iter().filter_map(field).collect()),
        }
    }

    /// What is different from `now`, as changes.
    ///
    /// # Errors
    /// What cannot be done, control by control.
    pub fn check(
        &self,
        now: &ServerDetails,
        groups: &[(GroupId, String)],
        fields: Option<&[CustomField]>,
    ) -> Result<Vec<ServerChange>, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut changes = Vec::new();
        if self.description != plain_lines(&now.server.description) {
            problems.extend(too_long(
                controls::DESCRIPTION,
                "Description",
                &self.description,
            ));
            changes.push(ServerChange::Description(self.description.clone()));
        }
        let group = GroupId::new(&self.group);
        if !self.group.is_empty() && group != now.server.group {
            if !groups.iter().any(|(id, _)| *id == group) {
                problems.push(Problem::new(
                    controls::GROUP,
                    "Group",
                    "This group is not in the server's data center (any more). Choose one of those listed.",
                ));
            }
            changes.push(ServerChange::Group(group));
        }
        if let (Some(typed), Some(fields)) = (&self.fields, fields) {
            match field_choices(typed, fields, &now.custom_fields) {
                Ok(choices) => changes.extend(choices.map(ServerChange::CustomFields)),
                Err(more) => problems.extend(more),
            }
        }
        if problems.is_empty() {
            Ok(changes)
        } else {
            Err(problems)
        }
    }
}

/// What is said of a description or another text that is too long.
pub fn too_long(control: &str, label: &str, text: &str) -> Option<Problem> {
    let count = text.chars().count();
    (count > LONGEST).then(|| {
        Problem::new(
            control,
            label,
            format!("It has {count} characters; at most {LONGEST} are taken."),
        )
    })
}

/// The complete list of values, which the cloud asks for; nothing where it is the present one.
/// Values of fields that the account no longer lists stay.
pub(crate) fn field_choices(
    typed: &BTreeMap<String, String>,
    fields: &[CustomField],
    now: &[CustomFieldValue],
) -> Result<Option<Vec<CustomFieldChoice>>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut choices: Vec<CustomFieldChoice> = now
        .iter()
        .filter(|value| !fields.iter().any(|field| field.id == value.id))
        .map(|value| choice(&value.id, &value.value))
        .collect();
    for field in fields {
        let had = now.iter().find(|value| value.id == field.id);
        let typed = typed.get(&field.id).map(String::as_str);
        match field_value(field, typed.unwrap_or_default(), had) {
            Ok(value) => choices.extend(value.map(|value| choice(&field.id, &value))),
            Err(why) => problems.push(Problem::new(controls::field(&field.id), &field.name, why)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let sorted = |mut list: Vec<CustomFieldChoice>| {
        list.sort_by(|a, b| a.id.cmp(&b.id));
        list
    };
    let present = now.iter().map(|value| choice(&value.id, &value.value));
    let same = sorted(present.collect()) == sorted(choices.clone());
    Ok((!same).then_some(choices))
}

fn choice(id: &str, value: &str) -> CustomFieldChoice {
    CustomFieldChoice {
        id: id.to_owned(),
        value: value.to_owned(),
    }
}

/// The value to send for `field`; nothing where it stays empty. `had` is the value that a server
/// that is there has.
///
/// # Errors
/// What has to be different.
pub fn field_value(
    field: &CustomField,
    typed: &str,
    had: Option<&CustomFieldValue>,
) -> Result<Option<String>, String> {
    match field.kind {
        CustomFieldKind::Checkbox => {
            let ticked = typed.eq_ignore_ascii_case("true");
            // A box that nobody ever answered stays so, unless an answer is required.
            let silent = !ticked && had.is_none() && !field.required;
            Ok((!silent).then(|| ticked.to_string()))
        }
        _ if is_blank(typed) && field.required => {
            Err("It is required; give it a value.".to_owned())
        }
        _ if typed.is_empty() => Ok(None),
        CustomFieldKind::Option if !field.options.iter().any(|option| option.key == typed) => {
            Err("It is not one of the choices (any more). Choose one of those listed.".to_owned())
        }
        _ => match too_long("", "", typed) {
            Some(problem) => Err(problem.message),
            None => Ok(Some(typed.to_owned())),
        },
    }
}
