//! What people read of an execution beside its status.

use crate::status::Status;
use slipway_cloud::Execution;

const FAILED: &str = "The manager says that it failed and gives no error.";

/// What is said of an execution that is followed.
pub(super) fn of(execution: &Execution) -> Option<String> {
    match Status::parse(&execution.word)? {
        Status::Scheduled | Status::Queued => {
            Some("It waits for its turn at the manager.".to_owned())
        }
        Status::Started => progress(execution),
        Status::ForceCancelling => Some("It is being cancelled by force.".to_owned()),
        Status::KillCancelling => Some("It is being killed.".to_owned()),
        Status::Failed => Some(last_line(execution).unwrap_or(FAILED).to_owned()),
        Status::Pending | Status::Cancelling | Status::Terminated | Status::Cancelled => None,
    }
}

/// How far it is; workflows that are scripts have no steps.
fn progress(execution: &Execution) -> Option<String> {
    let Execution {
        operations,
        finished,
        ..
    } = execution;
    (*operations > 0).then(|| format!("{finished} of {operations} steps are done."))
}

/// An error ends with what went wrong; before it stands where.
fn last_line(execution: &Execution) -> Option<&str> {
    let lines = execution.error.as_deref()?.lines().map(str::trim);
    lines.rev().find(|line| !line.is_empty())
}
