//! A group with all that is in it: operated, archived, brought back and deleted.

use super::{between, group, id, made, open_page, sent};
use crate::steps::{confirmation, finished, until};
use crate::support::{Browser, Portal};

async fn ordered(browser: &Browser<'_>, path: &str, pairs: &[(&str, &str)]) -> String {
    let (status, plan) = sent(browser, &format!("{path}/order"), pairs).await;
    assert_eq!(status, 303, "{plan}");
    plan
}

async fn confirm(browser: &Browser<'_>, plan: &str, typed: &str) -> (u16, String) {
    let (hash, key) = confirmation(browser, plan).await;
    let pairs = [
        ("hash", hash.as_str()),
        ("key", key.as_str()),
        ("typed", typed),
    ];
    sent(browser, &format!("{plan}/run"), &pairs).await
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_names_all_that_goes_and_asks_for_the_name() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = group(&admin, "va1", "Production").await;
    let blue = made(&admin, &path, "Blue").await;
    let plan = ordered(&admin, &path, &[("operation", "delete")]).await;
    let html = open_page(&admin, &plan).await;
    for words in [
        "Review: Delete group Production",
        "4 groups below it and 14 servers",
        "VA1 / Production / Blue",
        "VA1 / Production / Databases",
        "VA1SLIPWEB01",
        "nothing brings them back",
        "Type Production, the group's name, to confirm",
        "Delete group with 14 servers",
        "curl -X DELETE",
    ] {
        assert!(html.contains(words), "no {words} in {html}");
    }
    assert!(
        !html.contains("Group Production</bdi>"),
        "it is not one of its servers: {html}"
    );
    let (status, html) = confirm(&admin, &plan, "Staging").await;
    assert_eq!(status, 422);
    assert!(
        html.contains("What was typed is not what is asked for"),
        "{html}"
    );

    // Something changed since the review: that is shown, and nothing has run.
    let rename = [("name", "Green"), ("parent", id(&path))];
    assert_eq!(sent(&admin, &format!("{blue}/edit"), &rename).await.0, 303);
    made(&admin, &path, "Late").await;
    let (status, fresh) = confirm(&admin, &plan, "production").await;
    assert_eq!(status, 303);
    assert!(
        fresh.contains("/plans/") && fresh.contains("was="),
        "{fresh}"
    );
    let html = open_page(&admin, &fresh).await;
    for words in [
        "Something changed since your review; nothing has run",
        "The group “VA1 / Production / Late” was added below it.",
        "The group “VA1 / Production / Blue” below it is now “VA1 / Production / Green”.",
    ] {
        assert!(html.contains(words), "no {words} in {html}");
    }
    let plan = fresh.split('?').next().unwrap_or_default();
    let (status, run) = confirm(&admin, plan, "production").await;
    assert_eq!(status, 303);
    assert!(run.contains("/runs/"), "{run}");
    let html = finished(&admin, &run).await.replace("<!>", "");
    assert!(html.contains("15 succeeded"), "{html}");
    assert!(html.contains("Group Production"), "{html}");
    // Reading anew shows that it is gone, and its servers with it.
    admin.get("/Demo/SLIP/groups?refresh=1").await;
    let list = open_page(&admin, "/Demo/SLIP/groups").await;
    assert!(!list.contains(&path) && !list.contains(&blue), "{list}");
    assert_eq!(admin.get(&path).await.status(), 404);
    let gone = admin.page("/Demo/SLIP/servers?q=va1slipweb01").await;
    assert!(gone.contains("No server matches"), "{gone}");
    let (status, text) = sent(&admin, &format!("{run}/again"), &[("state", "all")]).await;
    assert_eq!(status, 409, "{text}");
    assert!(text.contains("The group is deleted, for good."), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_group_goes_too() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let research = group(&admin, "ca1", "Research").await;
    let path = made(&admin, &research, "Empty / really").await;
    let plan = ordered(&admin, &path, &[("operation", "delete")]).await;
    let html = open_page(&admin, &plan).await;
    assert!(html.contains("no other group and no server"), "{html}");
    assert!(
        html.contains("Type Empty / really, the group"),
        "the whole name: {html}"
    );
    assert!(!html.contains("id=\"plan-servers\""), "{html}");
    let (_, run) = confirm(&admin, &plan, "Empty / really").await;
    let html = finished(&admin, &run).await.replace("<!>", "");
    assert!(html.contains("1 succeeded"), "{html}");
    admin.get("/Demo/SLIP/groups?refresh=1").await;
    assert_eq!(admin.get(&path).await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_goes_to_the_archive_and_comes_back() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = group(&admin, "de1", "Frankfurt production").await;
    let plan = ordered(&admin, &path, &[("operation", "archive")]).await;
    let html = open_page(&admin, &plan).await;
    assert!(html.contains("3 groups below it and 13 servers"), "{html}");
    // The group itself is none of the servers that are counted.
    assert!(
        html.contains("Type 13, the number of servers, to confirm"),
        "{html}"
    );
    assert_eq!(confirm(&admin, &plan, "14").await.0, 422);
    let (_, run) = confirm(&admin, &plan, "13").await;
    finished(&admin, &run).await;
    admin.get("/Demo/SLIP/groups?refresh=1").await;
    let html = until(&admin, &path, "id=\"group-restore\"").await;
    assert!(html.contains("13 archived"), "{html}");
    assert!(!html.contains("id=\"group-archive\""), "{html}");

    let order = [("operation", "restore")];
    let (status, text) = sent(&admin, &format!("{path}/order"), &order).await;
    assert_eq!(status, 422);
    assert!(
        text.contains("Choose the group that it is restored to."),
        "{text}"
    );
    let elsewhere = group(&admin, "va1", "Staging").await;
    let order = [("operation", "restore"), ("target", id(&elsewhere))];
    assert_eq!(sent(&admin, &format!("{path}/order"), &order).await.0, 409);
    let home = group(&admin, "de1", "Default Group").await;
    let order = [("operation", "restore"), ("target", id(&home))];
    let plan = ordered(&admin, &path, &order).await;
    let html = open_page(&admin, &plan).await;
    assert!(html.contains("DE1 / Default Group"), "{html}");
    let (_, run) = confirm(&admin, &plan, "13").await;
    finished(&admin, &run).await;
    admin.get("/Demo/SLIP/groups?refresh=1").await;
    let html = until(&admin, &path, "id=\"group-archive\"").await;
    let crumbs = between(&html, "aria-label=\"Breadcrumbs\"", "</nav>");
    assert!(crumbs.contains("Default Group"), "{crumbs}");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_servers_of_a_group_are_operated_and_listed() {
    let portal = Portal::start().await;
    let operator = portal.signed_in("operator").await;
    let path = group(&operator, "de1", "Build farm").await;
    let html = open_page(&operator, &path).await;
    let form = between(&html, "name=\"operation\" value=\"reboot\"", "</form>");
    let matching = between(form, "name=\"matching\" value=\"", "\"");
    let pairs = [
        ("operation", "reboot"),
        ("all", "1"),
        ("matching", matching),
    ];
    let (status, plan) = sent(&operator, "/Demo/SLIP/servers/operate", &pairs).await;
    assert_eq!(status, 303, "{plan}");
    let html = open_page(&operator, &plan).await;
    assert_eq!(
        html.matches("DE1SLIP").count(),
        5,
        "those below it too: {html}"
    );
}

/// The cloud takes a group as a whole or not at all, which is said before and after.
#[tokio::test(flavor = "multi_thread")]
async fn servers_that_refuse_keep_their_group_from_the_archive() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = group(&admin, "ca1", "Refuses work").await;
    let plan = ordered(&admin, &path, &[("operation", "archive")]).await;
    let (_, run) = confirm(&admin, &plan, "").await;
    let html = finished(&admin, &run).await.replace("<!>", "");
    assert!(
        html.contains("4 refused"),
        "three servers and the group: {html}"
    );
    admin.get("/Demo/SLIP/groups?refresh=1").await;
    let html = open_page(&admin, &path).await;
    assert!(html.contains("3 servers in it and below"), "{html}");
}
