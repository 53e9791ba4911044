//! The targets of a run: failures first, found and paged, each reason once, and as files.

use crate::steps::{between, finished, open_page, run};
use crate::support::{Browser, Portal, location};
use slipway_simulator::packages::{ALWAYS_FAILS, FAILS_EVERY_THIRD};

/// The names in the rows of a run's page, in their order.
fn rows(html: &str) -> Vec<String> {
    let body = between(html, "id=\"run-rows\"", "</tbody>");
    let rows = body.split("data-server=\"").skip(1);
    let names = rows.filter_map(|row| row.split('"').next());
    names.map(str::to_owned).collect()
}

/// So many servers that run.
async fn some(browser: &Browser<'_>, count: usize) -> Vec<String> {
    let list = "/Demo/SLIP/servers.json?only=id&status=active&power=started";
    let ids: Vec<String> = serde_json::from_str(&browser.page(list).await).expect("ids");
    ids[..count].to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_stand_first_and_each_reason_once() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let names = "va1slipweb[01-06]";
    let path = run(&admin, FAILS_EVERY_THIRD, names).await;
    let html = finished(&admin, &path).await.replace("<!>", "");
    let found = rows(&html);
    assert_eq!(found.len(), 6, "{html}");
    let states: Vec<_> = between(&html, "id=\"run-rows\"", "</tbody>")
        .split("<tr")
        .skip(1)
        .map(|row| row.contains(">failed<"))
        .collect();
    let failed = states.iter().filter(|failed| **failed).count();
    assert!((1..6).contains(&failed), "{states:?}");
    assert!(
        states.is_sorted_by(|a, b| a >= b),
        "failures first: {states:?}"
    );
    let came_out = between(&html, "id=\"run-reasons\"", "</section>");
    assert!(came_out.contains(&format!("{failed} failed")), "{came_out}");
    assert!(
        html.contains("Took: from being queued to the end."),
        "{html}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn targets_are_found_by_name_and_message_and_downloaded() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let ids = some(&admin, 12).await;
    let path = run(&admin, ALWAYS_FAILS, &ids.join(" ")).await;
    finished(&admin, &path).await;
    let (id, name) = (&ids[7], ids[7].to_uppercase());
    let html = open_page(&admin, &format!("{path}?q={id}")).await;
    assert_eq!(rows(&html), [id.as_str()], "{html}");
    let html = open_page(&admin, &format!("{path}?show=succeeded&q={id}")).await;
    assert!(html.contains("No server stands here."), "{html}");
    let csv = admin.page(&format!("{path}/targets.csv?q={id}")).await;
    let lines: Vec<_> = csv.lines().collect();
    assert_eq!(lines.len(), 2, "{csv}");
    assert!(lines[0].contains("\"run\",\"target\",\"name\""), "{csv}");
    assert!(
        lines[1].starts_with(&format!("\"1\",\"{id}\",\"{name}\"")),
        "{csv}"
    );
    let json = admin.page(&format!("{path}/targets.json")).await;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["run"], 1);
    assert_eq!(json["targets"].as_array().map(Vec::len), Some(12));
    assert_eq!(json["targets"][0]["state"], "failed");
    let answer = admin.get(&format!("{path}/targets.json")).await;
    let name = answer.headers()["content-disposition"]
        .to_str()
        .expect("text");
    assert_eq!(name, "attachment; filename=\"run-SLIP-1.json\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_the_same_reason_is_run_again_by_itself() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = run(&admin, ALWAYS_FAILS, "va1slipweb01 va1slipweb02").await;
    let html = finished(&admin, &path).await;
    let again = format!("{path}/again");
    let other = [("state", "failed"), ("message", "said of nobody")];
    assert_eq!(admin.post(&again, &other).await.status(), 409);
    let json = admin.page(&format!("{path}/targets.json")).await;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let message = json["targets"][0]["message"].as_str().unwrap_or_default();
    let said = [("state", "failed"), ("message", message)];
    let review = location(&admin.post(&again, &said).await);
    assert!(review.starts_with("/Demo/SLIP/plans/"), "{review}: {html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_two_hundred_targets_are_paged() {
    let portal = Portal::start_with(|options| options.servers = Some(640)).await;
    let admin = portal.signed_in("admin").await;
    let names = some(&admin, 230).await.join(" ");
    let path = run(&admin, ALWAYS_FAILS, &names).await;
    let html = finished(&admin, &path).await.replace("<!>", "");
    assert_eq!(rows(&html).len(), 200);
    assert!(html.contains("1–200 of 230"), "{html}");
    let second = open_page(&admin, &format!("{path}?page=2")).await;
    assert_eq!(rows(&second).len(), 30);
    let csv = admin.page(&format!("{path}/targets.csv")).await;
    assert_eq!(csv.lines().count(), 231);
}
