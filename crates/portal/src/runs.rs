//! Runs as people look at them: listed, one in detail, stopped, answered for.

pub mod adopt;
pub mod again;
pub mod ask_again;
pub mod cancel;
pub mod engine;
pub(crate) mod finished;
pub mod going_on;
pub mod live;
mod names;
pub mod outcomes;
pub mod rollout;
pub mod share;
pub mod submit;

use crate::portal::Portal;
use crate::runs::engine::progress::silence;
use crate::runs::engine::{Decided, Decision, Resolution, ResumeToken};
use crate::sign_in::grants::Grant;
use slipway_domain::action::RunKind;
use slipway_domain::audit::AuditAction;
use slipway_domain::live::{LiveRow, LiveRun, Progress};
use slipway_domain::principal::Right;
use slipway_domain::run::{
    Batch, BatchState, Counts, Job, JobStatus, RunDetail, RunName, RunState,
};
use slipway_domain::urls::RunFilter;
use slipway_domain::{AppError, AppResult, RunId, Secret};
use slipway_store::RunQuery;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub use names::{Related, named, related};
pub use slipway_store::{Repeat, RunPage, RunSummary};

/// Runs on one page of the list.
pub const PAGE: u64 = 50;

/// The account's runs.
///
/// # Errors
/// `Internal`.
pub async fn list(portal: &Portal, grant: &Grant, filter: &RunFilter) -> AppResult<RunPage> {
    grant.principal.require(Right::Read)?;
    let principal = &grant.principal;
    let query = RunQuery {
        started_by: filter.mine.then(|| principal.user.clone()),
        state: filter.state,
        kind: filter.kind,
        failed: filter.failed,
        search: filter.search.clone(),
        sort: filter.sort,
        descending: filter.descending,
        offset: u64::from(filter.page - 1) * PAGE,
        limit: PAGE,
        ..RunQuery::of(principal.cloud.clone(), principal.account.clone())
    };
    Ok(portal.store().runs.list(&query).await?)
}

/// A run of the person's cloud and account.
///
/// # Errors
/// `NotFound` for others' runs as for none.
pub async fn detail(portal: &Portal, grant: &Grant, run: &RunId) -> AppResult<Arc<RunDetail>> {
    grant.principal.require(Right::Read)?;
    let detail = portal.run_detail(run).await?;
    detail
        .filter(|detail| {
            detail.run.cloud == grant.principal.cloud
                && detail.run.account == grant.principal.account
        })
        .ok_or_else(|| AppError::not_found("Run"))
}

/// The full state of a run as a live message, for a page that just connected.
///
/// # Errors
/// As [`detail`].
pub async fn live(portal: &Portal, grant: &Grant, run: &RunId) -> AppResult<LiveRun> {
    let detail = detail(portal, grant, run).await?;
    Ok(live_state(portal, &detail))
}

/// Whether the store holds a newer version of a run than the one that a page shows: the bus may have
/// lost a message. It is read once for all pages that ask within a moment.
pub async fn is_behind(portal: &Portal, run: &RunId, shown: u64) -> bool {
    if let Some(kept) = portal.hub().kept(run) {
        return kept > shown;
    }
    match portal.store().runs.version(run).await {
        Ok(Some(version)) => {
            portal.hub().note_kept(run, version);
            version > shown
        }
        Ok(None) => false,
        Err(error) => {
            tracing::error!(%run, %error, "the version of a run could not be read");
            false
        }
    }
}

/// A run as a live message with every row.
pub fn live_state(portal: &Portal, detail: &RunDetail) -> LiveRun {
    let overdue = overdue_batches(portal, detail);
    let rows = detail.outcomes.iter().map(|outcome| {
        LiveRow::of(
            outcome,
            !outcome.state.is_end() && overdue.contains(&outcome.batch),
        )
    });
    LiveRun {
        now: portal.now().as_millisecond(),
        version: detail.run.version,
        state: detail.run.state,
        rollout: rollout::mark(detail),
        counts: Counts::of(detail.outcomes.iter().map(|outcome| outcome.state)),
        rows: rows.collect(),
        progress: progress(portal, detail),
    }
}

