//! A database that an earlier version wrote, opened by this one: everything in it is shown, what
//! was under way goes on, what waited for a person can be decided. `fixtures/` tells what it holds.

use crate::steps::{confirmation, finished, until};
use crate::support::{Browser, Portal, location};
use jiff::{SignedDuration, Timestamp};
use reqwest::Client;
use serde_json::{Value, json};
use slipway_domain::Clock;
use slipway_portal::Timings;
use slipway_server::commands::Pace;
use slipway_simulator::{Options, Simulator};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// A version whose database is kept here.
const VERSION: &str = "a8b8765";

/// What stands beside the database: when it was written, and where its things are.
struct Contents(Value);

impl Contents {
    fn read() -> Self {
        let text = std::fs::read_to_string(folder().join("contents.json")).expect("contents");
        Self(serde_json::from_str(&text).expect("JSON"))
    }

    /// Its address of today: that version's addresses named no cloud.
    fn path(&self, name: &str) -> String {
        let path = self.0["paths"][name].as_str().expect(name);
        let shared = path.starts_with("/s/");
        format!("{}{path}", if shared { "" } else { "/Demo" })
    }

    fn written_at(&self) -> Timestamp {
        let at = self.0["written_at_ms"].as_i64().expect("a time");
        Timestamp::from_millisecond(at).expect("a time")
    }
}

fn folder() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where it lies");
    PathBuf::from(package).join("tests/fixtures").join(VERSION)
}

/// The time at which the fixture was written, going on from there.
struct ClockOfThen {
    back: SignedDuration,
}

impl ClockOfThen {
    fn at(then: Timestamp) -> Arc<Self> {
        Arc::new(Self {
            back: then.duration_since(now()),
        })
    }
}

impl Clock for ClockOfThen {
    fn now(&self) -> Timestamp {
        now() + self.back
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "time goes on between the steps of a test"
)]
fn now() -> Timestamp {
    Timestamp::now()
}

/// The cloud in which the fixture's jobs go on, and the portal over its database.
struct Stage {
    portal: Portal,
    contents: Contents,
    cloud: Cloud,
}

impl Stage {
    async fn set() -> Self {
        let stage = Self::set_still().await;
        stage.cloud.freeze(false).await;
        stage
    }

    /// The same while nothing goes on in the cloud.
    async fn set_still() -> Self {
        Self::set_at(SignedDuration::from_secs(20)).await
    }

    /// Some time after the fixture was written; by then no lease is held any more.
    async fn set_at(later: SignedDuration) -> Self {
        let contents = Contents::read();
        let cloud = Cloud::start().await;
        cloud.freeze(true).await;
        cloud.queue_up_to(&contents).await;
        let clock = ClockOfThen::at(contents.written_at() + later);
        let database = folder().join("slipway.sqlite");
        let portal = Portal::of_kept(&database, &cloud.url, |pace: &mut Pace| {
            pace.clock = clock;
            pace.timings = Timings {
                poll_min: Duration::from_millis(50),
                poll_max: Duration::from_millis(200),
                ..Timings::default()
            };
        })
        .await;
        Self {
            portal,
            contents,
            cloud,
        }
    }

    /// The page of one of its runs: the address of then, which named it by its id, leads there.
    async fn run(&self, browser: &Browser<'_>, name: &str) -> String {
        let run = location(&browser.get(&self.contents.path(name)).await);
        let number = crate::steps::last(&run).parse::<u64>();
        assert!(matches!(number, Ok(1..)), "{name}: {run}");
        run
    }

    async fn admin(&self) -> Browser<'_> {
        self.portal.signed_in("admin").await
    }
}

/// A simulated cloud of the fixture's seed, in which the fixture's jobs are queued.
struct Cloud {
    url: String,
    client: Client,
}

impl Cloud {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let simulator = Simulator::new(Options {
            speed: 200.0,
            ..Options::default()
        });
        tokio::spawn(async move { simulator.serve(listener, std::future::pending()).await });
        let client = Client::builder()
            .tls_backend_preconfigured(crate::support::tls())
            .build()
            .expect("a client");
        Self { url, client }
    }

    async fn post(&self, path: &str, token: Option<&str>, body: Value) -> Value {
        let mut request = self.client.post(format!("{}{path}", self.url)).json(&body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.expect("an answer");
        assert!(answer.status().is_success(), "{path}: {answer:?}");
        answer.json().await.expect("JSON")
    }

    async fn freeze(&self, freeze: bool) {
        self.post("/_sim/clock", None, json!({ "freeze": freeze }))
            .await;
    }

    /// Ids of jobs grow per data center: jobs are queued until the fixture's are among them.
    async fn queue_up_to(&self, contents: &Contents) {
        let login = json!({"username": "admin", "password": "slipway"});
        let login = self.post("/v2/authentication/login", None, login).await;
        let token = login["bearerToken"].as_str();
        for job in contents.0["live_jobs"].as_array().expect("jobs") {
            let (center, last) = numbered(job);
            let server = json!([format!("{center}slipdb01")]);
            loop {
                let path = "/v2/operations/SLIP/servers/reboot";
                let answer = self.post(path, token, server.clone()).await;
                let (_, number) = numbered(&answer[0]["links"][0]["id"]);
                if number >= last {
                    break;
                }
            }
        }
    }
}

