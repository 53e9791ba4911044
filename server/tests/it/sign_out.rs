//! Signing out while runs go on: they are told first, and go on or are watched no more.

use crate::steps::{open_page, run, sent, until};
use crate::support::Portal;
use slipway_simulator::packages::{ALWAYS_FAILS, NEVER_ENDS};

const OUT: &str = "/sign-out";

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_on_is_told_and_goes_on_or_is_stopped() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let live = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    let over = run(&admin, ALWAYS_FAILS, "va1slipweb02").await;
    until(&admin, &over, "Run again on 1 failed").await;
    let asked = sent(&admin, OUT, &[("runs", "ask")]).await;
    assert_eq!(asked, (303, OUT.to_owned()), "asked first");
    let page = open_page(&admin, OUT).await;
    assert!(
        page.contains("1 run that you started is not over."),
        "{page}"
    );
    assert!(page.contains(&format!("href=\"{live}\"")), "{page}");
    assert!(!page.contains(&format!("href=\"{over}\"")), "{page}");
    let gone = sent(&admin, OUT, &[("runs", "go-on")]).await;
    assert_eq!(gone, (303, "/sign-in".to_owned()));
    assert_eq!(admin.get(OUT).await.status(), 303, "nobody is signed in");
    let again = portal.signed_in("admin").await;
    assert!(open_page(&again, &live).await.contains(">live</span>"));
    // Others' runs are not theirs to be told of, or to be stopped by that.
    let operator = portal.signed_in("operator").await;
    let gone = sent(&operator, OUT, &[("runs", "ask")]).await;
    assert_eq!(gone, (303, "/sign-in".to_owned()));
    let stopped = sent(&again, OUT, &[("runs", "stop")]).await;
    assert_eq!(stopped, (303, "/sign-in".to_owned()));
    let viewer = portal.signed_in("viewer").await;
    let page = open_page(&viewer, &live).await;
    assert!(page.contains(">stopped</span>"), "{page}");
}
