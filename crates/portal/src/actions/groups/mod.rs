//! Groups: making and changing them, and what is done to a group with all that is in it.

mod change;
mod create;
mod defaults;
mod operations;

pub use change::{Editing, editing, save};
pub use create::{Creating, create, creating};
pub use defaults::{Defaults, defaults, set_defaults};
pub use operations::{GroupOperationRequest, review};
pub(crate) use operations::{again, as_of_now};

use slipway_cloud::CloudError;
use slipway_domain::group_form::{NAME, PARENT};
use slipway_domain::server_form::{Problem, controls};

/// What the cloud says about single fields, at their controls; the rest as it is.
fn refusal(error: &CloudError) -> Option<Vec<Problem>> {
    let CloudError::Refused { fields, .. } = error else {
        return None;
    };
    let problems = fields.iter().map(|said| {
        let field = said.field.rsplit('.').next().unwrap_or_default();
        let (control, label) = match field.to_ascii_lowercase().as_str() {
            "name" => (NAME, "Name"),
            "description" => (controls::DESCRIPTION, "Description"),
            "parentgroupid" => (PARENT, "In group"),
            _ => return None,
        };
        let words = format!("The cloud says: {}", said.message);
        Some(Problem::new(control, label, words))
    });
    let problems: Option<Vec<Problem>> = problems.collect();
    problems.filter(|problems| !problems.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_cloud::FieldMessage;

    fn refused(fields: &[(&str, &str)]) -> Option<Vec<(String, String)>> {
        let fields = fields.iter().map(|(field, message)| FieldMessage {
            field: (*field).to_owned(),
            message: (*message).to_owned(),
        });
        let error = CloudError::Refused {
            status: 400,
            message: "The request is invalid.".into(),
            fields: fields.collect(),
        };
        let problems = refusal(&error)?.into_iter();
        Some(
            problems
                .map(|problem| (problem.control, problem.message))
                .collect(),
        )
    }

    #[test]
    fn what_the_cloud_says_of_a_field_stands_at_its_control() {
        let own = refused(&[
            ("body.parentGroupId", "Not below itself."),
            ("body.Name", "Taken."),
        ]);
        let pair = |control: &str, words: &str| (control.to_owned(), words.to_owned());
        assert_eq!(
            own,
            Some(vec![
                pair("parent", "The cloud says: Not below itself."),
                pair("name", "The cloud says: Taken."),
            ])
        );
        // What has no control is told as a whole, so that no word is lost.
        assert_eq!(refused(&[("body.name", "Taken."), ("", "Nor this.")]), None);
        assert_eq!(refused(&[]), None);
        assert_eq!(refusal(&CloudError::NotFound), None);
    }
}
