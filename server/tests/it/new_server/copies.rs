//! Copies of servers that are there, and building again.

use super::{NEW, built, choice, filled, group, open_page, planned, post};
use crate::steps::finished;
use crate::support::{Browser, Portal, location};

const SOURCE: &str = "va1slipweb01";

pub(super) async fn root_password(admin: &Browser<'_>) -> String {
    let shown = admin
        .post(&format!("/Demo/SLIP/servers/{SOURCE}/credentials"), &[])
        .await;
    let shown = shown.text().await.expect("text");
    let password = shown.split("Sim-Root-").nth(1).expect("a password");
    let end = password.find(|c: char| !c.is_ascii_hexdigit());
    format!("Sim-Root-{}", &password[..end.expect("an end")])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_begins_like_its_source_and_has_its_password() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let source = open_page(&admin, &format!("/Demo/SLIP/servers/{SOURCE}")).await;
    let link = format!("{NEW}?clone={SOURCE}");
    assert!(source.contains(&format!("href=\"{link}\"")), "{source}");
    let html = open_page(&admin, &link).await;
    assert!(html.contains("Clone VA1SLIPWEB01"), "{html}");
    assert!(!html.contains("name=\"template\""), "{html}");
    assert!(html.contains("value=\"WEB\""), "its name is proposed");
    let group = choice(&html, "group", super::GROUP);
    let password = root_password(&admin).await;
    let form = |password: &'static str| {
        filled(
            &group,
            &[
                ("clone", SOURCE),
                ("template", ""),
                ("dc", ""),
                ("name", "copy"),
                ("source-password", password),
            ],
        )
    };
    let refused = open_page(&admin, &post(&admin, &form("")).await).await;
    assert!(refused.contains("href=\"#source-password\""), "{refused}");
    let mut right = form("");
    right.retain(|(name, _)| *name != "source-password");
    right.push(("source-password", &password));
    let plan = planned(&admin, &right).await;
    let review = open_page(&admin, &plan).await;
    for words in ["Review: Clone server", "VA1SLIPWEB01", "VA1SLIPCOPY01"] {
        assert!(review.contains(words), "no {words} in {review}");
    }
    assert!(!review.contains(&password));
    let over = built(&admin, &plan).await;
    assert!(over.contains("Open VA1SLIPCOPY01"), "{over}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_of_the_source_is_the_clouds_word_at_the_server() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let wrong = [
        ("clone", SOURCE),
        ("dc", ""),
        ("source-password", "Not-its-password-1"),
    ];
    let plan = planned(&admin, &filled(&group, &wrong)).await;
    let over = built(&admin, &plan).await;
    assert!(over.contains("refused"), "{over}");
    assert!(
        over.contains("The password of the source server is not correct."),
        "{over}"
    );
    assert!(!over.contains("Not-its-password-1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_or_not_ready_is_not_copied() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let missing = admin.get(&format!("{NEW}?clone=va1slipnone99")).await;
    assert_eq!(missing.status(), 404);
    let list = admin.page("/Demo/SLIP/servers?status=archived").await;
    let archived = list.split("/Demo/SLIP/servers/va1").nth(1).expect("one");
    let archived = archived.split('"').next().unwrap_or_default();
    let refused = admin.get(&format!("{NEW}?clone=va1{archived}")).await;
    assert_eq!(refused.status(), 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_built_again_from_its_form_with_secrets_asked() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let changes = [
        ("name", "twice"),
        ("count", "2"),
        ("password", "Root-Pass-9"),
        ("add-size[0]", "7"),
        ("add-kind[0]", "raw"),
        ("ttl", "2091-05-09T17:30"),
    ];
    let plan = planned(&admin, &filled(&group, &changes)).await;
    let run = super::confirmed(&admin, &plan).await;
    finished(&admin, &run).await;
    let again = admin
        .post(&format!("{run}/again"), &[("state", "all")])
        .await;
    let path = location(&again);
    assert!(path.starts_with(&format!("{NEW}?draft=")), "{path}");
    let html = open_page(&admin, &path).await;
    for words in [
        "Builds again",
        "Enter the secrets again",
        "name=\"name\" value=\"twice\"",
        "name=\"count\" value=\"2\"",
        "value=\"2091-05-09T17:30\"",
        "name=\"add-size[0]\" value=\"7\"",
        "<option value=\"raw\" selected",
        "<option value=\"CENTOS-6-64-TEMPLATE\" selected",
    ] {
        assert!(html.contains(words), "no {words} in {html}");
    }
    assert!(!html.contains("Root-Pass-9"));
}
