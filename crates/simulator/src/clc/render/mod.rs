//! Entities as the cloud writes them: keys in the recorded order, nothing for what is null, ids in the case each place
//! has them in, links only for what the asker may do.

mod bare_metal;
mod capabilities;
mod center;
mod group;
mod hardware;
mod job;
mod link;
mod network;
pub(crate) mod policy;
mod server;

pub(crate) use bare_metal::bare_metal;
pub(crate) use capabilities::capabilities;
pub(crate) use center::{center, centers};
pub(crate) use group::{group, new_group, restored_group};
pub(crate) use job::{job, status_link};
pub(crate) use network::{
    Addresses, addresses, network, networks, new_policy, policies, policy, policy_path,
};
pub(crate) use server::{server, snapshot};

use crate::clc::estate::ChangeInfo;
use crate::json::Json;

fn change_info(json: &mut Json, change: &ChangeInfo) {
    json.key("changeInfo").object(|json| {
        json.pair("createdBy", &change.created_by)
            .pair("createdDate", &change.created);
        if let Some(by) = &change.modified_by {
            json.pair("modifiedBy", by);
        }
        json.pair("modifiedDate", &change.modified);
    });
}
