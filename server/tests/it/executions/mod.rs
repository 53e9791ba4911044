//! Executions of a Cloudify Manager over the simulated manager: listed here, one by one in the files
//! below.

mod acting;
mod by_hand;
mod foreign;
mod log;
mod stage;
mod trouble;

use crate::support::{Browser, location};
use stage::{portal, signed_in};

/// The list of executions.
const LIST: &str = "/Flow/default_tenant/executions";

/// A page without the marks between its texts.
async fn plain(browser: &Browser<'_>, path: &str) -> String {
    browser.page(path).await.replace("<!>", "")
}

/// The addresses of the executions that a list shows, in its order.
fn listed(html: &str) -> Vec<&str> {
    let rows = html
        .split("<th scope=\"row\" class=\"table-main\">")
        .skip(1);
    let rows = rows.filter_map(|row| row.split("href=\"").nth(1));
    rows.filter_map(|row| row.split('"').next()).collect()
}

/// What the counter of a tab says.
fn counted(html: &str, tab: &str) -> u64 {
    let count = html
        .split(&format!("{tab} <span class=\"tabs-count\">"))
        .nth(1);
    let count = count.and_then(|rest| rest.split('<').next());
    count.expect(tab).replace(',', "").parse().expect(tab)
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_are_listed_page_by_page_and_counted_by_status() {
    let portal = portal().await;
    for (user, password) in [("vic", "vic123"), ("admin", "admin")] {
        let browser = signed_in(&portal, user, password).await;
        let first = plain(&browser, LIST).await;
        assert_eq!(listed(&first).len(), 50, "{user}");
        let all = counted(&first, "All");
        assert!(all > 5_000, "{all}");
        let parts = ["Failed", "In progress", "Waiting", "Cancelled", "Succeeded"];
        let sum: u64 = parts.iter().map(|tab| counted(&first, tab)).sum();
        assert_eq!(sum, all, "every status belongs to one of the tabs");
        let second = plain(&browser, &format!("{LIST}?page=2")).await;
        assert_eq!(listed(&second).len(), 50);
        assert!(
            listed(&second)
                .iter()
                .all(|one| !listed(&first).contains(one))
        );
        let beyond = plain(&browser, &format!("{LIST}?page=9000")).await;
        assert!(beyond.contains("There is no such page"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_leaves_what_fits_it_and_stands_in_the_address() {
    let portal = portal().await;
    let browser = signed_in(&portal, "ursula", "ursula123").await;
    let failed = plain(&browser, &format!("{LIST}?status=failed")).await;
    let shown = listed(&failed).len();
    assert_eq!(shown as u64, counted(&failed, "Failed").min(50));
    assert_eq!(failed.matches(">failed</span>").count(), shown, "{failed}");
    let of_d1 = plain(&browser, &format!("{LIST}?deployment=d1")).await;
    assert!(of_d1.contains("deployment: d1"), "a chip takes it back");
    assert!(!listed(&of_d1).is_empty());
    let nobody = plain(&browser, &format!("{LIST}?by=nobody")).await;
    assert!(nobody.contains("No execution matches") && listed(&nobody).is_empty());
    let turned = plain(&browser, &format!("{LIST}?sort=created")).await;
    assert_ne!(listed(&turned), listed(&plain(&browser, LIST).await));
    // The manager itself breaks on a status that it does not know.
    let odd = plain(&browser, &format!("{LIST}?status=banana")).await;
    assert!(odd.contains("There is no status “banana”."), "{odd}");
    assert_eq!(listed(&odd).len(), 50, "all are shown");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_execution_says_where_it_stands_and_what_it_was_started_with() {
    let portal = portal().await;
    let browser = signed_in(&portal, "vic", "vic123").await;
    let failed = plain(&browser, &format!("{LIST}?status=failed")).await;
    let path = listed(&failed).first().copied().expect("one that failed");
    let page = plain(&browser, path).await;
    assert!(page.contains("What went wrong"), "{page}");
    assert!(page.contains("badge badge-bad\">failed</strong>"), "{page}");
    assert!(page.contains("aria-label=\"Time line\"") && page.contains(">Parameters</h2>"));
    let gone = browser.get(&format!("{LIST}/nope")).await;
    assert_eq!(gone.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_in_several_tenants_filters_by_them_too() {
    let portal = portal().await;
    let ursula = signed_in(&portal, "ursula", "ursula123").await;
    let alone = plain(&ursula, LIST).await;
    assert!(!alone.contains("name=\"account\""), "there is one tenant");
    let otto = signed_in(&portal, "otto", "otto123").await;
    assert!(plain(&otto, LIST).await.contains("name=\"account\""));
    let asked = "status=failed&account=tenant_b";
    let answer = otto.get(&format!("{LIST}?{asked}")).await;
    assert_eq!(location(&answer), "/Flow/tenant_b/executions?status=failed");
    // Nobody is led to a tenant that they are not in: the list stays where it is.
    let stays = ursula.get(&format!("{LIST}?{asked}")).await;
    assert_eq!(stays.status(), 200);
}
