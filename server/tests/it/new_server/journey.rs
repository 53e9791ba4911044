//! From a template to active servers.

use super::{built, confirmed, filled, group, open_page, planned};
use crate::steps::{confirmation, hidden};
use crate::support::{Portal, location};
use slipway_simulator::packages::{NEVER_ENDS, SHOWCASE};

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_built_from_a_template_and_its_page_is_open() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let form = filled(
        &group,
        &[
            ("name", "fresh"),
            ("password", "Root-Pass-9"),
            ("secret", "password"),
            ("storage", "premium"),
            ("add-size[0]", "20"),
            ("add-kind[0]", "partitioned"),
            ("add-path[0]", "/data"),
            ("primary-dns", "10.0.0.53"),
            ("ttl", "2091-05-09T17:30"),
        ],
    );
    let plan = planned(&admin, &form).await;
    let html = open_page(&admin, &plan).await;
    for words in [
        "Review: Create server",
        "CentOS 6 | 64-bit",
        ">CENTOS-6-64-TEMPLATE</code>",
        "VA1SLIPFRESH01",
        "20 GB at /data",
        "10.0.0.53",
        "2091-05-09 17:30 UTC",
        "set, not shown",
        "&quot;sourceServerId&quot;: &quot;CENTOS-6-64-TEMPLATE&quot;",
        "&quot;password&quot;: &quot;***&quot;",
        "&quot;memoryGB&quot;: 4",
        "servers/SLIP&#x27;",
    ] {
        let unescaped = words.replace("&quot;", "\"").replace("&#x27;", "'");
        assert!(
            html.contains(words) || html.contains(&unescaped),
            "no {words} in {html}"
        );
    }
    assert!(!html.contains("Root-Pass-9"));
    let over = built(&admin, &plan).await;
    assert!(over.contains("The server succeeded in"), "{over}");
    assert!(
        over.contains("href=\"/Demo/SLIP/servers/va1slipfresh01\""),
        "{over}"
    );
    assert!(over.contains("Open VA1SLIPFRESH01"), "{over}");
    let server = open_page(&admin, "/Demo/SLIP/servers/va1slipfresh01").await;
    for words in ["VA1SLIPFRESH01", "active", "made by a test", "/data"] {
        assert!(server.contains(words), "no {words} in {server}");
    }
    let shown = admin
        .post("/Demo/SLIP/servers/va1slipfresh01/credentials", &[])
        .await;
    let shown = shown.text().await.expect("text");
    assert!(
        shown.contains("Root-Pass-9"),
        "it has the password that was typed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn several_numbered_servers_are_one_call_and_one_outcome_each() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let form = filled(&group, &[("name", "node"), ("count", "3")]);
    let plan = planned(&admin, &form).await;
    let html = open_page(&admin, &plan).await;
    for words in [
        "Review: Create 3 servers",
        "NODE (1 of 3)",
        "NODE (3 of 3)",
        "VA1SLIPNODE01, VA1SLIPNODE02, VA1SLIPNODE03",
        "It is sent 3 times, once for each server.",
    ] {
        assert!(html.contains(words), "no {words} in {html}");
    }
    let over = built(&admin, &plan).await;
    assert!(over.contains("All 3 servers succeeded in"), "{over}");
    for number in 1..=3 {
        let link = format!("href=\"/Demo/SLIP/servers/va1slipnode0{number}\"");
        assert!(over.contains(&link), "no {link} in {over}");
    }
    assert!(
        !over.contains("id=\"run-open\""),
        "which of them would it open?"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_comes_twice_builds_once() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let plan = planned(&admin, &filled(&group, &[("name", "once")])).await;
    let (hash, key) = confirmation(&admin, &plan).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let path = format!("{plan}/run");
    let (one, two) = tokio::join!(admin.post(&path, &confirm), admin.post(&path, &confirm));
    assert_eq!(location(&one), location(&two));
    crate::steps::finished(&admin, &location(&one)).await;
    let missing = admin.get("/Demo/SLIP/servers/va1sliponce02").await;
    assert_eq!(missing.status(), 404, "there is no second one");
}

#[tokio::test(flavor = "multi_thread")]
async fn packages_run_after_the_build_with_their_values() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    // The showcase wants parameters: it is added first, and its form appears.
    let add = filled(&group, &[("add-package", SHOWCASE), ("do", "review")]);
    let draft = super::post(&admin, &add).await;
    assert!(draft.ends_with("#packages"), "{draft}");
    let html = open_page(&admin, &draft).await;
    assert_eq!(hidden(&html, "package"), SHOWCASE);
    let name = |variable: &str| format!("package[{SHOWCASE}].p[SLIP.Showcase.{variable}][]");
    assert!(html.contains(&name("Greeting")), "{html}");
    let (greeting, workers) = (name("Greeting"), name("Workers"));
    let (environment, password) = (name("Environment"), name("AdminPassword"));
    let form = filled(
        &group,
        &[
            ("package", SHOWCASE),
            (&greeting, "Hello"),
            (&workers, "4"),
            (&environment, "stage"),
            ("secret", &password),
            (&password, "Long-enough-9"),
        ],
    );
    let plan = planned(&admin, &form).await;
    let html = open_page(&admin, &plan).await;
    for words in ["Packages to run after the build", "Hello", "set, not shown"] {
        assert!(html.contains(words), "no {words} in {html}");
    }
    assert!(!html.contains("Long-enough-9"));
    let over = built(&admin, &plan).await;
    assert!(over.contains("The server succeeded in"), "{over}");
    // A value that its package refuses is refused here too, at its field.
    let wrong = filled(&group, &[("package", SHOWCASE), (&workers, "many")]);
    let html = open_page(&admin, &super::post(&admin, &wrong).await).await;
    assert!(html.contains("href=\"#k0-p-"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_that_never_ends_keeps_its_server_under_way_until_watching_stops() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let form = filled(&group, &[("package", NEVER_ENDS), ("managed", "true")]);
    let plan = planned(&admin, &form).await;
    let run = confirmed(&admin, &plan).await;
    let html = open_page(&admin, &run).await;
    assert!(html.contains("What is built"), "{html}");
    let stop = admin.post(&format!("{run}/stop"), &[]).await;
    assert_eq!(stop.status(), 303);
}
