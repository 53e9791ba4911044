//! Making a group: takes effect at once, so it is no run.

use super::refusal;
use crate::actions::FormResult;
use crate::actions::writes::{self, Answer};
use crate::inventory::Inventory;
use crate::inventory::groups::{Parent, grouped_inventory, parents, read_again};
use crate::inventory::server::with_page_timeout;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::audit::AuditAction;
use slipway_domain::custom_field::CustomField;
use slipway_domain::group_form::GroupForm;
use slipway_domain::principal::Right;
use slipway_domain::{AppError, AppResult, GroupId};
use slipway_store::WriteKey;
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
pub async fn creating(portal: &Portal, grant: &Grant) -> AppResult<Creating> {
    let (inventory, fields) = known(portal, grant).await?;
    Ok(Creating {
        parents: parents(&inventory, |branch| branch.node.offers.create_group),
        fields,
    })
}

/// Makes the group, once for each `key`; its id. What the form needs comes back for it to be shown
/// again.
///
/// # Errors
/// As [`creating`], or `Internal` where it cannot be written down.
pub async fn create(
    portal: &Portal,
    grant: &Grant,
    form: &GroupForm,
    key: &WriteKey,
) -> AppResult<(Creating, FormResult<GroupId>)> {
    let now = creating(portal, grant).await?;
    if let Some(answer) = writes::known(portal, key).await? {
        return Ok((now, answer.outcome(GroupId::new)?));
    }
    let open: Vec<GroupId> = now.parents.iter().map(|parent| parent.id.clone()).collect();
    let fields = now.fields.as_deref().ok();
    let group = match form.wanted(&open, fields) {
        Ok(group) => group,
        Err(problems) => return Ok((now, FormResult::Problems(problems))),
    };
    let auth = portal.auth(grant).await?;
    let cloud = Arc::clone(portal.cloud_of(&grant.principal)?);
    let note = (AuditAction::CreateGroup, group.parent.to_string());
    let (own, whose) = (portal.clone(), grant.clone());
    let call = async move {
        let servers = match cloud.servers() {
            Ok(servers) => servers,
            Err(error) => return Answer::Trouble(error),
        };
        let answer = match servers.create_group(&auth, &group).await {
            Ok(made) => Answer::Done(made.id.to_string()),
            Err(error) => match refusal(&error) {
                Some(problems) => Answer::Problems(problems),
                None => Answer::failed(&own, &whose, error).await,
            },
        };
        // Whoever got no answer may look for it, too.
        read_again(&own, &whose).await;
        answer
    };
    let answer = writes::carry_out(portal, grant, key, (note.0, &note.1), call).await;
    Ok((now, answer.outcome(GroupId::new)?))
}

/// The groups, and the account's custom fields where they come in time, for whoever may change
/// them.
pub(super) async fn known(
    portal: &Portal,
    grant: &Grant,
) -> AppResult<(Arc<Inventory>, AppResult<Vec<CustomField>>)> {
    grant.principal.require(Right::Manage)?;
    let auth = portal.auth(grant).await?;
    let servers = portal.cloud_of(&grant.principal)?.servers()?;
    let missing = || AppError::not_found("This account's list of custom fields in the cloud");
    let (inventory, fields) = tokio::join!(
        grouped_inventory(portal, grant),
        with_page_timeout(portal, grant, missing, servers.custom_fields(&auth))
    );
    let inventory = inventory?.value;
    match fields {
        Err(AppError::CredentialEnded) => Err(AppError::CredentialEnded),
        fields => Ok((inventory, fields)),
    }
}
