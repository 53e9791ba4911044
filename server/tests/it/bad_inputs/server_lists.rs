//! Lists of servers, pasted or chosen.

use super::{refusal, refused};
use crate::support::Portal;
use std::fmt::Write;
use std::time::{Duration, Instant};

const BAD: [(&str, &str); 22] = [
    (
        "",
        "Choose at least one server: tick it in the list or paste its name.",
    ),
    (
        " ,;\n\t ",
        "Choose at least one server: tick it in the list or paste its name.",
    ),
    (
        "# only a comment",
        "Choose at least one server: tick it in the list or paste its name.",
    ),
    (
        "nosuchserver",
        "Not found in this account: nosuchserver. Check the spelling, or remove it; names, ids and IP addresses of this account's servers are allowed.",
    ),
    (
        "va1slipweb01 nosuch1 nosuch2",
        "Not found in this account: nosuch1, nosuch2.",
    ),
    ("VA1OTHRMAIL01", "Not found in this account: VA1OTHRMAIL01."),
    (
        "10.255.255.255",
        "Not found in this account: 10.255.255.255.",
    ),
    ("nosuch[1-25]", "nosuch20 and 5 more."),
    (
        "web[1-9999999]",
        "The list comes to more than 10,000 names, at \"web[1-9999999]\". Split it.",
    ),
    (
        "a[1-999][1-999]",
        "The list comes to more than 10,000 names, at \"a[1-999][1-999]\". Split it.",
    ),
    (
        "a[1-6000] b[1-6000]",
        "The list comes to more than 10,000 names, at \"b[1-6000]\". Split it.",
    ),
    (
        "web[1-99999999999]",
        "\"web[1-99999999999]\" is no range of numbers. Write ranges as web[01-12] or web[1-3,7].",
    ),
    (
        "web[5-1]",
        "\"web[5-1]\" runs backwards. Put the smaller number first, as in web[01-12].",
    ),
    ("web[01-5]", "\"web[01-5]\""),
    (
        "web[1-05]",
        "\"web[1-05]\" pads its two numbers differently. Write both with as many digits, as in web[01-12].",
    ),
    (
        "web[1-",
        "\"web[1-\" has a bracket without its partner. Write ranges as web[01-12] or web[1-3,7].",
    ),
    ("web1]", "\"web1]\" has a bracket without its partner."),
    ("web[a-c]", "\"web[a-c]\" is no range of numbers."),
    ("web[]", "\"web[]\" is no range of numbers."),
    ("web[-3]", "\"web[-3]\" is no range of numbers."),
    ("we\u{202e}b01", "we b01"),
    (
        "<script>alert(1)</script>",
        "Not found in this account: <script>alert(1)</script>.",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn each_bad_list_is_told_with_the_word_that_is_wrong() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for (names, expected) in BAD {
        if names.contains('\u{202e}') || names == "web[01-5]" {
            // Marks of direction part names, and a range may outgrow its padding.
            assert!(
                refusal(&admin, &[("names", names)]).await.is_some(),
                "{names}"
            );
            continue;
        }
        refused(&admin, &[("names", names)], expected).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_longer_than_any_is_told_without_being_repeated_whole() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let long = "x".repeat(300);
    let expected = "is too long for a server's name or a range (at most 255 characters).";
    refused(&admin, &[("names", &long)], expected).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_pasted_names_are_answered_and_one_more_is_refused() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let mut pasted = String::new();
    for number in 0..10_000 {
        let _ = writeln!(pasted, "nosuchserver{number:05}");
    }
    let begun = Instant::now();
    let told = refusal(&admin, &[("names", &pasted)])
        .await
        .expect("refused");
    let expected = "nosuchserver00019 and 9980 more.";
    assert!(told.contains(expected), "{told:.1500}");
    assert!(
        told.contains("nosuchserver09999"),
        "the pasted names are kept"
    );
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
    pasted.push_str("onemore");
    let expected = "The list comes to more than 10,000 names, at \"onemore\". Split it.";
    refused(&admin, &[("names", &pasted)], expected).await;
}

/// Ten thousand times the same server is one server.
#[tokio::test(flavor = "multi_thread")]
async fn names_that_repeat_count_once() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let pasted = "va1slipweb01\nVA1SLIPWEB01, ".repeat(5_000);
    assert_eq!(refusal(&admin, &[("names", &pasted)]).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn chosen_servers_that_are_none_are_told() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for id in [
        "nosuchid",
        "va1othrmail01",
        "../va1slipweb01",
        "va1slipweb01,va1slipweb02",
    ] {
        let expected = format!("Not found in this account: {id}.");
        refused(&admin, &[("names", ""), ("server", id)], &expected).await;
    }
    let many: Vec<String> = (0..10_001)
        .map(|number| format!("nosuch{number}"))
        .collect();
    let mut changes = vec![("names", "")];
    changes.extend(many.iter().map(|id| ("server", id.as_str())));
    refused(&admin, &changes, "and 9981 more.").await;
}
