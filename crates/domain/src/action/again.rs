//! What stands in the way of doing the same again to servers for which it succeeded: they are in
//! the state that it leads to.

use super::{Action, GroupOperation};
use crate::operation::Operation;
use crate::run::OutcomeState;

impl Action {
    /// Why it cannot be done again to servers that ended so; nothing where it can. What became of
    /// them since, nobody knows here.
    pub const fn blocked_again(&self, ended: OutcomeState) -> Option<&'static str> {
        if let Self::Execution(_) = self {
            return Some("It was started elsewhere.");
        }
        if !matches!(ended, OutcomeState::Succeeded) {
            return None;
        }
        match self {
            Self::Package(_) | Self::Create(_) | Self::Execution(_) => None,
            Self::Operation(action) => action.operation.blocked_when_done(),
            Self::Change(_) => Some("The server is as this change made it."),
            Self::Group(action) => Some(match action.operation {
                GroupOperation::Delete => "The group is deleted, for good.",
                GroupOperation::Archive => "The group is archived already.",
                GroupOperation::Restore => "The group is restored already.",
            }),
        }
    }
}

impl Operation {
    const fn blocked_when_done(self) -> Option<&'static str> {
        Some(match self {
            Self::Delete => "What is deleted is gone for good.",
            Self::Archive => "Archived already.",
            Self::Restore => "Restored already.",
            Self::PowerOn => "Started already.",
            Self::ShutDown | Self::PowerOff => "Stopped already.",
            Self::Pause => "Paused already.",
            Self::StartMaintenance => "In maintenance mode already.",
            Self::StopMaintenance => "Out of maintenance mode already.",
            Self::DeleteSnapshot => "The snapshot is deleted already.",
            Self::Reboot | Self::Reset | Self::CreateSnapshot | Self::RestoreSnapshot => {
                return None;
            }
        })
    }
}
