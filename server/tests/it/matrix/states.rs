//! The states that a server can be in, and one server in each, driven there through the API.

use super::cloud::Cloud;
use serde_json::json;
use slipway_domain::operation::Operation;

/// A state that changes what may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Started,
    Stopped,
    Paused,
    InMaintenance,
    WithSnapshot,
    UnderConstruction,
    Archived,
    QueuedForDelete,
    QueuedForRestore,
}

impl State {
    pub(super) const ALL: [Self; 9] = [
        Self::Started,
        Self::Stopped,
        Self::Paused,
        Self::InMaintenance,
        Self::WithSnapshot,
        Self::UnderConstruction,
        Self::Archived,
        Self::QueuedForDelete,
        Self::QueuedForRestore,
    ];
}

/// Operations in an order in which none changes what the next may do while the clock stands
/// still: restoring and deleting are noted at once.
pub(super) fn harmless_first() -> Vec<Operation> {
    let mut all = Operation::ALL.to_vec();
    all.sort_by_key(|one| matches!(one, Operation::Restore | Operation::Delete));
    all
}

/// One server in each state; afterwards the clock of the cloud stands still.
pub(super) async fn set_up(cloud: &Cloud) -> Vec<(State, String)> {
    let name = |n: usize| format!("va1slipweb{n:02}");
    let servers: Vec<(State, String)> = State::ALL
        .into_iter()
        .zip(1..)
        .map(|(state, n)| (state, name(n)))
        .collect();
    // All of them started, without marks, whatever the demo fleet has.
    for (_, server) in &servers {
        cloud.batch("powerOn", json!([server])).await;
        cloud.batch("stopMaintenance", json!([server])).await;
    }
    cloud.let_jobs_end().await;
    for (state, server) in &servers {
        match state {
            State::Stopped => cloud.batch("powerOff", json!([server])).await,
            State::Paused => cloud.batch("pause", json!([server])).await,
            State::InMaintenance => cloud.batch("startMaintenance", json!([server])).await,
            State::WithSnapshot => {
                let order = json!({ "snapshotExpirationDays": 3, "serverIds": [server] });
                cloud.batch("createSnapshot", order).await;
            }
            State::Archived | State::QueuedForRestore => {
                cloud.batch("archive", json!([server])).await;
            }
            State::Started | State::UnderConstruction | State::QueuedForDelete => {}
        }
    }
    cloud.let_jobs_end().await;
    cloud.freeze().await;
    let mut ready = Vec::new();
    for (state, server) in servers {
        let server = match state {
            State::UnderConstruction => cloud.build().await,
            State::QueuedForDelete => {
                cloud
                    .send("DELETE", &format!("servers/SLIP/{server}"), None)
                    .await;
                server
            }
            State::QueuedForRestore => {
                let group = json!({ "targetGroupId": cloud.default_group().await });
                let path = format!("servers/SLIP/{server}/restore");
                cloud.send("POST", &path, Some(group)).await;
                server
            }
            _ => server,
        };
        ready.push((state, server));
    }
    ready
}
