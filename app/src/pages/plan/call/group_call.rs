//! The calls that take a whole group.

use super::Request;
use serde_json::json;
use slipway_domain::AccountAlias;
use slipway_domain::deed::{GroupDeed, GroupOperation};

pub(super) fn request(deed: &GroupDeed, account: &AccountAlias) -> Request {
    let group = format!("groups/{account}/{}", deed.group.id);
    match deed.operation {
        GroupOperation::Delete => Request {
            method: "DELETE",
            path: group,
            json: None,
        },
        GroupOperation::Archive => Request {
            method: "POST",
            path: format!("{group}/archive"),
            json: None,
        },
        GroupOperation::Restore => {
            let target = deed.target.as_ref().map(|target| target.id.as_str());
            let body = json!({ "targetGroupId": target });
            Request {
                method: "POST",
                path: format!("{group}/restore"),
                json: serde_json::to_string_pretty(&body).ok(),
            }
        }
    }
}
