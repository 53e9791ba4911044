//! What stands in the way of doing the same again to targets for which it succeeded: they are in
//! the state that it leads to. What became of them since, nobody knows here.

use slipway_domain::action::{Action, GroupOperation};
use slipway_domain::operation::Operation;
use slipway_domain::run::OutcomeState;

pub(super) const fn blocked(action: &Action, ended: OutcomeState) -> Option<&'static str> {
    if let Action::Execution(_) = action {
        return Some("It was started elsewhere.");
    }
    if !matches!(ended, OutcomeState::Succeeded) {
        return None;
    }
    match action {
        Action::Package(_) | Action::Create(_) | Action::Execution(_) => None,
        Action::Operation(action) => when_done(action.operation),
        Action::Change(_) => Some("The server is as this change made it."),
        Action::Group(action) => Some(match action.operation {
            GroupOperation::Delete => "The group is deleted, for good.",
            GroupOperation::Archive => "The group is archived already.",
            GroupOperation::Restore => "The group is restored already.",
        }),
    }
}

const fn when_done(operation: Operation) -> Option<&'static str> {
    Some(match operation {
        Operation::Delete => "What is deleted is gone for good.",
        Operation::Archive => "Archived already.",
        Operation::Restore => "Restored already.",
        Operation::PowerOn => "Started already.",
        Operation::ShutDown | Operation::PowerOff => "Stopped already.",
        Operation::Pause => "Paused already.",
        Operation::StartMaintenance => "In maintenance mode already.",
        Operation::StopMaintenance => "Out of maintenance mode already.",
        Operation::DeleteSnapshot => "The snapshot is deleted already.",
        Operation::Reboot
        | Operation::Reset
        | Operation::CreateSnapshot
        | Operation::RestoreSnapshot => {
            return None;
        }
    })
}
