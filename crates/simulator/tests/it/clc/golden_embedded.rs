//! Servers as they come within groups, of every status the simulator knows: each must be like one of the many that were
//! recorded in that status. Skipped where the recordings are not at hand.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use crate::clc::golden_shape::{Shape, differences, shape};
use crate::clc::golden_table::is_free;
use crate::clc::support::{Client, list, walk};

/// The shapes of recorded servers by status, each once.
type Recorded = BTreeMap<String, Vec<Shape>>;

#[tokio::test]
#[ignore = "left out where SLIPWAY_FIXTURES names no recordings"]
async fn servers_within_groups_are_like_recorded_ones() {
    let folder = std::env::var_os("SLIPWAY_FIXTURES").unwrap();
    let recorded = recorded(&PathBuf::from(folder).join("clc/recordings.jsonl"));
    let client = Client::new().await;
    let mut seen = BTreeMap::<String, usize>::new();
    for center in list(&client.read("/v2/datacenters/SLIP").await) {
        for server in client.servers(center["id"].as_str().unwrap()).await {
            let status = server["status"].as_str().unwrap();
            let ours = shape(&server, "slip");
            let nearest = recorded[status]
                .iter()
                .map(|theirs| differences(theirs, &ours, may_differ))
                .min_by_key(Vec::len);
            assert_eq!(nearest, Some(Vec::new()), "{server}");
            *seen.entry(status.to_owned()).or_default() += 1;
        }
    }
    println!("servers compared: {seen:?}");
    assert!(recorded.keys().eq(seen.keys()), "{:?}", recorded.keys());
}

/// Servers with a managed system were recorded alone only, where they are compared.
fn may_differ(place: &str) -> bool {
    place == ".isManagedOS" || is_free(place)
}

fn recorded(file: &PathBuf) -> Recorded {
    let mut found = Recorded::new();
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let exchange: Value = serde_json::from_str(line).unwrap();
        let body = exchange["body"].as_str().unwrap_or_default();
        let group = serde_json::from_str(body).unwrap_or(Value::Null);
        walk(&group, &mut |group| {
            for server in list(&group["servers"]) {
                let status = server["status"].as_str().unwrap();
                let shapes = found.entry(status.to_owned()).or_default();
                let shape = shape(server, "altd");
                if !shapes.contains(&shape) {
                    shapes.push(shape);
                }
            }
        });
    }
    found
}
