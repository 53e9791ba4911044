//! The rollout of a run: where it stands, and what people do to it.

use crate::portal::Portal;
use crate::runs::detail;
use crate::runs::engine::RolloutCommand;
use crate::sign_in::grants::Grant;
use slipway_domain::audit::AuditAction;
use slipway_domain::plan::Stage;
use slipway_domain::run::{BatchState, Counts, RunDetail, Tally};
use slipway_domain::{AppError, AppResult, RunId};
use std::collections::HashSet;

/// Where a rollout stands.
pub struct RolloutView {
    /// What goes one after the other, with how its targets stand.
    pub stages: Vec<(Stage, Counts)>,
    /// The place of the stage that is under way, or would be.
    pub current: usize,
    /// Targets that were not sent yet.
    pub unsent: u32,
    /// Targets with an end.
    pub tally: Tally,
}

/// Where the rollout of a run stands; nothing where all of it was sent.
pub fn view(detail: &RunDetail) -> Option<RolloutView> {
    let pending: HashSet<u32> = pending(detail).collect();
    if detail.run.state.is_over() || pending.is_empty() {
        return None;
    }
    let all = count(detail.outcomes.len());
    let stages = detail.run.plan.rollout.stages(all).into_iter();
    let stages = stages.map(|stage| {
        let own = detail.outcomes.iter();
        let own = own.filter(|one| (stage.first..stage.end()).contains(&one.batch));
        (stage, Counts::of(own.map(|one| one.state)))
    });
    let stages: Vec<_> = stages.collect();
    let is_open = |(_, counts): &(Stage, Counts)| counts.ended() < counts.total();
    let unsent = detail.outcomes.iter();
    let unsent = unsent.filter(|one| pending.contains(&one.batch));
    Some(RolloutView {
        current: stages.iter().position(is_open).unwrap_or_default(),
        unsent: count(unsent.count()),
        tally: Tally::of(Counts::of(detail.outcomes.iter().map(|one| one.state))),
        stages,
    })
}

/// What pages compare to see whether it stands where they show it.
pub(crate) fn mark(detail: &RunDetail) -> String {
    let open = detail.outcomes.iter().filter(|one| !one.state.is_end());
    detail.run.rollout.mark(
        &detail.run.plan.rollout,
        count(detail.outcomes.len()),
        pending(detail).min(),
        open.map(|one| one.batch).min(),
    )
}

/// Calls that were not sent yet.
fn pending(detail: &RunDetail) -> impl Iterator<Item = u32> {
    let batches = detail.batches.iter();
    let pending = batches.filter(|batch| batch.state == BatchState::Pending);
    pending.map(|batch| batch.number)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Pauses a rollout, has it go on, or ends it.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` where the run is over, nothing is left to send, or it is paused
/// or not paused already; `UnderWay`.
pub async fn command(
    portal: &Portal,
    grant: &Grant,
    run: &RunId,
    command: RolloutCommand,
) -> AppResult<()> {
    let found = detail(portal, grant, run).await?;
    grant.principal.require(found.run.plan.action.right())?;
    if found.run.state.is_over() {
        return Err(AppError::Conflict(
            "This run is over; there is nothing left to send.".into(),
        ));
    }
    let action = match command {
        RolloutCommand::Pause => AuditAction::PauseRollout,
        RolloutCommand::Resume => AuditAction::ResumeRollout,
        RolloutCommand::StopSending => AuditAction::StopSending,
    };
    let by = portal.audit_event(&grant.principal, action, found.run.id.as_str());
    portal.watch().rollout(&found.run.id, command, by).await
}
