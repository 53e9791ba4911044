//! Whatever the simulator links to can be read: its links are followed from every answer, breadth first.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::support::{Client, link, list};

/// Relations whose targets are read with GET.
const READ: &[&str] = &[
    "self",
    "account",
    "availableOvfs",
    "billing",
    "capabilities",
    "computeLimits",
    "credentials",
    "defaults",
    "deploymentCapabilities",
    "group",
    "ipAddresses",
    "loadBalancers",
    "location",
    "network",
    "networkLimits",
    "parentGroup",
    "publicIPAddress",
    "scheduledActivities",
    "server",
    "statistics",
    "status",
    "upcomingScheduledActivities",
    "antiAffinityPolicy",
];

/// Relations whose targets are written to, by the methods that their links name or, where they name none, by what the
/// documentation says: there is nothing to read.
const WRITTEN: &[(&str, &str)] = &[
    ("createGroup", "POST makes a group"),
    ("createServer", "POST makes a server"),
    ("archiveGroupAction", "POST, without a verb as recorded"),
    ("restore", "POST, without a verb as recorded"),
    ("delete", "DELETE, without a verb as recorded"),
    ("release", "POST gives a network back"),
    ("publicIPAddresses", "POST adds an address"),
    ("alertPolicyMappings", "POST puts a policy on a server"),
    ("alertPolicyMap", "DELETE takes a policy off a server"),
    ("antiAffinityPolicyMapping", "PUT and DELETE"),
    (
        "cpuAutoscalePolicyMapping",
        "PUT and DELETE; a read is a 404 where none is set, as recorded",
    ),
];

/// Relations that are read, and answer 404 as was recorded of their kind while nothing is set.
const UNSET: &[&str] = &["horizontalAutoscalePolicyMapping"];

/// All links in an answer, wherever they stand: their relation, their address and their verbs.
fn links(json: &Value, found: &mut Vec<(String, String, Vec<String>)>) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| links(item, found)),
        Value::Object(members) => {
            if let (Some(rel), Some(href)) = (json["rel"].as_str(), json["href"].as_str()) {
                let verbs = list(&json["verbs"]).iter().filter_map(Value::as_str);
                let verbs = verbs.map(str::to_owned).collect();
                found.push((rel.to_owned(), href.to_owned(), verbs));
            }
            members.values().for_each(|value| links(value, found));
        }
        _ => {}
    }
}

/// The path of an address, which is absolute in some places.
fn path(href: &str) -> &str {
    let bare = href.strip_prefix("http://").and_then(|rest| rest.find('/'));
    bare.map_or(href, |at| &href["http://".len() + at..])
}

/// Gives the cloud at least one of everything that can be linked to.
async fn furnish(client: &Client, alias: &str) -> Vec<String> {
    let mut seeds: Vec<String> = [
        "/v2/datacenters/{}?groupLinks=true",
        "/v2/datacenters/{}",
        "/v2/alertPolicies/{}",
        "/v2/antiAffinityPolicies/{}",
        "/v2/autoscalePolicies/{}",
    ]
    .map(|path| path.replace("{}", alias))
    .into();
    let centers = client.read(&seeds[1]).await;
    for center in list(&centers) {
        let id = center["id"].as_str().unwrap();
        let center = format!("/v2/datacenters/{alias}/{id}?groupLinks=true");
        let root = link(&client.read(&center).await, "group")["href"].clone();
        seeds.push(format!("{}?serverDetail=detailed", root.as_str().unwrap()));
        seeds.push(center);
        seeds.push(format!("/v2-experimental/networks/{alias}/{id}"));
        let policies = format!("/v2-experimental/firewallPolicies/{alias}/{id}");
        let body =
            json!({"source": ["10.0.0.0/24"], "destination": ["10.0.1.0/24"], "ports": ["any"]});
        assert_eq!(client.post(&policies, &body).await.status, 201);
        seeds.push(policies);
    }
    let claim = format!("/v2-experimental/networks/{alias}/va1/claim");
    let claimed = client.post(&claim, &json!({})).await.json();
    client.advance(400.0).await;
    seeds.push(claimed["uri"].as_str().unwrap().to_owned());
    seeds
}

