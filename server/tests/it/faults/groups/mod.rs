//! The pages and forms of groups against each fault of each call that they make: what is known
//! stays readable, what was typed is kept, and nothing is sent twice.

mod reads;
mod writes;

use super::cloud::Fault;
use super::stage::{Seen, Stage};
use crate::support::Browser;
use serde_json::Value;
use std::time::Duration;

const GROUPS: &str = "/Demo/SLIP/groups";

/// A stage where costs are asked for at each view.
async fn set(fault: Fault) -> Stage {
    Stage::set_with(fault, |pace| pace.timings.bills_fresh = Duration::ZERO).await
}

async fn get(admin: &Browser<'_>, path: &str) -> Seen {
    Seen::of(admin.get(path).await).await
}

async fn post(admin: &Browser<'_>, path: &str, pairs: &[(&str, &str)]) -> Seen {
    Seen::of(admin.post(path, pairs).await).await
}

/// The path of a group in a healthy cloud.
async fn group(admin: &Browser<'_>, name: &str) -> String {
    let seen = get(admin, GROUPS).await;
    let rows = seen.text.split("groups-row").skip(1);
    let mut paths = rows.filter_map(|row| {
        let path = row.split("href=\"").nth(1)?.split('"').next()?;
        row.contains(&format!(">{name}</bdi>"))
            .then(|| path.to_owned())
    });
    paths.next().expect("the group")
}

async fn walk(fault: Fault) {
    let stage = set(fault).await;
    reads::cost(&stage, fault).await;
    reads::defaults(&stage, fault).await;
    reads::form(&stage, fault).await;
    writes::creating(&stage, fault).await;
    writes::saving(&stage, fault).await;
    writes::setting(&stage, fault).await;
    writes::confirming(&stage, fault).await;
    writes::deleting(&stage, fault).await;
}

walks!();

/// How often the cloud was asked in this way.
async fn asked(stage: &Stage, method: &str) -> usize {
    let requests = stage.cloud.requests().await;
    let same = |request: &&Value| {
        let path = request["path"].as_str().unwrap_or_default();
        request["method"] == method && path.to_lowercase().starts_with("/v2/groups/")
    };
    requests.iter().filter(same).count()
}
