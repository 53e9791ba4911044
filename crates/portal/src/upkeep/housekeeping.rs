//! What is swept away once a minute: sessions that are over, secrets of unconfirmed plans, old
//! drafts, credentials that cannot be valid any more. What was only counted is recorded.

use crate::portal::Portal;
use crate::sign_in::{self, tokens};
use slipway_store::StoreResult;
use std::time::Duration;
use tokio::sync::watch;

/// Time between two sweeps.
const EVERY: Duration = Duration::from_mins(1);

/// Sweeps until `stopping` turns true.
pub fn spawn(portal: Portal, mut stopping: watch::Receiver<bool>) {
    tokio::spawn(async move {
        loop {
            if let Err(error) = sweep(&portal).await {
                tracing::error!(%error, "housekeeping failed; it is tried again in a minute");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = stopping.wait_for(|stop| *stop) => break,
            }
        }
        sign_in::record_counted(&portal, true).await;
    });
}

/// One sweep.
///
/// # Errors
/// What the store says.
pub async fn sweep(portal: &Portal) -> StoreResult<()> {
    sign_in::record_counted(portal, false).await;
    let (now, timings, store) = (portal.now(), portal.timings(), portal.store());
    let over = portal.sessions().purge().await?;
    let sessions = over.len();
    tokens::forget_all(portal, over).await?;
    let erased = store
        .plans
        .erase_unconfirmed_before(now - timings.unconfirmed_secrets)
        .await?;
    let plans = store.plans.purge_before(now - timings.drafts).await?;
    let drafts = store.drafts.purge_before(now - timings.drafts).await?;
    let writes = store.writes.purge_before(now - timings.drafts).await?;
    let credentials = store
        .credentials
        .purge_before(now - timings.credentials)
        .await?;
    let swept = credentials.len();
    tokens::let_go_of(portal, credentials);
    tracing::debug!(
        sessions,
        erased,
        plans,
        drafts,
        writes,
        credentials = swept,
        "swept"
    );
    Ok(())
}
