//! The root password of a server: shown once, to whoever may see it and asks for it, and only
//! after that has been written down. It is kept nowhere.

use crate::inventory::server::known;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_cloud::CloudError;
use slipway_domain::audit::AuditAction;
use slipway_domain::operation::Blocked;
use slipway_domain::principal::Right;
use slipway_domain::{AppError, AppResult, Secret, ServerId};

/// What somebody sees once.
pub struct Revealed {
    /// The server's name as far as it is known, else its id.
    pub name: String,
    /// Who signs in with it.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// Asks the cloud for the root password of a server.
///
/// # Errors
/// `Forbidden` also where the cloud does not offer it to the person's role, `NotFound` where the
/// cloud knows none, `Internal` where it cannot be written down, or what the cloud answers.
pub async fn reveal(portal: &Portal, grant: &Grant, id: &ServerId) -> AppResult<Revealed> {
    grant.principal.require(Right::Manage)?;
    known(id)?;
    let cloud = portal.cloud_of(&grant.principal)?;
    let auth = portal.auth(grant).await?;
    let inventory = cloud.inventories.peek(&Portal::cache_key(&grant.principal));
    let record = inventory
        .as_ref()
        .and_then(|inventory| inventory.value.by_id(id));
    // Of one that was being built when it was read, more may be offered by now.
    let blocked = record.and_then(|server| cloud.rules().credentials(server));
    if let Some(Blocked::NotOffered) = blocked {
        return Err(AppError::Forbidden(Blocked::NotOffered.to_string()));
    }
    let seen = portal.audit_event(&grant.principal, AuditAction::Credentials, id.as_str());
    portal.store().audit.append(&seen).await?;
    let name = record.map_or_else(|| id.as_str().to_uppercase(), |server| server.name.clone());
    match cloud.servers()?.credentials(&auth, id).await {
        Ok(credentials) => Ok(Revealed {
            name,
            user: credentials.user,
            password: credentials.password,
        }),
        Err(CloudError::NotFound) => Err(AppError::not_found("A root password of this server")),
        Err(error) => Err(portal.upstream_error(grant, error).await),
    }
}
