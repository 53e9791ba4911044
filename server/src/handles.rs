//! File handles: each connection takes one, and so does each call to a cloud.

use crate::listen::Limits;

/// More are of no use to one process.
const ENOUGH: u64 = 65_536;
/// Kept for the database, the clouds and the log.
const KEPT: u64 = 256;

/// Raises the limit that shells set low for the sake of old programs, and fits the number of
/// connections to what is allowed.
pub fn fit(limits: &mut Limits) {
    let Some(handles) = raised() else { return };
    let room = usize::try_from(handles.saturating_sub(KEPT).max(handles / 2)).unwrap_or(usize::MAX);
    if room < limits.connections {
        tracing::warn!(
            handles,
            connections = room,
            "fewer connections than usual: the limit of open files is low (ulimit -n, LimitNOFILE)"
        );
        limits.connections = room;
        limits.per_address = limits.per_address.min(room / 2).max(1);
    }
}

#[cfg(target_os = "linux")]
fn raised() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let allowed = getrlimit(Resource::Nofile);
    let current = allowed.current?;
    let wanted = allowed.maximum.map_or(ENOUGH, |most| most.min(ENOUGH));
    if wanted <= current {
        return Some(current);
    }
    let raised = Rlimit {
        current: Some(wanted),
        maximum: allowed.maximum,
    };
    match setrlimit(Resource::Nofile, raised) {
        Ok(()) => Some(wanted),
        Err(_) => Some(current),
    }
}

#[cfg(not(target_os = "linux"))]
fn raised() -> Option<u64> {
    None
}
