//! Changing description, group and custom fields: takes effect at once, so it is no run.

use super::edit::{Editing, editing};
use crate::actions::FormResult;
use crate::actions::writes::{self, Answer};
use crate::bus::Message;
use crate::inventory;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::Freshness;
use slipway_domain::audit::AuditAction;
use slipway_domain::server_form::AboutForm;
use slipway_domain::{AppError, AppResult, ServerId};
use slipway_store::WriteKey;
use std::sync::Arc;

/// Sends what the form changes, once for each `key`. The server as it was comes back for the form
/// to be shown again.
///
/// # Errors
/// `Forbidden`, `NotFound`, `CredentialEnded`, `Internal`, or what the cloud answers to being
/// asked how the server is.
pub async fn save(
    portal: &Portal,
    grant: &Grant,
    id: &ServerId,
    form: &AboutForm,
    key: &WriteKey,
) -> AppResult<(Editing, FormResult<()>)> {
    let now = editing(portal, grant, id).await?;
    if let Some(answer) = writes::known(portal, key).await? {
        return Ok((now, answer.outcome(drop)?));
    }
    if let Some(why) = now.blocked.clone() {
        return Ok((
            now,
            FormResult::Trouble(AppError::Conflict(why.to_string())),
        ));
    }
    let fields = now.fields.as_deref().ok();
    let changes = match form.check(&now.details, &now.groups, fields) {
        Err(problems) => return Ok((now, FormResult::Problems(problems))),
        Ok(changes) if changes.is_empty() => return Ok((now, FormResult::Same)),
        Ok(changes) => changes,
    };
    let auth = portal.auth(grant).await?;
    let cloud = Arc::clone(portal.cloud_of(&grant.principal)?);
    let note = (AuditAction::ChangeServer, id.as_str());
    let (own, whose, server) = (portal.clone(), grant.clone(), id.clone());
    let call = async move {
        let servers = match cloud.servers() {
            Ok(servers) => servers,
            Err(error) => return Answer::Trouble(error),
        };
        let answer = servers.change(&auth, &server, &changes).await;
        read_again(&own, &whose);
        match answer {
            Ok(()) => Answer::Done(server.to_string()),
            Err(error) => Answer::failed(&own, &whose, error).await,
        }
    };
    let answer = writes::carry_out(portal, grant, key, note, call).await;
    Ok((now, answer.outcome(drop)?))
}

/// The list of servers shows the change as soon as it is read again.
fn read_again(portal: &Portal, grant: &Grant) {
    let changed = Message::ServersChanged(grant.principal.scope());
    portal.bus().publish(&changed);
    let (portal, grant) = (portal.clone(), grant.clone());
    tokio::spawn(async move {
        let read = inventory::inventory(&portal, &grant, Freshness::Now).await;
        if let Err(error) = read {
            tracing::info!(%error, "the servers could not be read after a change");
        }
    });
}
