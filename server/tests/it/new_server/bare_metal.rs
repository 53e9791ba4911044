//! Machines of their own: offered where there are any, reviewed and ordered with what counts for
//! them, and back to a virtual server with nothing lost.

use super::{NEW, REVIEW, built, choice, confirmed, filled, open_page, planned, post};
use crate::support::{Browser, Portal, location};
use slipway_simulator::packages::SHOWCASE;

/// A configuration of which some are free, and one of which none is.
const FREE: &str = "529e2592a3e640a7c2617b5e8bc8feaed95eab22";
const GONE: &str = "f24b18ba2ce23657657444601649c7b8b7f9b60c";

/// A group of DE1.
async fn group(browser: &Browser<'_>) -> String {
    choice(
        &open_page(browser, &format!("{NEW}?dc=de1")).await,
        "group",
        "Frankfurt",
    )
}

/// A machine that would pass, with what a browser posts of the other half and `changes`.
fn machine<'a>(group: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let right = [
        ("dc", "de1"),
        ("shown", "de1"),
        ("type", "bareMetal"),
        ("configuration", FREE),
        ("os", "redHat6_64Bit"),
        ("template", ""),
        ("cpu", "99"),
        ("storage", "tape"),
        ("ip", "10.1"),
        ("ttl", "soon"),
        ("managed", "true"),
        ("add-size[0]", "0"),
        ("package", SHOWCASE),
    ];
    let given = |name: &str| changes.iter().any(|(other, _)| *other == name);
    let right = right.into_iter().filter(|(name, _)| !given(name));
    let all: Vec<_> = right.chain(changes.iter().copied()).collect();
    filled(group, &all)
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_are_offered_only_where_there_are_any() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let html = open_page(&admin, &format!("{NEW}?dc=de1")).await;
    for words in [
        "value=\"bareMetal\"",
        "Intel(R) Xeon(R) CPU E3-1271 v3 @ 3.60GHz",
        "1 × 4 cores, 16 GB of memory, 2 × 1000 GB HDD at 7200 rpm, 0.56 an hour.",
        "2 × 8 cores, 128 GB of memory, 6 × 2000 GB HDD at 7200 rpm, 1.825 an hour. Few are left.",
        "None is free now.",
        "RedHat Enterprise Linux 6 64-bit · 0.075 an hour for each processor",
    ] {
        assert!(html.contains(words), "no {words} in {html}");
    }
    let elsewhere = open_page(&admin, &format!("{NEW}?dc=va1")).await;
    let copy = open_page(&admin, &format!("{NEW}?clone=de1slipapi01")).await;
    for html in [elsewhere, copy] {
        assert!(!html.contains("bareMetal"), "{html}");
        assert!(!html.contains("Intel(R)"), "{html}");
        assert!(html.contains("value=\"hyperscale\""), "{html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_is_reviewed_and_ordered_with_what_counts_for_it() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let password = [("secret", "password"), ("password", "Canary-Root-1")];
    let plan = planned(&admin, &machine(&group, &password)).await;
    let html = open_page(&admin, &plan).await;
    for words in [
        "Intel(R) Xeon(R) CPU E3-1271 v3 @ 3.60GHz: 1 × 4 cores, 16 GB of memory",
        "2 × 1000 GB HDD at 7200 rpm, 0.56 an hour",
        "RedHat Enterprise Linux 6 64-bit · 0.075 an hour for each processor",
        "bare metal",
        &format!("&quot;configurationId&quot;: &quot;{FREE}&quot;"),
        "&quot;osType&quot;: &quot;redHat6_64Bit&quot;",
        "&quot;type&quot;: &quot;bareMetal&quot;",
        "set, not shown",
    ] {
        let unquoted = words.replace("&quot;", "\"");
        assert!(
            html.contains(words) || html.contains(&unquoted),
            "no {words} in {html}"
        );
    }
    for gone in [
        "memoryGB",
        "sourceServerId",
        "ttl",
        "Further disks",
        "Showcase",
        "Canary-Root-1",
    ] {
        assert!(!html.contains(gone), "{gone} in {html}");
    }
    let html = built(&admin, &plan).await;
    assert!(html.contains("Open DE1SLIPNEW01"), "{html}");
    let html = open_page(&admin, "/Demo/SLIP/servers/de1slipnew01").await;
    assert!(html.contains("Intel(R) Xeon(R) CPU E3-1271 v3"), "{html}");
    assert!(html.contains("2 x 1000 GB Hdd, 7200 rpm"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_machine_stands_at_its_field() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    for (changes, control, words) in [
        (
            ("configuration", ""),
            "configuration",
            "Choose a configuration of those listed.",
        ),
        (
            ("configuration", "x"),
            "configuration",
            "Choose a configuration of those listed.",
        ),
        (
            ("configuration", GONE),
            "configuration",
            "No machine of this configuration is free now.",
        ),
        (
            ("os", ""),
            "os",
            "Choose an operating system of those listed.",
        ),
        (
            ("os", "debian7_64Bit"),
            "os",
            "Choose an operating system of those listed.",
        ),
        (("name", "a b"), "name", "It takes 1 to 6 characters"),
        (
            ("network", "vlan"),
            "network",
            "This network is not offered",
        ),
        (
            ("primary-dns", "ns1"),
            "primary-dns",
            "It is not an IP address.",
        ),
    ] {
        let html = open_page(&admin, &post(&admin, &machine(&group, &[changes])).await).await;
        let at = format!("href=\"#{control}\"");
        assert!(
            html.contains(&at) && html.contains(words),
            "{changes:?}: {html}"
        );
        assert!(
            html.contains("One answer has to change"),
            "{changes:?}: {html}"
        );
    }
    let virginia = choice(
        &open_page(&admin, &format!("{NEW}?dc=va1")).await,
        "group",
        "Web",
    );
    let elsewhere = [("dc", "va1"), ("shown", "va1")];
    let html = open_page(&admin, &post(&admin, &machine(&virginia, &elsewhere)).await).await;
    assert!(html.contains("VA1 has no bare metal servers."), "{html}");
    // What was chosen elsewhere is kept for a look at the data center that has it.
    assert!(
        html.contains(&format!("name=\"configuration\" value=\"{FREE}\"")),
        "{html}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_goes_back_into_its_form_and_becomes_a_virtual_server() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let plan = planned(&admin, &machine(&group, &[])).await;
    let back = location(&admin.post(&format!("{plan}/edit"), &[]).await);
    let html = open_page(&admin, &back).await;
    for held in [
        format!("value=\"{FREE}\" checked"),
        "<option value=\"redHat6_64Bit\" selected".to_owned(),
        "name=\"cpu\" value=\"1\"".to_owned(),
        "name=\"memory\" value=\"2\"".to_owned(),
    ] {
        assert!(html.contains(&held), "no {held} in {html}");
    }
    let virtually = [
        ("type", "standard"),
        ("template", "CENTOS-6-64-TEMPLATE"),
        ("cpu", "1"),
        ("memory", "2"),
        ("storage", "standard"),
        ("ip", ""),
        ("ttl", ""),
        ("managed", ""),
        ("add-size[0]", ""),
        ("package", ""),
    ];
    let plan = planned(&admin, &machine(&group, &virtually)).await;
    assert!(open_page(&admin, &plan).await.contains("1 processor"));
    let run = confirmed(&admin, &plan).await;
    assert!(run.starts_with("/Demo/SLIP/runs/"));
    let refused = location(&admin.post(REVIEW, &machine("nowhere", &[])).await);
    assert!(
        open_page(&admin, &refused)
            .await
            .contains("This group is not offered")
    );
}
