//! Bringing a server back from the archive, into a group that is named.

use super::{between, first, open_page, operation, until};
use crate::steps::confirmation;
use crate::support::{Portal, location};

#[tokio::test(flavor = "multi_thread")]
async fn a_server_comes_back_into_the_chosen_group() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = first(&admin, "dc=va1&status=archived").await;
    let id = path.rsplit('/').next().expect("an id").to_owned();
    let html = open_page(&admin, &path).await;
    let row = operation(&html, "restore");
    let option = row
        .split("<option")
        .find(|option| option.contains("Staging"))
        .expect("a group");
    let group = between(option, "value=\"", "\"").to_owned();
    let order = [
        ("operation", "restore"),
        ("server", id.as_str()),
        ("group", group.as_str()),
    ];
    let plan = location(&admin.post("/Demo/SLIP/servers/operate", &order).await);
    let html = open_page(&admin, &plan).await;
    assert!(
        html.contains("Into group") && html.contains("Staging"),
        "{html}"
    );
    let (hash, key) = confirmation(&admin, &plan).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let run = location(&admin.post(&format!("{plan}/run"), &confirm).await);
    until(&admin, &run, "The server succeeded in").await;
    let html = open_page(&admin, &path).await;
    assert!(html.contains("badge-ok\">active"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_cannot_take_it_is_refused() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let path = first(&admin, "dc=va1&status=archived").await;
    let id = path.rsplit('/').next().expect("an id").to_owned();
    let own = open_page(&admin, &path).await;
    let center = between(&own, "/Demo/SLIP/servers?dc=", "\"").to_owned();
    let away = ["va1", "de1"]
        .into_iter()
        .find(|dc| *dc != center)
        .expect("another");
    let elsewhere = first(&admin, &format!("dc={away}&status=active")).await;
    let form = open_page(&admin, &format!("{elsewhere}/edit")).await;
    let select = between(&form, "name=\"group\"", "</select>");
    let foreign = between(select, "value=\"", "\"").to_owned();
    for (group, words) in [
        ("", "Choose the group that the server is restored to."),
        ("nosuchgroup", "is not among this account's groups"),
        (foreign.as_str(), "cannot take these servers"),
    ] {
        let order = [
            ("operation", "restore"),
            ("server", id.as_str()),
            ("group", group),
        ];
        let answer = admin.post("/Demo/SLIP/servers/operate", &order).await;
        assert_eq!(answer.status(), 422, "{group}");
        let text = answer.text().await.expect("text");
        assert!(text.replace("&#x27;", "'").contains(words), "{text}");
    }
}
