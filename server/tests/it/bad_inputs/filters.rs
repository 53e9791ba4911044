//! Filters in the address: words that mean nothing, numbers beyond all pages, damaged escapes.

use super::page_text;
use crate::steps::run;
use crate::support::Portal;
use slipway_simulator::packages::NEVER_ENDS;

#[tokio::test(flavor = "multi_thread")]
async fn each_bad_filter_is_told_and_the_page_opens() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    run(&admin, NEVER_ENDS, "va1slipweb01").await;
    let long = "x".repeat(6_000);
    let long = [
        (format!("packages?q={long}"), "No package matches"),
        (format!("runs?q={long}"), "No run matches"),
        (format!("servers?q={long}"), "No server matches"),
    ];
    let fixed = [
        (
            "packages?visibility=secret",
            "\"secret\" is no visibility, so it was left out; there are ",
        ),
        ("packages?os=beos", "No package matches"),
        ("packages?q=%00%ff", "No package matches"),
        (
            "runs?state=exploded",
            "\"exploded\" is no state of a run, so it was left out; there are live, paused, finished and stopped.",
        ),
        (
            "runs?by=you",
            "\"you\" is nobody that runs are listed for, so it was left out; there is me.",
        ),
        (
            "runs?page=-4",
            "\"-4\" is no page, so it was left out; pages are numbered from 1.",
        ),
        (
            "runs?page=0",
            "\"0\" is no page, so it was left out; pages are numbered from 1.",
        ),
        (
            "runs?page=one",
            "\"one\" is no page, so it was left out; pages are numbered from 1.",
        ),
        (
            "runs?page=99999999999999999999",
            "\"99999999999999999999\" is no page",
        ),
        ("runs?page=4294967295", "There is no such page"),
        ("runs?page=2", "There is no such page"),
        ("runs?q=%25", "No run matches"),
        ("runs?q=_", "No run matches"),
        ("runs?q='%20OR%201=1--", "No run matches"),
        ("runs?q=%ff", "No run matches"),
        ("runs?q=%00", "No run matches"),
        ("runs?state=live&state=exploded", "1 run"),
        (
            "servers?power=maybe",
            "\"maybe\" is no power state, so it was left out; there are started, stopped and paused.",
        ),
        (
            "servers?sort=colour",
            "\"colour\" is no column to sort by, so it was left out; there are name, status, power, data-center, group, os, cpu, memory, storage and modified.",
        ),
        ("servers?sort=--name", "\"--name\" is no column to sort by"),
        ("servers?status=melted", "No server matches"),
        ("servers?dc=xx1", "No server matches"),
        ("servers?group=nosuch", "No server matches"),
        ("servers?os=beos", "No server matches"),
        (
            "servers?page=0",
            "\"0\" is no page, so it was left out; pages are numbered from 1.",
        ),
        // The last page stands for all that would come after it.
        ("servers?page=9999", "51–60 of 60 servers"),
        ("servers?page=4294967295", "51–60 of 60 servers"),
        ("servers?q=%ff%fe", "No server matches"),
        ("servers?q=%00", "No server matches"),
        ("servers?&&=&=x&page", "of 60 servers"),
        ("runs?%ff=%ff", "1 run"),
    ];
    let fixed = fixed.map(|(path, expected)| (path.to_owned(), expected));
    for (path, expected) in fixed.into_iter().chain(long) {
        let answer = admin.get(&format!("/Demo/SLIP/{path}")).await;
        assert_eq!(answer.status(), 200, "{path:.100}");
        let told = page_text(answer).await;
        assert!(told.contains(expected), "{path:.100}: {told:.4000}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_looked_at_in_a_way_there_is_none_shows_the_whole_run() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    for query in [
        "show=exploded",
        "confirm=yes",
        "show=%ff",
        "still=%00",
        "show=failed&show=x",
    ] {
        let answer = admin.get(&format!("{path}?{query}")).await;
        assert_eq!(answer.status(), 200, "{query}");
    }
    for since in ["x", "-1", "99999999999999999999", "%ff"] {
        let answer = admin.get(&format!("{path}/events?since={since}")).await;
        assert_eq!(answer.status(), 200, "{since}");
    }
}
