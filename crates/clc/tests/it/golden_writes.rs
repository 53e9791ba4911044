//! Recorded answers to what changes one server, and credentials.

use crate::fake::auth;
use crate::golden_exchange::Exchange;
use serde_json::Value;
use slipway_clc::{ClcClient, JobLink, Snapshot};
use slipway_domain::{GroupId, ServerId};

/// The job of a change, as its link names it.
pub(crate) async fn compare_job(client: &ClcClient, exchange: &Exchange) {
    let (auth, server) = (auth(), ServerId::new("x"));
    let snapshot = Snapshot {
        name: "x".to_owned(),
        number: "1".to_owned(),
        restore: true,
        delete: true,
    };
    let path = exchange.url.trim_end_matches('/');
    let job = match exchange.method.as_str() {
        "DELETE" if !path.contains("/snapshots/") => client.delete_server(&auth, &server).await,
        "DELETE" => client.delete_snapshot(&auth, &server, &snapshot).await,
        _ if path.contains("/snapshots/") => {
            client.revert_to_snapshot(&auth, &server, &snapshot).await
        }
        _ => client.restore(&auth, &server, &GroupId::new("x")).await,
    };
    // A deletion is answered like one server of a batch, the rest with a bare link.
    let json = exchange.json();
    let link = json.get("links").map_or(&json, |links| &links[0]);
    compare_link(&job.unwrap(), link, &exchange.source);
}

fn compare_link(job: &JobLink, json: &Value, source: &str) {
    assert_eq!(job.href, json["href"], "{source}");
    assert_eq!(job.id, json["id"], "{source}");
}

/// User and password of a server.
pub(crate) async fn compare_credentials(client: &ClcClient, exchange: &Exchange) {
    let found = client.credentials(&auth(), &ServerId::new("x")).await;
    let (found, json) = (found.unwrap(), exchange.json());
    assert_eq!(found.user, json["userName"], "{}", exchange.source);
    assert_eq!(found.password.expose(), json["password"]);
}
