//! Cancelling a run: in the ways that its cloud offers, with the token of who presses.

use crate::portal::Portal;
use crate::runs::engine::Cancel;
use crate::runs::{detail, own_token};
use crate::sign_in::grants::Grant;
use slipway_cloud::CloudError;
use slipway_domain::audit::AuditAction;
use slipway_domain::run::Run;
use slipway_domain::{AppError, AppResult, RunId};

pub use slipway_cloud::CancelWay;

/// The ways in which a run can be cancelled, the mildest first; none where its cloud offers none or
/// it is over.
pub fn ways(portal: &Portal, run: &Run) -> Vec<CancelWay> {
    let cloud = portal.clouds().get(&run.cloud).ok();
    let cloud = cloud.filter(|_| !run.state.is_over());
    let cancels = cloud.and_then(|cloud| cloud.driver.jobs().cancels());
    cancels.map_or_else(Vec::new, |cancels| cancels.ways().to_vec())
}

/// Cancels a run: nothing more is sent, and the cloud is asked to cancel what it has taken.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Invalid` for a way that the cloud does not offer, `Conflict` where the
/// run is over or the cloud agrees to nothing, `CredentialEnded` where the person's own token is
/// gone, `UnderWay`, or what the cloud answers.
pub async fn cancel(portal: &Portal, grant: &Grant, run: &RunId, way: &str) -> AppResult<()> {
    let detail = detail(portal, grant, run).await?;
    grant.principal.require(detail.run.plan.action.right())?;
    if detail.run.state.is_over() {
        return Err(AppError::Conflict(
            "This run is over; there is nothing left to cancel.".into(),
        ));
    }
    let ways = ways(portal, &detail.run);
    let Some(way) = ways.iter().find(|known| known.word == way) else {
        return Err(AppError::Invalid(unknown(&ways)));
    };
    let token = own_token(portal, grant).await?;
    let subject = format!("{run} {}", way.word);
    let cancel = Cancel {
        by: portal.audit_event(&grant.principal, AuditAction::Cancel, &subject),
        token,
        way: way.word.to_owned(),
    };
    match portal.watch().cancel(run, cancel).await {
        // It was taken a moment before; every page has to know that it ended.
        Err(AppError::CredentialEnded) => {
            Err(portal.upstream_error(grant, CloudError::NotSignedIn).await)
        }
        done => done,
    }
}

fn unknown(ways: &[CancelWay]) -> String {
    if ways.is_empty() {
        return "This cloud cannot cancel what it has taken. You can stop watching the run.".into();
    }
    let words: Vec<_> = ways.iter().map(|way| way.word).collect();
    format!("Choose how to cancel the run: {}.", words.join(", "))
}
