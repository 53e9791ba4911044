//! The table of what may be done in which state, and why not. Pages, reviews and the check before a
//! call is sent all ask it, so that nothing is offered that would be refused; the cloud has the last
//! word. Whether somebody may do it at all is for [`crate::Identity::rights`] to say.

use slipway_domain::action::{Action, GroupBlocked, GroupOperation};
use slipway_domain::group::GroupNode;
use slipway_domain::offered_actions::OfferedAction;
use slipway_domain::operation::{Blocked, Operation};
use slipway_domain::run::OutcomeState;
use slipway_domain::server::{PowerState, Server, ServerStatus};

/// What stands in the way of doing something, in one kind of cloud. As it stands here it suits one
/// whose servers are what they say and take what they offer.
pub trait Rules: Send + Sync {
    /// The operations on servers that there are at all, in display order. What is not among them is
    /// shown nowhere and refused where somebody asks for it all the same.
    fn operations(&self) -> &'static [Operation] {
        &Operation::ALL
    }

    /// The operations on groups that there are at all, in display order.
    fn group_operations(&self) -> &'static [GroupOperation] {
        &GroupOperation::ALL
    }

    /// What stands in the way of an operation on a server; nothing where it may be ordered.
    fn operation(&self, operation: Operation, server: &Server) -> Option<Blocked> {
        by_status(operation, server)
            .or_else(|| by_power(operation, server.power))
            .or_else(|| by_mark(operation, server))
            .or_else(|| by_offer(operation, server))
    }

    /// The same on a group with all that is in it, which lies in `depth` others.
    fn group(
        &self,
        operation: GroupOperation,
        group: &GroupNode,
        depth: usize,
    ) -> Option<GroupBlocked> {
        let _ = depth;
        let offered = match operation {
            GroupOperation::Archive => group.offers.archive,
            GroupOperation::Restore => group.offers.restore,
            GroupOperation::Delete => group.offers.delete,
        };
        (!offered).then_some(GroupBlocked::NotOffered)
    }

    /// What stands in the way of changing a server.
    fn change(&self, server: &Server) -> Option<Blocked> {
        active(server).or_else(|| offered(server, OfferedAction::Patch))
    }

    /// What stands in the way of running a package on a server.
    fn package(&self, server: &Server) -> Option<Blocked> {
        active(server)
    }

    /// What stands in the way of making a server like this one.
    fn copy(&self, server: &Server) -> Option<Blocked> {
        active(server)
    }

    /// What stands in the way of seeing how to sign in to a server.
    fn credentials(&self, server: &Server) -> Option<Blocked> {
        let missing = offered(server, OfferedAction::Credentials)?;
        active(server).or(Some(missing))
    }

    /// Why something is not done again to targets for which it ended so, where nothing newer is
    /// known of them; nothing where it can be.
    fn again(&self, action: &Action, ended: OutcomeState) -> Option<&'static str> {
        blocked_again(action, ended)
    }
}

/// The rules of a driver that has none of its own.
#[derive(Clone, Copy, Debug)]
pub struct UsualRules;

impl Rules for UsualRules {}

fn active(server: &Server) -> Option<Blocked> {
    let fits = server.status == ServerStatus::Active;
    (!fits).then(|| Blocked::Status(server.status.clone()))
}

fn offered(server: &Server, action: OfferedAction) -> Option<Blocked> {
    (!server.offers.has(action)).then_some(Blocked::NotOffered)
}

fn by_status(operation: Operation, server: &Server) -> Option<Blocked> {
    let fits = match operation {
        Operation::Restore => server.status == ServerStatus::Archived,
        Operation::Delete => {
            matches!(server.status, ServerStatus::Active | ServerStatus::Archived)
        }
        _ => server.status == ServerStatus::Active,
    };
    (!fits).then(|| Blocked::Status(server.status.clone()))
}

fn by_power(operation: Operation, power: Option<PowerState>) -> Option<Blocked> {
    use PowerState::{Paused, Started, Stopped};
    let (fitting, there): (&[PowerState], _) = match operation {
        Operation::PowerOn => (&[Stopped, Paused], Some(Started)),
        Operation::PowerOff => (&[Started, Paused], Some(Stopped)),
        Operation::ShutDown => (&[Started], Some(Stopped)),
        Operation::Pause => (&[Started], Some(Paused)),
        Operation::Reboot | Operation::Reset => (&[Started], None),
        _ => return None,
    };
    match power {
        None => Some(Blocked::PowerUnknown),
        Some(power) if fitting.contains(&power) => None,
        Some(power) if Some(power) == there => Some(Blocked::Already(power.word())),
        Some(power) => Some(Blocked::Power(power)),
    }
}

fn by_mark(operation: Operation, server: &Server) -> Option<Blocked> {
    match operation {
        Operation::StartMaintenance if server.in_maintenance => {
            Some(Blocked::Already("in maintenance mode"))
        }
        Operation::StopMaintenance if !server.in_maintenance => {
            Some(Blocked::Already("out of maintenance mode"))
        }
        _ => None,
    }
}

/// Only for a few operations does a cloud say whether it offers them.
fn by_offer(operation: Operation, server: &Server) -> Option<Blocked> {
    let (offer, missing) = match operation {
        Operation::Restore => (OfferedAction::Restore, Blocked::NotOffered),
        Operation::Delete => (OfferedAction::Delete, Blocked::NotOffered),
        Operation::RestoreSnapshot | Operation::DeleteSnapshot => {
            (OfferedAction::Snapshot, Blocked::NoSnapshot)
        }
        _ => return None,
    };
    (!server.offers.has(offer)).then_some(missing)
}

/// What stands in the way of doing the same again to targets for which it succeeded: they are in the
/// state that it leads to. What became of them since, nobody knows here.
const fn blocked_again(action: &Action, ended: OutcomeState) -> Option<&'static str> {
    if let Action::Execution(_) = action {
        return Some("It was started elsewhere.");
    }
    if !matches!(ended, OutcomeState::Succeeded) {
        return None;
    }
    match action {
        Action::Package(_) | Action::Create(_) | Action::Execution(_) | Action::Workflow(_) => None,
        Action::Operation(action) => blocked_when_done(action.operation),
        Action::Change(_) => Some("The server is as this change made it."),
        Action::Group(action) => Some(match action.operation {
            GroupOperation::Delete => "The group is deleted, for good.",
            GroupOperation::Archive => "The group is archived already.",
            GroupOperation::Restore => "The group is restored already.",
        }),
    }
}

const fn blocked_when_done(operation: Operation) -> Option<&'static str> {
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
