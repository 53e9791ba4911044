//! What the client made of an answer, held against the JSON it was made of.

use crate::golden_groups::compare_group;
use serde_json::{Value, json};
use slipway_clc::{GroupTree, Queued};
use slipway_domain::run::JobStatus;
use slipway_domain::server::{PowerState, Server};
use slipway_domain::{DataCenterId, GroupId, ServerId};
use std::collections::{BTreeMap, BTreeSet};

/// Every field of a server.
pub(crate) fn compare_server(server: &Server, json: &Value, source: &str) {
    let details = &json["details"];
    let number = |key: &str| details[key].as_u64().unwrap_or(0);
    assert_eq!(server.id.as_str(), json["id"], "{source}");
    assert_eq!(server.name, json["name"], "{source}");
    assert_eq!(server.description, json["description"], "{source}");
    assert_eq!(
        server.data_center,
        Some(DataCenterId::new(text(&json["locationId"])))
    );
    assert_eq!(
        server.group,
        GroupId::new(text(&json["groupId"])),
        "{source}"
    );
    assert_eq!(server.os, json["os"], "{source}");
    assert_eq!(server.os_name, json["osType"], "{source}");
    assert_eq!(server.status.wire(), json["status"], "{source}");
    assert_eq!(
        server.power.map(PowerState::word),
        details["powerState"].as_str()
    );
    assert_eq!(server.in_maintenance, details["inMaintenanceMode"] == true);
    let found: BTreeSet<&str> = server.ips.iter().map(String::as_str).collect();
    assert_eq!(found, addresses(details), "{source}");
    assert_eq!(u64::from(server.cpu), number("cpu"), "{source}");
    assert_eq!(server.memory_mb, number("memoryMB"), "{source}");
    assert_eq!(server.storage_gb, number("storageGB"), "{source}");
    let changed = json["changeInfo"]["modifiedDate"].as_str();
    assert_eq!(server.modified.as_deref(), changed, "{source}");
    assert!(changed.is_some(), "{source}");
}

fn addresses(details: &Value) -> BTreeSet<&str> {
    let lists = ["ipAddresses", "secondaryIPAddresses"];
    let all = lists.iter().flat_map(|list| items(&details[*list]));
    all.flat_map(|address| [address["internal"].as_str(), address["public"].as_str()])
        .flatten()
        .collect()
}

/// Every group of a tree and every server in it.
pub(crate) fn compare_tree(tree: &GroupTree, json: &Value, source: &str) {
    assert_eq!(tree.skipped, 0, "{source}");
    let mut expected = Expected::default();
    expected.walk(json, None);
    assert_eq!(tree.groups.len(), expected.groups.len(), "{source}");
    for group in &tree.groups {
        let (json, parent) = &expected.groups[group.id.as_str()];
        compare_group(group, json, source);
        assert_eq!(
            group.parent.as_ref().map(GroupId::as_str),
            *parent,
            "{source}"
        );
    }
    assert_eq!(tree.servers.len(), expected.servers.len(), "{source}");
    for server in &tree.servers {
        compare_server(server, expected.servers[server.id.as_str()], source);
    }
}

/// The groups and servers of a tree by their ids.
#[derive(Default)]
struct Expected<'a> {
    groups: BTreeMap<&'a str, (&'a Value, Option<&'a str>)>,
    servers: BTreeMap<&'a str, &'a Value>,
}

impl<'a> Expected<'a> {
    fn walk(&mut self, group: &'a Value, parent: Option<&'a str>) {
        let id = text(&group["id"]);
        self.groups.insert(id, (group, parent));
        let servers = items(&group["servers"]).iter();
        self.servers
            .extend(servers.map(|server| (text(&server["id"]), server)));
        for below in items(&group["groups"]) {
            self.walk(below, Some(id));
        }
    }
}

/// One verdict for each server that the answer names, with the job that it links to.
pub(crate) fn compare_operation(queued: &[Queued], json: &Value, source: &str) {
    assert!(!queued.is_empty(), "{source}");
    let jobs = queued.iter().map(|queued| {
        let job = queued.verdict.as_ref().unwrap();
        (queued.server.clone(), (json!(job.id), json!(job.href)))
    });
    let expected = items(json).iter().map(|entry| {
        let link = &entry["links"][0];
        let server = ServerId::new(text(&entry["server"]));
        (server, (link["id"].clone(), link["href"].clone()))
    });
    let jobs: BTreeMap<_, _> = jobs.collect();
    assert_eq!(jobs, expected.collect(), "{source}");
}

pub(crate) fn compare_status(status: JobStatus, json: &Value, source: &str) {
    let expected = match text(&json["status"]) {
        "notStarted" => JobStatus::NotStarted,
        "executing" => JobStatus::Executing,
        "resumed" => JobStatus::Resumed,
        "succeeded" => JobStatus::Succeeded,
        "failed" => JobStatus::Failed,
        other => panic!("{source}: {other} is no status"),
    };
    assert_eq!(status, expected, "{source}");
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
