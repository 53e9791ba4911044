//! Home: where sign-in leads, what it says on a first day and later, and stars.

use crate::steps::{between, finished, open_page, run};
use crate::support::{Portal, location};
use slipway_simulator::packages::{ALWAYS_FAILS, NEVER_ENDS};

const HOME: &str = "/Demo/SLIP/home";

#[tokio::test(flavor = "multi_thread")]
async fn sign_in_leads_home_and_a_first_day_says_what_to_do() {
    let portal = Portal::start().await;
    let browser = portal.stranger();
    let answer = browser.sign_in("admin", "slipway", "").await;
    assert_eq!(location(&answer), HOME);
    assert_eq!(location(&browser.get("/").await), HOME);
    let html = open_page(&browser, HOME).await;
    assert!(
        html.contains("Nothing has run yet in this account"),
        "{html}"
    );
    assert!(html.contains("aria-current=\"page\""), "{html}");
    for link in ["/Demo/SLIP/servers\"", "/Demo/SLIP/packages\""] {
        assert!(html.contains(link), "no {link} in {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn home_tells_what_runs_and_offers_the_last_runs_again() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let live = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    let over = run(&admin, ALWAYS_FAILS, "va1slipweb02 va1slipweb03").await;
    finished(&admin, &over).await;
    let html = open_page(&admin, HOME).await;
    let running = between(&html, "id=\"running\"", "</section>");
    assert!(running.contains(&format!("href=\"{live}\"")), "{running}");
    let last = between(&html, "id=\"last\"", "</section>");
    assert!(last.contains(&format!("href=\"{over}\"")), "{last}");
    assert!(last.contains("Again on 2 failed"), "{last}");
    assert!(!html.contains("Needs a decision"), "{html}");
    assert!(html.contains("Servers <span"), "{html}");
    // Whoever may only look starts nothing again, and has run nothing.
    let viewer = portal.signed_in("viewer").await;
    let html = open_page(&viewer, HOME).await;
    assert!(html.contains(&format!("href=\"{live}\"")), "{html}");
    assert!(!html.contains("Again on"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_star_is_kept_for_whoever_gave_it() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let star = format!("/Demo/SLIP/packages/{ALWAYS_FAILS}/star");
    let link = format!("href=\"/Demo/SLIP/packages/{ALWAYS_FAILS}\"");
    let give = [("starred", "yes"), ("back", HOME)];
    assert_eq!(location(&admin.post(&star, &give).await), HOME);
    assert!(open_page(&admin, HOME).await.contains(&link));
    let list = open_page(&admin, "/Demo/SLIP/packages").await;
    let pressed = list.matches("aria-pressed=\"true\" aria-label=\"Star ");
    assert_eq!(pressed.count(), 1, "{list}");
    let viewer = portal.signed_in("viewer").await;
    assert!(!open_page(&viewer, HOME).await.contains(&link));
    let evil = [("starred", "no"), ("back", "//evil.test")];
    let back = location(&admin.post(&star, &evil).await);
    assert_eq!(back, format!("/Demo/SLIP/packages/{ALWAYS_FAILS}"));
    assert!(!open_page(&admin, HOME).await.contains(&link));
    let none = admin.post("/Demo/SLIP/packages/nosuch/star", &give).await;
    assert_eq!(none.status(), 404);
}
