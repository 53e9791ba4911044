//! The form that makes or changes a group: what was typed, and whether it can be done.

pub mod defaults;

use crate::custom_field::{CustomField, CustomFieldValue};
use crate::group::{GroupChange, GroupNode, NewGroup};
use crate::ids::GroupId;
use crate::parameters::is_blank;
use crate::server_form::controls::{DESCRIPTION, FIELDS};
use crate::server_form::{Problem, field_choices, plain_lines, posted, too_long};
use std::collections::BTreeMap;

/// The control of the name.
pub const NAME: &str = "name";
/// The control of the group that it is in.
pub const PARENT: &str = "parent";
/// The most characters of a name.
const LONGEST_NAME: usize = 100;

/// What stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupForm {
    /// Its name.
    pub name: String,
    /// What people write about it.
    pub description: String,
    /// The id of the group that it is in; empty where none is chosen.
    pub parent: String,
    /// Values of custom fields by their id; `None` where the form did not ask for them.
    pub fields: Option<BTreeMap<String, String>>,
}

impl GroupForm {
    /// The form of a group that is there.
    pub fn of(group: &GroupNode) -> Self {
        let parent = group.parent.as_ref().map(ToString::to_string);
        Self {
            name: group.name.clone(),
            description: plain_lines(&group.description),
            parent: parent.unwrap_or_default(),
            fields: Some(values(&group.custom_fields)),
        }
    }

    /// What was posted.
    pub fn from_pairs(pairs: &[(String, String)]) -> Self {
        let field = |(name, value): &(String, String)| {
            let id = name.strip_prefix("field[")?.strip_suffix(']')?;
            Some((id.to_owned(), value.trim().to_owned()))
        };
        let text = |name| posted(pairs, name).unwrap_or_default();
        let asked = posted(pairs, FIELDS).is_some();
        Self {
            name: text(NAME),
            description: plain_lines(&text(DESCRIPTION)),
            parent: text(PARENT),
            fields: asked.then(|| pairs.iter().filter_map(field).collect()),
        }
    }

    /// The group to be made in one of `parents`.
    ///
    /// # Errors
    /// What cannot be done, control by control.
    pub fn wanted(
        &self,
        parents: &[GroupId],
        fields: Option<&[CustomField]>,
    ) -> Result<NewGroup, Vec<Problem>> {
        let mut problems = self.texts();
        let parent = GroupId::new(&self.parent);
        if self.parent.is_empty() {
            let words = "Choose the group that it is to be in.";
            problems.push(Problem::new(PARENT, "In group", words));
        } else if !parents.contains(&parent) {
            problems.push(no_parent());
        }
        let typed = self.fields.clone().unwrap_or_default();
        let choices = field_choices(&typed, fields.unwrap_or_default(), &[]);
        let custom_fields = choices.unwrap_or_else(|more| {
            problems.extend(more);
            None
        });
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(NewGroup {
            name: self.name.clone(),
            description: self.description.clone(),
            parent,
            custom_fields: custom_fields.unwrap_or_default(),
        })
    }

    /// What is different from `now`, as changes; `parents` are the groups that it can move to.
    /// Custom fields that nobody touched stay, also where one that is required has no value.
    ///
    /// # Errors
    /// What cannot be done, control by control.
    pub fn changes(
        &self,
        now: &GroupNode,
        parents: &[GroupId],
        fields: Option<&[CustomField]>,
    ) -> Result<Vec<GroupChange>, Vec<Problem>> {
        let before = Self::of(now);
        let mut problems = Vec::new();
        let mut changes = Vec::new();
        if self.name != before.name {
            problems.extend(self.bad_name());
            changes.push(GroupChange::Name(self.name.clone()));
        }
        if self.description != before.description {
            problems.extend(self.bad_description());
            changes.push(GroupChange::Description(self.description.clone()));
        }
        let parent = GroupId::new(&self.parent);
        let moved = now.parent.as_ref().is_some_and(|before| *before != parent);
        // A group that cannot move has no such control.
        if moved && !self.parent.is_empty() {
            if !parents.contains(&parent) {
                problems.push(no_parent());
            }
            changes.push(GroupChange::Parent(parent));
        }
        if let (Some(typed), Some(fields)) = (&self.fields, fields)
            && touched(typed, &values(&now.custom_fields))
        {
            match field_choices(typed, fields, &now.custom_fields) {
                Ok(choices) => changes.extend(choices.map(GroupChange::CustomFields)),
                Err(more) => problems.extend(more),
            }
        }
        if problems.is_empty() {
            Ok(changes)
        } else {
            Err(problems)
        }
    }

    fn texts(&self) -> Vec<Problem> {
        let both = [self.bad_name(), self.bad_description()];
        both.into_iter().flatten().collect()
    }

    fn bad_name(&self) -> Option<Problem> {
        let count = self.name.chars().count();
        let words = if is_blank(&self.name) {
            "A group needs a name.".to_owned()
        } else if count > LONGEST_NAME {
            format!("It has {count} characters; at most {LONGEST_NAME} are taken.")
        } else if self.name.chars().any(char::is_control) {
            "It holds characters that cannot be shown, such as line breaks.".to_owned()
        } else {
            return None;
        };
        Some(Problem::new(NAME, "Name", words))
    }

    fn bad_description(&self) -> Option<Problem> {
        too_long(DESCRIPTION, "Description", &self.description)
    }
}

fn no_parent() -> Problem {
    let words = "This group cannot hold it (any more). Choose one of those listed.";
    Problem::new(PARENT, "In group", words)
}

fn values(fields: &[CustomFieldValue]) -> BTreeMap<String, String> {
    let value = |field: &CustomFieldValue| (field.id.clone(), field.value.clone());
    fields.iter().map(value).collect()
}

/// A field that is left empty is as good as none, and so is a box without a tick.
fn touched(typed: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> bool {
    let told = |value: &String| !value.is_empty() && !value.eq_ignore_ascii_case("false");
    let differs = |(id, value): (&String, &String)| typed.get(id) != Some(value) && told(value);
    let added = |(id, value): (&String, &String)| now.get(id) != Some(value) && told(value);
    now.iter().any(differs) || typed.iter().any(added)
}

#[cfg(test)]
mod tests;