/// When the run's jobs were read and will be read: as the watcher here knows it, or as the store
/// last heard it.
pub fn progress(portal: &Portal, detail: &RunDetail) -> Progress {
    if detail.run.state.is_over() {
        return Progress {
            as_of: detail.run.finished_at.map(jiff::Timestamp::as_millisecond),
            ..Progress::default()
        };
    }
    portal
        .hub()
        .progress(&detail.run.id)
        .unwrap_or_else(|| stored_progress(portal, detail))
}

fn stored_progress(portal: &Portal, detail: &RunDetail) -> Progress {
    let now = portal.now();
    let manners = portal.manners_of(&detail.run);
    let jobs = || detail.batches.iter().flat_map(|batch| &batch.jobs);
    let mut open: HashMap<(u32, Option<u32>), usize> = HashMap::new();
    let live = detail.outcomes.iter().filter(|one| !one.state.is_end());
    for outcome in live {
        *open.entry((outcome.batch, outcome.job)).or_default() += 1;
    }
    let (silent, lost) = silence(&detail.batches, now, manners.lost_after, |batch, job| {
        let under = (batch.number, Some(job.number));
        open.get(&under).copied().unwrap_or_default()
    });
    Progress {
        as_of: jobs()
            .filter_map(|job| job.checked_at)
            .max()
            .map(jiff::Timestamp::as_millisecond),
        next_check: jobs()
            .filter_map(|job| job.next_check)
            .min()
            .map(jiff::Timestamp::as_millisecond),
        silent: silent.servers,
        silent_since: silent.since.map(jiff::Timestamp::as_millisecond),
        lost: lost.servers,
        overdue: u32::try_from(overdue_batches(portal, detail).len()).unwrap_or(u32::MAX),
        // Only whoever follows the run knows what its token is good for.
        held: 0,
    }
}

/// Numbers of batches with a job that has executed for longer than the cloud's own limit.
fn overdue_batches(portal: &Portal, detail: &RunDetail) -> Vec<u32> {
    if detail.run.kind != RunKind::Package {
        // The limit is one of packages.
        return Vec::new();
    }
    let (now, limit) = (portal.now(), portal.manners_of(&detail.run).overdue_after);
    let is_overdue = |job: &Job| {
        matches!(job.status, JobStatus::Executing | JobStatus::Resumed)
            && job
                .executing_at
                .is_some_and(|at| now.duration_since(at) > limit)
    };
    let overdue = detail.batches.iter();
    let overdue = overdue.filter(|batch| batch.jobs.iter().any(is_overdue));
    overdue.map(|batch| batch.number).collect()
}

/// Stops watching a run: nothing more is sent, servers without an end become unknown.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` where it is over already.
pub async fn stop(portal: &Portal, grant: &Grant, run: &RunId) -> AppResult<()> {
    let detail = detail(portal, grant, run).await?;
    grant.principal.require(detail.run.plan.action.right())?;
    if detail.run.state.is_over() {
        return Err(AppError::Conflict(
            "This run is over; there is nothing left to stop.".into(),
        ));
    }
    let by = portal.audit_event(&grant.principal, AuditAction::StopWatching, run.as_str());
    portal.watch().stop(run, by).await
}

