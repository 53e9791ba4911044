//! Runs have numbers that people can say, and lead to what they are about.

use crate::steps::{between, finished, last, open_page, plan, run, share};
use crate::support::{Portal, location};
use slipway_simulator::packages::{ALWAYS_FAILS, FAILS_EVERY_THIRD};

/// The id of a run, as only the database tells it.
async fn id_of(portal: &Portal, number: u64) -> String {
    use sqlx::{Connection, SqliteConnection};
    let url = format!("sqlite:{}?mode=ro", portal.database().display());
    let mut database = SqliteConnection::connect(&url).await.expect("a database");
    let id = sqlx::query_scalar("SELECT run FROM run_numbers WHERE number = ?1");
    let id = id.bind(number.cast_signed()).fetch_one(&mut database).await;
    id.expect("a run")
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_are_called_by_their_numbers_and_found_by_them() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let first = run(&admin, ALWAYS_FAILS, "va1slipweb01").await;
    let second = run(&admin, FAILS_EVERY_THIRD, "va1slipweb02").await;
    assert_eq!(
        (first.as_str(), second.as_str()),
        ("/Demo/SLIP/runs/1", "/Demo/SLIP/runs/2")
    );
    let html = finished(&admin, &first).await.replace("<!>", "");
    assert!(html.contains("<title>#1 "), "{html}");
    let heading = between(&html, "<h1", "</h1>");
    assert!(heading.contains("#1</span>"), "{heading}");
    for text in ["%231", "1"] {
        let list = open_page(&admin, &format!("/Demo/SLIP/runs?q={text}")).await;
        assert!(list.contains("href=\"/Demo/SLIP/runs/1\""), "{text}");
        assert!(!list.contains("href=\"/Demo/SLIP/runs/2\""), "{text}");
    }
    // Whoever holds a link learns no number.
    let (token, _) = share(&admin, &second).await;
    let shared = open_page(&portal.stranger(), &format!("/s/{token}")).await;
    assert!(
        !shared.contains("#2") && !shared.contains("runs/2"),
        "{shared}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_names_the_id_leads_to_the_number() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = run(&admin, ALWAYS_FAILS, "va1slipweb01").await;
    finished(&admin, &path).await;
    let id = id_of(&portal, 1).await;
    let old = format!("/Demo/SLIP/runs/{id}");
    let led = location(&admin.get(&format!("{old}?show=failed&still=1")).await);
    assert_eq!(led, format!("{path}?show=failed&still=1"));
    // What is posted there, or listens there, need not be led on.
    let events = admin.get(&format!("{old}/events")).await;
    assert_eq!(events.status(), 200);
    let stopped = admin.post(&format!("{old}/stop"), &[]).await;
    assert_eq!(stopped.status(), 409, "it is over");
    assert_eq!(admin.get(&format!("{old}/shares")).await.status(), 200);
    // Neither name says anything to another account.
    let other = portal.signed_in("other").await;
    for name in [id.as_str(), "1"] {
        let answer = other.get(&format!("/Demo/OTHR/runs/{name}")).await;
        assert_eq!(answer.status(), 404, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_leads_to_its_targets_its_package_and_its_repetitions() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let names = "va1slipweb01 va1slipweb02";
    let first = run(&admin, ALWAYS_FAILS, names).await;
    finished(&admin, &first).await;
    // No secret is asked for: it goes straight to the review.
    let again = [("state", "failed")];
    let review = location(&admin.post(&format!("{first}/again"), &again).await);
    assert!(review.starts_with("/Demo/SLIP/plans/"), "{review}");
    let (hash, key) = crate::steps::confirmation(&admin, &review).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let second = location(&admin.post(&format!("{review}/run"), &confirm).await);
    finished(&admin, &second).await;
    let html = open_page(&admin, &first).await;
    for link in [
        format!("again as <a href=\"{second}\">#2</a>"),
        format!("href=\"/Demo/SLIP/packages/{ALWAYS_FAILS}\""),
        "href=\"/Demo/SLIP/servers/va1slipweb01\"".to_owned(),
    ] {
        assert!(html.contains(&link), "no {link} in {html}");
    }
    let html = open_page(&admin, &second).await;
    let link = format!("repeats <a href=\"{first}\">#1</a>");
    assert!(html.contains(&link), "no {link} in {html}");
    assert_eq!(last(&second), "2");
    // A plan of another package has no earlier run.
    let other = plan(&admin, FAILS_EVERY_THIRD, "va1slipweb03").await;
    assert!(!open_page(&admin, &other).await.contains("an earlier run"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_a_deleted_server_tells_what_ran_on_it() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let server = "va1slipweb05";
    let ran = run(&admin, ALWAYS_FAILS, server).await;
    finished(&admin, &ran).await;
    let order = [("operation", "delete"), ("server", server)];
    let plan = location(&admin.post("/Demo/SLIP/servers/operate", &order).await);
    let (hash, key) = crate::steps::confirmation(&admin, &plan).await;
    let confirm = [
        ("hash", hash.as_str()),
        ("key", key.as_str()),
        ("typed", "VA1SLIPWEB05"),
    ];
    let deleted = location(&admin.post(&format!("{plan}/run"), &confirm).await);
    finished(&admin, &deleted).await;
    let page = admin.get(&format!("/Demo/SLIP/servers/{server}")).await;
    assert_eq!(page.status(), 404);
    let html = page.text().await.expect("text").replace("<!>", "");
    assert!(html.contains("VA1SLIPWEB05"), "{html}");
    assert!(html.contains("What ran on it is still known."), "{html}");
    for run in [ran, deleted] {
        assert!(html.contains(&format!("href=\"{run}\"")), "{run}: {html}");
    }
    let never = admin.get("/Demo/SLIP/servers/va1slipnever").await;
    assert_eq!(never.status(), 404);
    let html = never.text().await.expect("text");
    assert!(html.contains("Server was not found."), "{html}");
}
