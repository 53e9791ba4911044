//! Questions about policies, and about which of them servers are under.

use axum::http::Method;
use serde_json::{Value, json};

use crate::clc::golden_ask::Asking;
use crate::clc::golden_table::{Policy, active};
use crate::clc::support::list;

impl Asking {
    pub(crate) async fn policy_question(&self, policy: Policy) -> (Method, String, String) {
        let (method, path, body) = match policy {
            Policy::Alert => {
                let body = json!({"name": "My policy",
                    "actions": [{"action": "email", "settings": {"recipients": ["user@company.com"]}}],
                    "triggers": [{"metric": "cpu", "duration": "00:05:00", "threshold": 50.0}]});
                (Method::POST, "/v2/alertPolicies/SLIP".to_owned(), body)
            }
            Policy::AntiAffinity => {
                let body = json!({"name": "My policy", "location": "ca1"});
                (
                    Method::POST,
                    "/v2/antiAffinityPolicies/SLIP".to_owned(),
                    body,
                )
            }
            Policy::Autoscale => {
                let id = self.autoscale_policy().await;
                let path = format!("/v2/autoscalePolicies/SLIP/{id}");
                (Method::GET, path, Value::Null)
            }
            Policy::None => (Method::GET, self.mapping().await, Value::Null),
            Policy::Map => {
                let id = self.autoscale_policy().await;
                (Method::PUT, self.mapping().await, json!({"id": id}))
            }
        };
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        (method, path, body)
    }

    async fn autoscale_policy(&self) -> String {
        let all = self.client.read("/v2/autoscalePolicies/SLIP").await;
        list(&all)[0]["id"].as_str().unwrap().to_owned()
    }

    /// Where a server that is under none would be put under one.
    async fn mapping(&self) -> String {
        let free =
            |server: &Value| active(server) && server["details"]["cpuAutoscalePolicy"].is_null();
        let id = self.server(free).await["id"].clone();
        format!(
            "/v2/servers/SLIP/{}/cpuAutoscalePolicy",
            id.as_str().unwrap()
        )
    }
}
