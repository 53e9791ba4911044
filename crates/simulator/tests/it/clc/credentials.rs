//! Root passwords: whose they are, and who gets to see them.

use serde_json::Value;

use crate::clc::support::{Client, keys, link};

#[tokio::test]
async fn an_administrator_reads_the_password_of_each_server() {
    let client = Client::new().await;
    let href = |server: &Value| {
        let href = &link(server, "credentials")["href"];
        href.as_str().unwrap().to_owned()
    };
    let linux = client.server("va1slipweb01").await;
    let found = client.read(&href(&linux)).await;
    assert_eq!(keys(&found), ["userName", "password"]);
    assert_eq!(found["userName"], "root");
    let password = found["password"].as_str().unwrap();
    assert!(password.starts_with("Sim-Root-"), "{password}");
    let found = client.servers("va1").await;
    let windows = found.iter().find(|server| {
        let os = server["os"].as_str().unwrap();
        server["status"] == "active" && os.starts_with("windows")
    });
    let other = client.read(&href(windows.unwrap())).await;
    assert_eq!(other["userName"], "Administrator");
    assert_ne!(other["password"], password);
    assert!(!linux.to_string().contains("Sim-Root-"));
}

#[tokio::test]
async fn others_and_servers_without_one_are_refused() {
    let client = Client::new().await;
    let path = "/v2/servers/SLIP/va1slipweb01/credentials";
    for user in ["operator", "viewer", "other"] {
        let answer = client.user(user).await.get(path).await;
        assert_eq!(answer.status, 403, "{user}");
        assert!(!answer.text.contains("Sim-Root-"));
    }
    let nobody = path.replace("web01", "gone01");
    assert_eq!(client.get(&nobody).await.status, 404);
    let mut without = 0;
    for center in ["va1", "de1", "ca1"] {
        for server in client.servers(center).await {
            if server["status"] != "active" {
                let path = path.replace("va1slipweb01", server["id"].as_str().unwrap());
                assert_eq!(client.get(&path).await.status, 404, "{server}");
                without += 1;
            }
        }
    }
    assert!(without > 3, "{without} servers have none");
}
