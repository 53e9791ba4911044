//! Asking the cloud once more about ends of a run that nobody could tell when it was over.

use crate::portal::Portal;
use crate::runs::detail;
use crate::runs::engine::ask_again as asking;
use crate::sign_in::grants::Grant;
use slipway_cloud::CloudError;
use slipway_domain::audit::AuditAction;
use slipway_domain::run::RunDetail;
use slipway_domain::{AppError, AppResult, RunId};

/// Of how many unknown ends of a run its cloud may still tell; none where the settings no longer name
/// it.
pub fn unsettled(portal: &Portal, detail: &RunDetail) -> usize {
    match portal.clouds().get(&detail.run.cloud) {
        Ok(_) => detail.unsettled().count(),
        Err(_) => 0,
    }
}

/// Asks the cloud, as the grant, about the unknown ends of a run that is over. What it tells takes
/// the place of *unknown*, with the time and a row in the audit chain; no other end changes. Says of
/// how many ends is known since.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` where the run is not over, there is nothing to ask about, or
/// somebody else asks at the moment, `CredentialEnded`, `Internal`.
pub async fn ask_again(portal: &Portal, grant: &Grant, run: &RunId) -> AppResult<usize> {
    let detail = detail(portal, grant, run).await?;
    grant.principal.require(detail.run.plan.action.right())?;
    if unsettled(portal, &detail) == 0 {
        return Err(AppError::Conflict(
            "There is no end of this run that the cloud could still tell.".into(),
        ));
    }
    let auth = portal.auth(grant).await?;
    let audit =
        |subject: String| portal.audit_event(&grant.principal, AuditAction::KnownLater, &subject);
    match asking::ask_again(portal, run, &auth, audit).await {
        Err(AppError::CredentialEnded) => {
            Err(portal.upstream_error(grant, CloudError::NotSignedIn).await)
        }
        asked => asked,
    }
}
