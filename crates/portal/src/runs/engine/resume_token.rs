//! A token that somebody gives here also serves runs that another instance follows: it is kept with
//! the run, where that instance looks for it.

use super::ResumeToken;
use crate::portal::Portal;
use slipway_domain::RunId;
use slipway_domain::run::RunState;
use slipway_store::{RunQuery, RunToken, StoreResult};
use std::collections::HashSet;

/// Paused runs of one account that are looked at; beyond that, the next sign-in goes on.
const AT_MOST: u64 = 1_000;

/// Keeps the token with every paused run of its account that is not one of `own`.
pub(super) async fn to_others(portal: Portal, token: ResumeToken, own: HashSet<RunId>) {
    if let Err(error) = seal_for_all(&portal, &token, &own).await {
        tracing::error!(%error, "a fresh token could not be kept with paused runs");
    }
}

async fn seal_for_all(
    portal: &Portal,
    token: &ResumeToken,
    own: &HashSet<RunId>,
) -> StoreResult<()> {
    let runs = &portal.store().runs;
    let account = token.holder.account.clone();
    let query = RunQuery {
        state: Some(RunState::Paused),
        limit: AT_MOST,
        ..RunQuery::of(token.holder.cloud.clone(), account)
    };
    for run in runs.list(&query).await?.runs {
        if !own.contains(&run.id) {
            seal_for(portal, &run.id, token).await?;
        }
    }
    Ok(())
}

/// Keeps the token with one run, if that waits for it.
pub(super) async fn seal_for(portal: &Portal, run: &RunId, token: &ResumeToken) -> StoreResult<()> {
    let runs = &portal.store().runs;
    let Some(detail) = runs.detail(run).await? else {
        return Ok(());
    };
    let may_send = token.may_send(&detail.run.plan);
    let waits = match detail.run.state {
        RunState::Paused => true,
        // It is read with a token that may not send.
        RunState::Live => may_send && runs.token(run).await?.is_some_and(|token| !token.may_send),
        RunState::Finished | RunState::Stopped => false,
    };
    if waits && token.is_for(&detail.run) {
        let kept = RunToken {
            token: token.secret.clone(),
            may_send,
        };
        runs.set_token(run, &kept, token.by.as_ref()).await?;
    }
    Ok(())
}
