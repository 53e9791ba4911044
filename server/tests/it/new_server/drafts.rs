//! Nothing typed is lost: refused, looked at elsewhere, taken back, or typed past a session's end.

use super::{NEW, REVIEW, choice, filled, group, open_page, planned, post};
use crate::steps::hidden;
use crate::support::{Portal, location};
use slipway_simulator::packages::{SHOWCASE, SIXTY_PARAMETERS};

const TYPED: [(&str, &str); 7] = [
    ("name", "kept"),
    ("description", "kept words"),
    ("cpu", "3"),
    ("memory", "5"),
    ("ip", "10.9.8.7"),
    ("secondary-dns", "10.0.0.54"),
    ("ttl", "2091-05-09T17:30"),
];

fn assert_kept(html: &str) {
    for (name, value) in TYPED {
        let field = match name {
            "description" => format!(">\n{value}</textarea>"),
            _ => format!("name=\"{name}\" value=\"{value}\""),
        };
        assert!(html.contains(&field), "no {field} in {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_keeps_all_but_secrets() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let mut changes = TYPED.to_vec();
    changes.extend([("template", "NO-SUCH"), ("password", "Canary-Typed-1")]);
    let path = post(&admin, &filled(&group, &changes)).await;
    let html = open_page(&admin, &path).await;
    assert_kept(&html);
    assert!(html.contains("href=\"#template\""), "{html}");
    assert!(html.contains("Enter the secrets again"), "{html}");
    assert!(!html.contains("Canary-Typed-1"), "{html}");
    let other = portal.signed_in("operator").await;
    assert_eq!(other.get(&path).await.status(), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_data_center_is_looked_at_with_all_that_was_typed() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    for action in ["center", "review"] {
        let mut changes = TYPED.to_vec();
        changes.extend([("dc", "de1"), ("do", action)]);
        let path = post(&admin, &filled(&group, &changes)).await;
        assert!(path.ends_with("#place"), "{action}: {path}");
        let html = open_page(&admin, &path).await;
        assert_kept(&html);
        assert_eq!(hidden(&html, "shown"), "de1");
        assert!(
            !html.contains("id=\"errors\""),
            "nothing is wrong yet: {html}"
        );
        assert!(!html.contains(&format!("value=\"{group}\"")), "{html}");
        assert!(html.contains("<option value=\"CENTOS-6-64-TEMPLATE\" selected"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_and_packages_come_and_go_with_all_that_was_typed() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let with = |more: &[(&'static str, &'static str)]| {
        let mut changes = TYPED.to_vec();
        changes.extend_from_slice(more);
        filled(&group, &changes)
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect::<Vec<_>>()
    };
    let row = [("add-size[0]", "9"), ("do", "row")];
    let add = [
        ("package", SHOWCASE),
        ("add-package", SIXTY_PARAMETERS),
        ("do", "add"),
    ];
    let leaked: String = format!("remove-{SHOWCASE}");
    let out: &'static str = leaked.leak();
    let remove = [
        ("package", SHOWCASE),
        ("package", SIXTY_PARAMETERS),
        ("do", out),
    ];
    for (form, expected, gone) in [
        (with(&row), "name=\"add-size[1]\"", "add-size[2]"),
        (with(&add), SIXTY_PARAMETERS, "id=\"errors\""),
        (with(&remove), SIXTY_PARAMETERS, "SLIP.Showcase.Greeting"),
    ] {
        let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let html = open_page(&admin, &post(&admin, &form).await).await;
        assert_kept(&html);
        assert!(html.contains(expected), "no {expected} in {html}");
        assert!(!html.contains(gone), "{gone} in {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_goes_back_into_its_form() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let plan = planned(&admin, &filled(&group, &TYPED)).await;
    let back = location(&admin.post(&format!("{plan}/edit"), &[]).await);
    let html = open_page(&admin, &back).await;
    assert_kept(&html);
    assert!(
        html.contains(&format!("<option value=\"{group}\" selected")),
        "{html}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_typed_past_the_sessions_end_stands_there_again_after_signing_in() {
    let portal = Portal::start().await;
    let group = group(&portal.signed_in("admin").await).await;
    let stranger = portal.stranger();
    let mut changes = TYPED.to_vec();
    changes.extend([("secret", "password"), ("password", "Canary-Typed-1")]);
    let answer = stranger.post(REVIEW, &filled(&group, &changes)).await;
    assert_eq!(answer.status(), 401);
    let html = answer.text().await.expect("text");
    assert!(!html.contains("Canary-Typed-1"));
    assert_eq!(hidden(&html, "next"), NEW);
    let names = TYPED.map(|(name, _)| format!("resume.{name}"));
    let mut form: Vec<(&str, String)> = vec![
        ("cloud", "Demo".to_owned()),
        ("user", "admin".to_owned()),
        ("password", "slipway".to_owned()),
        ("resume-account", hidden(&html, "resume-account")),
        ("resume-new-server", hidden(&html, "resume-new-server")),
        ("resume.template", hidden(&html, "resume.template")),
        ("resume.group", hidden(&html, "resume.group")),
    ];
    form.extend(
        names
            .iter()
            .map(|name| (name.as_str(), hidden(&html, name))),
    );
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let path = location(&stranger.post("/sign-in", &form).await);
    assert!(path.starts_with(&format!("{NEW}?draft=")), "{path}");
    let html = open_page(&stranger, &path).await;
    assert_kept(&html);
    assert!(html.contains("Your form is as you left it"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_begins_where_its_address_says() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let html = open_page(&admin, NEW).await;
    assert_eq!(hidden(&html, "shown"), "va1", "the account's home");
    let first = html.split("<option value=\"").nth(1).unwrap_or_default();
    assert!(
        first.starts_with("va1\" selected"),
        "home stands first: {first:.200}"
    );
    let elsewhere = open_page(&admin, &format!("{NEW}?dc=de1")).await;
    assert_eq!(hidden(&elsewhere, "shown"), "de1");
    let group = choice(&elsewhere, "group", "Frankfurt");
    let there = open_page(&admin, &format!("{NEW}?group={group}")).await;
    assert_eq!(hidden(&there, "shown"), "de1", "the group decides");
    assert!(
        there.contains(&format!("<option value=\"{group}\" selected")),
        "{there}"
    );
    let nowhere = open_page(&admin, &format!("{NEW}?dc=nowhere&group=%22&draft=none")).await;
    assert_eq!(hidden(&nowhere, "shown"), "va1");
}
