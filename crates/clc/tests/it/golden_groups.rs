//! Recorded answers about groups: every member of each, what their links offer, their bills, and
//! what is answered to changes of them.

use crate::fake::auth;
use crate::golden_exchange::Exchange;
use serde_json::Value;
use slipway_clc::ClcClient;
use slipway_domain::group::{GroupChange, GroupKind, GroupNode, NewGroup};
use slipway_domain::money::Money;
use slipway_domain::{DataCenterId, GroupId};

/// Every member of a group but its path and parent.
pub(crate) fn compare_group(group: &GroupNode, json: &Value, source: &str) {
    assert_eq!(group.id.as_str(), json["id"], "{source}");
    assert_eq!(group.name, json["name"], "{source}");
    let description = json["description"].as_str().unwrap_or_default();
    assert_eq!(group.description, description, "{source}");
    assert_eq!(group.kind, kind(json), "{source}");
    let count = json["serversCount"].as_u64().unwrap_or_default();
    assert_eq!(group.servers_count, count, "{source}");
    let children = items(&json["groups"]).iter().map(|below| &below["id"]);
    let children: Vec<GroupId> = children.map(|id| GroupId::new(text(id))).collect();
    assert_eq!(group.children, children, "{source}");
    compare_fields(group, &json["customFields"], source);
    compare_offers(group, json, source);
    let (change, sent) = (&group.change, &json["changeInfo"]);
    for (found, sent) in [
        (&change.created_by, &sent["createdBy"]),
        (&change.created, &sent["createdDate"]),
        (&change.modified_by, &sent["modifiedBy"]),
        (&change.modified, &sent["modifiedDate"]),
    ] {
        assert_eq!(found.as_deref(), sent.as_str(), "{source}");
    }
}

/// The roots are the groups that are in no other.
fn kind(json: &Value) -> GroupKind {
    match text(&json["type"]) {
        "default" if link(json, "parentGroup").is_none() => {
            assert!(text(&json["name"]).ends_with(" Hardware"));
            GroupKind::Root
        }
        "default" => GroupKind::Default,
        "archive" => GroupKind::Archive,
        "templates" => GroupKind::Templates,
        other => panic!("{other} is no type of group"),
    }
}

fn compare_fields(group: &GroupNode, json: &Value, source: &str) {
    assert_eq!(group.custom_fields.len(), items(json).len(), "{source}");
    for (field, json) in group.custom_fields.iter().zip(items(json)) {
        assert_eq!(field.id, json["id"], "{source}");
        assert_eq!(field.name, json["name"], "{source}");
        assert_eq!(field.value, json["value"], "{source}");
        assert_eq!(field.display, json["displayValue"], "{source}");
    }
}

fn compare_offers(group: &GroupNode, json: &Value, source: &str) {
    let offers = group.offers;
    for (found, rel, verb) in [
        (offers.create_group, "createGroup", "POST"),
        (offers.create_server, "createServer", "POST"),
        (offers.change, "self", "PATCH"),
        (offers.delete, "self", "DELETE"),
        (offers.set_defaults, "defaults", "POST"),
    ] {
        let verbs = link(json, rel).map(|link| items(&link["verbs"]));
        let listed = verbs.is_some_and(|verbs| verbs.iter().any(|listed| listed == verb));
        assert_eq!(found, listed, "{rel} of {source}");
    }
    let archive = link(json, "archiveGroupAction").is_some();
    assert_eq!(offers.archive, archive, "{source}");
    assert!(!offers.restore, "{source}");
}

/// A bill, server by server.
pub(crate) async fn compare_bill(client: &ClcClient, exchange: &Exchange) {
    let bill = client.group_billing(&auth(), &GroupId::new("x")).await;
    let (bill, json, source) = (bill.unwrap(), exchange.json(), &exchange.source);
    assert_eq!(bill.date.as_deref(), json["date"].as_str(), "{source}");
    let groups = json["groups"].as_object().unwrap();
    assert_eq!(bill.groups.len(), groups.len(), "{source}");
    let mut month = Money::default();
    for group in &bill.groups {
        let json = &groups[group.group.as_str()];
        assert_eq!(group.name, json["name"], "{source}");
        let servers = json["servers"].as_object().unwrap();
        assert_eq!(group.servers.len(), servers.len(), "{source}");
        for server in &group.servers {
            let (json, found) = (&servers[server.server.as_str()], &server.estimate);
            for (found, key) in [
                (found.template, "templateCost"),
                (found.archive, "archiveCost"),
                (found.month, "monthlyEstimate"),
                (found.month_to_date, "monthToDate"),
                (found.hour, "currentHour"),
            ] {
                assert_eq!(found, Money::of(json[key].as_f64().unwrap()), "{source}");
            }
            month = month + found.month;
        }
    }
    assert_eq!(bill.sum().month, month, "{source}");
}

/// What a new group is answered with.
pub(crate) async fn compare_created(client: &ClcClient, exchange: &Exchange) {
    let new = NewGroup {
        name: "x".to_owned(),
        description: String::new(),
        parent: GroupId::new("above"),
        custom_fields: Vec::new(),
    };
    let made = client.create_group(&auth(), &new).await.unwrap();
    let (json, source) = (exchange.json(), &exchange.source);
    compare_group(&made, &json, source);
    assert_eq!(made.parent, Some(new.parent), "{source}");
    let center = DataCenterId::new(text(&json["locationId"]));
    assert_eq!(made.data_center, Some(center), "{source}");
}

/// A change of a group, which is answered with nothing.
pub(crate) async fn compare_changed(client: &ClcClient, exchange: &Exchange) {
    let changes = [GroupChange::Name("x".to_owned())];
    let group = GroupId::new("x");
    let done = client.change_group(&auth(), &group, &changes).await;
    assert_eq!((done, exchange.status), (Ok(()), 204));
}

/// The job that deletes a group.
pub(crate) async fn compare_deleted(client: &ClcClient, exchange: &Exchange) {
    let job = client.delete_group(&auth(), &GroupId::new("x")).await;
    let (job, json) = (job.unwrap(), exchange.json());
    assert_eq!(job.href, json["href"], "{}", exchange.source);
    assert_eq!(job.id, json["id"], "{}", exchange.source);
}

fn link<'a>(json: &'a Value, rel: &str) -> Option<&'a Value> {
    items(&json["links"]).iter().find(|link| link["rel"] == rel)
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
