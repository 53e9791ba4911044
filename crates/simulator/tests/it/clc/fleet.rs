//! The demo fleet: what is in it, that it repeats, and that a large one is spread evenly.

use slipway_simulator::Options;

use crate::clc::support::{Client, list};

#[tokio::test]
async fn the_demo_fleet_has_every_kind_of_trouble() {
    let client = Client::new().await;
    let mut all = Vec::new();
    for center in ["va1", "de1", "ca1"] {
        let servers = client.servers(center).await;
        assert_eq!(servers.len(), 20);
        all.extend(servers);
    }
    let power = |state: &str| {
        all.iter()
            .filter(|server| {
                server["status"] == "active" && server["details"]["powerState"] == state
            })
            .count()
    };
    assert!(power("started") > 40 && power("stopped") >= 4 && power("paused") >= 2);
    assert!(
        all.iter()
            .any(|server| server["details"]["inMaintenanceMode"] == true)
    );
    assert!(all.iter().any(|server| server["isManagedOS"] == true));
    assert!(
        all.iter()
            .any(|server| !list(&server["details"]["snapshots"]).is_empty())
    );
    assert!(
        all.iter()
            .any(|server| server["os"].as_str().unwrap().starts_with("windows"))
    );
    assert!(
        all.iter()
            .any(|server| server["details"]["ipAddresses"][0]["public"].is_string())
    );
    assert!(
        all.iter()
            .any(|server| server["description"].as_str().unwrap().contains("<script>"))
    );
    let mut names: Vec<_> = all
        .iter()
        .map(|server| server["name"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 60);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_cloud() {
    let options = |seed| Options {
        seed,
        ..Options::default()
    };
    let (one, same, other) = (
        Client::with(options(5), "admin").await,
        Client::with(options(5), "admin").await,
        Client::with(options(6), "admin").await,
    );
    for center in ["va1", "ca1"] {
        assert_eq!(one.tree(center).await, same.tree(center).await);
        assert_ne!(one.tree(center).await, other.tree(center).await);
    }
    let servers = [
        "va1slipapp01",
        "va1slipapp02",
        "va1slipapp03",
        "va1slipdb01",
        "nowhere",
    ];
    let first = one.operation("reboot", &servers).await;
    // How often anyone asks is none of the cloud's business.
    for _ in 0..7 {
        same.get("/v2/packages/SLIP").await;
        same.get("/v2/operations/SLIP/status/va1-1").await;
    }
    assert_eq!(first.text, same.operation("reboot", &servers).await.text);
}

#[tokio::test]
async fn ten_thousand_servers_are_spread_over_three_data_centers() {
    let client = Client::with(
        Options {
            servers: 10_000,
            ..Options::default()
        },
        "admin",
    )
    .await;
    let servers = client.servers("va1").await;
    assert_eq!(servers.len(), 3_334);
    let last = servers
        .iter()
        .map(|server| server["name"].as_str().unwrap().len())
        .max()
        .unwrap();
    assert!(last >= "VA1SLIPWEB100".len());
    assert_eq!(
        client.servers("de1").await.len() + client.servers("ca1").await.len(),
        6_666
    );
}
