//! What people do to the rollout of a run that is being followed, and the end of one that nobody
//! resumes.

use super::requests::not_here;
use super::{Actor, End};
use crate::runs::engine::RolloutCommand;
use crate::runs::engine::machine::Event;
use slipway_domain::audit::AuditEvent;
use slipway_domain::{AppError, AppResult};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::Instant;

const NOTHING_LEFT: &str = "Nothing of this run is left to send.";
const PAUSED: &str = "This run is paused already.";
const NOT_PAUSED: &str = "This run is not paused.";
const STOPPED: &str = "Not sent: sending was stopped first.";

impl Actor {
    /// Pauses, resumes or ends the rollout.
    pub(super) async fn roll(
        &mut self,
        command: RolloutCommand,
        by: AuditEvent,
        done: oneshot::Sender<AppResult<()>>,
    ) -> Result<(), End> {
        if let Err(why) = self.may_roll(command) {
            let _ = done.send(Err(AppError::Conflict(why.to_owned())));
            return Ok(());
        }
        let event = match command {
            RolloutCommand::Pause => Event::RolloutPaused,
            RolloutCommand::Resume => Event::RolloutResumed,
            RolloutCommand::StopSending => Event::SendingStopped(STOPPED.to_owned()),
        };
        let end = self.commit_for(event, vec![by]).await;
        let _ = done.send(match end {
            Ok(()) | Err(End::Over) => Ok(()),
            Err(_) => Err(not_here()),
        });
        end
    }

    fn may_roll(&self, command: RolloutCommand) -> Result<(), &'static str> {
        let is_held = self.loaded.run().rollout.hold.is_some();
        let has_more = self.loaded.pending().next().is_some();
        match command {
            _ if !has_more => Err(NOTHING_LEFT),
            RolloutCommand::Pause if is_held => Err(PAUSED),
            RolloutCommand::Resume if !is_held => Err(NOT_PAUSED),
            _ => Ok(()),
        }
    }

    /// When a rollout ends that nobody has gone on.
    pub(super) fn hold_ends(&self) -> Option<Instant> {
        let hold = self.loaded.run().rollout.hold?;
        let age = self.portal.now().duration_since(hold.since);
        // A clock that was put back does not shorten it.
        let age = Duration::try_from(age).unwrap_or_default();
        Some(Instant::now() + self.portal.timings().hold.saturating_sub(age))
    }

    /// Ends it, so that secrets do not wait for ever.
    pub(super) async fn end_hold(&mut self) -> Result<(), End> {
        let within = match self.portal.timings().hold.as_secs().div_ceil(3600) {
            1 => "an hour".to_owned(),
            hours => format!("{hours} hours"),
        };
        let why = format!("Not sent: nobody resumed the run within {within}.");
        self.commit(Event::SendingStopped(why)).await
    }
}
