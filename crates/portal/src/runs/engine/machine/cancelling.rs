//! What cancelling changes: calls that were not sent are dropped, jobs are being cancelled once the
//! cloud has agreed. That they have been is for a reading to say.

use super::moved;
use crate::runs::engine::loaded_run::{JobKey, LoadedRun};
use jiff::Timestamp;
use slipway_cloud::CancelAnswer;
use slipway_domain::run::{Batch, BatchState, OutcomeState};
use slipway_store::RunChange;

const NOT_SENT: &str = "Not sent: the run was cancelled first.";
const CALL_CANCELLED: &str =
    "The call got no answer; should it have been taken, it will be cancelled.";

/// Calls that were not sent yet will not be: a person cancels the run.
pub(super) fn unsent(loaded: &LoadedRun, now: Timestamp) -> RunChange {
    dropped(loaded, OutcomeState::Cancelled, NOT_SENT, now)
}

/// Calls that were not sent yet will not be; their targets end like this.
pub(super) fn dropped(
    loaded: &LoadedRun,
    end: OutcomeState,
    why: &str,
    now: Timestamp,
) -> RunChange {
    let batches = loaded.pending().filter_map(|number| loaded.batch(number));
    let batches = batches.map(|batch| Batch {
        state: BatchState::Dropped,
        ..batch.clone()
    });
    let open = loaded.pending().flat_map(|batch| loaded.open_of(batch));
    let outcomes = open.map(|outcome| moved(outcome, end, Some(why), now));
    RunChange {
        batches: batches.collect(),
        outcomes: outcomes.collect(),
        ..RunChange::default()
    }
}

/// The cloud's answer about a job, on the servers whose end is read from it.
pub(super) fn job(
    loaded: &LoadedRun,
    key: JobKey,
    answer: &CancelAnswer,
    now: Timestamp,
) -> RunChange {
    let said = said(answer);
    let outcomes = loaded.open_under(key).map(|outcome| match answer {
        CancelAnswer::Accepted => moved(outcome, OutcomeState::Cancelling, None, now),
        _ => moved(outcome, outcome.state, said.as_deref(), now),
    });
    RunChange {
        outcomes: outcomes.collect(),
        ..RunChange::default()
    }
}

/// The cloud's answer about a call of which nobody knows whether it became a job.
pub(super) fn call(
    loaded: &LoadedRun,
    batch: u32,
    answer: &CancelAnswer,
    now: Timestamp,
) -> RunChange {
    let said = said(answer);
    let words = said.as_deref().unwrap_or(CALL_CANCELLED);
    let unanswered = loaded.in_state(batch, OutcomeState::NoReply);
    let outcomes = unanswered.map(|outcome| moved(outcome, outcome.state, Some(words), now));
    RunChange {
        outcomes: outcomes.collect(),
        ..RunChange::default()
    }
}

/// Why it is not being cancelled, as far as that is known.
fn said(answer: &CancelAnswer) -> Option<String> {
    match answer {
        CancelAnswer::Accepted => None,
        CancelAnswer::Refused(why) => Some(format!("Not cancelled: {why}")),
        CancelAnswer::TokenRefused => {
            Some("Not cancelled: the cloud no longer accepts the sign-in of who asked.".to_owned())
        }
        CancelAnswer::Unknown(why) => Some(format!("Cancelling got no usable answer: {why}")),
    }
}
