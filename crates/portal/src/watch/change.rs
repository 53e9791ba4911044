//! Another hardware for a server, as an upstream call.

use super::operate::{incomplete, not_sent};
use slipway_clc::{ClcClient, ClcError, Queued, Session};
use slipway_domain::ServerId;
use slipway_domain::deed::{ChangeDeed, Hardware};

/// Orders `deed` for its one server.
///
/// The cloud deletes each disk that the list leaves out, and a run may wait for days before it is
/// sent. So where disks are touched, it is looked once more whether they are still those.
pub(super) async fn change(
    client: &ClcClient,
    session: &Session,
    deed: &ChangeDeed,
    servers: &[ServerId],
) -> Result<Vec<Queued>, ClcError> {
    let [server] = servers else {
        return Err(incomplete("which one server is meant"));
    };
    if deed.wish.touches_disks() {
        let details = client.server_details(session, server).await;
        let now = Hardware::of(&details.map_err(|error| not_sent(error, "its disks"))?);
        if now.disks != deed.before.disks {
            return Err(ClcError::refused_here(
                "Not sent: its disks are not those of the review any more.",
            ));
        }
    }
    let job = client.change_server(session, server, &deed.changes()).await?;
    Ok(vec![Queued {
        server: server.clone(),
        verdict: Ok(job.ok_or_else(|| incomplete("what is to be different"))?),
    }])
}
