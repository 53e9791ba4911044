//! Accounts below one's own: for people of the account that the settings name above them, and for
//! those only as long as the cloud lets their own token in.

use crate::faults::cloud::{Cloud, Fault};
use crate::steps::{between, confirmation, finished, run, share, until};
use crate::support::{Browser, Portal, location};
use jiff::SignedDuration;
use slipway_domain::audit::AuditAction;
use slipway_simulator::packages::{ALWAYS_FAILS, NEVER_ENDS};

const PARENT: &str = "aliases = { SLIP = [\"SLPB\"] }";
const PAGES: [&str; 7] = [
    "packages",
    "runs",
    "servers",
    "groups",
    "servers.csv",
    "servers.json",
    "inventory.json",
];

/// The settings of a portal that outlives its port.
fn settings(cloud: &Cloud, aliases: &str) -> String {
    let url = cloud.url();
    format!(
        "public_url = \"http://localhost:3999\"\n[[clouds]]\nname = \"Demo\"\nkind = \"clc\"\nurl = \"{url}\"\n{aliases}\n"
    )
}

async fn portal(cloud: &Cloud, aliases: &str) -> Portal {
    Portal::configured(&settings(cloud, aliases), |_| {}).await
}

async fn sees(browser: &Browser<'_>, account: &str) -> bool {
    let mut answers = Vec::new();
    for page in PAGES {
        let path = format!("/Demo/{account}/{page}");
        answers.push(browser.get(&path).await.status().as_u16());
    }
    let seen = answers == [200; PAGES.len()];
    assert!(
        seen || answers == [404; PAGES.len()],
        "{account}: {answers:?}"
    );
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_the_parent_act_on_the_child_and_nobody_else_does() {
    let cloud = Cloud::start().await;
    let portal = portal(&cloud, PARENT).await;
    for (user, account, expected) in [
        ("admin", "SLIP", true),
        ("admin", "SLPB", true),
        ("admin", "slpb", true),
        ("viewer", "SLPB", true),
        ("admin", "OTHR", false),
        ("child", "SLPB", true),
        ("child", "SLIP", false),
        ("other", "OTHR", true),
        ("other", "SLPB", false),
        ("other", "SLIP", false),
    ] {
        let browser = portal.signed_in(user).await;
        assert_eq!(sees(&browser, account).await, expected, "{user} {account}");
    }
    let html = portal
        .signed_in("admin")
        .await
        .page("/Demo/SLIP/runs")
        .await;
    assert!(
        html.contains("href=\"/Demo/SLPB/home\""),
        "a way to switch: {html}"
    );
    let html = portal
        .signed_in("other")
        .await
        .page("/Demo/OTHR/runs")
        .await;
    assert!(!html.contains("href=\"/Demo/SLP"), "{html}");
}

/// What the settings say is not enough: the cloud has to let the person in.
#[tokio::test(flavor = "multi_thread")]
async fn settings_alone_open_nothing() {
    let cloud = Cloud::start().await;
    let portal = portal(
        &cloud,
        "aliases = { OTHR = [\"SLIP\", \"SLPB\"], SLPB = [\"SLIP\"] }",
    )
    .await;
    let admin = portal.signed_in("admin").await;
    let live = run(&admin, NEVER_ENDS, "va1slipweb01").await;
    let over = run(&admin, ALWAYS_FAILS, "va1slipweb02").await;
    finished(&admin, &over).await;
    let (_, link) = share(&admin, &live).await;
    for user in ["other", "child"] {
        let stranger = portal.signed_in(user).await;
        assert!(!sees(&stranger, "SLIP").await, "{user}");
        for path in [
            format!("{live}/events"),
            live.clone(),
            format!("{live}/shares"),
            "/Demo/SLIP/servers/va1slipweb01".to_owned(),
        ] {
            assert_eq!(stranger.get(&path).await.status(), 404, "{user} {path}");
        }
        for (path, pairs) in [
            (format!("{live}/shares"), vec![("life", "1h")]),
            (format!("{live}/shares/{link}/revoke"), vec![]),
            (format!("{live}/stop"), vec![]),
            (format!("{live}/answer"), vec![("choice", "send-again")]),
            (format!("{live}/resume"), vec![]),
            (format!("{over}/again"), vec![("state", "all")]),
            (
                "/Demo/SLIP/servers/operate".to_owned(),
                vec![("operation", "reboot"), ("server", "va1slipweb01")],
            ),
            (
                "/api/check-value".to_owned(),
                vec![
                    ("account", "SLIP"),
                    ("package", ALWAYS_FAILS),
                    ("variable", "none"),
                    ("value", "1"),
                ],
            ),
        ] {
            let answer = stranger.post(&path, &pairs).await;
            assert_eq!(answer.status(), 404, "{user} {path}");
        }
    }
    assert!(
        admin.page(&live).await.contains("http-equiv=\"refresh\""),
        "it goes on"
    );
}

/// Has the first server of the child rebooted; the path of the run.
async fn reboot(browser: &Browser<'_>) -> String {
    let list = browser.page("/Demo/SLPB/servers.json").await;
    let id = between(&list, "\"id\":\"", "\"").to_owned();
    let order = [("operation", "reboot"), ("server", id.as_str())];
    let plan = location(&browser.post("/Demo/SLPB/servers/operate", &order).await);
    let (hash, key) = confirmation(browser, &plan).await;
    let confirm = [("hash", hash.as_str()), ("key", key.as_str())];
    location(&browser.post(&format!("{plan}/run"), &confirm).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_on_the_child_is_theirs_who_may_act_there() {
    let cloud = Cloud::start().await;
    let portal = portal(&cloud, PARENT).await;
    let admin = portal.signed_in("admin").await;
    let run = reboot(&admin).await;
    let child = portal.signed_in("child").await;
    assert!(child.page("/Demo/SLPB/runs").await.contains(&run), "{run}");
    share(&child, &run).await;
    let other = portal.signed_in("other").await;
    assert_eq!(other.get(&run).await.status(), 404);
}

const MINUTES: fn(i64) -> SignedDuration = SignedDuration::from_mins;

#[tokio::test(flavor = "multi_thread")]
async fn the_cloud_is_asked_again_and_a_no_takes_away() {
    for no in [Fault::Forbidden, Fault::Missing] {
        let cloud = Cloud::start().await;
        let portal = portal(&cloud, PARENT).await;
        let admin = portal.signed_in("admin").await;
        assert!(sees(&admin, "SLPB").await);
        cloud.inject(no, "/v2/datacenters/SLPB", None).await;
        portal.clock.leap(MINUTES(14));
        assert_eq!(
            admin.get("/Demo/SLPB/runs").await.status(),
            200,
            "{no:?}: it still counts"
        );
        portal.clock.leap(MINUTES(2));
        for page in PAGES {
            let answer = admin.get(&format!("/Demo/SLPB/{page}")).await;
            assert_eq!(answer.status(), 404, "{no:?} {page}");
        }
        assert_eq!(
            admin.get("/Demo/SLIP/runs").await.status(),
            200,
            "their own stays theirs"
        );
        cloud.heal().await;
        portal.clock.leap(MINUTES(16));
        assert!(sees(&admin, "SLPB").await, "{no:?}: a yes gives it back");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_changes_nothing() {
    for silent in [
        Fault::Failing,
        Fault::Html,
        Fault::ResetBefore,
        Fault::Closed,
    ] {
        let cloud = Cloud::start().await;
        let portal = portal(&cloud, PARENT).await;
        let early = portal.signed_in("admin").await;
        cloud.inject(silent, "/v2/datacenters/SLPB", None).await;
        let late = portal.signed_in("admin").await;
        assert_eq!(
            late.get("/Demo/SLPB/runs").await.status(),
            404,
            "{silent:?} grants nothing"
        );
        portal.clock.leap(MINUTES(16));
        assert_eq!(
            early.get("/Demo/SLPB/runs").await.status(),
            200,
            "{silent:?} takes nothing"
        );
        assert_eq!(
            late.get("/Demo/SLPB/runs").await.status(),
            404,
            "{silent:?}"
        );
        cloud.heal().await;
        portal.clock.leap(MINUTES(2));
        assert_eq!(
            late.get("/Demo/SLPB/runs").await.status(),
            200,
            "{silent:?} is over"
        );
    }
}

/// An open stream shows what its person may see no longer than a page does.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_ends_with_the_grant() {
    let cloud = Cloud::start().await;
    let portal = portal(&cloud, PARENT).await;
    // Nobody says how the reboot goes, so its run stays under way.
    cloud.inject(Fault::Failing, "*/status/*", None).await;
    let run = reboot(&portal.signed_in("child").await).await;
    let admin = portal.signed_in("admin").await;
    let mut stream = admin.get(&format!("{run}/events")).await;
    assert_eq!(stream.status(), 200);
    cloud
        .inject(Fault::Forbidden, "/v2/datacenters/SLPB", None)
        .await;
    portal.clock.leap(MINUTES(16));
    let mut told = String::new();
    let ended = async {
        while let Some(part) = stream.chunk().await.expect("readable") {
            told.push_str(&String::from_utf8_lossy(&part));
        }
    };
    let within = std::time::Duration::from_secs(8);
    tokio::time::timeout(within, ended).await.expect("it ends");
    assert!(told.contains("event: ended"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_that_exist_heed_the_settings() {
    let cloud = Cloud::start().await;
    let first = portal(&cloud, "").await;
    let cookie = {
        let browser = first.stranger();
        let answer = browser.sign_in("admin", "slipway", "").await;
        let cookie = answer.headers()["set-cookie"].to_str().expect("text");
        cookie.split(';').next().expect("a pair").to_owned()
    };
    let status = async |portal: &Portal, path: &str| {
        let request = portal.stranger().client.get(portal.url(path));
        let answer = request.header("cookie", &cookie).send().await;
        answer.expect("an answer").status().as_u16()
    };
    assert_eq!(status(&first, "/Demo/SLPB/runs").await, 404);
    let named = first.restarted(&settings(&cloud, PARENT)).await;
    assert_eq!(
        status(&named, "/Demo/SLPB/runs").await,
        200,
        "named meanwhile"
    );
    let other = settings(&cloud, "aliases = { OTHR = [\"SLPB\"] }");
    let moved = named.restarted(&other).await;
    assert_eq!(
        status(&moved, "/Demo/SLPB/runs").await,
        404,
        "named below another"
    );
    assert_eq!(status(&moved, "/Demo/SLIP/runs").await, 200);
    let renamed = settings(&cloud, PARENT).replace("Demo", "Renamed");
    let gone = moved.restarted(&renamed).await;
    for path in [
        "/Demo/SLIP/runs",
        "/Demo/SLPB/runs",
        "/Demo/SLIP/servers.csv",
    ] {
        assert_eq!(status(&gone, path).await, 303, "{path}: no such cloud");
    }
}

/// Whoever goes on with a run that waits is named in the audit; whoever only signs in is not.
#[tokio::test(flavor = "multi_thread")]
async fn going_on_is_recorded_and_signing_in_sends_nothing() {
    let cloud = Cloud::start().await;
    let portal = portal(&cloud, "").await;
    let admin = portal.signed_in("admin").await;
    let execute = "/v2/operations/*/servers/executePackage";
    cloud.inject(Fault::Unauthorised, execute, Some(1)).await;
    let run = run(&admin, ALWAYS_FAILS, "va1slipweb01").await;
    until(&admin, &run, "<div id=\"run-paused\">").await;
    let sent = || async { cloud.executions("va1slipweb01").await.len() };
    let before = sent().await;
    for user in ["admin", "operator", "viewer"] {
        portal.signed_in(user).await;
    }
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    assert_eq!(sent().await, before, "nobody pressed");
    let pressed = portal.signed_in("admin").await;
    assert_eq!(
        pressed.post(&format!("{run}/resume"), &[]).await.status(),
        303
    );
    finished(&pressed, &run).await;
    assert_eq!(sent().await, before + 1);
    let audit = &portal.running.portal.store().audit;
    let rows = audit.newest("Demo", "SLIP", 20).await.expect("readable");
    let subjects = |action: AuditAction| {
        let rows = rows.iter().filter(|row| row.event.action == action);
        rows.map(|row| row.event.subject.as_str())
            .collect::<Vec<_>>()
    };
    let resumed = subjects(AuditAction::Resume);
    assert_eq!(resumed.len(), 1);
    assert_eq!(resumed, subjects(AuditAction::Run));
}
