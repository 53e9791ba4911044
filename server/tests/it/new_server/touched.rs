//! The page of a server that was built lists the run that built it.

use super::{built, confirmed, filled, group, open_page, planned};
use crate::steps::finished;
use crate::support::{Browser, Portal, location};

/// What the page of a server says below "Runs that touched it".
async fn touched(admin: &Browser<'_>, server: &str) -> String {
    let html = open_page(admin, &format!("/Demo/SLIP/servers/{server}")).await;
    let section = html.split("id=\"runs\"").nth(1).expect("the section");
    let section = section.split("</section>").next().unwrap_or_default();
    section.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn built_servers_list_the_run_that_built_them_and_what_came_after() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let plan = planned(&admin, &filled(&group, &[("name", "pair"), ("count", "2")])).await;
    let run = confirmed(&admin, &plan).await;
    let over = finished(&admin, &run).await;
    for server in ["va1slippair01", "va1slippair02"] {
        let link = format!("href=\"/Demo/SLIP/servers/{server}\"");
        assert!(over.contains(&link), "the run leads to {server}");
        let runs = touched(&admin, server).await;
        assert_eq!(runs.matches("href=\"/Demo/SLIP/runs/").count(), 1, "{runs}");
        assert!(runs.contains(&format!("href=\"{run}\"")), "{runs}");
        assert!(runs.contains("succeeded"), "{runs}");
    }
    let order = [("operation", "reboot"), ("server", "va1slippair01")];
    let plan = location(&admin.post("/Demo/SLIP/servers/operate", &order).await);
    let reboot = confirmed(&admin, &plan).await;
    let runs = touched(&admin, "va1slippair01").await;
    let (newest, built) = (runs.find(&reboot), runs.find(&run));
    assert!(newest.is_some() && newest < built, "newest first: {runs}");
    let other = portal.signed_in("viewer").await;
    let runs = touched(&other, "va1slippair02").await;
    assert!(runs.contains(&run), "all of the account see it: {runs}");
}

#[tokio::test(flavor = "multi_thread")]
async fn so_does_a_clone_and_not_its_source() {
    const SOURCE: &str = "va1slipweb01";
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    let group = group(&admin).await;
    let password = super::copies::root_password(&admin).await;
    let form = filled(
        &group,
        &[
            ("clone", SOURCE),
            ("template", ""),
            ("dc", ""),
            ("name", "twin"),
            ("source-password", &password),
        ],
    );
    let over = built(&admin, &planned(&admin, &form).await).await;
    assert!(over.contains("Open VA1SLIPTWIN01"), "{over}");
    let runs = touched(&admin, "va1sliptwin01").await;
    assert!(runs.contains("href=\"/Demo/SLIP/runs/"), "{runs}");
    let runs = touched(&admin, SOURCE).await;
    assert!(!runs.contains("href=\"/Demo/SLIP/runs/"), "{runs}");
}
