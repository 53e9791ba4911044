//! What a deed asks of the cloud for some of its servers: one upstream call.

use super::operate;
use slipway_clc::{ClcClient, ClcError, Created, JobLink, Queued, Session};
use slipway_domain::deed::{ChangeDeed, Deed, GroupDeed, GroupOperation, Hardware, PackageDeed};
use slipway_domain::{Secret, ServerId};
use std::collections::BTreeMap;

/// What the cloud answers to a call.
#[derive(Debug)]
pub(super) enum Answer {
    /// Server by server, what became of it.
    Queued(Vec<Queued>),
    /// A server is built.
    Building(Created),
    /// It was done at once; there is no job.
    Done,
}

/// Makes the call of `deed` for `servers`.
pub(super) async fn order(
    client: &ClcClient,
    session: &Session,
    deed: &Deed,
    servers: &[ServerId],
    secrets: &BTreeMap<String, Secret>,
) -> Result<Answer, ClcError> {
    match deed {
        Deed::Package(PackageDeed {
            package, values, ..
        }) => {
            let package = &package.id;
            let queued = client.execute_package(session, servers, package, values, secrets);
            queued.await.map(Answer::Queued)
        }
        Deed::Operation(deed) => {
            let queued = operate::operate(client, session, deed, servers).await;
            queued.map(Answer::Queued)
        }
        Deed::Create(deed) => {
            let server = deed.with_secrets(secrets);
            let created = client.create_server(session, &server).await;
            created.map(Answer::Building)
        }
        Deed::Group(deed) => {
            let job = operate_group(client, session, deed).await?;
            Ok(Answer::Queued(all_under(&job, servers)))
        }
        Deed::Change(deed) => change(client, session, deed, servers).await,
    }
}

/// Changes one server, unless its disks are no longer those that were reviewed: the list that is
/// sent would delete what was added meanwhile.
async fn change(
    client: &ClcClient,
    session: &Session,
    deed: &ChangeDeed,
    servers: &[ServerId],
) -> Result<Answer, ClcError> {
    let [server] = servers else {
        return Err(operate::incomplete("which one server is meant"));
    };
    if deed.wish.touches_disks() {
        let now = client.server_details(session, server).await;
        let now = now.map_err(|error| operate::not_sent(error, "its disks"))?;
        if Hardware::of(&now).disks != deed.before.disks {
            return Err(ClcError::refused_here(
                "Not sent: the server's disks are no longer those that were reviewed.",
            ));
        }
    }
    match client
        .change_server(session, server, &deed.changes())
        .await?
    {
        Some(job) => Ok(Answer::Queued(all_under(&job, servers))),
        None => Ok(Answer::Done),
    }
}

async fn operate_group(
    client: &ClcClient,
    session: &Session,
    deed: &GroupDeed,
) -> Result<JobLink, ClcError> {
    let group = &deed.group.id;
    match deed.operation {
        GroupOperation::Delete => client.delete_group(session, group).await,
        GroupOperation::Archive => client.archive_group(session, group).await,
        GroupOperation::Restore => {
            let target = deed.target.as_ref();
            let target = target.ok_or_else(|| operate::incomplete("the group to restore to"))?;
            client.restore_group(session, group, &target.id).await
        }
    }
}

/// One job speaks for all that is in a group.
fn all_under(job: &JobLink, servers: &[ServerId]) -> Vec<Queued> {
    let queued = servers.iter().map(|server| Queued {
        server: server.clone(),
        verdict: Ok(job.clone()),
    });
    queued.collect()
}
