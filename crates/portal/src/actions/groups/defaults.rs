//! What new servers in a group begin with: seen in its form and set at once.

use crate::actions::FormResult;
use crate::actions::writes::{self, Answer};
use crate::inventory::groups::{find, grouped_inventory, no_defaults};
use crate::inventory::server::with_page_timeout;
use crate::inventory::{Branch, Inventory};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::action::GroupBlocked;
use slipway_domain::audit::AuditAction;
use slipway_domain::capabilities::Capabilities;
use slipway_domain::group::{GroupDefaults, GroupNode};
use slipway_domain::group_form::defaults::DefaultsForm;
use slipway_domain::principal::Right;
use slipway_domain::{AppError, AppResult, GroupId};
use slipway_store::WriteKey;
use std::sync::Arc;

/// What the form needs.
pub struct Defaults {
    /// The group.
    pub group: GroupNode,
    /// What holds now.
    pub now: GroupDefaults,
    /// Networks and templates of its data center, or why they are not known.
    pub capabilities: AppResult<Capabilities>,
}

/// Reads what the form shows.
///
/// # Errors
/// `Forbidden` also where the cloud does not offer it to the person's role, `NotFound`,
/// `CredentialEnded`, or what the cloud answers to being asked for the groups and defaults.
pub async fn defaults(portal: &Portal, grant: &Grant, id: &GroupId) -> AppResult<Defaults> {
    grant.principal.require(Right::Manage)?;
    let inventory = grouped_inventory(portal, grant).await?.value;
    let branch = settable(&inventory, id)?;
    let auth = portal.auth(grant).await?;
    let servers = portal.cloud_of(&grant.principal)?.servers()?;
    let center = branch.node.data_center.as_ref();
    let missing = || AppError::not_found("What this data center offers");
    let (now, capabilities) = tokio::join!(
        with_page_timeout(
            portal,
            grant,
            no_defaults,
            servers.group_defaults(&auth, id)
        ),
        with_page_timeout(portal, grant, missing, servers.capabilities(&auth, center)),
    );
    if let Err(AppError::CredentialEnded) = capabilities {
        return Err(AppError::CredentialEnded);
    }
    Ok(Defaults {
        group: branch.node.clone(),
        now: now?,
        capabilities,
    })
}

fn settable<'a>(inventory: &'a Inventory, id: &GroupId) -> AppResult<&'a Branch> {
    let branch = find(inventory, id)?;
    if branch.node.offers.set_defaults {
        Ok(branch)
    } else {
        Err(AppError::Forbidden(GroupBlocked::NotOffered.to_string()))
    }
}

/// Sets what is different, once for each `key`. What the form needs comes back for it to be shown
/// again.
///
/// # Errors
/// As [`defaults`], or `Internal` where it cannot be written down.
pub async fn set_defaults(
    portal: &Portal,
    grant: &Grant,
    id: &GroupId,
    form: &DefaultsForm,
    key: &WriteKey,
) -> AppResult<(Defaults, FormResult<()>)> {
    let now = defaults(portal, grant, id).await?;
    if let Some(answer) = writes::known(portal, key).await? {
        return Ok((now, answer.outcome(drop)?));
    }
    let new = match form.check(&now.now) {
        Ok(new) if new.is_empty() => return Ok((now, FormResult::Same)),
        Ok(new) => new,
        Err(problems) => return Ok((now, FormResult::Problems(problems))),
    };
    let auth = portal.auth(grant).await?;
    let cloud = Arc::clone(portal.cloud_of(&grant.principal)?);
    let note = (AuditAction::ChangeGroup, id.as_str());
    let (own, whose, group) = (portal.clone(), grant.clone(), id.clone());
    let call = async move {
        let servers = match cloud.servers() {
            Ok(servers) => servers,
            Err(error) => return Answer::Trouble(error),
        };
        match servers.set_group_defaults(&auth, &group, &new).await {
            Ok(()) => Answer::Done(group.to_string()),
            Err(error) => Answer::failed(&own, &whose, error).await,
        }
    };
    let answer = writes::carry_out(portal, grant, key, note, call).await;
    Ok((now, answer.outcome(drop)?))
}
