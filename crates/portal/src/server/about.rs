//! Changing description, group and custom fields: takes effect at once, so it is no run.

use super::edit::{Editing, Outcome, editing};
use crate::cached::Want;
use crate::inventory;
use crate::portal::Portal;
use crate::visitor::Visitor;
use slipway_domain::audit::AuditAction;
use slipway_domain::deed::ChangeDeed;
use slipway_domain::server_form::AboutForm;
use slipway_domain::{AppError, AppResult, ServerId};

/// Sends what the form changes. The server as it was comes back for the form to be shown again.
///
/// # Errors
/// `Forbidden`, `NotFound`, `CredentialEnded`, `Internal`, or what the cloud answers to being
/// asked how the server is.
pub async fn save(
    portal: &Portal,
    visitor: &Visitor,
    id: &ServerId,
    form: &AboutForm,
) -> AppResult<(Editing, Outcome<()>)> {
    let now = editing(portal, visitor, id).await?;
    if let Some(bar) = ChangeDeed::bar(&now.details.server) {
        return Ok((now, Outcome::Trouble(AppError::Conflict(bar.to_string()))));
    }
    let fields = now.fields.as_deref().ok();
    let outcome = match form.check(&now.details, &now.groups, fields) {
        Err(problems) => Outcome::Problems(problems),
        Ok(changes) if changes.is_empty() => Outcome::Same,
        Ok(changes) => {
            let session = portal.session(visitor).await?;
            let client = &portal.cloud_of(&visitor.principal)?.client;
            portal
                .audit(&visitor.principal, AuditAction::ChangeServer, id.as_str())
                .await?;
            let answer = client.change_server(&session, id, &changes).await;
            read_again(portal, visitor);
            match answer {
                Ok(_) => Outcome::Done(()),
                Err(error) => Outcome::Trouble(portal.upstream_error(visitor, error).await),
            }
        }
    };
    Ok((now, outcome.unless_ended()?))
}

/// The list of servers shows the change as soon as it is read again.
fn read_again(portal: &Portal, visitor: &Visitor) {
    let (portal, visitor) = (portal.clone(), visitor.clone());
    tokio::spawn(async move {
        let read = inventory::inventory(&portal, &visitor, Want::Now).await;
        if let Err(error) = read {
            tracing::info!(%error, "the servers could not be read after a change");
        }
    });
}
