//! Asks a fresh simulator the questions of the table, about things it first has to find or bring about.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::golden_table::{Change, Question, active, power};
use crate::clc::support::{Answer, Client, job, link, list, walk};

/// A cloud that nobody else asks.
pub(crate) struct Asking {
    pub(crate) client: Client,
    gzip: bool,
}

impl Asking {
    /// `gzip` says whether compressed answers are taken.
    pub(crate) async fn new(gzip: bool) -> Self {
        let client = Client::new().await;
        Self { client, gzip }
    }

    /// What was asked, by method and address, and the answer.
    pub(crate) async fn ask(&self, question: Question) -> ((Method, String), Answer) {
        let (method, path, body) = self.request(question).await;
        let accepted: &[(&str, &str)] = if self.gzip {
            &[("accept-encoding", "gzip")]
        } else {
            &[]
        };
        let sent = self.client.send(method.clone(), &path, accepted, &body);
        let answer = sent.await;
        ((method, path), answer)
    }

    async fn request(&self, question: Question) -> (Method, String, String) {
        match question {
            Question::Login => {
                let who = json!({"username": "admin", "password": "slipway"});
                let path = "/v2/authentication/login".to_owned();
                (Method::POST, path, who.to_string())
            }
            Question::Operation(name) => self.operation(name).await,
            Question::Change(change) => self.change(change).await,
            Question::Group(change) => self.group_change(change).await,
            Question::Net(net) => self.net(net).await,
            Question::Policy(policy) => self.policy_question(policy).await,
            read => (Method::GET, self.path(read).await, String::new()),
        }
    }

    /// An operation on a server that is in the state it needs.
    async fn operation(&self, name: &str) -> (Method, String, String) {
        let from = if name == "powerOn" {
            "stopped"
        } else {
            "started"
        };
        let maintained = name == "stopMaintenance";
        let fits = |server: &Value| {
            let resting = server["details"]["inMaintenanceMode"] == true;
            active(server) && power(server, from) && resting == maintained
        };
        let servers = json!([self.server(fits).await["name"]]);
        let body = if name == "createSnapshot" {
            json!({"snapshotExpirationDays": 10, "serverIds": servers})
        } else {
            servers
        };
        let path = format!("/v2/operations/SLIP/servers/{name}");
        (Method::POST, path, body.to_string())
    }

    /// A change of a server that can be changed so.
    async fn change(&self, change: Change) -> (Method, String, String) {
        let path = |server: &Value| format!("/v2/servers/SLIP/{}", text(&server["id"]));
        let (method, path, body) = match change {
            Change::Delete => {
                let server = self.server(active).await;
                (Method::DELETE, path(&server), Value::Null)
            }
            Change::Restore => {
                let server = self.server(|server| server["status"] == "archived").await;
                let group = self.sibling(&server).await;
                let body = json!({"targetGroupId": group});
                (Method::POST, path(&server) + "/restore", body)
            }
            Change::DropSnapshot => {
                let server = self.server(has_snapshot).await;
                (Method::DELETE, path(&server) + "/snapshots/1", Value::Null)
            }
            Change::Revert => {
                let server = self.server(has_snapshot).await;
                let path = path(&server) + "/snapshots/1/restore";
                (Method::POST, path, json!({}))
            }
            Change::Create => self.creation("RHEL-6-64-TEMPLATE", Value::Null).await,
            Change::Clone => {
                let source = self.server(active).await;
                let source = text(&source["id"]);
                let path = format!("/v2/servers/SLIP/{source}/credentials");
                let password = self.client.read(&path).await["password"].clone();
                self.creation(source, password).await
            }
            Change::Resize => {
                let server = self.server(active).await;
                (Method::PATCH, path(&server), resize(&server))
            }
            Change::Tag => {
                let fields = self.client.read("/v2/accounts/SLIP/customFields").await;
                let choice = list(&fields).iter().find(|field| field["type"] == "option");
                let value = json!([{"id": choice.unwrap()["id"], "value": "1"}]);
                let body = json!([{"op": "set", "member": "customFields", "value": value}]);
                (Method::PATCH, path(&self.server(active).await), body)
            }
        };
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        (method, path, body)
    }

    /// A creation, with all that was recorded of one.
    async fn creation(&self, source: &str, password: Value) -> (Method, String, Value) {
        let group = self.server(active).await["groupId"].clone();
        let body = json!({
            "name": "AAP", "description": null, "groupId": group, "sourceServerId": source,
            "cpu": 1, "memoryGB": 2, "type": "standard", "storageType": "standard",
            "password": null, "primaryDns": null, "secondaryDns": null, "networkId": null,
            "additionalDisks": [], "ttl": null, "antiAffinityPolicyId": null,
            "customFields": null, "sourceServerPassword": password, "managedOS": false,
            "isManagedOS": false,
        });
        (Method::POST, "/v2/servers/SLIP".to_owned(), body)
    }

