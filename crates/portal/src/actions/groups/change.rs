//! Changing a group's name, description, place and custom fields: takes effect at once, so it is
//! no run.

use super::create::known;
use super::refusal;
use crate::actions::FormResult;
use crate::actions::writes::{self, Answer};
use crate::inventory::groups::{Parent, find, homes, read_again, unknown};
use crate::inventory::{Branch, Inventory};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_cloud::CloudError;
use slipway_domain::action::GroupBlocked;
use slipway_domain::audit::AuditAction;
use slipway_domain::custom_field::CustomField;
use slipway_domain::group::{GroupChange, GroupKind, GroupNode};
use slipway_domain::group_form::GroupForm;
use slipway_domain::{AppError, AppResult, GroupId};
use slipway_store::WriteKey;
use std::sync::Arc;

/// What the form of a group that is there needs.
pub struct Editing {
    /// As it is now.
    pub group: GroupNode,
    /// The groups that it can move to, its present one among them; empty where it cannot move.
    pub parents: Vec<Parent>,
    /// The account's custom fields, or why they are not known.
    pub fields: AppResult<Vec<CustomField>>,
}

/// Reads what the form shows.
///
/// # Errors
/// `Forbidden` also where the cloud does not offer it to the person's role, `NotFound`,
/// `CredentialEnded`, or what the cloud answers to being asked for the groups.
pub async fn editing(portal: &Portal, grant: &Grant, id: &GroupId) -> AppResult<Editing> {
    let (inventory, fields) = known(portal, grant).await?;
    let branch = find(&inventory, id)?;
    if !branch.node.offers.change {
        return Err(AppError::Forbidden(GroupBlocked::NotOffered.to_string()));
    }
    Ok(Editing {
        group: branch.node.clone(),
        parents: places(&inventory, branch),
        fields,
    })
}

/// Where `moved` can be. A data center's own groups stay, and so does what is archived.
fn places(inventory: &Inventory, moved: &Branch) -> Vec<Parent> {
    match moved.node.kind {
        GroupKind::Default => homes(inventory, moved),
        _ => Vec::new(),
    }
}

/// Sends what the form changes, once for each `key`. The group as it was comes back for the form to
/// be shown again.
///
/// # Errors
/// As [`editing`], or `Internal` where it cannot be written down.
pub async fn save(
    portal: &Portal,
    grant: &Grant,
    id: &GroupId,
    form: &GroupForm,
    key: &WriteKey,
) -> AppResult<(Editing, FormResult<()>)> {
    let now = editing(portal, grant, id).await?;
    if let Some(answer) = writes::known(portal, key).await? {
        return Ok((now, answer.outcome(drop)?));
    }
    let open: Vec<GroupId> = now.parents.iter().map(|parent| parent.id.clone()).collect();
    let outcome = match form.changes(&now.group, &open, now.fields.as_deref().ok()) {
        Err(problems) => FormResult::Problems(problems),
        Ok(changes) if changes.is_empty() => FormResult::Same,
        Ok(changes) => send(portal, grant, id, changes, key).await?,
    };
    Ok((now, outcome))
}

async fn send(
    portal: &Portal,
    grant: &Grant,
    id: &GroupId,
    changes: Vec<GroupChange>,
    key: &WriteKey,
) -> AppResult<FormResult<()>> {
    let auth = portal.auth(grant).await?;
    let cloud = Arc::clone(portal.cloud_of(&grant.principal)?);
    let note = (AuditAction::ChangeGroup, id.as_str());
    let (own, whose, group) = (portal.clone(), grant.clone(), id.clone());
    let call = async move {
        let servers = match cloud.servers() {
            Ok(servers) => servers,
            Err(error) => return Answer::Trouble(error),
        };
        let answer = match servers.change_group(&auth, &group, &changes).await {
            Ok(()) => Answer::Done(group.to_string()),
            Err(CloudError::NotFound) => Answer::Trouble(unknown()),
            Err(error) => match refusal(&error) {
                Some(problems) => Answer::Problems(problems),
                None => Answer::failed(&own, &whose, error).await,
            },
        };
        read_again(&own, &whose).await;
        answer
    };
    let answer = writes::carry_out(portal, grant, key, note, call).await;
    answer.outcome(drop)
}
