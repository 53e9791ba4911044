//! Groups and data centers: what stands in them and what it costs, making and changing them, and
//! what is done to a group with all that is in it.
//!
//! The groups themselves come with the inventory; a page of one asks the cloud for its cost and
//! its defaults besides.

mod bill;
mod change;
mod create;
mod defaults;
mod operations;
mod view;

pub use change::{Editing, editing, save};
pub use create::{Creating, create, creating};
pub(crate) use defaults::no_defaults;
pub use defaults::{Defaults, defaults, set_defaults};
pub use operations::{GroupOperationRequest, review};
pub(crate) use operations::{again, as_of_now};
pub use view::{Counts, GroupView, refresh, view};

use crate::cached::{Aged, Want};
use crate::grants::Grant;
use crate::inventory::{self, Branch, Inventory};
use crate::portal::Portal;
use slipway_cloud::CloudError;
use slipway_domain::group::GroupKind;
use slipway_domain::group_form::{NAME, PARENT};
use slipway_domain::server_form::{Problem, controls};
use slipway_domain::{AppError, AppResult, DataCenterId, GroupId};

/// A group that others can be put into.
pub struct Parent {
    /// Its id.
    pub id: GroupId,
    /// Data center and path in words.
    pub words: String,
}

fn unknown() -> AppError {
    AppError::not_found("Group")
}

/// A group of the inventory. Where a data center could not be read, it may well be there.
///
/// # Errors
/// `NotFound`, or why the data center could not be read.
pub fn find<'a>(inventory: &'a Inventory, id: &GroupId) -> AppResult<&'a Branch> {
    let unread = inventory
        .problems
        .iter()
        .find(|problem| problem.last_read.is_none());
    inventory.tree.find(id).ok_or_else(|| match unread {
        Some(problem) => problem.error.clone(),
        None => unknown(),
    })
}

/// The groups that `branch` lies in, the outermost first.
pub fn above<'a>(inventory: &'a Inventory, branch: &Branch) -> Vec<&'a Branch> {
    let mut found: Vec<&Branch> = Vec::new();
    let mut next = branch.node.parent.as_ref();
    while let Some(above) = next.and_then(|id| inventory.tree.find(id)) {
        // Groups that lie in themselves come to an end.
        if found.len() > branch.depth {
            break;
        }
        found.push(above);
        next = above.node.parent.as_ref();
    }
    found.reverse();
    found
}

/// Groups that others can be put into, in the order of display, as far as `fits`.
fn parents(inventory: &Inventory, fits: impl Fn(&Branch) -> bool) -> Vec<Parent> {
    let branches = inventory.tree.branches().iter();
    let open = |branch: &&Branch| branch.node.kind.takes_servers() && fits(branch);
    let parent = |branch: &Branch| Parent {
        id: branch.node.id.clone(),
        words: place_words(branch),
    };
    branches.filter(open).map(parent).collect()
}

/// Groups that `branch` can be put into: of its data center, but neither itself nor below.
pub fn homes(inventory: &Inventory, branch: &Branch) -> Vec<Parent> {
    let own = inventory.tree.within(&branch.node.id);
    let center = &branch.node.data_center;
    parents(inventory, |other| {
        let inside = own.iter().any(|inside| inside.node.id == other.node.id);
        other.node.data_center == *center && !inside
    })
}

/// `DC1 / Production / Web`
fn place_words(branch: &Branch) -> String {
    let center = branch.node.data_center.as_ref();
    match (center.map(DataCenterId::shown), &branch.node.kind) {
        (Some(center), GroupKind::Root) => format!("{center} (top level)"),
        (Some(center), _) => format!("{center} / {}", branch.node.path),
        (None, GroupKind::Root) => format!("{} (top level)", branch.node.name),
        (None, _) => branch.node.path.clone(),
    }
}

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

/// Reads the inventory anew, so that the next page shows what was just changed. Where that takes
/// longer than a page waits it goes on by itself.
async fn read_again(portal: &Portal, grant: &Grant) {
    let (own, whose) = (portal.clone(), grant.clone());
    let reading = tokio::spawn(async move {
        let read = inventory::inventory(&own, &whose, Want::Now).await;
        if let Err(error) = read {
            tracing::info!(%error, "the groups could not be read after a change");
        }
    });
    // Whether it came in time makes no difference.
    drop(tokio::time::timeout(portal.lives().page_waits, reading).await);
}

async fn read(portal: &Portal, grant: &Grant) -> AppResult<Aged<Inventory>> {
    inventory::inventory(portal, grant, Want::Recent).await
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
