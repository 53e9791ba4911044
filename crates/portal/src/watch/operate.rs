//! Operations as upstream calls.

use slipway_clc::{ClcClient, ClcError, PowerOp, Queued, Session, Snapshot, SnapshotDays};
use slipway_domain::ServerId;
use slipway_domain::operation::{Operation, OperationDeed};

/// Orders `deed` for `servers` in one call. What takes one server at a time is given one.
pub(super) async fn operate(
    client: &ClcClient,
    session: &Session,
    deed: &OperationDeed,
    servers: &[ServerId],
) -> Result<Vec<Queued>, ClcError> {
    match deed.operation {
        Operation::PowerOn => client.power(session, PowerOp::PowerOn, servers).await,
        Operation::ShutDown => client.power(session, PowerOp::ShutDown, servers).await,
        Operation::Reboot => client.power(session, PowerOp::Reboot, servers).await,
        Operation::Pause => client.power(session, PowerOp::Pause, servers).await,
        Operation::PowerOff => client.power(session, PowerOp::PowerOff, servers).await,
        Operation::Reset => client.power(session, PowerOp::Reset, servers).await,
        Operation::StartMaintenance => client.maintenance(session, true, servers).await,
        Operation::StopMaintenance => client.maintenance(session, false, servers).await,
        Operation::Archive => client.archive(session, servers).await,
        Operation::CreateSnapshot => {
            let days = deed.days.and_then(SnapshotDays::new);
            let days = days.ok_or_else(|| incomplete("how long the snapshot is kept"))?;
            client.create_snapshots(session, days, servers).await
        }
        Operation::RestoreSnapshot
        | Operation::DeleteSnapshot
        | Operation::Restore
        | Operation::Delete => one_by_one(client, session, deed, servers).await,
    }
}

async fn one_by_one(
    client: &ClcClient,
    session: &Session,
    deed: &OperationDeed,
    servers: &[ServerId],
) -> Result<Vec<Queued>, ClcError> {
    let [server] = servers else {
        return Err(incomplete("which one server is meant"));
    };
    let job = match deed.operation {
        Operation::Delete => client.delete_server(session, server).await?,
        Operation::Restore => {
            let group = deed.group.as_ref();
            let group = group.ok_or_else(|| incomplete("the group to restore to"))?;
            client.restore(session, server, &group.id).await?
        }
        Operation::DeleteSnapshot => {
            let snapshot = newest_snapshot(client, session, server).await?;
            client.delete_snapshot(session, server, &snapshot).await?
        }
        _ => {
            let snapshot = newest_snapshot(client, session, server).await?;
            client
                .revert_to_snapshot(session, server, &snapshot)
                .await?
        }
    };
    Ok(vec![Queued {
        server: server.clone(),
        verdict: Ok(job),
    }])
}

/// The cloud keeps one snapshot of a server at most; its number shows only when the server is
/// looked at.
async fn newest_snapshot(
    client: &ClcClient,
    session: &Session,
    server: &ServerId,
) -> Result<Snapshot, ClcError> {
    let details = client.server_details(session, server).await;
    let details = details.map_err(|error| not_sent(error, "its snapshot"))?;
    let newest = details.snapshots.into_iter().last();
    newest.ok_or_else(|| ClcError::refused_here("The server has no snapshot (any more)."))
}

/// Looking is no write: whatever went wrong with it, nothing was ordered.
pub(super) fn not_sent(error: ClcError, what: &str) -> ClcError {
    match error {
        ClcError::Unavailable { .. } | ClcError::OutcomeUnknown { .. } => {
            ClcError::refused_here(&format!("Not sent: {what} could not be looked up."))
        }
        other => other,
    }
}

pub(super) fn incomplete(what: &str) -> ClcError {
    ClcError::refused_here(&format!("The plan does not say {what}."))
}