    /// The group of another server, an active one, in the same data center.
    async fn sibling(&self, server: &Value) -> Value {
        let fits = |other: &Value| active(other) && other["locationId"] == server["locationId"];
        self.server(fits).await["groupId"].clone()
    }

    async fn path(&self, question: Question) -> String {
        let server = |id: &str| format!("/v2/servers/SLIP/{id}");
        match question {
            Question::Centers(query) => format!("/v2/datacenters/SLIP{query}"),
            Question::Center(rest) => format!("/v2/datacenters/SLIP/{rest}"),
            Question::Root => {
                self.group(|group| text(&group["name"]).ends_with(" Hardware"))
                    .await
            }
            Question::Leaf => self.group(is_leaf).await,
            Question::Archive => self.group(is_archive).await + "?serverDetail=detailed",
            Question::GroupStatistics(kind) => {
                self.group(is_leaf).await + "/statistics?type=" + kind
            }
            Question::Trouble => {
                let path = self.group(is_leaf).await + "?serverDetail=detailed";
                let fault = json!({"path": "/v2/groups/*", "fault": "status", "status": 500});
                let ordered = self.client.post("/_sim/faults", &fault).await;
                assert_eq!(ordered.status, 201);
                path
            }
            Question::At(path) => path.to_owned(),
            Question::NoServer => server("va1slipgone01"),
            Question::Server(fits) => server(text(&self.server(fits).await["id"])),
            Question::Credentials => {
                server(text(&self.server(active).await["id"])) + "/credentials"
            }
            Question::ByUuid => {
                let found = self.server(active).await;
                let href = text(&link(&found, "scheduledActivities")["href"]);
                server(href.split('/').nth(4).unwrap()) + "?uuid=True"
            }
            Question::Job(state) => self.job(state).await,
            Question::Login
            | Question::Operation(_)
            | Question::Change(_)
            | Question::Group(_)
            | Question::Net(_)
            | Question::Policy(_) => {
                unreachable!("it is no read")
            }
        }
    }

    /// The first server of the account of which this holds.
    pub(crate) async fn server(&self, fits: impl Fn(&Value) -> bool) -> Value {
        for center in self.centers().await {
            let found = self.client.servers(&center).await;
            if let Some(found) = found.into_iter().find(&fits) {
                return found;
            }
        }
        panic!("the simulator has no such server");
    }

    /// The address of the first group of which this holds.
    pub(crate) async fn group(&self, fits: impl Fn(&Value) -> bool) -> String {
        for center in self.centers().await {
            let mut found = None;
            walk(&self.client.tree(&center).await, &mut |group| {
                if found.is_none() && fits(group) {
                    found = Some(format!("/v2/groups/SLIP/{}", text(&group["id"])));
                }
            });
            if let Some(found) = found {
                return found;
            }
        }
        panic!("the simulator has no such group");
    }

    async fn centers(&self) -> Vec<String> {
        let centers = self.client.read("/v2/datacenters/SLIP").await;
        let ids = list(&centers).iter().map(|center| text(&center["id"]));
        ids.map(str::to_owned).collect()
    }

    /// The address of a job that was brought into this state.
    async fn job(&self, state: &str) -> String {
        let fits = |server: &Value| active(server) && power(server, "started");
        let server = self.server(fits).await;
        let queued = self.client.operation("pause", &[text(&server["id"])]).await;
        let job = job(&queued);
        for _ in 0..60 {
            if self.client.status(&job).await == state {
                return format!("/v2/operations/SLIP/status/{job}");
            }
            self.client.advance(1.0).await;
        }
        panic!("no job is ever {state}");
    }
}

pub(crate) fn is_leaf(group: &Value) -> bool {
    group["type"] == "default"
        && group["description"].is_string()
        && list(&group["groups"]).is_empty()
        && !list(&group["servers"]).is_empty()
}

/// Everything at once, as it was recorded: numbers as text, and all disks.
fn resize(server: &Value) -> Value {
    let disks = list(&server["details"]["disks"]).iter();
    let disks = disks.map(|disk| {
        let size = disk["sizeGB"].as_u64().unwrap() + 2;
        json!({"diskId": disk["id"], "path": null, "type": "partitioned", "sizeGB": size})
    });
    let set = |member: &str, value: Value| json!({"op": "set", "member": member, "value": value});
    json!([
        set("description", json!("Description for tests")),
        set("cpu", json!("2")),
        set("memory", json!("4")),
        set("disks", disks.collect()),
    ])
}

fn has_snapshot(server: &Value) -> bool {
    active(server) && !list(&server["details"]["snapshots"]).is_empty()
}

fn is_archive(group: &Value) -> bool {
    let archived = |server: &Value| server["status"] == "archived";
    group["type"] == "archive" && list(&group["servers"]).iter().any(archived)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
