//! Questions about networks, firewall policies, public addresses and network cards.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::golden_ask::Asking;
use crate::clc::golden_table::{Net, active};
use crate::clc::support::{link, list};

const NETWORKS: &str = "/v2-experimental/networks/SLIP/va1";
const POLICIES: &str = "/v2-experimental/firewallPolicies/SLIP/va1";

type Request = (Method, String, Value);

impl Asking {
    /// What to send, after what has to be there was brought about.
    pub(crate) async fn net(&self, net: Net) -> (Method, String, String) {
        let (method, path, body) = match net {
            Net::List => (Method::GET, NETWORKS.to_owned(), Value::Null),
            Net::One => (Method::GET, self.spare().await, Value::Null),
            Net::Claim => (Method::POST, format!("{NETWORKS}/claim"), json!({})),
            Net::Rename => {
                let body = json!({"name": "vlan_upd_1", "description": "vlan_desc_upd_1"});
                (Method::PUT, self.spare().await, body)
            }
            Net::Release => {
                let path = self.spare().await + "/release";
                (Method::POST, path, json!({}))
            }
            Net::ReleaseNowhere => {
                let spare = self.spare().await;
                let id = spare.rsplit('/').next().unwrap();
                let path = format!("/v2-experimental/networks/SLIP/{id}/va1/release");
                (Method::POST, path, json!({}))
            }
            Net::Claimed(after) => {
                let asked = format!("{NETWORKS}/claim");
                let claimed = self.client.post(&asked, &json!({})).await.json();
                self.client.advance(after).await;
                (Method::GET, text(&claimed["uri"]).to_owned(), Value::Null)
            }
            Net::Policy(method) => self.policy(method).await,
            Net::Public(method) => self.public(method).await,
            Net::AddCard => self.new_card().await,
            Net::DropCard => self.old_card().await,
            Net::CardAdded => {
                let (_, path, body) = self.new_card().await;
                let queued = self.client.post(&path, &body).await.json();
                self.client.advance(60.0).await;
                let uri = text(&queued["uri"]).strip_prefix("http://api.ctl.io");
                (Method::GET, uri.unwrap().to_owned(), Value::Null)
            }
        };
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        (method, path, body)
    }

    /// The address of a network without servers.
    async fn spare(&self) -> String {
        let networks = self.client.read(NETWORKS).await;
        format!(
            "{NETWORKS}/{}",
            text(&list(&networks).last().unwrap()["id"])
        )
    }

    async fn policy(&self, method: &str) -> Request {
        let ranges = ["10.110.5.13/32"];
        let body = json!({"enabled": true, "destinationAccount": "SLIP", "source": ranges,
            "destination": ranges, "ports": ["tcp/1-600"]});
        if method == "POST" {
            return (Method::POST, POLICIES.to_owned(), body);
        }
        let made = self.client.post(POLICIES, &body).await.json();
        let path = text(&link(&made, "self")["href"]).strip_prefix("http://api.ctl.io");
        let path = path.unwrap().replace("/slip/", "/SLIP/");
        match method {
            "PUT" => (
                Method::PUT,
                path,
                json!({"enabled": false, "destinationAccount": null}),
            ),
            "DELETE" => (Method::DELETE, path, Value::Null),
            _ => (Method::GET, path, Value::Null),
        }
    }

    async fn public(&self, method: &str) -> Request {
        let body = json!({"ports": [{"protocol": "TCP", "port": 23, "portTo": 24}],
            "sourceRestrictions": []});
        let server = self.server(active).await;
        let path = format!("/v2/servers/SLIP/{}/publicIPAddresses", text(&server["id"]));
        if method == "POST" {
            return (Method::POST, path, body);
        }
        self.client.post(&path, &body).await;
        self.client.advance(240.0).await;
        let server = self.client.server(text(&server["id"])).await;
        let addresses = list(&server["details"]["ipAddresses"]);
        let ip = text(&addresses.last().unwrap()["public"]);
        let path = format!("{path}/{ip}");
        match method {
            "PUT" => (Method::PUT, path, body),
            "DELETE" => (Method::DELETE, path, Value::Null),
            _ => (Method::GET, path, Value::Null),
        }
    }

    async fn new_card(&self) -> Request {
        let here = |server: &Value| active(server) && server["locationId"] == "VA1";
        let server = self.server(here).await;
        let spare = self.spare().await;
        let body = json!({"networkId": spare.rsplit('/').next().unwrap()});
        let path = format!("/v2/servers/SLIP/{}/networks", text(&server["id"]));
        (Method::POST, path, body)
    }

    /// A card that a server has.
    async fn old_card(&self) -> Request {
        let (_, path, body) = self.new_card().await;
        self.client.post(&path, &body).await;
        self.client.advance(60.0).await;
        let path = format!("{path}/{}", text(&body["networkId"]));
        (Method::DELETE, path, Value::Null)
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
