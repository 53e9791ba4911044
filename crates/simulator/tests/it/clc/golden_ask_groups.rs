//! Questions that change groups.

use axum::http::Method;
use serde_json::json;

use crate::clc::golden_ask::{Asking, is_leaf};
use crate::clc::golden_table::GroupChange;

impl Asking {
    /// A change of a group that can be changed so.
    pub(crate) async fn group_change(&self, change: GroupChange) -> (Method, String, String) {
        let path = self.group(is_leaf).await;
        let id = path.rsplit('/').next().unwrap();
        match change {
            GroupChange::Create => {
                let body = json!({"name": "st-gp", "parentGroupId": id});
                let path = "/v2/groups/SLIP".to_owned();
                (Method::POST, path, body.to_string())
            }
            GroupChange::Rename => {
                let set = |member: &str| json!({"op": "set", "member": member, "value": "test"});
                let body = json!([set("name"), set("description")]);
                (Method::PATCH, path, body.to_string())
            }
            GroupChange::Delete => (Method::DELETE, path, String::new()),
        }
    }
}
