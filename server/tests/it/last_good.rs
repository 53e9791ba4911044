//! The review of a package that ran before: what is different since it last succeeded there.

use crate::steps::{asked_count, confirmation, finished, open_page, sent};
use crate::support::{Browser, Portal};
use slipway_simulator::packages::FAILS_EVERY_THIRD;

const NOTE: &str = "p[SLIP.Sentinel.Note][]";
const HERE: &str = "va1slipweb0[1-3]";

/// Plans the package with a note.
async fn planned(browser: &Browser<'_>, names: &str, note: &str) -> String {
    let review = format!("/Demo/SLIP/packages/{FAILS_EVERY_THIRD}/review");
    let form = [("names", names), (NOTE, note), ("do", "review")];
    let (status, plan) = sent(browser, &review, &form).await;
    assert_eq!(status, 303, "{plan}");
    plan
}

#[tokio::test(flavor = "multi_thread")]
async fn what_differs_from_the_last_run_that_succeeded_there_is_told() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let first = planned(&admin, HERE, "before <b>").await;
    let page = open_page(&admin, &first).await;
    assert!(!page.contains("Since it last succeeded here"), "{page}");
    let (hash, key) = confirmation(&admin, &first).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    assert_eq!(asked_count(&page), "");
    let (_, run) = sent(&admin, &format!("{first}/run"), &confirm).await;
    assert!(finished(&admin, &run).await.contains("succeeded"));
    let same = planned(&admin, HERE, "before <b>").await;
    let page = open_page(&admin, &same).await;
    assert!(page.contains("The same values as in "), "{page}");
    assert!(page.contains(&format!("href=\"{run}\"")), "{page}");
    let other = planned(&admin, HERE, "after").await;
    let page = open_page(&admin, &other).await;
    assert!(page.contains("1 value is different from "), "{page}");
    assert!(page.contains(">after</bdi>"), "{page}");
    assert!(page.contains("before &lt;b&gt;"), "{page}");
    assert!(page.contains("of these servers"), "{page}");
    let elsewhere = planned(&admin, "de1slipweb01", "after").await;
    let page = open_page(&admin, &elsewhere).await;
    assert!(!page.contains("Since it last succeeded here"), "{page}");
}