/// `va1-1234` in its two parts.
fn numbered(job: &Value) -> (String, u64) {
    let (center, number) = job
        .as_str()
        .and_then(|id| id.split_once('-'))
        .expect("an id");
    (center.to_owned(), number.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_run_is_shown_as_it_ended() {
    let stage = Stage::set().await;
    let admin = stage.admin().await;
    for (name, words) in [
        ("succeeded", "All 3 servers succeeded"),
        ("failed", "failed"),
        ("refused", "Finished in"),
        ("one_call_per_data_center", "gave one verdict"),
        ("reboot", "Reboot"),
        ("snapshot", "succeeded"),
        ("archive", "Archive"),
        ("delete", "Delete VA1SLIPAPP02"),
        ("created", "VA1SLIPFIX01"),
        ("hardware", "succeeded"),
        ("group_archived", "Fixture"),
        ("stopped", "unknown"),
    ] {
        let html = admin.page(&stage.run(&admin, name).await).await;
        assert!(
            html.replace("<!>", "").contains(words),
            "{name}: no {words} in {html}"
        );
        assert!(!html.contains("http-equiv=\"refresh\""), "{name} is over");
    }
    let list = admin.page("/Demo/SLIP/runs").await;
    assert!(list.contains(&stage.run(&admin, "created").await), "{list}");
    let created = admin.page(&stage.run(&admin, "created").await).await;
    for server in ["va1slipfix01", "va1slipfix02"] {
        let link = format!("href=\"/Demo/SLIP/servers/{server}\"");
        assert!(created.contains(&link), "no {link} in {created}");
    }
    let archived = admin.page(&stage.run(&admin, "group_archived").await).await;
    assert!(archived.contains("the group and 0 servers"), "{archived}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_built_is_built_again_as_it_was() {
    let stage = Stage::set().await;
    let admin = stage.admin().await;
    let again = format!("{}/again", stage.contents.path("created"));
    let form = location(&admin.post(&again, &[("state", "succeeded")]).await);
    assert!(form.starts_with("/Demo/SLIP/servers/new?"), "{form}");
    let form = admin.page(&form).await;
    for words in ["made for the fixture", "value=\"fix\"", "value=\"2\""] {
        assert!(form.contains(words), "no {words} in {form}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_under_way_goes_on() {
    let stage = Stage::set().await;
    let admin = stage.admin().await;
    for name in ["live", "live_operation"] {
        let html = finished(&admin, &stage.run(&admin, name).await).await;
        assert!(html.contains("succeeded"), "{name}: {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_without_an_answer_wait_for_a_person_and_are_decided() {
    let stage = Stage::set().await;
    let admin = stage.admin().await;
    for name in ["lost", "sending"] {
        let run = &stage.run(&admin, name).await;
        let html = until(&admin, run, "leave-unknown").await;
        let decision = crate::steps::answer_fields(&html, "leave-unknown");
        let pairs: Vec<(&str, &str)> = decision
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = admin.post(&format!("{run}/answer"), &pairs).await;
        assert_eq!(&location(&answer), run);
        let html = finished(&admin, run).await;
        assert!(html.contains("unknown"), "{name}: {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_with_secrets_is_confirmed_as_it_was_reviewed() {
    let stage = Stage::set_still().await;
    let admin = stage.admin().await;
    let plan = &stage.contents.path("plan");
    let (hash, key) = confirmation(&admin, plan).await;
    let pairs = [("hash", hash.as_str()), ("key", key.as_str())];
    let run = location(&admin.post(&format!("{plan}/run"), &pairs).await);
    assert!(
        run.starts_with("/Demo/SLIP/runs/"),
        "no difference is shown: {run}"
    );
    stage.cloud.freeze(false).await;
    let html = finished(&admin, &run).await;
    assert!(html.contains("succeeded"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_choices_and_links_open() {
    let stage = Stage::set().await;
    let admin = stage.admin().await;
    let draft = admin.page(&stage.contents.path("draft")).await;
    assert!(draft.contains("kept in a draft") && draft.contains("nosuchserver"));
    admin.page(&stage.contents.path("run_again_draft")).await;
    let choice = admin.page(&stage.contents.path("choice")).await;
    assert!(
        choice.replace("<!>", "").contains("2 chosen servers"),
        "{choice}"
    );
    let stranger = stage.portal.stranger();
    let shared = stranger.page(&stage.contents.path("share")).await;
    assert!(shared.contains("VA1SLIPWEB01") && shared.contains("Hello from the fixture"));
    let revoked = stranger.get(&stage.contents.path("revoked_share")).await;
    assert_eq!(revoked.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_chain_verifies_by_the_rule_it_was_written_under() {
    let stage = Stage::set().await;
    let audit = &stage.portal.running.portal.store().audit;
    assert_eq!(audit.verify().await.expect("read").broken, None);
    // What this version appends follows from it.
    stage.admin().await;
    assert_eq!(audit.verify().await.expect("read").broken, None);
    let newest = audit.newest("Demo", "SLIP", 1).await.expect("read");
    assert!(newest[0].number > 20, "{newest:?}");
}
/// The cloud takes the run's own token again, so that it needs nobody else's.
#[tokio::test(flavor = "multi_thread")]
async fn a_paused_run_goes_on_where_its_own_token_is_good_again() {
    let stage = Stage::set().await;
    let other = stage.portal.signed_in("other").await;
    let html = finished(&other, &stage.run(&other, "paused").await).await;
    assert!(html.contains("All 3 servers succeeded"), "{html}");
}

/// Whoever was signed in while the program was exchanged still is.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_of_before_goes_on() {
    let stage = Stage::set().await;
    let cookie = stage.contents.0["cookie"].as_str().expect("a cookie");
    let value = cookie.split('=').nth(1).expect("a value");
    let browser = stage.portal.stranger();
    let request = browser.client.get(stage.portal.url("/Demo/SLIP/runs"));
    let request = request.header("cookie", stage.portal.cookie(value));
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
}
