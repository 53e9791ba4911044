//! Taking a run over: the lease first, then everything the store knows of it.

use super::requests::{not_here, over};
use crate::portal::Portal;
use crate::runs::engine::loaded_run::LoadedRun;
use crate::runs::engine::schedule;
use crate::runs::engine::upstream::{Key, Sends, Upstream};
use slipway_domain::{AppError, RunId};
use slipway_store::{RunToken, StoreError, StoreResult};

/// A run that this process may work on.
pub(super) struct Start {
    pub(super) loaded: LoadedRun,
    pub(super) sealed: Option<String>,
    pub(super) upstream: Option<Upstream>,
    pub(super) key: Option<Key>,
}

/// Takes the lease and loads the run; on refusal, says what whoever asks about it is told.
pub(super) async fn start(portal: &Portal, run: &RunId) -> Result<Start, AppError> {
    match lease(portal, run).await {
        Ok(true) => {}
        Ok(false) => return Err(not_here()),
        Err(error) => return Err(failed(run, &error)),
    }
    let started = match load(portal, run).await {
        Ok(Some(start)) if start.loaded.state().is_over() => Err(over()),
        Ok(Some(start)) => return Ok(start),
        Ok(None) => Err(AppError::not_found("Run")),
        Err(error) => Err(failed(run, &error)),
    };
    if let Err(error) = portal.store().runs.release(run, portal.owner()).await {
        tracing::warn!(%run, %error, "a lease could not be given back");
    }
    started
}

/// Takes or renews the lease.
pub(super) async fn lease(portal: &Portal, run: &RunId) -> StoreResult<bool> {
    let now = portal.now();
    let until = schedule::after(now, portal.timings().lease);
    portal
        .store()
        .runs
        .lease(run, portal.owner(), now, until)
        .await
}

async fn load(portal: &Portal, run: &RunId) -> StoreResult<Option<Start>> {
    let runs = &portal.store().runs;
    let Some(detail) = runs.detail(run).await? else {
        return Ok(None);
    };
    let upstream = Upstream::of(&detail.run, portal);
    if upstream.is_none() {
        tracing::warn!(%run, cloud = %detail.run.cloud, "the settings no longer name this cloud");
    }
    let manners = portal.manners_of(&detail.run);
    let looks_up = upstream.as_ref().is_some_and(Upstream::looks_up);
    let key = |kept: RunToken| Key {
        token: kept.token,
        sends: if kept.may_send {
            Sends::All
        } else {
            Sends::NONE
        },
        generation: 0,
    };
    Ok(Some(Start {
        loaded: LoadedRun::new(detail, manners, looks_up),
        sealed: runs.plan_of(run).await?,
        upstream,
        key: runs.token(run).await?.map(key),
    }))
}

fn failed(run: &RunId, error: &StoreError) -> AppError {
    tracing::error!(%run, %error, "a run could not be taken over");
    AppError::Internal
}
