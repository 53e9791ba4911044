//! Making a group: takes effect at once, so it is no run.

use super::{Parent, parents, read, read_again, refusal};
use crate::inventory::Inventory;
use crate::portal::Portal;
use crate::server::{Outcome, patiently};
use crate::visitor::Visitor;
use slipway_domain::audit::AuditAction;
use slipway_domain::custom_field::CustomField;
use slipway_domain::group_form::GroupForm;
use slipway_domain::principal::Right;
use slipway_domain::{AppError, AppResult, GroupId};
use std::sync::Arc;

/// What the form of a new group needs.
pub struct Creating {
    /// The groups that it can be in.
    pub parents: Vec<Parent>,
    /// The account's custom fields, or why they are not known.
    pub fields: AppResult<Vec<CustomField>>,
}

/// Reads what the form shows.
///
/// # Errors
/// `Forbidden`, `CredentialEnded`, or what the cloud answers to being asked for the groups.
pub async fn creating(portal: &Portal, visitor: &Visitor) -> AppResult<Creating> {
    let (inventory, fields) = known(portal, visitor).await?;
    Ok(Creating {
        parents: parents(&inventory, |branch| branch.node.offers.create_group),
        fields,
    })
}

/// Makes the group; its id. What the form needs comes back for it to be shown again.
///
/// # Errors
/// As [`creating`], or `Internal` where it cannot be written down.
pub async fn create(
    portal: &Portal,
    visitor: &Visitor,
    form: &GroupForm,
) -> AppResult<(Creating, Outcome<GroupId>)> {
    let now = creating(portal, visitor).await?;
    let open: Vec<GroupId> = now.parents.iter().map(|parent| parent.id.clone()).collect();
    let fields = now.fields.as_deref().ok();
    let group = match form.wanted(&open, fields) {
        Ok(group) => group,
        Err(problems) => return Ok((now, Outcome::Problems(problems))),
    };
    let session = portal.session(visitor).await?;
    let client = &portal.cloud_of(&visitor.principal)?.client;
    let parent = group.parent.as_str();
    portal
        .audit(&visitor.principal, AuditAction::CreateGroup, parent)
        .await?;
    let made = client.create_group(&session, &group).await;
    let outcome = match made {
        Ok(made) => Outcome::Done(made.id),
        Err(error) => match refusal(&error) {
            Some(problems) => Outcome::Problems(problems),
            None => Outcome::Trouble(portal.upstream_error(visitor, error).await),
        },
    }
    .unless_ended()?;
    // Whoever got no answer may look for it, too.
    read_again(portal, visitor).await;
    Ok((now, outcome))
}

/// The groups, and the account's custom fields where they come in time, for whoever may change
/// them.
pub(super) async fn known(
    portal: &Portal,
    visitor: &Visitor,
) -> AppResult<(Arc<Inventory>, AppResult<Vec<CustomField>>)> {
    visitor.principal.require(Right::Manage)?;
    let session = portal.session(visitor).await?;
    let client = &portal.cloud_of(&visitor.principal)?.client;
    let missing = || AppError::not_found("This account's list of custom fields in the cloud");
    let (inventory, fields) = tokio::join!(
        read(portal, visitor),
        patiently(portal, visitor, missing, client.custom_fields(&session))
    );
    let inventory = inventory?.value;
    match fields {
        Err(AppError::CredentialEnded) => Err(AppError::CredentialEnded),
        fields => Ok((inventory, fields)),
    }
}
