//! Confirming is judged on what is true at the press: what changed behind the portal's back since
//! the review is shown first, however short the review was ago, and nothing is sent.

mod world;

use crate::steps::{between, confirmation, open_page, plan};
use crate::support::{Browser, location};
use slipway_simulator::packages::ALWAYS_FAILS;
use std::time::Duration;
use world::World;

/// Confirms what the page of a plan shows; where that leads, or the words of the page it stays on.
async fn confirm(admin: &Browser<'_>, plan: &str, typed: &str) -> (u16, String) {
    let (hash, key) = confirmation(admin, plan).await;
    let path = plan.split('?').next().unwrap_or_default();
    let fields = [
        ("hash", hash.as_str()),
        ("key", key.as_str()),
        ("typed", typed),
    ];
    crate::steps::sent(admin, &format!("{path}/run"), &fields).await
}

async fn operate(admin: &Browser<'_>, operation: &str, servers: &[&str]) -> String {
    let mut fields = vec![("operation", operation)];
    fields.extend(servers.iter().map(|server| ("server", *server)));
    location(&admin.post("/Demo/SLIP/servers/operate", &fields).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_shows_servers_that_were_stopped_or_deleted_since_the_review() {
    let world = World::start().await;
    let portal = world.portal().await;
    let admin = portal.signed_in("admin").await;
    let names = "va1slipweb01 va1slipweb02 va1slipweb03";
    let reviewed = plan(&admin, ALWAYS_FAILS, names).await;
    world.power("powerOff", "va1slipweb01").await;
    world.delete("va1slipweb02").await;
    let before = world.groups_read().await;
    let (status, fresh) = confirm(&admin, &reviewed, "").await;
    assert_eq!(status, 303, "{fresh}");
    assert!(fresh.contains("was="), "{fresh}");
    let asked = world.groups_read().await - before;
    assert_eq!(asked, 1, "the data center concerned, once");
    assert_eq!(world.sent("executePackage").await, 0, "nothing is sent");
    let html = open_page(&admin, &fresh).await;
    let said = between(&html, "Something changed since your review", "</ul>");
    assert!(said.contains("VA1SLIPWEB01: Is stopped"), "{said}");
    assert!(said.contains("VA1SLIPWEB02 is left out now."), "{said}");
    assert!(html.contains("Run on 2 servers"), "{html}");
    let (status, run) = confirm(&admin, &fresh, "").await;
    assert!(
        status == 303 && run.starts_with("/Demo/SLIP/runs/"),
        "{run}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_leaves_out_what_it_no_longer_fits() {
    let world = World::start().await;
    let portal = world.portal().await;
    let admin = portal.signed_in("admin").await;
    let both = operate(&admin, "reboot", &["va1slipweb01", "va1slipweb02"]).await;
    let one = operate(&admin, "pause", &["va1slipweb01"]).await;
    let deletion = operate(&admin, "delete", &["va1slipweb03"]).await;
    world.power("powerOff", "va1slipweb01").await;
    world.delete("va1slipweb03").await;
    let (status, fresh) = confirm(&admin, &both, "").await;
    assert_eq!(status, 303, "{fresh}");
    let html = open_page(&admin, &fresh).await;
    assert!(html.contains("VA1SLIPWEB01 is left out now."), "{html}");
    let (status, page) = confirm(&admin, &one, "").await;
    assert_eq!(status, 409, "{page}");
    let (status, page) = confirm(&admin, &deletion, "VA1SLIPWEB03").await;
    assert_eq!(status, 409, "{page}");
    assert!(page.contains("no longer among this account"), "{page}");
    assert_eq!(world.sent("reboot").await + world.sent("pause").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_become_a_run_is_not_cancelled_where_it_was_reviewed() {
    let world = World::start().await;
    let portal = world.portal().await;
    let admin = portal.signed_in("admin").await;
    let reviewed = operate(&admin, "reboot", &["va1slipweb01"]).await;
    assert!(open_page(&admin, &reviewed).await.contains("Cancel"));
    let (status, run) = confirm(&admin, &reviewed, "").await;
    assert_eq!(status, 303, "{run}");
    let html = open_page(&admin, &reviewed).await;
    assert!(html.contains("Open the run"), "{html}");
    assert!(!html.contains("Cancel"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_and_new_servers_are_held_against_this_moment_too() {
    let world = World::start().await;
    let portal = world.portal().await;
    let admin = portal.signed_in("admin").await;
    let change = [("cpu", "3"), ("memory", "6")];
    let path = "/Demo/SLIP/servers/va1slipweb04/hardware";
    let answer = admin.post(path, &change).await;
    if answer.status() == 303 {
        let reviewed = location(&answer);
        world.delete("va1slipweb04").await;
        let (status, page) = confirm(&admin, &reviewed, "").await;
        assert!([404, 409].contains(&status), "{status} {page}");
    } else {
        panic!("{}", answer.text().await.expect("text"));
    }
    assert_eq!(world.patched().await, 0, "nothing is sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cloud_that_does_not_answer_is_told_and_nothing_is_sent() {
    let world = World::start().await;
    let portal = world.portal().await;
    let admin = portal.signed_in("admin").await;
    let package = plan(&admin, ALWAYS_FAILS, "va1slipweb01").await;
    let operation = operate(&admin, "reboot", &["va1slipweb02"]).await;
    world.fail("/v2/groups/*").await;
    for reviewed in [&package, &operation] {
        let (status, page) = confirm(&admin, reviewed, "").await;
        assert_eq!(status, 503, "{page}");
        assert!(page.contains("The cloud does not answer."), "{page}");
    }
    assert_eq!(world.sent("executePackage").await, 0);
    assert_eq!(world.sent("reboot").await, 0);
    world.heal().await;
    for reviewed in [&package, &operation] {
        let mut end = (0, String::new());
        // The portal spares a cloud that just failed for a moment.
        for _ in 0..80 {
            end = confirm(&admin, reviewed, "").await;
            if end.0 == 303 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        assert!(end.1.starts_with("/Demo/SLIP/runs/"), "{end:?}");
    }
}