/// Follows every link from there and gives the relations it found, each with how many of it.
async fn follow(client: &Client, seeds: Vec<String>) -> BTreeMap<String, usize> {
    let mut seen: BTreeSet<String> = seeds.iter().cloned().collect();
    let mut queue: VecDeque<String> = seeds.into();
    let mut found = BTreeMap::new();
    let mut wrong = Vec::new();
    while let Some(address) = queue.pop_front() {
        let answer = client.get(&address).await;
        if answer.status != 200 {
            wrong.push(format!("{address}: {}", answer.status));
            continue;
        }
        let mut told = Vec::new();
        links(&answer.json(), &mut told);
        for (rel, href, verbs) in told {
            *found.entry(rel.clone()).or_default() += 1;
            let written = WRITTEN.iter().any(|(name, _)| *name == rel);
            let readable = verbs.is_empty() || verbs.iter().any(|verb| verb == "GET");
            let path = path(&href).to_owned();
            if UNSET.contains(&rel.as_str()) {
                let answer = client.get(&path).await;
                assert_eq!(
                    (answer.status.as_u16(), answer.text.as_str()),
                    (404, ""),
                    "{path}"
                );
            } else if written || !readable {
                let known = written || READ.contains(&rel.as_str());
                assert!(known, "{rel} of {address} is in neither table");
            } else if !READ.contains(&rel.as_str()) {
                wrong.push(format!("{rel} of {address} is in neither table"));
            } else if seen.insert(path.clone()) {
                queue.push_back(path);
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    found
}

#[tokio::test]
async fn every_link_that_can_be_read_leads_somewhere() {
    let client = Client::new().await;
    let seeds = furnish(&client, "SLIP").await;
    let found = follow(&client, seeds).await;
    for rel in READ
        .iter()
        .filter(|rel| !["status", "antiAffinityPolicy"].contains(rel))
    {
        assert!(found.contains_key(*rel), "no answer links to {rel}");
    }
}

#[tokio::test]
async fn so_do_those_that_a_viewer_sees_and_those_of_a_child() {
    let client = Client::new().await;
    let seeds = furnish(&client, "SLIP").await;
    follow(&client.user("viewer").await, seeds).await;
    let seeds = furnish(&client, "SLPB").await;
    follow(&client, seeds.clone()).await;
    follow(&client.user("child").await, seeds).await;
}

#[tokio::test]
async fn links_of_what_was_just_asked_for_can_be_read() {
    let client = Client::new().await;
    let server = "VA1SLIPAPP01";
    let path = |below: &str| format!("/v2/servers/SLIP/{server}{below}");
    let group = client.server(server).await["groupId"].clone();
    let affinity = json!({"name": "Apart", "location": "VA1"});
    let affinity = client
        .post("/v2/antiAffinityPolicies/SLIP", &affinity)
        .await
        .json();
    let autoscale = client.read("/v2/autoscalePolicies/SLIP").await[0]["id"].clone();
    let create = json!({"name": "NEW", "groupId": group, "sourceServerId": "RHEL-6-64-TEMPLATE",
        "cpu": 1, "memoryGB": 1, "type": "standard"});
    let port = json!({"ports": [{"protocol": "TCP", "port": 80, "portTo": 0}]});
    let resize = json!([{"op": "set", "member": "cpu", "value": 3}]);
    let wanted = [
        (Method::POST, "/v2/servers/SLIP".to_owned(), create),
        (Method::POST, path("/publicIPAddresses"), port),
        (Method::PATCH, path(""), resize),
        (
            Method::PUT,
            path("/antiAffinityPolicy"),
            json!({"id": affinity["id"]}),
        ),
        (
            Method::PUT,
            path("/cpuAutoscalePolicy"),
            json!({"id": autoscale}),
        ),
        (
            Method::POST,
            "/v2/operations/SLIP/servers/reboot".to_owned(),
            json!([server]),
        ),
        (
            Method::POST,
            "/v2/groups/SLIP".to_owned(),
            json!({"name": "New", "parentGroupId": group}),
        ),
    ];
    for (method, path, body) in wanted {
        let json = [("content-type", "application/json")];
        let answer = client.send(method, &path, &json, &body.to_string()).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text);
        let mut told = Vec::new();
        links(&answer.json(), &mut told);
        let read = told.into_iter().filter(|(rel, _, verbs)| {
            let written = WRITTEN.iter().any(|(name, _)| name == rel);
            let readable = verbs.is_empty() || verbs.iter().any(|verb| verb == "GET");
            !written && readable && !UNSET.contains(&rel.as_str())
        });
        let read: Vec<_> = read.collect();
        assert!(!read.is_empty(), "{path}: {}", answer.text);
        for (rel, href, _) in read {
            assert_eq!(
                client.get(&href).await.status,
                200,
                "{rel} of {path}: {href}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_linked_to_is_found_in_other_spellings_too() {
    let client = Client::new().await;
    let server = client.server("va1slipapp01").await;
    let uuid = link(&server, "scheduledActivities")["href"].clone();
    let uuid = uuid.as_str().unwrap().split('/').nth(4).unwrap().to_owned();
    let group = server["groupId"].as_str().unwrap().to_owned();
    let mut spellings = Vec::new();
    for (path, id) in [
        ("/v2/servers/{a}/{}/capabilities", "va1slipapp01"),
        ("/v2/billing/{a}/serverPricing/{}", "va1slipapp01"),
        ("/v2/servers/{a}/{}/scheduledActivities", uuid.as_str()),
        (
            "/v2/servers/{a}/{}/upcomingScheduledActivities",
            uuid.as_str(),
        ),
        ("/v2/groups/{a}/{}/scheduledActivities", group.as_str()),
        ("/v2/groups/{a}/{}/ScheduledActivities", group.as_str()),
        ("/v2/datacenters/{a}/{}/computeLimits", "va1"),
        ("/v2/datacenters/{a}/{}/networkLimits", "va1"),
        ("/v2/sharedLoadBalancers/{a}/{}", "va1"),
        ("/v2/vmImport/{a}/{}/available", "va1"),
        ("/v2/accounts/{a}", ""),
        ("/v2/alertPolicies/{a}", ""),
        ("/v2/antiAffinityPolicies/{a}", ""),
        ("/v2/autoscalePolicies/{a}", ""),
    ] {
        let told = client
            .read(&path.replace("{a}", "slip").replace("{}", id))
            .await;
        spellings.push((path, id.to_uppercase(), "SLIP", "", told.clone()));
        spellings.push((path, id.to_owned(), "sLiP", "/", told.clone()));
        spellings.push((path, id.to_uppercase(), "slip", "/?uuid=True", told.clone()));
        if path.contains("erver") && id != uuid && path.contains("{}") && !path.contains("Load") {
            spellings.push((path, uuid.clone(), "slip", "?uuid=True", told.clone()));
            spellings.push((path, uuid.to_uppercase(), "SLIP", "/?UUID=true", told));
        }
    }
    for (path, id, alias, end, told) in spellings {
        let path = path.replace("{a}", alias).replace("{}", &id) + end;
        assert_eq!(client.read(&path).await, told, "{path}");
    }
}
