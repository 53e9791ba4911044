//! The client against the simulator: maintenance, archive and snapshots, each followed to its end, and credentials.

use crate::simulated::{end, signed_in, usable};
use slipway_clc::SnapshotDays;
use slipway_cloud::CloudError;
use slipway_domain::run::JobStatus;
use slipway_domain::server::ServerStatus;
use slipway_domain::{GroupId, ServerId};

#[tokio::test]
async fn maintenance_begins_and_ends() {
    let (client, auth) = signed_in("operator").await;
    let servers = usable(&client.inventory(&auth).await.unwrap())[..2].to_vec();
    let maintained = async |server: &ServerId| {
        let server = client.server(&auth, server).await.unwrap();
        server.in_maintenance
    };
    let queued = client.maintenance(&auth, true, &servers).await.unwrap();
    let job = queued[0].verdict.clone().unwrap();
    assert_eq!(end(&client, &auth, &job).await, JobStatus::Succeeded);
    assert!(maintained(&servers[0]).await && maintained(&servers[1]).await);
    let first = &servers[..1];
    let queued = client.maintenance(&auth, false, first).await.unwrap();
    let job = queued[0].verdict.clone().unwrap();
    end(&client, &auth, &job).await;
    assert!(!maintained(&servers[0]).await && maintained(&servers[1]).await);
    let queued = client.maintenance(&auth, false, &servers).await.unwrap();
    assert!(queued[0].verdict.is_err(), "it is out of it already");
    let job = queued[1].verdict.clone().unwrap();
    end(&client, &auth, &job).await;
    assert!(!maintained(&servers[1]).await);
    let archived = client.archive(&auth, &servers).await.unwrap_err();
    assert_eq!(archived.word(), "not_allowed");
}

#[tokio::test]
async fn an_archived_server_comes_back_where_it_is_wanted() {
    let (client, auth) = signed_in("admin").await;
    let servers = usable(&client.inventory(&auth).await.unwrap())[..1].to_vec();
    let home = client.server(&auth, &servers[0]).await.unwrap().group;
    let queued = client.archive(&auth, &servers).await.unwrap();
    let job = queued[0].verdict.clone().unwrap();
    assert_eq!(end(&client, &auth, &job).await, JobStatus::Succeeded);
    let archived = client.server(&auth, &servers[0]).await.unwrap();
    assert_eq!(archived.status, ServerStatus::Archived);
    let nowhere = GroupId::new("nowhere");
    let refused = client.restore(&auth, &servers[0], &nowhere).await;
    let CloudError::Refused { fields, .. } = refused.unwrap_err() else {
        panic!("it is refused with words about the group");
    };
    assert_eq!(fields[0].field, "body.targetGroupId");
    let job = client.restore(&auth, &servers[0], &home).await.unwrap();
    assert_eq!(end(&client, &auth, &job).await, JobStatus::Succeeded);
    let back = client.server(&auth, &servers[0]).await.unwrap();
    assert_eq!((back.status, back.group), (ServerStatus::Active, home));
}

#[tokio::test]
async fn a_snapshot_is_taken_reverted_to_and_deleted() {
    let (client, auth) = signed_in("admin").await;
    let servers = usable(&client.inventory(&auth).await.unwrap())[..1].to_vec();
    let details = async || client.server_details(&auth, &servers[0]).await.unwrap();
    assert_eq!(details().await.snapshots, []);
    let days = SnapshotDays::new(3).unwrap();
    let queued = client.create_snapshots(&auth, days, &servers).await;
    let job = queued.unwrap()[0].verdict.clone().unwrap();
    assert_eq!(end(&client, &auth, &job).await, JobStatus::Succeeded);
    let found = details().await;
    let storage: u64 = found.disks.iter().map(|disk| disk.size_gb).sum();
    assert_eq!(found.server.storage_gb, storage);
    let [snapshot] = &found.snapshots[..] else {
        panic!("one was taken: {found:?}");
    };
    let reverted = client.revert_to_snapshot(&auth, &servers[0], snapshot);
    let job = reverted.await.unwrap();
    assert_eq!(end(&client, &auth, &job).await, JobStatus::Succeeded);
    let deleted = client.delete_snapshot(&auth, &servers[0], snapshot);
    let job = deleted.await.unwrap();
    assert_eq!(end(&client, &auth, &job).await, JobStatus::Succeeded);
    assert_eq!(details().await.snapshots, []);
    let again = client.delete_snapshot(&auth, &servers[0], snapshot);
    assert_eq!(again.await.unwrap_err(), CloudError::NotFound);
    assert_eq!(SnapshotDays::new(0), None);
    assert_eq!(SnapshotDays::new(11), None);
}

#[tokio::test]
async fn a_deleted_server_is_gone_for_good() {
    let (client, auth) = signed_in("admin").await;
    let server = usable(&client.inventory(&auth).await.unwrap())[0].clone();
    let job = client.delete_server(&auth, &server).await.unwrap();
    let now = client.server(&auth, &server).await;
    assert!(now.is_err() || now.unwrap().status == ServerStatus::QueuedForDelete);
    assert_eq!(end(&client, &auth, &job).await, JobStatus::Succeeded);
    let gone = client.server(&auth, &server).await;
    assert_eq!(gone.unwrap_err(), CloudError::NotFound);
    let again = client.delete_server(&auth, &server).await;
    assert_eq!(again.unwrap_err(), CloudError::NotFound);
    let left = client.inventory(&auth).await.unwrap();
    assert_eq!((left.servers.len(), left.skipped), (59, 0));
}

#[tokio::test]
async fn a_password_is_for_administrators_and_prints_nowhere() {
    let (client, auth) = signed_in("admin").await;
    let server = usable(&client.inventory(&auth).await.unwrap())[0].clone();
    let found = client.credentials(&auth, &server).await.unwrap();
    assert!(found.password.expose().starts_with("Sim-Root-"));
    assert!(!format!("{found:?}").contains("Sim-Root-"));
    let nobody = ServerId::new("va1nobody01");
    let missing = client.credentials(&auth, &nobody).await;
    assert_eq!(missing.unwrap_err(), CloudError::NotFound);
    let (client, auth) = signed_in("operator").await;
    let refused = client.credentials(&auth, &server).await;
    assert_eq!(refused.unwrap_err().word(), "not_allowed");
}
