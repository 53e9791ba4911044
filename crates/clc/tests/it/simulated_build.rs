//! The client against the simulator: servers built, copied and changed, each followed to its end,
//! what can be built where, how busy servers are, and what each role is offered.

use crate::golden_build::some_server;
use crate::simulated::{end, signed_in, usable};
use jiff::{SignedDuration, Timestamp};
use slipway_clc::{ClcClient, Created, ServerDetails};
use slipway_cloud::{Auth, CloudError};
use slipway_domain::custom_field::{CustomFieldChoice, CustomFieldKind};
use slipway_domain::hardware::{NewDisk, ServerKind, StorageKind};
use slipway_domain::new_server::{BuildPackage, DiskChange, NewServer, ServerChange, Source};
use slipway_domain::offered_actions::OfferedAction;
use slipway_domain::run::JobStatus;
use slipway_domain::server::{Server, ServerStatus};
use slipway_domain::statistics::Sampling;
use slipway_domain::{DataCenterId, PackageId, Secret, ServerId};
use slipway_simulator::packages;
use std::collections::BTreeMap;
use std::time::Duration;

/// A server of Virginia, to be built beside this one.
async fn wanted(client: &ClcClient, auth: &Auth) -> NewServer {
    let id = ServerId::new("va1slipweb01");
    let beside = client.server(auth, &id).await.unwrap();
    NewServer {
        group: beside.group,
        ..some_server()
    }
}

