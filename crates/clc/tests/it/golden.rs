//! Recorded answers of the real service through the client: every exchange whose endpoint the
//! client knows must decode completely, and of every kind there must be one. Skipped where the
//! recordings are not at hand.

use crate::fake::{Answer, Fake, auth};
use crate::golden_build::{
    compare_capabilities, compare_change, compare_creation, compare_custom_fields,
    compare_statistics,
};
use crate::golden_checks::{compare_operation, compare_server, compare_status, compare_tree};
use crate::golden_details::compare_details;
use crate::golden_exchange::{Exchange, exchanges};
use crate::golden_groups::{compare_bill, compare_changed, compare_created, compare_deleted};
use crate::golden_writes::{compare_credentials, compare_job};
use serde_json::{Value, json};
use slipway_clc::{ClcClient, PowerOp};
use slipway_domain::{DataCenterId, GroupId, Secret, ServerId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// The kinds of answers that the client reads.
const KINDS: &[&str] = &[
    "login",
    "data centers",
    "data center",
    "data center, unknown",
    "group",
    "group, detailed",
    "group, created",
    "group, changed",
    "group, deleted",
    "bill",
    "group, server error",
    "server",
    "server, unknown",
    "operation",
    "job of one server",
    "credentials",
    "job status",
    "capabilities",
    "custom fields",
    "creation",
    "change, at once",
    "change, by a job",
    "statistics",
];

/// What the client does not call: method, or any, and the path from its beginning, `*` for a
/// segment.
const NOT_CALLED: &[(&str, &str)] = &[
    ("", "v2-experimental"),
    ("", "v2/alertPolicies"),
    ("", "v2/antiAffinityPolicies"),
    ("", "v2/autoscalePolicies"),
    ("", "v2/sharedLoadBalancers"),
    ("", "v2/vmImport"),
    ("", "v2/servers/*/*/cpuAutoscalePolicy"),
    ("", "v2/servers/*/*/networks"),
    ("", "v2/servers/*/*/publicIPAddresses"),
];

/// Replays exchanges to a client.
struct Replay {
    client: ClcClient,
    answer: Arc<Mutex<Answer>>,
}

#[tokio::test]
#[ignore = "left out where SLIPWAY_FIXTURES names no recordings"]
async fn recorded_answers_decode_completely() {
    let exchanges = exchanges();
    let replay = Replay::new().await;
    let mut seen: BTreeMap<&str, usize> = KINDS.iter().map(|kind| (*kind, 0)).collect();
    for exchange in &exchanges {
        if let Some(kind) = replay.one(exchange).await {
            *seen.get_mut(kind).unwrap() += 1;
        }
    }
    println!("decoded {seen:?} of {} recordings", exchanges.len());
    let none: Vec<_> = seen.iter().filter(|(_, count)| **count == 0).collect();
    assert!(none.is_empty(), "not among the recordings: {none:?}");
}

/// Whether the client never asks for this.
fn not_called(method: &str, path: &[&str]) -> bool {
    NOT_CALLED.iter().any(|(listed, template)| {
        let parts: Vec<&str> = template.split('/').collect();
        // A listed path stands for all below it, unless a method says that it is meant itself.
        let long_enough =
            path.len() == parts.len() || listed.is_empty() && path.len() > parts.len();
        let alike = parts
            .iter()
            .zip(path)
            .all(|(part, own)| *part == "*" || part == own);
        long_enough && alike && (listed.is_empty() || *listed == method)
    })
}

impl Replay {
    async fn new() -> Self {
        let answer = Arc::new(Mutex::new(Answer::Silence));
        let shown = answer.clone();
        let fake = Fake::new(move |_, _| shown.lock().unwrap().clone()).await;
        let client = fake.client();
        Self { client, answer }
    }

    fn show(&self, status: u16, body: impl Into<String>) {
        *self.answer.lock().unwrap() = Answer::json(status, body);
    }

    /// The kind of the exchange; `None` if the client never asks for it.
    async fn one(&self, exchange: &Exchange) -> Option<&'static str> {
        let path = exchange.url.split('?').next().unwrap_or_default();
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        self.show(exchange.status, exchange.body.clone());
        let kind = match (exchange.method.as_str(), parts.as_slice()) {
            ("POST", ["v2", "authentication", "login"]) => self.login(exchange).await,
            ("GET", ["v2", "datacenters", _]) => self.data_centers(exchange).await,
            ("GET", ["v2", "datacenters", _, _]) => self.data_center(exchange).await,
            ("GET", ["v2", "datacenters", _, _, "deploymentCapabilities"]) => {
                compare_capabilities(&self.client, exchange).await
            }
            ("GET", ["v2", "accounts", _, "customFields"]) => {
                compare_custom_fields(&self.client, exchange).await
            }
            ("POST", ["v2", "servers", _]) => compare_creation(&self.client, exchange).await,
            ("PATCH", ["v2", "servers", _, _]) => compare_change(&self.client, exchange).await,
            ("GET", ["v2", "groups", _, _, "statistics"]) => {
                compare_statistics(&self.client, exchange).await
            }
            ("GET", ["v2", "groups", _, _]) => self.group(exchange).await,
            ("POST", ["v2", "groups", _]) => {
                compare_created(&self.client, exchange).await;
                "group, created"
            }
            ("PATCH", ["v2", "groups", _, _]) => {
                compare_changed(&self.client, exchange).await;
                "group, changed"
            }
            ("DELETE", ["v2", "groups", _, _]) => {
                compare_deleted(&self.client, exchange).await;
                "group, deleted"
            }
            ("GET", ["v2", "groups", _, _, "billing"]) => {
                compare_bill(&self.client, exchange).await;
                "bill"
            }
            ("GET", ["v2", "servers", _, _]) => self.server(exchange).await,
            ("POST", ["v2", "operations", _, "servers", _]) => self.operation(exchange).await,
            ("GET", ["v2", "servers", _, _, "credentials"]) => {
                compare_credentials(&self.client, exchange).await;
                "credentials"
            }
            ("POST", ["v2", "servers", _, _, "restore"])
            | ("DELETE", ["v2", "servers", _, _])
            | ("DELETE" | "POST", ["v2", "servers", _, _, "snapshots", ..]) => {
                compare_job(&self.client, exchange).await;
                "job of one server"
            }
            ("GET", ["v2", "operations", _, "status", _]) => self.status(exchange).await,
            (method, path) => {
                assert!(
                    not_called(method, path),
                    "{method} {path:?} is of no known kind"
                );
                return None;
            }
        };
        Some(kind)
    }

    async fn login(&self, exchange: &Exchange) -> &'static str {
        let login = self.client.login("me", &Secret::new("pw")).await.unwrap();
        let json = exchange.json();
        assert_eq!(login.user, json["userName"]);
        assert_eq!(login.account.as_str(), json["accountAlias"]);
        assert_eq!(
            login.home,
            json["locationAlias"].as_str().map(DataCenterId::new)
        );
        assert_eq!(json!(login.roles), json["roles"]);
        assert_eq!(login.token.expose(), json["bearerToken"]);
        "login"
    }

    async fn data_centers(&self, exchange: &Exchange) -> &'static str {
        let found = self.client.data_centers(&auth()).await.unwrap();
        let json = exchange.json();
        let found = found
            .iter()
            .map(|dc| (json!(dc.id.as_str()), json!(dc.name)));
        let sent = json.as_array().unwrap();
        let expected = sent.iter().map(|dc| (dc["id"].clone(), dc["name"].clone()));
        assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        for data_center in sent.iter().filter(|dc| root(dc).is_some()) {
            self.show(200, data_center.to_string());
            self.root(data_center).await;
        }
        "data centers"
    }

    async fn data_center(&self, exchange: &Exchange) -> &'static str {
        if exchange.status != 200 {
            let id = DataCenterId::new("ca1");
            let refused = self.client.data_center_root(&auth(), &id).await;
            assert_eq!(refused.unwrap_err().word(), "not_found");
            return "data center, unknown";
        }
        let json = exchange.json();
        if root(&json).is_some() {
            self.root(&json).await;
        }
        // The client only ever asks for one with group links; without them it is read as in a list.
        self.show(200, json!([json]).to_string());
        let found = self.client.data_centers(&auth()).await.unwrap();
        assert_eq!(
            (found.len(), json!(found[0].name)),
            (1, json["name"].clone())
        );
        "data center"
    }

    /// Reads the root group of the data center that is shown.
    async fn root(&self, json: &Value) {
        let id = DataCenterId::new(json["id"].as_str().unwrap());
        let found = self.client.data_center_root(&auth(), &id).await.unwrap();
        assert_eq!(Some(found.as_str()), root(json));
    }

    async fn group(&self, exchange: &Exchange) -> &'static str {
        let (id, above) = (DataCenterId::new("ca1"), GroupId::new("r"));
        let tree = self.client.groups_detailed(&auth(), &id, &above).await;
        if exchange.status != 200 {
            let message = tree.unwrap_err().message();
            assert_eq!(message.unwrap(), "An error has occurred.");
            return "group, server error";
        }
        compare_tree(&tree.unwrap(), &exchange.json(), &exchange.source);
        if exchange.url.contains("serverDetail=detailed") {
            "group, detailed"
        } else {
            "group"
        }
    }

    async fn server(&self, exchange: &Exchange) -> &'static str {
        let server = self.client.server(&auth(), &ServerId::new("x")).await;
        if exchange.status == 404 {
            assert_eq!(server.unwrap_err().word(), "not_found");
            return "server, unknown";
        }
        compare_server(&server.unwrap(), &exchange.json(), &exchange.source);
        compare_details(&self.client, exchange).await;
        "server"
    }

    async fn operation(&self, exchange: &Exchange) -> &'static str {
        let listed = exchange.sent.as_array();
        let listed = listed.or_else(|| exchange.sent["serverIds"].as_array());
        let listed = listed.or_else(|| exchange.sent["servers"].as_array());
        let name = |sent: &Value| ServerId::new(sent.as_str().or(sent["id"].as_str()).unwrap());
        let mut servers: Vec<_> = listed.unwrap().iter().map(name).collect();
        let json = exchange.json();
        // Some recordings had the names in their requests struck out.
        if servers == [ServerId::new("absent")] {
            servers = vec![ServerId::new(json[0]["server"].as_str().unwrap())];
        }
        // The answers of all operations have one shape.
        let auth = auth();
        let queued = self.client.power(&auth, PowerOp::Reset, &servers);
        compare_operation(&queued.await.unwrap(), &json, &exchange.source);
        "operation"
    }

    async fn status(&self, exchange: &Exchange) -> &'static str {
        let status = self.client.job_status(&auth(), "x").await.unwrap();
        compare_status(status, &exchange.json(), &exchange.source);
        "job status"
    }
}

/// The id of the root group that a data center links to.
fn root(data_center: &Value) -> Option<&str> {
    let mut links = data_center["links"].as_array()?.iter();
    links.find(|link| link["rel"] == "group")?["id"].as_str()
}
