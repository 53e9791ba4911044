//! The client against the simulator: groups from their making to their end, what servers in them
//! begin with and what they cost.

use crate::simulated::{end, signed_in};
use slipway_clc::ClcClient;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::custom_field::{CustomFieldChoice, CustomFieldKind};
use slipway_domain::group::{GroupChange, GroupKind, GroupNode, NewDefaults, NewGroup, subtree};
use slipway_domain::money::Money;
use slipway_domain::run::JobStatus;
use slipway_domain::server::{PowerState, ServerStatus};
use slipway_domain::statistics::Sampling;
use slipway_domain::{DataCenterId, GroupId};

async fn groups(client: &ClcClient, auth: &Auth) -> Vec<GroupNode> {
    client.inventory(auth).await.unwrap().groups
}

fn named<'a>(groups: &'a [GroupNode], center: &str, name: &str) -> &'a GroupNode {
    let center = Some(DataCenterId::new(center));
    let mut groups = groups.iter();
    groups
        .find(|group| group.data_center == center && group.name == name)
        .unwrap()
}

fn new(parent: &GroupNode, name: &str) -> NewGroup {
    NewGroup {
        name: name.to_owned(),
        description: "\"new\"".to_owned(),
        parent: parent.id.clone(),
        custom_fields: Vec::new(),
    }
}

#[tokio::test]
async fn the_tree_shows_every_group_with_what_may_be_done() {
    let (client, auth) = signed_in("admin").await;
    let inventory = client.inventory(&auth).await.unwrap();
    assert_eq!(inventory.data_centers.len(), 3);
    for center in &inventory.data_centers {
        let id = Some(&center.id);
        let all = &inventory.groups;
        let root = all
            .iter()
            .find(|group| group.kind == GroupKind::Root && group.data_center.as_ref() == id);
        let root = root.unwrap();
        assert_eq!((root.parent.as_ref(), root.path.as_str()), (None, ""));
        assert!(root.offers.create_group && root.offers.create_server && root.offers.change);
        assert!(!root.offers.delete && !root.offers.archive);
        let below = subtree(all, &root.id);
        let own = all.iter().filter(|group| group.data_center.as_ref() == id);
        assert_eq!(below.len(), own.count());
        let standing = inventory.servers.iter().filter(|server| {
            let iced = [ServerStatus::Archived, ServerStatus::QueuedForRestore];
            server.data_center.as_ref() == id && !iced.contains(&server.status)
        });
        assert_eq!(root.servers_count, standing.count() as u64);
        assert!(below.len() > 3, "{} groups", below.len());
        for group in &below[1..] {
            let parent = below
                .iter()
                .find(|node| Some(&node.id) == group.parent.as_ref());
            assert!(parent.unwrap().children.contains(&group.id));
            let plain = group.kind == GroupKind::Default;
            assert_eq!((group.offers.delete, group.offers.archive), (plain, plain));
        }
    }
    let (client, auth) = signed_in("viewer").await;
    let seen = groups(&client, &auth).await;
    assert_eq!(seen.len(), inventory.groups.len());
    for group in seen {
        assert_eq!(group.offers, slipway_domain::group::GroupOffers::default());
    }
}

#[tokio::test]
async fn a_group_is_made_moved_and_deleted() {
    let (client, auth) = signed_in("admin").await;
    let all = groups(&client, &auth).await;
    let home = named(&all, "va1", "Default Group");
    let made = client.create_group(&auth, &new(home, "one")).await.unwrap();
    assert_eq!(
        (made.name.as_str(), made.description.as_str()),
        ("one", "\"new\"")
    );
    assert_eq!(made.data_center, Some(DataCenterId::new("va1")));
    assert_eq!(made.servers_count, 0);
    assert!(made.offers.delete);
    let other = client.create_group(&auth, &new(home, "two")).await.unwrap();
    let changes = [
        GroupChange::Name("first".to_owned()),
        GroupChange::Description(String::new()),
        GroupChange::Parent(other.id.clone()),
    ];
    client
        .change_group(&auth, &made.id, &changes)
        .await
        .unwrap();
    let all = groups(&client, &auth).await;
    let moved = all.iter().find(|group| group.id == made.id).unwrap();
    assert_eq!(moved.path, "Default Group / two / first");
    assert_eq!(moved.description, "");
    assert_eq!(moved.change.modified_by.as_deref(), Some("admin.slip"));
    let below = [GroupChange::Parent(made.id.clone())];
    let refused = client.change_group(&auth, &other.id, &below).await;
    let CloudError::Refused { fields, .. } = refused.unwrap_err() else {
        panic!("no group is below itself");
    };
    assert_eq!(fields[0].field, "body.parentGroupId");
    let job = client.delete_group(&auth, &other.id).await.unwrap();
    assert_eq!(end(&client, &auth, &job).await, JobStatus::Succeeded);
    let left = groups(&client, &auth).await;
    assert!(
        left.iter()
            .all(|group| group.id != made.id && group.id != other.id)
    );
    let gone = client.delete_group(&auth, &other.id).await;
    assert_eq!(gone.unwrap_err(), CloudError::NotFound);
    let archive = named(&left, "va1", "Archive");
    let refused = client.delete_group(&auth, &archive.id).await;
    assert_eq!(refused.unwrap_err().word(), "refused");
}

