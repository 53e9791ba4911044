//! Every field that a person can get wrong, each with the words that are read at it.

use super::{choice, filled, group, open_page, post};
use crate::support::Portal;

/// Changes to a form that would pass, the control that is named and the words.
type Case = (
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

const CASES: &[Case] = &[
    (&[("template", "")], "template", "Choose a template."),
    (
        &[("template", "NO-SUCH")],
        "template",
        "This template is not offered in this data center (any more).",
    ),
    (&[("group", "")], "group", "Choose a group."),
    (&[("group", "0123")], "group", "This group is not offered"),
    (
        &[("network", "vlan")],
        "network",
        "This network is not offered",
    ),
    (&[("name", "")], "name", "It takes 1 to 6 characters"),
    (&[("name", "toolong")], "name", "It takes 1 to 6 characters"),
    (
        &[("name", "a_b")],
        "name",
        "letters without accents, digits or dashes",
    ),
    (&[("name", "wéb")], "name", "letters without accents"),
    (&[("name", "a b")], "name", "It takes 1 to 6 characters"),
    (&[("count", "0")], "count", "a whole number from 1 to 20"),
    (&[("count", "21")], "count", "a whole number from 1 to 20"),
    (&[("count", "-1")], "count", "a whole number from 1 to 20"),
    (&[("cpu", "17")], "cpu", "a whole number from 1 to 16"),
    (&[("cpu", "")], "cpu", "a whole number from 1 to 16"),
    (&[("cpu", "2.5")], "cpu", "a whole number from 1 to 16"),
    (
        &[("memory", "129")],
        "memory",
        "a whole number from 1 to 128",
    ),
    (
        &[("memory", "lots")],
        "memory",
        "a whole number from 1 to 128",
    ),
    (
        &[("type", "bareMetal")],
        "type",
        "VA1 has no bare metal servers.",
    ),
    (
        &[("type", "quantum")],
        "type",
        "Choose standard or hyperscale.",
    ),
    (
        &[("type", "hyperscale"), ("template", "CENTOS-5-64-TEMPLATE")],
        "type",
        "This template cannot be a hyperscale server.",
    ),
    (
        &[("storage", "tape")],
        "storage",
        "Choose one of those listed.",
    ),
    (
        &[("managed", "true"), ("template", "DEBIAN-7-64-TEMPLATE")],
        "managed",
        "This template cannot be managed.",
    ),
    (
        &[("add-size[0]", "0"), ("add-path[0]", "/d")],
        "add-size-0",
        "from 1 to 1024",
    ),
    (
        &[("add-size[0]", "1025"), ("add-path[0]", "/d")],
        "add-size-0",
        "from 1 to 1024",
    ),
    (
        &[("add-size[0]", "5"), ("add-path[0]", "/var")],
        "add-path-0",
        "The operating system keeps this place for itself",
    ),
    (
        &[("add-size[0]", "5"), ("add-path[0]", "data")],
        "add-path-0",
        "An absolute path, such as /data.",
    ),
    (
        &[("add-size[0]", "5"), ("add-path[0]", "")],
        "add-path-0",
        "It takes a place to mount the disk.",
    ),
    (
        &[
            ("template", "WIN2012R2DTC-64"),
            ("add-size[0]", "5"),
            ("add-path[0]", "/data"),
        ],
        "add-path-0",
        "A drive letter, such as E.",
    ),
    (
        &[
            ("template", "WIN2012R2DTC-64"),
            ("add-size[0]", "5"),
            ("add-path[0]", "C"),
        ],
        "add-path-0",
        "The operating system keeps this place for itself",
    ),
    (
        &[
            ("add-size[0]", "5"),
            ("add-kind[0]", "raw"),
            ("add-path[0]", "/d"),
        ],
        "add-path-0",
        "A raw disk is not mounted",
    ),
    (
        &[
            ("rows", "2"),
            ("add-size[0]", "5"),
            ("add-path[0]", "/d"),
            ("add-size[1]", "5"),
            ("add-path[1]", "/D/"),
        ],
        "add-path-1",
        "Another disk is mounted there",
    ),
    (&[("ip", "10.0.0")], "ip", "It is not an IP address."),
    (
        &[("ip", "10.0.0.1"), ("count", "2")],
        "ip",
        "Several servers cannot have one address",
    ),
    (
        &[("primary-dns", "dns.local")],
        "primary-dns",
        "It is not an IP address.",
    ),
    (
        &[("secondary-dns", "1.2.3.256")],
        "secondary-dns",
        "It is not an IP address.",
    ),
    (
        &[("ttl", "tomorrow")],
        "ttl",
        "a date and time to come, UTC",
    ),
    (
        &[("ttl", "2001-01-01T00:00")],
        "ttl",
        "a date and time to come, UTC",
    ),
    (&[("password", "short-1")], "password", "It is too short"),
    (
        &[("password", "alllowercase1")],
        "password",
        "It is too simple",
    ),
    (
        &[("password", "With blank-1")],
        "password",
        "It holds a blank",
    ),
    (
        &[("password", "Quote'd-1234")],
        "password",
        "a character that the cloud does not take",
    ),
    (
        &[("password", "Right-pass-1"), ("password", "Other-pass-2")],
        "password",
        "It takes one value; several different ones were given.",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn each_field_says_what_is_wrong_with_it_and_what_is_allowed() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    for (changes, control, words) in CASES {
        let path = post(&admin, &filled(&group, changes)).await;
        assert!(path.contains("?draft="), "{changes:?} passed: {path}");
        let html = open_page(&admin, &path).await;
        assert!(
            html.contains("One answer has to change"),
            "{changes:?}: {:.1500}",
            html.split("id=\"errors\"").nth(1).unwrap_or_default()
        );
        let link = format!("href=\"#{control}\"");
        assert!(html.contains(&link), "{changes:?}: no {link}");
        assert!(
            html.contains(&format!("id=\"{control}\"")),
            "{changes:?}: it leads nowhere"
        );
        assert!(html.contains(words), "{changes:?}: no {words:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_wrong_is_said_at_once() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let html = open_page(
        &admin,
        &post(&admin, &[("do", "review"), ("name", "!")]).await,
    )
    .await;
    for control in [
        "template", "group", "name", "count", "cpu", "memory", "type",
    ] {
        let link = format!("href=\"#{control}\"");
        assert!(html.contains(&link), "no {link} in {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn premium_storage_is_offered_where_the_data_center_has_it() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let (mut with, mut without) = (0, 0);
    for center in ["va1", "de1", "ca1"] {
        let path = format!("/Demo/SLIP/servers/new?dc={center}");
        let html = open_page(&admin, &path).await;
        if crate::steps::hidden(&html, "shown") != center {
            continue;
        }
        let why = format!("{} has no premium storage.", center.to_uppercase());
        if !html.contains(&why) {
            with += 1;
            continue;
        }
        without += 1;
        let group = choice(&html, "group", "Web");
        let form = filled(
            &group,
            &[("dc", center), ("shown", center), ("storage", "premium")],
        );
        let html = open_page(&admin, &post(&admin, &form).await).await;
        assert!(
            html.contains("This data center has no premium storage."),
            "{html}"
        );
    }
    assert!(with > 0 && without > 0, "{with} with, {without} without");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_form_of_ours_holds_is_neither_kept_nor_sent() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let strange = [
        ("name", "!"),
        ("pa55", "Canary-Stray-1"),
        ("package[ab].p[x][]", "Canary-Stray-2"),
        ("package", "<script>Canary-Stray-3"),
        ("field[<b>]", "Canary-Kept-4"),
    ];
    let html = open_page(&admin, &post(&admin, &filled(&group, &strange)).await).await;
    assert!(html.contains("It takes 1 to 6 characters"), "{html}");
    for canary in ["Canary-Stray-1", "Canary-Stray-2", "<script>Canary", "<b>"] {
        assert!(!html.contains(canary), "{canary} in {html}");
    }
}
