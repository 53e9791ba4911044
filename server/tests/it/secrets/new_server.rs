//! The leg on which servers are built: a root password of one's own, that of the source of a
//! copy, and the password of a package that runs after the build.

use super::world::World;
use crate::steps::hidden;
use slipway_simulator::packages::SHOWCASE;
use std::time::Duration;

pub(super) const BUILT: &str = "Canary-Root-5Zq1x";
pub(super) const AFTER: &str = "Canary-After-8w2P";
pub(super) const REFUSED: &str = "Canary'Refused-71b";

const NEW: &str = "/Demo/SLIP/servers/new";

fn form<'a>(group: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("group", group),
        ("count", "1"),
        ("cpu", "1"),
        ("memory", "2"),
        ("type", "standard"),
        ("storage", "standard"),
        ("secret", "password"),
        ("secret", "source-password"),
        ("do", "review"),
    ];
    form.extend_from_slice(more);
    form
}

/// Builds a server with a package, then a copy of one whose root password is `source`.
pub(super) async fn new_servers(world: &mut World, source: &str) {
    let page = world.get("new server", &format!("{NEW}?dc=va1")).await;
    let list = page.text.split("name=\"group\"").nth(1).expect("a list");
    let group = list.split("<option value=\"").nth(2).expect("a group");
    let group = group.split('"').next().expect("a group").to_owned();
    let name = |variable: &str| format!("package[{SHOWCASE}].p[SLIP.Showcase.{variable}][]");
    let (greeting, workers) = (name("Greeting"), name("Workers"));
    let (environment, password) = (name("Environment"), name("AdminPassword"));
    let built = |root: &'static str| {
        let more = [
            ("dc", "va1"),
            ("template", "CENTOS-6-64-TEMPLATE"),
            ("name", "canary"),
            ("password", root),
            ("package", SHOWCASE),
            (&greeting, "Hello"),
            (&workers, "4"),
            (&environment, "dev"),
            (&password, AFTER),
        ];
        form(&group, &more)
    };
    let review = format!("{NEW}/review");
    let refused = world
        .post("new server refused", &review, &built(REFUSED))
        .await;
    world.get("new server's draft", &refused.location).await;
    order(world, &built(BUILT)).await;
    let copy = [
        ("clone", "va1slipweb01"),
        ("name", "copy"),
        ("source-password", source),
    ];
    let run = order(world, &form(&group, &copy)).await;
    let again = [("state", "all")];
    let again = world
        .post("build again", &format!("{run}/again"), &again)
        .await;
    world.get("form to build again", &again.location).await;
    world.keep_files("after the builds");
}

/// Reviews, takes back, reviews and confirms; the path of the run once it is over.
async fn order(world: &mut World, form: &[(&str, &str)]) -> String {
    let review = format!("{NEW}/review");
    let plan = world.post("new server reviewed", &review, form).await;
    let edit = format!("{}/edit", plan.location);
    let back = world.post("plan taken back", &edit, &[]).await;
    world.get("form of the plan", &back.location).await;
    let plan = world
        .post("new server reviewed", &review, form)
        .await
        .location;
    let html = world.get("new server's review", &plan).await.text;
    world.keep_files("after a new server's review");
    let (hash, key) = (hidden(&html, "hash"), hidden(&html, "key"));
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let path = format!("{plan}/run");
    let run = world
        .post("build confirmed", &path, &confirm)
        .await
        .location;
    for _ in 0..80 {
        let page = world.get("build's page", &run).await.text;
        if page.contains("The server succeeded in") {
            return run;
        }
        assert!(page.contains("http-equiv=\"refresh\""), "{page}");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("the build does not end");
}