#[tokio::test]
async fn an_archived_group_comes_back() {
    let (client, auth) = signed_in("admin").await;
    let inventory = client.inventory(&auth).await.unwrap();
    let calm = |group: &&GroupNode| {
        let own = inventory
            .servers
            .iter()
            .filter(|server| server.group == group.id);
        let calm = own
            .clone()
            .all(|server| server.status == ServerStatus::Active);
        group.kind == GroupKind::Default && group.children.is_empty() && calm && own.count() > 0
    };
    let group = inventory.groups.iter().find(calm).unwrap();
    let parent = group.parent.clone().unwrap();
    let job = client.archive_group(&auth, &group.id).await.unwrap();
    assert_eq!(end(&client, &auth, &job).await, JobStatus::Succeeded);
    let center = group.data_center.clone().unwrap();
    let tree = client.groups_detailed(&auth, &center, &group.id);
    let tree = tree.await.unwrap();
    let archived = |status: &ServerStatus| *status == ServerStatus::Archived;
    assert!(tree.servers.iter().all(|server| archived(&server.status)));
    let node = &tree.groups[0];
    assert_eq!((&node.kind, node.servers_count), (&GroupKind::Archive, 0));
    assert!(node.offers.restore && !node.offers.create_server && !node.offers.archive);
    let job = client
        .restore_group(&auth, &group.id, &parent)
        .await
        .unwrap();
    assert_eq!(end(&client, &auth, &job).await, JobStatus::Succeeded);
    let all = groups(&client, &auth).await;
    let back = all.iter().find(|back| back.id == group.id).unwrap();
    assert_eq!((&back.kind, &back.parent), (&group.kind, &group.parent));
    assert_eq!(back.servers_count, group.servers_count);
}

#[tokio::test]
async fn defaults_are_inherited_until_they_are_set() {
    let (client, auth) = signed_in("admin").await;
    let all = groups(&client, &auth).await;
    let home = named(&all, "de1", "Default Group");
    let before = client.group_defaults(&auth, &home.id).await.unwrap();
    assert!(before.primary_dns.inherited && before.primary_dns.value.is_some());
    assert_eq!((before.cpu.value, before.cpu.inherited), (None, false));
    let wanted = NewDefaults {
        cpu: Some(2),
        memory_gb: Some(8),
        primary_dns: Some("10.0.0.1".to_owned()),
        ..NewDefaults::default()
    };
    let after = client
        .set_group_defaults(&auth, &home.id, &wanted)
        .await
        .unwrap();
    assert_eq!(after.cpu.value.as_deref(), Some("2"));
    assert_eq!(after.memory_gb.value.as_deref(), Some("8"));
    assert_eq!(
        (
            after.primary_dns.value.as_deref(),
            after.primary_dns.inherited
        ),
        (Some("10.0.0.1"), false)
    );
    assert_eq!(after.secondary_dns, before.secondary_dns);
    let wrong = NewDefaults {
        cpu: Some(99),
        ..NewDefaults::default()
    };
    let refused = client.set_group_defaults(&auth, &home.id, &wrong).await;
    assert_eq!(refused.unwrap_err().word(), "refused");
}

#[tokio::test]
async fn a_bill_holds_every_group_and_adds_up() {
    let (client, auth) = signed_in("viewer").await;
    let inventory = client.inventory(&auth).await.unwrap();
    let root = named(&inventory.groups, "va1", "VA1 Hardware");
    let bill = client.group_billing(&auth, &root.id).await.unwrap();
    let ids: Vec<&GroupId> = bill.groups.iter().map(|group| &group.group).collect();
    let below = subtree(&inventory.groups, &root.id);
    assert_eq!(ids.len(), below.len());
    assert!(below.iter().all(|group| ids.contains(&&group.id)));
    let sums: Money = bill.groups.iter().map(|group| group.sum().month).sum();
    assert_eq!(bill.sum().month, sums);
    assert!(sums > Money::of(1.0));
    let nowhere = client.group_billing(&auth, &GroupId::new("nowhere")).await;
    assert_eq!(nowhere.unwrap_err(), CloudError::NotFound);
}

#[tokio::test]
async fn statistics_come_of_every_server_that_runs() {
    let (client, auth) = signed_in("viewer").await;
    let inventory = client.inventory(&auth).await.unwrap();
    let root = named(&inventory.groups, "va1", "VA1 Hardware");
    let found = client.group_statistics(&auth, &root.id, Sampling::Latest);
    let found = found.await.unwrap();
    let measured = found.iter().filter(|(_, samples)| samples.len() == 1);
    let running = inventory.servers.iter().filter(|server| {
        let runs = server.power == Some(PowerState::Started);
        server.data_center == root.data_center && server.status == ServerStatus::Active && runs
    });
    assert_eq!(measured.count(), running.count());
    assert!(
        found
            .iter()
            .flat_map(|(_, samples)| samples)
            .all(|sample| sample.cpu_percent.is_some())
    );
}

#[tokio::test]
async fn custom_fields_of_a_group_are_set_and_emptied() {
    let (client, auth) = signed_in("admin").await;
    let fields = client.custom_fields(&auth).await.unwrap();
    let mut fields = fields.into_iter();
    let option = fields.find(|field| field.kind == CustomFieldKind::Option);
    let option = option.unwrap();
    let choice = CustomFieldChoice {
        id: option.id.clone(),
        value: option.options[0].key.clone(),
    };
    let all = groups(&client, &auth).await;
    let home = named(&all, "ca1", "Default Group");
    let mut wanted = new(home, "tagged");
    wanted.custom_fields.push(choice);
    let made = client.create_group(&auth, &wanted).await.unwrap();
    assert_eq!(made.custom_fields[0].name, option.name);
    assert_eq!(made.custom_fields[0].display, option.options[0].label);
    let empty = [GroupChange::CustomFields(Vec::new())];
    client.change_group(&auth, &made.id, &empty).await.unwrap();
    let all = groups(&client, &auth).await;
    assert!(named(&all, "ca1", "tagged").custom_fields.is_empty());
}
