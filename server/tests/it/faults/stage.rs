//! The stage of every cell: a cloud that fails on order, a portal of it that waits a second at
//! most, somebody signed in, and what they read on the screen.

use super::cloud::{Cloud, Fault};
use crate::steps::confirmation;
use crate::support::{Browser, Portal, location};
use reqwest::Response;
use slipway_portal::Timings;
use slipway_server::commands::Pace;
use slipway_simulator::packages::SHOWCASE;
use slipway_upstream::{Breaker, Timeouts};
use std::time::{Duration, Instant};

/// What was typed into the form, to be found again.
pub(super) const TYPED: &str = "Typed by a person";
pub(super) const PASSWORD: &str = "Canary-9c41d7A";
/// How long a cell waits for what comes by itself.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) struct Stage {
    pub(super) cloud: Cloud,
    pub(super) portal: Portal,
}

/// What somebody sees: the status, the words, when to come back.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) status: u16,
    pub(super) text: String,
    pub(super) retry_after: Option<String>,
}

impl Seen {
    pub(super) async fn of(answer: Response) -> Self {
        let status = answer.status().as_u16();
        let header = |name: &str| {
            let value = answer.headers().get(name)?;
            Some(value.to_str().ok()?.to_owned())
        };
        let retry_after = header("retry-after");
        Self {
            status,
            retry_after,
            text: plain(&answer.text().await.expect("text")),
        }
    }

    pub(super) fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }
}

/// Holds what is seen in a cell against the status and the words that are to be seen.
pub(super) fn check(cell: &str, seen: &Seen, status: u16, words: &[&str]) {
    let about = || format!("{cell}: {} {}", seen.status, body(&seen.text));
    assert_eq!(seen.status, status, "{}", about());
    for words in words {
        assert!(seen.says(words), "no {words:?} in {}", about());
    }
}

/// The text of a page as people read it, its markup kept.
fn plain(html: &str) -> String {
    let escapes = [
        ("<!>", ""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    escapes
        .iter()
        .fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// How long a call may take: long enough for a busy machine, unless the cell is about silence.
const CALL: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_millis(700);

const fn call(fault: Fault) -> Duration {
    match fault {
        Fault::Hang => SILENCE,
        _ => CALL,
    }
}

fn quick(pace: &mut Pace, call: Duration) {
    pace.timings = Timings {
        inventory_fresh: Duration::ZERO,
        packages_fresh: Duration::ZERO,
        poll_min: Duration::from_millis(40),
        poll_max: Duration::from_millis(200),
        lease: Duration::from_secs(1),
        sign_in_failures: 1_000,
        ..Timings::default()
    };
    pace.manners.readings_per_second = 200;
    pace.timeouts = Timeouts {
        call,
        inventory: call,
        backoff: Duration::from_millis(5),
        longest_retry_after: Duration::from_millis(500),
        ..Timeouts::default()
    };
    // Each cell is about one call; what the breaker does about many has its own tests.
    pace.breaker = Breaker {
        after: 0,
        ..Breaker::default()
    };
}

impl Stage {
    pub(super) async fn set(fault: Fault) -> Self {
        Self::set_with(fault, |_| {}).await
    }

    /// A stage with a pace of its own.
    pub(super) async fn set_with(fault: Fault, change: impl FnOnce(&mut Pace)) -> Self {
        let cloud = Cloud::start().await;
        let pace = |pace: &mut Pace| {
            quick(pace, call(fault));
            change(pace);
        };
        let portal = Portal::of_cloud(&cloud.url(), pace).await;
        Self { cloud, portal }
    }

    /// Another portal of the same cloud, which knows nothing of it yet.
    pub(super) async fn twin(&self, fault: Fault) -> Portal {
        Portal::of_cloud(&self.cloud.url(), |pace| quick(pace, call(fault))).await
    }

    /// A fresh sign-in: a refused token ends the one before.
    pub(super) async fn admin(&self) -> Browser<'_> {
        self.portal.signed_in("admin").await
    }

    /// Reviews the showcase on `server` in a healthy cloud; the path of the plan.
    pub(super) async fn plan(&self, admin: &Browser<'_>, server: &str) -> String {
        let plan = location(&post_form(admin, server).await);
        assert!(plan.starts_with("/Demo/SLIP/plans/"), "{plan}");
        plan
    }

    /// Confirms a plan in a healthy cloud; the path of the run.
    pub(super) async fn run(&self, admin: &Browser<'_>, server: &str) -> String {
        let plan = self.plan(admin, server).await;
        let run = location(&confirm(admin, &plan).await);
        assert!(run.starts_with("/Demo/SLIP/runs/"), "{run}");
        run
    }
}

pub(super) fn review_path() -> String {
    format!("/Demo/SLIP/packages/{SHOWCASE}/review")
}

/// Fills and posts the showcase's form as a browser without JavaScript does.
pub(super) async fn post_form(admin: &Browser<'_>, server: &str) -> Response {
    let pairs = [
        ("p[SLIP.Showcase.Greeting][]", TYPED),
        ("p[SLIP.Showcase.Workers][]", "4"),
        ("p[SLIP.Showcase.Environment][]", "stage"),
        ("secret", "p[SLIP.Showcase.AdminPassword][]"),
        ("p[SLIP.Showcase.AdminPassword][]", PASSWORD),
        ("names", server),
        ("do", "review"),
    ];
    admin.post(&review_path(), &pairs).await
}

/// Presses the button of a plan.
pub(super) async fn confirm(admin: &Browser<'_>, plan: &str) -> Response {
    confirm_typing(admin, plan, "").await
}

/// The same with what the plan asks to be typed.
pub(super) async fn confirm_typing(admin: &Browser<'_>, plan: &str, typed: &str) -> Response {
    let (hash, key) = confirmation(admin, plan).await;
    let pairs = [
        ("hash", hash.as_str()),
        ("key", key.as_str()),
        ("typed", typed),
    ];
    admin.post(&format!("{plan}/run"), &pairs).await
}

/// Loads a page again and again until it is as `wanted`.
pub(super) async fn until(
    admin: &Browser<'_>,
    path: &str,
    what: &str,
    wanted: impl Fn(&Seen) -> bool,
) -> Seen {
    let begun = Instant::now();
    loop {
        let seen = Seen::of(admin.get(path).await).await;
        if wanted(&seen) {
            return seen;
        }
        assert!(
            begun.elapsed() < PATIENCE,
            "{path}: waited in vain for {what}: {} {}",
            seen.status,
            body(&seen.text)
        );
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

/// Waits until a run is over.
pub(super) async fn until_over(admin: &Browser<'_>, run: &str) -> Seen {
    let over = |seen: &Seen| seen.status == 200 && !seen.says("http-equiv=\"refresh\"");
    until(admin, run, "its end", over).await
}

/// The part of a page that differs from others, for messages.
pub(super) fn body(html: &str) -> &str {
    let main = html.split_once("<main").map_or(html, |(_, main)| main);
    main.split_once("</main>").map_or(main, |(main, _)| main)
}