/// The server once its job has ended and it is active.
async fn active(client: &ClcClient, auth: &Auth, created: &Created) -> ServerDetails {
    let job = end(client, auth, &created.job).await;
    assert_eq!(job, JobStatus::Succeeded);
    for _ in 0..500 {
        let found = client.server_by_uuid(auth, &created.uuid).await.unwrap();
        if found.server.status == ServerStatus::Active {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it is never finished");
}

#[tokio::test]
async fn a_server_is_built_as_it_was_wanted() {
    let (client, auth) = signed_in("admin").await;
    let here = DataCenterId::new("va1");
    let able = client.deployment_capabilities(&auth, &here).await.unwrap();
    assert!(able.enabled && able.premium_storage);
    let template = able.templates.iter().find(|t| t.managed_os).unwrap();
    let network = &able.networks[1];
    let fields = client.custom_fields(&auth).await.unwrap();
    let choice = fields.iter().find(|f| f.kind == CustomFieldKind::Option);
    let server = NewServer {
        description: "Built by a test".to_owned(),
        source: Source::Template {
            name: template.name.clone(),
        },
        cpu: Some(4),
        memory_gb: Some(8),
        storage: Some(StorageKind::Premium),
        managed_os: true,
        network: Some(network.id.clone()),
        primary_dns: Some("172.17.1.26".to_owned()),
        password: Some(Secret::new("Root-Canary-17")),
        disks: vec![NewDisk {
            path: Some("/data".to_owned()),
            size_gb: 10,
        }],
        custom_fields: vec![CustomFieldChoice {
            id: choice.unwrap().id.clone(),
            value: "1".to_owned(),
        }],
        packages: vec![BuildPackage {
            id: PackageId::new(packages::SIXTY_PARAMETERS),
            values: BTreeMap::new(),
            secrets: BTreeMap::new(),
            chosen: BTreeMap::new(),
            notices: Vec::new(),
        }],
        ..wanted(&client, &auth).await
    };
    let created = client.create_server(&auth, &server).await.unwrap();
    let found = client.server_by_uuid(&auth, &created.uuid).await.unwrap();
    assert_eq!(found.server.name, "VA1SLIPNEW01");
    let found = active(&client, &auth, &created).await;
    assert_eq!((found.server.cpu, found.server.memory_mb), (4, 8192));
    assert_eq!(found.server.description, "Built by a test");
    assert_eq!(found.server.os, template.os);
    assert_eq!(found.storage, StorageKind::Premium);
    assert!(found.managed_os && !found.is_template);
    assert_eq!(found.custom_fields[0].display, "Premium");
    assert_eq!(found.disks.len(), 4);
    assert!(found.partitions.iter().any(|p| p.path == "/data"));
    let address = found.addresses[0].internal.clone().unwrap();
    assert!(network.name.contains(address.rsplit_once('.').unwrap().0));
    assert_eq!(found.change.created_by.as_deref(), Some("admin.slip"));
    let known = client.credentials(&auth, &found.server.id).await.unwrap();
    assert_eq!(known.password.expose(), "Root-Canary-17");
}

#[tokio::test]
async fn what_is_wrong_with_a_server_is_told_field_by_field() {
    let (client, auth) = signed_in("admin").await;
    let wrong = NewServer {
        name: "much-too-long".to_owned(),
        kind: ServerKind::parse("quantum"),
        cpu: Some(17),
        password: Some(Secret::new("short")),
        ..wanted(&client, &auth).await
    };
    let refused = client.create_server(&auth, &wrong).await.unwrap_err();
    let CloudError::Refused { fields, .. } = &refused else {
        panic!("{refused:?}");
    };
    let mut fields: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    let expected = ["body.cpu", "body.name", "body.password", "body.type"];
    assert_eq!(fields, expected);
    assert!(refused.is_refusal());
    let (client, auth) = signed_in("operator").await;
    let refused = client.create_server(&auth, &some_server()).await;
    assert_eq!(refused.unwrap_err().word(), "not_allowed");
}

#[tokio::test]
async fn a_copy_is_made_by_who_knows_the_password() {
    let (client, auth) = signed_in("admin").await;
    let source = ServerId::new("va1slipdb01");
    let copy = async |password: Secret| NewServer {
        name: "copy".to_owned(),
        source: Source::Server {
            id: source.clone(),
            password: Some(password),
        },
        ..wanted(&client, &auth).await
    };
    let wrong = copy(Secret::new("Wrong-Canary-1")).await;
    let refused = client.create_server(&auth, &wrong).await.unwrap_err();
    let CloudError::Refused { fields, .. } = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(fields[0].field, "body.sourceServerPassword");
    let known = client.credentials(&auth, &source).await.unwrap();
    let right = copy(known.password).await;
    let created = client.create_server(&auth, &right).await.unwrap();
    let found = active(&client, &auth, &created).await;
    let original = client.server_details(&auth, &source).await.unwrap();
    assert_eq!(found.disks, original.disks);
    assert_eq!(found.server.os, original.server.os);
}

#[tokio::test]
async fn a_server_is_changed_at_once_or_by_a_job() {
    let (client, auth) = signed_in("admin").await;
    let server = ServerId::new("va1slipdb01");
    let details = async || client.server_details(&auth, &server).await.unwrap();
    let before = details().await;
    let known = client.credentials(&auth, &server).await.unwrap();
    let to = client.server(&auth, &ServerId::new("va1slipweb01")).await;
    let words = [
        ServerChange::Description("Renamed".to_owned()),
        ServerChange::Group(to.unwrap().group),
        ServerChange::CustomFields(Vec::new()),
    ];
    let job = client.change_server(&auth, &server, &words).await;
    assert_eq!(job.unwrap(), None);
    let after = details().await;
    assert_eq!(after.server.description, "Renamed");
    assert_ne!(after.server.group, before.server.group);
    assert!(after.custom_fields.is_empty() && !before.custom_fields.is_empty());
    let keep = before.disks.iter().map(|disk| DiskChange::Keep {
        id: disk.id.clone(),
        size_gb: u32::try_from(disk.size_gb).unwrap() + 1,
    });
    let more = DiskChange::Add(NewDisk {
        path: None,
        size_gb: 5,
    });
    let hardware = [
        ServerChange::Cpu(2),
        ServerChange::MemoryGb(4),
        ServerChange::Disks(keep.chain([more]).collect()),
        ServerChange::Password {
            current: known.password,
            new: Secret::new("New-Canary-17"),
        },
    ];
    let job = client.change_server(&auth, &server, &hardware).await;
    let job = job.unwrap().unwrap();
    assert_eq!(end(&client, &auth, &job).await, JobStatus::Succeeded);
    let after = details().await;
    assert_eq!((after.server.cpu, after.server.memory_mb), (2, 4096));
    assert_eq!(after.disks.len(), before.disks.len() + 1);
    let known = client.credentials(&auth, &server).await.unwrap();
    assert_eq!(known.password.expose(), "New-Canary-17");
    let nothing = client.change_server(&auth, &server, &[]).await;
    assert_eq!(nothing.unwrap(), None);
    let shrunk = [ServerChange::Disks(vec![])];
    let refused = client.change_server(&auth, &server, &shrunk).await;
    assert!(refused.unwrap_err().is_refusal());
}

#[tokio::test]
async fn a_server_tells_how_busy_it_was() {
    let (client, auth) = signed_in("viewer").await;
    let servers = usable(&client.inventory(&auth).await.unwrap());
    let latest = client.server_statistics(&auth, &servers[0], Sampling::Latest);
    let latest = latest.await.unwrap();
    assert_eq!(latest.len(), 1);
    assert!(latest[0].cpu_percent.is_some() && latest[0].network_in.is_some());
    let now: Timestamp = latest[0].at.parse().unwrap();
    let sampling = Sampling::Hourly {
        start: now - SignedDuration::from_hours(24),
        hours: 24,
    };
    let day = client.server_statistics(&auth, &servers[0], sampling);
    let day = day.await.unwrap();
    assert!((24..=25).contains(&day.len()), "{}", day.len());
    assert!(day.is_sorted_by(|a, b| a.at < b.at));
    let never = Sampling::Hourly {
        start: Timestamp::UNIX_EPOCH,
        hours: 24,
    };
    let refused = client.server_statistics(&auth, &servers[0], never);
    assert!(refused.await.unwrap_err().is_refusal());
    let nobody = ServerId::new("va1nobody01");
    let unknown = client.server_statistics(&auth, &nobody, Sampling::Latest);
    assert_eq!(unknown.await.unwrap_err(), CloudError::NotFound);
}

#[tokio::test]
async fn links_offer_each_role_what_it_may_do() {
    // A snapshot goes with servers that have one, whatever their state.
    let offered = |server: &Server| {
        let all = OfferedAction::ALL
            .into_iter()
            .filter(|o| *o != OfferedAction::Snapshot);
        all.filter(|offer| server.offers.has(*offer))
            .collect::<Vec<_>>()
    };
    let change = [OfferedAction::Patch, OfferedAction::Delete];
    for (user, active, archived) in [
        (
            "admin",
            &[
                OfferedAction::Patch,
                OfferedAction::Delete,
                OfferedAction::Credentials,
            ][..],
            &[
                OfferedAction::Patch,
                OfferedAction::Delete,
                OfferedAction::Restore,
            ][..],
        ),
        ("operator", &[][..], &[][..]),
        ("viewer", &[][..], &[][..]),
    ] {
        let (client, auth) = signed_in(user).await;
        let inventory = client.inventory(&auth).await.unwrap();
        let mut seen = 0;
        for server in &inventory.servers {
            let expected = match server.status {
                ServerStatus::Active => active,
                ServerStatus::Archived => archived,
                _ if user == "admin" => &change[..1],
                _ => &[],
            };
            assert_eq!(offered(server), expected, "{user}: {}", server.name);
            seen += usize::from(server.status == ServerStatus::Archived);
        }
        assert!(seen > 0, "{user}");
        let database = ServerId::new("va1slipdb01");
        let found = client.server_details(&auth, &database).await.unwrap();
        assert_eq!(offered(&found.server), active, "{user}");
        let snapshot = &found.snapshots[0];
        let reverts = found.server.offers.has(OfferedAction::Snapshot);
        assert_eq!((snapshot.restore, reverts), {
            (user == "admin", user == "admin")
        });
        assert_eq!(snapshot.delete, user == "admin");
    }
}