/// Goes on with a run that waits for somebody's token, with that of the person's own session: what
/// is left is sent as theirs. Whoever may not start such runs gives it for reading only; what is
/// left to send waits for somebody who may, who then does the same.
///
/// # Errors
/// `NotFound`, `Conflict` where the run waits for nobody's token, `CredentialEnded` where the
/// person's own token is gone too, or what the cloud answers.
pub async fn resume(portal: &Portal, grant: &Grant, run: &RunId) -> AppResult<()> {
    let detail = detail(portal, grant, run).await?;
    if detail.run.state != RunState::Paused && !is_held(portal, &detail).await? {
        return Err(AppError::Conflict("This run is not paused.".into()));
    }
    let sends = grant.principal.may(detail.run.plan.action.right());
    let token = own_token(portal, grant).await?;
    let action = if sends {
        AuditAction::Resume
    } else {
        AuditAction::ResumeForReading
    };
    let resumed_with = ResumeToken {
        by: Some(portal.audit_event(&grant.principal, action, run.as_str())),
        holder: grant.principal.clone(),
        secret: token,
        sends,
    };
    portal.watch().resume(run, resumed_with).await
}

/// Whether calls wait for somebody who may send them: as the watcher says, or as it will say once
/// it has taken up the token that it was given for reading only.
async fn is_held(portal: &Portal, detail: &RunDetail) -> AppResult<bool> {
    if progress(portal, detail).held > 0 {
        return Ok(true);
    }
    let unsent = |batch: &Batch| batch.state == BatchState::Pending;
    if detail.run.state.is_over() || !detail.batches.iter().any(unsent) {
        return Ok(false);
    }
    let token = portal.store().runs.token(&detail.run.id).await?;
    Ok(token.is_some_and(|token| !token.may_send))
}

/// The token of the person's own session, once the cloud has accepted it: it may have ended
/// without anybody having noticed, and would pause a run again without a word to whoever gave it.
pub(crate) async fn own_token(portal: &Portal, grant: &Grant) -> AppResult<Secret> {
    let auth = portal.auth(grant).await?;
    let cloud = portal.cloud_of(&grant.principal)?;
    match cloud.driver.identity().verify(&auth).await {
        Ok(()) => Ok(auth.token),
        Err(error) => Err(portal.upstream_error(grant, error).await),
    }
}

/// Decides about calls of a run that got no answer: about those that the person was `shown`, and
/// only if they still wait for it. What is sent again is sent with the person's own token.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` where the run cannot be asked here, `CredentialEnded` where
/// calls are to be sent again and the person's token is gone, or what the cloud answers.
pub async fn answer(
    portal: &Portal,
    grant: &Grant,
    run: &RunId,
    resolution: Resolution,
    shown: Shown,
) -> AppResult<Decided> {
    let found = detail(portal, grant, run).await?;
    grant.principal.require(found.run.plan.action.right())?;
    let (token, action) = match resolution {
        Resolution::SendAgain => (
            Some(own_token(portal, grant).await?),
            AuditAction::SendAgain,
        ),
        Resolution::LeaveUnknown => (None, AuditAction::LeaveUnknown),
    };
    let calls: Vec<String> = shown.calls.iter().map(u32::to_string).collect();
    let subject = format!("{run} calls {}", calls.join(","));
    let decision = Decision {
        by: portal.audit_event(&grant.principal, action, &subject),
        token,
        resolution,
        calls: shown.calls,
        version: shown.version,
    };
    match portal.watch().answer(run, decision).await {
        // The answer to the last call ends the run; the same answer may come twice.
        Err(AppError::Conflict(_)) if is_over(portal, grant, run).await? => Ok(Decided::Moved),
        decided => decided,
    }
}

async fn is_over(portal: &Portal, grant: &Grant, run: &RunId) -> AppResult<bool> {
    let detail = detail(portal, grant, run).await?;
    Ok(detail.run.state.is_over())
}

/// The calls without an answer that somebody was shown when they decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Their numbers within the run.
    pub calls: BTreeSet<u32>,
    /// The run's version at that time.
    pub version: u64,
}

/// The run that a form says it repeats, where the person may see it.
pub(crate) async fn known(
    portal: &Portal,
    grant: &Grant,
    run: Option<RunId>,
) -> AppResult<Option<RunId>> {
    let Some(run) = run else { return Ok(None) };
    match named(portal, grant, &RunName::of_segment(run.as_str())).await {
        Ok((run, _)) => Ok(Some(run)),
        Err(AppError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
