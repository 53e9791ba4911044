//! Values of each type of parameter.

use super::value_table::BAD;
use super::{refusal, refused};
use crate::support::Portal;
use std::time::{Duration, Instant};

fn control(name: &str) -> String {
    format!("p[SLIP.Showcase.{name}][]")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_right_passes() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    assert_eq!(refusal(&admin, &[]).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_bad_value_is_told_with_its_field_and_what_is_allowed() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for (name, value, expected) in BAD {
        refused(&admin, &[(&control(name), value)], expected).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_is_too_long_is_told_by_its_length_and_not_repeated() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let long = "x".repeat(32_769);
    for (name, label) in [
        ("Greeting", "Greeting"),
        ("Workers", "Workers"),
        ("Environment", "Environment"),
        ("Features", "Features"),
        ("AdminPassword", "Administrator password"),
        ("Master", "Master server"),
        ("LogTarget", "Log target"),
        ("Network", "Network"),
    ] {
        let expected = format!("\"{label}\" takes at most 32,768 bytes; this has 32769.");
        refused(&admin, &[(&control(name), &long)], &expected).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parameter_left_out_or_given_twice_is_told() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let review = format!(
        "/Demo/SLIP/packages/{}/review",
        slipway_simulator::packages::SHOWCASE
    );
    let nothing = [("names", "va1slipweb01"), ("do", "review")];
    let draft = crate::support::location(&admin.post(&review, &nothing).await);
    let told = super::words_of(&admin.page(&draft).await);
    for label in [
        "Greeting",
        "Workers",
        "Environment",
        "Administrator password",
    ] {
        assert!(
            told.contains(&format!("\"{label}\" is required:")),
            "{label}: {told}"
        );
    }
    for (name, label, first, second) in [
        ("Greeting", "Greeting", "one", "two"),
        ("Workers", "Workers", "1", "2"),
        ("Environment", "Environment", "prod", "stage"),
        ("Master", "Master server", "va1slipweb01", "va1slipweb02"),
    ] {
        let control = control(name);
        let twice = [(control.as_str(), first), (control.as_str(), second)];
        let expected = format!("\"{label}\" takes one value; several different ones were given.");
        refused(&admin, &twice, &expected).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_not_the_packages_is_named_and_left_out() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    for (key, shown) in [
        ("p[Nope][]", "Nope"),
        ("p[slip.showcase.greeting][]", "slip.showcase.greeting"),
        ("p[SLIP.Showcase.Greeting]", "p[SLIP.Showcase.Greeting]"),
        ("p[__proto__][]", "__proto__"),
        ("p[a][b][]", "a][b"),
        ("p[<script>][]", "<script>"),
        ("constructor", "constructor"),
        ("NAMES", "NAMES"),
        ("T3.Server.Name", "T3.Server.Name"),
    ] {
        let expected = format!("{shown} : is not a parameter of this package; leave it out.");
        let told = refusal(&admin, &[(key, "whatever-it-holds")]).await;
        let told = told.expect("a refusal");
        assert!(told.contains(&expected), "{expected} is not in {told}");
        assert!(!told.contains("whatever-it-holds"), "{key}");
    }
}

/// Two passwords are two values; which of them is meant, nobody can say.
#[tokio::test(flavor = "multi_thread")]
async fn two_different_passwords_are_not_one() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let control = control("AdminPassword");
    let twice = [
        (control.as_str(), "First-one-1"),
        (control.as_str(), "Second-one-2"),
    ];
    let expected = "\"Administrator password\" takes one value; several different ones were given.";
    refused(&admin, &twice, expected).await;
}

/// `^(a+)+$` takes some engines for ever; here the verdict comes.
#[tokio::test(flavor = "multi_thread")]
async fn a_value_made_to_keep_the_pattern_busy_is_answered_in_time() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let begun = Instant::now();
    let value = "a".repeat(30_000) + "!";
    let control = control("Tag");
    let expected = "\"Tag of letters a\" must match";
    refused(&admin, &[(&control, &value)], expected).await;
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
}
