//! What this cloud takes in which state beyond what every cloud does; `docs/operations.md` has the
//! whole table.

use super::ClcDriver;
use slipway_cloud::{Rules, UsualRules};
use slipway_domain::action::{GroupBlocked, GroupOperation};
use slipway_domain::group::{GroupKind, GroupNode};
use slipway_domain::operation::{Blocked, Operation};
use slipway_domain::server::{PowerState, Server};

impl Rules for ClcDriver {
    fn operation(&self, operation: Operation, server: &Server) -> Option<Blocked> {
        let restarts = matches!(operation, Operation::Reboot | Operation::Reset);
        match UsualRules.operation(operation, server) {
            // It comes back started from either, as the cloud was recorded to do.
            Some(Blocked::Power(PowerState::Paused)) if restarts => None,
            blocked => blocked,
        }
    }

    fn group(
        &self,
        operation: GroupOperation,
        group: &GroupNode,
        depth: usize,
    ) -> Option<GroupBlocked> {
        let archived = group.kind == GroupKind::Archive;
        match operation {
            _ if is_fixed(&group.kind, depth) => Some(GroupBlocked::Fixed),
            GroupOperation::Archive if archived => Some(GroupBlocked::Archived),
            GroupOperation::Restore if !archived => Some(GroupBlocked::NotArchived),
            GroupOperation::Restore if depth > 2 => Some(GroupBlocked::Within),
            _ => UsualRules.group(operation, group, depth),
        }
    }
}

/// Whether it is one of a data center's own groups. `depth` is the number of groups that it lies in.
const fn is_fixed(kind: &GroupKind, depth: usize) -> bool {
    match kind {
        GroupKind::Root => true,
        GroupKind::Archive | GroupKind::Templates => depth <= 1,
        GroupKind::Default | GroupKind::Other(_) => false,
    }
}

#[cfg(test)]
mod tests;
