//! The list of servers over HTTP: what it shows, remembers, asks of the cloud and gives away as a
//! file.

mod files;
mod fresh;
mod order;
mod package;
mod pasted;
mod refused;

use crate::support::{Browser, Portal, location, tls};
use reqwest::Client;
use serde_json::Value;
use slipway_simulator::{Options, Simulator};
use tokio::net::TcpListener;

/// The ids that a page of the list has boxes for, in order.
fn ids(html: &str) -> Vec<&str> {
    let boxes = html.split("name=\"server\" value=\"").skip(1);
    boxes.filter_map(|rest| rest.split('"').next()).collect()
}

/// The headers of the table.
fn headers(html: &str) -> String {
    let head = html.split("<thead").nth(1).expect("a table");
    let head = head.split("</thead>").next().expect("a head");
    let mut words = String::new();
    for part in head.split('<').skip(1) {
        let word = part.split('>').nth(1).unwrap_or_default().trim();
        if !word.is_empty() {
            words.push_str(word);
            words.push(' ');
        }
    }
    words.trim_end().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_are_remembered_and_words_that_mean_nothing_are_passed_over() {
    let portal = Portal::start().await;
    let viewer = portal.signed_in("viewer").await;
    let usual = "Name Status Power IP Data center CPU Memory Group";
    assert_eq!(headers(&viewer.page("/Demo/SLIP/servers").await), usual);
    let chosen = [
        ("column", "modified"),
        ("column", "storage"),
        ("column", "colour"),
        ("rows", "comfortable"),
        ("back", "q=web&sort=-storage&page=2"),
    ];
    let back = location(&viewer.post("/Demo/SLIP/servers/view", &chosen).await);
    assert_eq!(back, "/Demo/SLIP/servers?q=web&sort=-storage&page=2");
    let html = viewer.page("/Demo/SLIP/servers").await;
    assert_eq!(headers(&html), "Name Storage Modified");
    assert!(html.contains("table servers table-tall"));
    // Nothing chosen leaves the name, and nothing in the address is taken over as it came.
    let none = [("back", "//evil.test\r\n&page=x&sort=colour")];
    let back = location(&viewer.post("/Demo/SLIP/servers/view", &none).await);
    assert_eq!(back, "/Demo/SLIP/servers");
    let html = viewer.page("/Demo/SLIP/servers").await;
    assert_eq!(headers(&html), "Name");
    assert!(!html.contains("table-tall"));
    let other = viewer
        .client
        .get(portal.url("/Demo/SLIP/servers"))
        .header("cookie", "servers-view=<script>.status");
    let answer = other.send().await.expect("an answer");
    assert!(
        !answer
            .text()
            .await
            .expect("text")
            .contains("<script>.status")
    );
}

/// Addresses of the tree's links with the number beside each.
fn tree(html: &str) -> Vec<(String, usize)> {
    let tree = html.split("servers-tree\"").nth(1);
    let tree = tree.and_then(|rest| rest.split("</nav>").next());
    let links = tree.expect("a tree").split("<a href=\"").skip(1);
    let link = |part: &str| {
        let href = part.split('"').next()?.replace("&amp;", "&");
        let count = part.split("tabs-count\">").nth(1)?.split('<').next()?;
        Some((href, count.replace(',', "").parse().ok()?))
    };
    links.map(|part| link(part).expect("a link")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_group_of_the_tree_leads_to_as_many_servers_as_it_says() {
    let portal = Portal::start().await;
    let viewer = portal.signed_in("viewer").await;
    let links = tree(&viewer.page("/Demo/SLIP/servers").await);
    let groups = links.iter().filter(|(href, _)| href.contains("group="));
    assert!(groups.count() > 3, "{links:?}");
    let mut nested = 0;
    for (href, count) in &links {
        let html = viewer.page(href).await;
        assert_eq!(ids(&html).len(), *count, "{href}");
        nested += usize::from(html.contains(" and below"));
    }
    assert!(nested > 0, "a group with groups below it says so");
    let centers = links.iter().filter(|(href, _)| href.contains("dc="));
    assert_eq!(centers.map(|(_, count)| count).sum::<usize>(), 60);
    // What else is looked for stays, the page does not.
    let links = tree(
        &viewer
            .page("/Demo/SLIP/servers?q=web&sort=-cpu&page=2")
            .await,
    );
    assert!(
        links
            .iter()
            .all(|(href, _)| href.contains("q=web&sort=-cpu"))
    );
    assert!(links.iter().all(|(href, _)| !href.contains("page=")));
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_are_found_by_group_and_by_custom_field() {
    let portal = Portal::start().await;
    let viewer = portal.signed_in("viewer").await;
    let json = viewer.page("/Demo/SLIP/servers.json").await;
    let all: Vec<Value> = serde_json::from_str(&json).expect("JSON");
    for member in ["group", "customFields"] {
        let has = |one: &&Value| one[member].as_str().is_some_and(|text| !text.is_empty());
        let one = all.iter().find(has).expect(member);
        let sought = one[member].as_str().unwrap_or_default().replace(' ', "+");
        let found = viewer.page(&format!("/Demo/SLIP/servers?q={sought}")).await;
        let id = one["id"].as_str().unwrap_or_default();
        assert!(ids(&found).contains(&id), "{member}: {sought}");
        assert!(ids(&found).len() < 50, "{member}: {sought}");
    }
}

/// A simulated cloud and how many questions about groups it was asked.
struct Cloud {
    url: String,
    client: Client,
}

impl Cloud {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let simulator = Simulator::new(Options::default());
        tokio::spawn(async move { simulator.serve(listener, std::future::pending()).await });
        let client = Client::builder().tls_backend_preconfigured(tls()).build();
        Self {
            url,
            client: client.expect("a client"),
        }
    }

    async fn asked(&self) -> usize {
        let log = self.client.get(format!("{}/_sim/requests", self.url));
        let log = log.send().await.expect("an answer").text().await;
        let log: Vec<Value> = serde_json::from_str(&log.expect("text")).expect("JSON");
        log.len()
    }

    async fn fail(&self) {
        let order = r#"{"fault": "status", "status": 500, "path": "/v2/*"}"#;
        let post = self.client.post(format!("{}/_sim/faults", self.url));
        let post = post.header("content-type", "application/json").body(order);
        assert!(post.send().await.expect("an answer").status().is_success());
    }
}

async fn one_round(cloud: &Cloud, admin: &Browser<'_>) -> usize {
    let before = cloud.asked().await;
    let back = location(&admin.get("/Demo/SLIP/servers?q=web&refresh=1").await);
    assert_eq!(back, "/Demo/SLIP/servers?q=web");
    cloud.asked().await - before
}

#[tokio::test(flavor = "multi_thread")]
async fn a_warm_list_asks_the_cloud_nothing_and_refresh_asks_once() {
    let cloud = Cloud::start().await;
    let portal = Portal::of_cloud(&cloud.url, |_| {}).await;
    let admin = portal.signed_in("admin").await;
    admin.page("/Demo/SLIP/servers").await;
    let cold = cloud.asked().await;
    for path in [
        "servers",
        "servers?page=2",
        "servers?q=web&sort=-cpu",
        "servers.csv",
    ] {
        admin.page(&format!("/Demo/SLIP/{path}")).await;
    }
    assert_eq!(cloud.asked().await, cold, "a warm list asks nothing");
    let round = one_round(&cloud, &admin).await;
    assert!(round > 0);
    assert_eq!(one_round(&cloud, &admin).await, round, "as often each time");
    // A cloud that fails leaves what was read before, and says so.
    cloud.fail().await;
    one_round(&cloud, &admin).await;
    let html = admin.page("/Demo/SLIP/servers?q=web").await;
    assert!(html.contains("This is what was true"), "{html}");
    // Nobody is told beside it that the list was refreshed.
    assert!(html.contains("data-missing=\"all\""), "{html}");
    assert!(!ids(&html).is_empty());
}
