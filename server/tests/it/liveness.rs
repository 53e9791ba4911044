//! What is shown is as old as it says: streams that tell they are alive, lists that are read again
//! after an operation, offers and words that fit what has happened.

use crate::steps::{between, confirmation, finished, run, share, until};
use crate::support::{Browser, Portal, location};
use slipway_simulator::packages::NEVER_ENDS;
use sqlx::{Connection, SqliteConnection};
use std::time::Duration;

/// Orders an operation on one server and confirms it; the path of its run, once it is over.
async fn operated(admin: &Browser<'_>, operation: &str, server: &str, typed: &str) -> String {
    let order = [("operation", operation), ("server", server)];
    let plan = location(&admin.post("/Demo/SLIP/servers/operate", &order).await);
    let (hash, key) = confirmation(admin, &plan).await;
    let confirm = [
        ("hash", hash.as_str()),
        ("key", key.as_str()),
        ("typed", typed),
    ];
    let run = location(&admin.post(&format!("{plan}/run"), &confirm).await);
    assert!(finished(admin, &run).await.contains("succeeded"));
    run
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_says_that_it_is_alive_and_what_the_time_is() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let run = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    let mut stream = admin.get(&format!("{run}/events")).await;
    let mut told = String::new();
    while !(told.contains("event: beat") && told.ends_with("\n\n")) {
        let part = tokio::time::timeout(Duration::from_secs(10), stream.chunk());
        let part = part.await.expect("a beat in time").expect("a stream");
        told.push_str(&String::from_utf8_lossy(&part.expect("no end")));
    }
    let beat = between(&told, "event: beat\ndata: ", "\n");
    let beat: i64 = beat.parse().expect("milliseconds");
    let state = between(&told, "\"now\":", ",");
    let state: i64 = state.parse().expect("milliseconds");
    assert!(beat >= state && state > 1_700_000_000_000, "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_not_told_of_a_change_finds_out() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let run = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    until(&admin, &run, "executing").await;
    let mut stream = admin.get(&format!("{run}/events")).await;
    let url = format!("sqlite:{}", portal.database().display());
    let mut database = SqliteConnection::connect(&url).await.expect("opened");
    let mut told = String::new();
    let mut changed = false;
    while told.matches("event: state").count() < 2 {
        let part = tokio::time::timeout(Duration::from_secs(10), stream.chunk());
        let part = part.await.expect("a message in time").expect("a stream");
        told.push_str(&String::from_utf8_lossy(&part.expect("no end")));
        if !changed {
            // Somebody else does, who tells nobody here.
            let change = sqlx::query("UPDATE runs SET version = version + 1");
            change.execute(&mut database).await.expect("changed");
            changed = true;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_pages_are_read_again_once_an_operation_ended() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for (operation, word) in [("power-off", "stopped"), ("power-on", "started")] {
        let list = "/Demo/SLIP/servers?q=va1slipweb02";
        admin.page(list).await;
        operated(&admin, operation, "va1slipweb02", "").await;
        for path in [list, "/Demo/SLIP/servers/va1slipweb02"] {
            let html = admin.page(path).await;
            let main = between(&html, "<main", "</main>");
            assert!(main.contains(&format!(">{word}<")), "{path}: {main}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_succeeded_is_not_offered_again_where_it_cannot_work() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for (operation, server, why) in [
        ("power-off", "va1slipweb03", "It is stopped already."),
        (
            "start-maintenance",
            "va1slipweb04",
            "It is in maintenance mode already.",
        ),
        ("archive", "va1slipweb05", "It is archived."),
        ("delete", "va1slipweb06", "is gone for good."),
    ] {
        let typed = if operation == "delete" {
            server.to_uppercase()
        } else {
            String::new()
        };
        let run = operated(&admin, operation, server, &typed).await;
        // Whether the list was read again meanwhile must not matter to whoever is gone.
        for warm in [false, true] {
            if warm {
                admin.page("/Demo/SLIP/servers").await;
            }
            let html = admin.page(&run).await.replace("<!>", "");
            let again = between(&html, "id=\"run-again\"", "</section>");
            assert!(again.contains("Run again on 1 succeeded"), "{again}");
            assert!(
                !again.contains("value=\"succeeded\""),
                "{operation}: {again}"
            );
            assert!(
                warm || again.contains("already.") || again.contains(why),
                "{again}"
            );
        }
        for state in ["succeeded", "all"] {
            let again = admin
                .post(&format!("{run}/again"), &[("state", state)])
                .await;
            assert_eq!(again.status(), 409, "{operation} {state}");
        }
    }
    // What can be done twice is offered twice.
    let run = operated(&admin, "reboot", "va1slipdb01", "").await;
    let again = [("state", "succeeded")];
    let plan = location(&admin.post(&format!("{run}/again"), &again).await);
    assert!(plan.starts_with("/Demo/SLIP/plans/"), "{plan}");
    // So is what somebody undid since.
    let run = operated(&admin, "power-off", "va1slipweb01", "").await;
    operated(&admin, "power-on", "va1slipweb01", "").await;
    admin.page("/Demo/SLIP/servers").await;
    let plan = location(&admin.post(&format!("{run}/again"), &again).await);
    assert!(plan.starts_with("/Demo/SLIP/plans/"), "{plan}");
}

/// Calls are limited, servers are not: nothing may read as if eight of forty were under way.
#[tokio::test(flavor = "multi_thread")]
async fn every_page_says_that_all_servers_start_at_once() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let names = "va1slipweb0[1-6] va1slipdb0[1-2] va1slipapp03".to_owned();
    let review = format!("/Demo/SLIP/packages/{NEVER_ENDS}/review");
    let fields = [("names", names.as_str()), ("do", "review")];
    let plan = location(&admin.post(&review, &fields).await);
    let plan = admin.page(&plan).await;
    let run = run(&admin, NEVER_ENDS, &names).await;
    let page = until(&admin, &run, "run-rows").await;
    let (token, _) = share(&admin, &run).await;
    let shared = admin.page(&format!("/s/{token}")).await;
    for (what, html, words) in [
        ("review", plan.clone(), "all start at once"),
        ("call", plan, "none waits for what becomes of another"),
        ("run", page, "all start at once"),
        ("shared", shared, "all start at once"),
    ] {
        assert!(html.contains(words), "{what}: {html}");
        for limit in ["at most 8", "At most 8", "under way at once"] {
            assert!(!html.contains(limit), "{what} says {limit:?}");
        }
    }
}
