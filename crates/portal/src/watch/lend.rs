//! A fresh sign-in here also serves paused runs that another instance follows: the token is kept
//! with the run, where that instance looks for it.

use super::Offer;
use super::actor::may_keep;
use super::book::Book;
use crate::portal::Portal;
use slipway_domain::RunId;
use slipway_domain::run::RunState;
use slipway_store::{RunQuery, StoreResult};
use std::collections::HashSet;

/// Paused runs of one account that are looked at; beyond that, the next sign-in goes on.
const AT_MOST: u64 = 1_000;

/// Keeps the offered token with every paused run of its account that is not one of `own`.
pub(super) async fn to_others(portal: Portal, offer: Offer, own: HashSet<RunId>) {
    if let Err(error) = lend(&portal, &offer, &own).await {
        tracing::error!(%error, "a fresh token could not be kept with paused runs");
    }
}

async fn lend(portal: &Portal, offer: &Offer, own: &HashSet<RunId>) -> StoreResult<()> {
    let runs = &portal.store().runs;
    let query = RunQuery {
        cloud: offer.holder.cloud.clone(),
        account: offer.holder.account.clone(),
        started_by: None,
        state: Some(RunState::Paused),
        search: None,
        offset: 0,
        limit: AT_MOST,
    };
    for run in runs.list(&query).await?.runs {
        if !own.contains(&run.id) {
            lend_to(portal, &run.id, offer).await?;
        }
    }
    Ok(())
}

/// Keeps the offered token with one run, if that is paused and of the right account.
pub(super) async fn to_run(portal: &Portal, run: &RunId, offer: &Offer) {
    if let Err(error) = lend_to(portal, run, offer).await {
        tracing::error!(%run, %error, "a fresh token could not be kept with a paused run");
    }
}

async fn lend_to(portal: &Portal, run: &RunId, offer: &Offer) -> StoreResult<()> {
    let runs = &portal.store().runs;
    let Some(detail) = runs.detail(run).await? else {
        return Ok(());
    };
    let book = Book::new(detail);
    let (run_of, holder) = (book.run(), &offer.holder);
    let meant = run_of.cloud == holder.cloud && run_of.account == holder.account;
    let waits = meant && book.state() == RunState::Paused;
    if waits && may_keep(offer.may_submit(&run_of.plan), book.may_send_more()) {
        runs.set_token(run, &offer.token).await?;
    }
    Ok(())
}
