//! Changes to what an account owns, which more than one kind of job makes.

use std::cmp::Reverse;

use super::build::snapshot_name;
use super::{Estate, GroupKind, Snapshot, Status};
use crate::clock::Millis;

const DAY: Millis = 86_400_000;

impl Estate {
    /// Moves a server to another group of its data center.
    pub(crate) fn move_server(&mut self, at: usize, to: usize) {
        let from = std::mem::replace(&mut self.servers[at].group, to);
        self.groups[from].servers.retain(|&server| server != at);
        self.groups[to].servers.push(at);
    }

    /// Forgets a server. Its place in the fleet stays empty, because jobs and others go by position.
    pub(crate) fn remove_server(&mut self, at: usize) {
        let server = &mut self.servers[at];
        // Whatever else was to become of it does not any more.
        server.status = Status::QueuedForDelete;
        self.by_id.remove(&server.id);
        self.by_uuid.remove(&server.uuid);
        let group = &mut self.groups[server.group];
        group.servers.retain(|&other| other != at);
    }

    /// Where the Archive group of a data center stands.
    pub(crate) fn archive_of(&self, center: usize) -> Option<usize> {
        let root = &self.groups[self.centers[center].root];
        let mut children = root.children.iter().copied();
        children.find(|&at| self.groups[at].kind == GroupKind::Archive)
    }

    /// Takes a snapshot, which replaces the one before, for so many days.
    pub(crate) fn take_snapshot(&mut self, at: usize, taken: Millis, days: u32) {
        let server = &mut self.servers[at];
        server.snapshots_taken += 1;
        let number = server.snapshots_taken;
        server.snapshot = Some(Snapshot {
            name: snapshot_name(taken),
            number,
        });
        let end = taken + DAY * Millis::from(days);
        self.expiries.push(Reverse((end, at, number)));
    }

    /// Drops the snapshots whose days are over.
    pub(crate) fn drop_expired_snapshots(&mut self, now: Millis) {
        while let Some(&Reverse((end, at, number))) = self.expiries.peek()
            && end <= now
        {
            self.expiries.pop();
            self.drop_snapshot(at, number);
        }
    }

    /// Drops this snapshot, if the server still has it.
    pub(crate) fn drop_snapshot(&mut self, at: usize, number: u32) {
        let kept = &mut self.servers[at].snapshot;
        if kept.as_ref().is_some_and(|kept| kept.number == number) {
            *kept = None;
        }
    }
}
