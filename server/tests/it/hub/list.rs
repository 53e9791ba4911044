//! The list of runs: narrowed and sorted by its address alone.

use crate::steps::{finished, open_page, run};
use crate::support::{Browser, Portal, location};
use slipway_simulator::packages::{ALWAYS_FAILS, FAILS_EVERY_THIRD};

/// The numbers of the runs that a list shows, in its order.
async fn listed(browser: &Browser<'_>, query: &str) -> Vec<String> {
    let html = open_page(browser, &format!("/Demo/SLIP/runs?{query}")).await;
    let links = html.split("href=\"/Demo/SLIP/runs/").skip(1);
    let numbers = links.filter_map(|link| link.split('"').next());
    let numbers = numbers.filter(|text| text.parse::<u32>().is_ok());
    numbers.map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_are_narrowed_by_kind_failures_person_and_words() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let failed = run(&admin, ALWAYS_FAILS, "va1slipweb01 va1slipweb03").await;
    let good = run(&admin, FAILS_EVERY_THIRD, "va1slipweb02").await;
    for run in [&failed, &good] {
        finished(&admin, run).await;
    }
    let operator = portal.signed_in("operator").await;
    let reboot = [("operation", "reboot"), ("server", "va1slipweb02")];
    let plan = location(&operator.post("/Demo/SLIP/servers/operate", &reboot).await);
    let (hash, key) = crate::steps::confirmation(&operator, &plan).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let operated = location(&operator.post(&format!("{plan}/run"), &confirm).await);
    finished(&admin, &operated).await;
    for (query, numbers) in [
        ("", &["3", "2", "1"][..]),
        ("sort=started", &["1", "2", "3"]),
        ("kind=package", &["2", "1"]),
        ("kind=operation", &["3"]),
        ("kind=execution", &[]),
        ("failed=yes", &["1"]),
        ("by=me", &["2", "1"]),
        ("by=me&failed=yes", &["1"]),
        ("q=%233", &["3"]),
        ("sort=who", &["2", "1", "3"]),
        ("sort=-who", &["3", "2", "1"]),
        ("kind=coffee", &["3", "2", "1"]),
    ] {
        assert_eq!(listed(&admin, query).await, numbers, "{query}");
    }
    let html = open_page(&admin, "/Demo/SLIP/runs").await;
    assert!(
        html.contains("VA1SLIPWEB02"),
        "one target has a name: {html}"
    );
    assert!(html.contains("sort=-took"), "{html}");
    let narrow = open_page(&admin, "/Demo/SLIP/runs?failed=yes&kind=package").await;
    for chip in ["with failures", "kind: package"] {
        assert!(narrow.contains(chip), "no {chip} in {narrow}");
    }
    let none = open_page(&admin, "/Demo/SLIP/runs?kind=execution").await;
    assert!(none.contains("No run matches"), "{none}");
    let told = open_page(&admin, "/Demo/SLIP/runs?kind=coffee").await;
    assert!(told.contains("no kind of run"), "{told}");
}
