//! What has become of its servers when a job succeeded. A server that went another way in the meantime stays as it is.

use crate::clc::estate::{Estate, NetworkChange, PowerState, Status};
use crate::clc::server_change::Resize;
use crate::clc::timeline::Timeline;
use crate::clock::Millis;
use std::sync::Arc;

#[derive(Debug, Clone)]
pub(crate) enum Effect {
    /// A package leaves no trace here.
    Nothing,
    Power(PowerState),
    /// These are in maintenance, the others of the job are not.
    Maintenance(Vec<usize>),
    Archive,
    /// Kept for so many days.
    Snapshot(u32),
    DropSnapshot(u32),
    Revert,
    /// Back from the archive, into this group.
    Restore(usize),
    Delete,
    /// Its time is over, whatever it is doing.
    Expire,
    /// It is under construction no more.
    Build,
    Resize(Resize),
    /// A group with all that is in it.
    DeleteGroup(usize),
    ArchiveGroup(usize),
    /// Back from the archive, into the other.
    RestoreGroup(usize, usize),
    Network(NetworkChange),
}

/// What a job is to do.
#[derive(Debug, Clone)]
pub(crate) struct JobSpec {
    /// Position of the account's estate.
    pub(crate) estate: usize,
    pub(crate) servers: Vec<usize>,
    pub(crate) timeline: Arc<Timeline>,
    pub(crate) fails: bool,
    /// What has become of its servers once it succeeded.
    pub(crate) effect: Effect,
    pub(crate) by: String,
}

/// Does to an estate what a job that ended well was to do.
pub(crate) fn carry_out(estate: &mut Estate, spec: &JobSpec, end: Millis) {
    for &at in &spec.servers {
        let awaited = match spec.effect {
            Effect::Nothing => continue,
            Effect::Restore(_) | Effect::RestoreGroup(..) => Status::QueuedForRestore,
            Effect::Delete | Effect::DeleteGroup(_) => Status::QueuedForDelete,
            Effect::Build => Status::UnderConstruction,
            Effect::Expire => estate.servers[at].status,
            _ => Status::Active,
        };
        if estate.servers[at].status != awaited {
            continue;
        }
        apply(estate, at, &spec.effect, end);
        estate.servers[at].change.touch(&spec.by, end);
    }
    let group = match spec.effect {
        Effect::Network(ref change) if spec.servers.is_empty() => {
            return estate.change_network(None, change);
        }
        Effect::DeleteGroup(group) => return estate.remove_group(group),
        Effect::ArchiveGroup(group) => {
            estate.put_away(group);
            group
        }
        Effect::RestoreGroup(group, target) => {
            estate.bring_back(group, target);
            group
        }
        _ => return,
    };
    estate.groups[group].change.touch(&spec.by, end);
}

fn apply(estate: &mut Estate, at: usize, effect: &Effect, end: Millis) {
    let server = &mut estate.servers[at];
    match effect {
        // A revert puts the disks back, which hold nothing here.
        Effect::Nothing | Effect::Revert => {}
        Effect::Power(state) => server.power = *state,
        Effect::Maintenance(on) => server.in_maintenance = on.contains(&at),
        Effect::Archive | Effect::ArchiveGroup(_) => {
            server.status = Status::Archived;
            server.power = PowerState::Stopped;
            let center = server.center;
            // The servers of an archived group stay in it.
            if let (Effect::Archive, Some(archive)) = (effect, estate.archive_of(center)) {
                estate.move_server(at, archive);
            }
        }
        Effect::Snapshot(days) => estate.take_snapshot(at, end, *days),
        Effect::DropSnapshot(number) => estate.drop_snapshot(at, *number),
        // Recorded: what comes back from the archive is started.
        Effect::Restore(group) => {
            server.status = Status::Active;
            server.power = PowerState::Started;
            let group = estate.open_group(*group);
            estate.move_server(at, group);
        }
        Effect::RestoreGroup(..) => {
            server.status = Status::Active;
            server.power = PowerState::Started;
        }
        Effect::Build => server.status = Status::Active,
        Effect::Delete | Effect::DeleteGroup(_) | Effect::Expire => estate.remove_server(at),
        Effect::Resize(resize) => resize.carry_out(server),
        Effect::Network(change) => estate.change_network(Some(at), change),
    }
}
