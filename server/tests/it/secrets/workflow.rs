//! The leg on which a workflow is started in a Cloudify Manager: a secret parameter that is refused,
//! reviewed, changed and sent, and the pages and files of what came of it.

use super::world::World;
use crate::steps::{between, hidden};
use std::time::Duration;

pub(super) const STARTED: &str = "Canary-Started-4c9e";
pub(super) const UNFIT: &str = "Canary-Unfit-70ab";

const HOME: &str = "/Flows/default_tenant";

/// A form with a password, and with a number that the workflow takes or not.
fn form<'a>(password: &'a str, number: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("deployment", "parameters"),
        ("secret", "p[a_password][]"),
        ("p[a_password][]", password),
        ("p[an_integer][]", number),
    ]
}

/// Starts one and follows it to its end.
pub(super) async fn workflows(world: &mut World) {
    let who = [
        ("cloud", "Flows"),
        ("user", "ursula"),
        ("password", "ursula123"),
    ];
    let answer = world.post("sign-in to Flows", "/sign-in", &who).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let path = format!("{HOME}/workflows/every_default");
    let refused = world
        .post("workflow refused", &path, &form(UNFIT, "many"))
        .await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    let good = form(STARTED, "8");
    let plan = world.post("workflow reviewed", &path, &good).await.location;
    let edit = format!("{plan}/edit");
    let back = world.post("workflow taken back", &edit, &[]).await;
    world.get("workflow's form again", &back.location).await;
    let plan = world.post("workflow reviewed", &path, &good).await.location;
    let review = world.get("workflow's review", &plan).await.text;
    world.keep_files("after a workflow's review");
    let (hash, key) = (hidden(&review, "hash"), hidden(&review, "key"));
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    let run = format!("{plan}/run");
    let run = world.post("workflow confirmed", &run, &confirm).await;
    over(world, &run.location).await;
    let again = format!("{}/again", run.location);
    let again = world
        .post("workflow again", &again, &[("state", "all")])
        .await;
    world.get("workflow's form again", &again.location).await;
    execution(world).await;
    world.keep_files("after a workflow");
}

async fn over(world: &mut World, run: &str) {
    for _ in 0..80 {
        let page = world.get("workflow's run", run).await.text;
        if page.contains("The deployment succeeded in") {
            return;
        }
        assert!(page.contains("http-equiv=\"refresh\""), "{page}");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("the workflow does not end");
}

/// What the manager tells of it.
async fn execution(world: &mut World) {
    let list = format!("{HOME}/executions?deployment=parameters");
    let list = world.get("executions", &list).await.text;
    let row = list.split("<th scope=\"row\"").nth(1).expect("a row");
    let one = between(row, "href=\"", "\"").to_owned();
    let page = world.get("execution", &one).await.text;
    assert!(page.contains("a secret, not shown"), "{page}");
    for part in ["log.json", "log.txt", "status"] {
        world
            .get("execution's part", &format!("{one}/{part}"))
            .await;
    }
}
