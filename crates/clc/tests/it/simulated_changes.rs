//! The client against the simulator: maintenance, archive and snapshots, each followed to its end, and credentials.

use crate::simulated::{end, signed_in, usable};
use slipway_clc::{ClcError, SnapshotDays};
use slipway_domain::run::JobStatus;
use slipway_domain::server::ServerStatus;
use slipway_domain::{GroupId, ServerId};
use std::collections::BTreeMap;

#[tokio::test]
async fn maintenance_begins_and_ends_for_all_or_for_each() {
    let (client, session) = signed_in("operator").await;
    let servers = usable(&client.inventory(&session).await.unwrap())[..2].to_vec();
    let maintained = async |server: &ServerId| {
        let server = client.server(&session, server).await.unwrap();
        server.in_maintenance
    };
    let queued = client.maintenance(&session, true, &servers).await.unwrap();
    let job = queued[0].verdict.clone().unwrap();
    assert_eq!(end(&client, &session, &job).await, JobStatus::Succeeded);
    assert!(maintained(&servers[0]).await && maintained(&servers[1]).await);
    let modes = BTreeMap::from([(servers[0].clone(), false), (servers[1].clone(), true)]);
    let queued = client.set_maintenance(&session, &modes).await.unwrap();
    let verdict = |id: &ServerId| {
        let queued = queued.iter().find(|queued| queued.server == *id);
        queued.unwrap().verdict.clone()
    };
    assert!(verdict(&servers[1]).is_err(), "it is there already");
    end(&client, &session, &verdict(&servers[0]).unwrap()).await;
    assert!(!maintained(&servers[0]).await && maintained(&servers[1]).await);
    let queued = client.maintenance(&session, false, &servers).await.unwrap();
    let job = queued[1].verdict.clone().unwrap();
    end(&client, &session, &job).await;
    assert!(!maintained(&servers[1]).await);
    let archived = client.archive(&session, &servers).await.unwrap_err();
    assert_eq!(archived.word(), "not_allowed");
}

#[tokio::test]
async fn an_archived_server_comes_back_where_it_is_wanted() {
    let (client, session) = signed_in("admin").await;
    let servers = usable(&client.inventory(&session).await.unwrap())[..1].to_vec();
    let home = client.server(&session, &servers[0]).await.unwrap().group;
    let queued = client.archive(&session, &servers).await.unwrap();
    let job = queued[0].verdict.clone().unwrap();
    assert_eq!(end(&client, &session, &job).await, JobStatus::Succeeded);
    let archived = client.server(&session, &servers[0]).await.unwrap();
    assert_eq!(archived.status, ServerStatus::Archived);
    let nowhere = GroupId::new("nowhere");
    let refused = client.restore(&session, &servers[0], &nowhere).await;
    let ClcError::Refused { fields, .. } = refused.unwrap_err() else {
        panic!("it is refused with words about the group");
    };
    assert_eq!(fields[0].field, "body.targetGroupId");
    let job = client.restore(&session, &servers[0], &home).await.unwrap();
    assert_eq!(end(&client, &session, &job).await, JobStatus::Succeeded);
    let back = client.server(&session, &servers[0]).await.unwrap();
    assert_eq!((back.status, back.group), (ServerStatus::Active, home));
}

#[tokio::test]
async fn a_snapshot_is_taken_reverted_to_and_deleted() {
    let (client, session) = signed_in("admin").await;
    let servers = usable(&client.inventory(&session).await.unwrap())[..1].to_vec();
    let details = async || client.server_details(&session, &servers[0]).await.unwrap();
    assert_eq!(details().await.snapshots, []);
    let days = SnapshotDays::new(3).unwrap();
    let queued = client.create_snapshots(&session, days, &servers).await;
    let job = queued.unwrap()[0].verdict.clone().unwrap();
    assert_eq!(end(&client, &session, &job).await, JobStatus::Succeeded);
    let found = details().await;
    let storage: u64 = found.disks.iter().map(|disk| disk.size_gb).sum();
    assert_eq!(found.server.storage_gb, storage);
    let [snapshot] = &found.snapshots[..] else {
        panic!("one was taken: {found:?}");
    };
    let reverted = client.revert_to_snapshot(&session, &servers[0], snapshot);
    let job = reverted.await.unwrap();
    assert_eq!(end(&client, &session, &job).await, JobStatus::Succeeded);
    let deleted = client.delete_snapshot(&session, &servers[0], snapshot);
    let job = deleted.await.unwrap();
    assert_eq!(end(&client, &session, &job).await, JobStatus::Succeeded);
    assert_eq!(details().await.snapshots, []);
    let again = client.delete_snapshot(&session, &servers[0], snapshot);
    assert_eq!(again.await.unwrap_err(), ClcError::NotFound);
    assert_eq!(SnapshotDays::new(0), None);
    assert_eq!(SnapshotDays::new(11), None);
}

#[tokio::test]
async fn a_deleted_server_is_gone_for_good() {
    let (client, session) = signed_in("admin").await;
    let server = usable(&client.inventory(&session).await.unwrap())[0].clone();
    let job = client.delete_server(&session, &server).await.unwrap();
    let now = client.server(&session, &server).await;
    assert!(now.is_err() || now.unwrap().status == ServerStatus::QueuedForDelete);
    assert_eq!(end(&client, &session, &job).await, JobStatus::Succeeded);
    let gone = client.server(&session, &server).await;
    assert_eq!(gone.unwrap_err(), ClcError::NotFound);
    let again = client.delete_server(&session, &server).await;
    assert_eq!(again.unwrap_err(), ClcError::NotFound);
    let left = client.inventory(&session).await.unwrap();
    assert_eq!((left.servers.len(), left.skipped), (59, 0));
}

#[tokio::test]
async fn a_password_is_for_administrators_and_prints_nowhere() {
    let (client, session) = signed_in("admin").await;
    let server = usable(&client.inventory(&session).await.unwrap())[0].clone();
    let found = client.credentials(&session, &server).await.unwrap();
    assert!(found.password.expose().starts_with("Sim-Root-"));
    assert!(!format!("{found:?}").contains("Sim-Root-"));
    let nobody = ServerId::new("va1nobody01");
    let missing = client.credentials(&session, &nobody).await;
    assert_eq!(missing.unwrap_err(), ClcError::NotFound);
    let (client, session) = signed_in("operator").await;
    let refused = client.credentials(&session, &server).await;
    assert_eq!(refused.unwrap_err().word(), "not_allowed");
}
