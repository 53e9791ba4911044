//! The program is killed again and again, at moments that vary: between a call and its answer,
//! while jobs are watched, between review and confirming, while a form is filled. Whatever the
//! moment, no call is made twice, nothing that was typed or confirmed is lost, every server
//! comes to an end that is true, and no more are under way than the rollout says.
//!
//! `SLIPWAY_SOAK` says how often it is killed; `cargo xtask soak` makes that 50.

mod stage;

use crate::steps::{hidden, last};
use slipway_simulator::packages::{FAILS_EVERY_THIRD, SHOWCASE};
use stage::{Stage, Told};
use std::time::Duration;

/// Kills where nobody says otherwise: enough to meet each moment, few enough for every day.
const KILLS: usize = 6;
/// Servers of each run; no two runs share one, so that the cloud's log tells runs apart.
const SERVERS: usize = 10;
/// How long a person has typed when the program dies, in milliseconds, by turns; a prime number
/// of them, so that every kind of round meets each.
const MOMENTS: [u64; 7] = [0, 15, 40, 90, 180, 400, 900];

/// Rollouts by turns, with how many servers may be under way together; their number is prime to that
/// of the kinds of rounds.
const ROLLOUTS: [(&[(&str, &str)], usize); 4] = [
    (&[], SERVERS),
    (&[("rollout-pace", "at-most"), ("rollout-limit", "2")], 2),
    (
        &[
            ("rollout-pace", "batches"),
            ("rollout-batch", "4"),
            ("rollout-stop", "yes"),
            ("rollout-stop-above", "25"),
            ("rollout-stop-unit", "percent"),
        ],
        4,
    ),
    (
        &[
            ("rollout-pace", "at-most"),
            ("rollout-limit", "3"),
            ("rollout-canary", "yes"),
            ("rollout-canary-targets", "1"),
            ("rollout-then", "ask"),
        ],
        3,
    ),
];

fn kills() -> usize {
    let asked = std::env::var("SLIPWAY_SOAK").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(KILLS)
}

#[tokio::test(flavor = "multi_thread")]
async fn however_often_it_dies_no_call_is_made_twice_and_nothing_is_lost() {
    let mut stage = Stage::start((kills() + 1) * SERVERS).await;
    stage.sign_in().await;
    let names = stage.ready_servers().await;
    stage.put_under_load();
    let mut runs = Vec::new();
    for (round, names) in names.chunks_exact(SERVERS).take(kills()).enumerate() {
        let wait = Duration::from_millis(MOMENTS[round % MOMENTS.len()]);
        let names = names.join(" ");
        stage.rollout = ROLLOUTS[round % ROLLOUTS.len()].0;
        runs.push(match round % 3 {
            0 => die_while_confirming(&mut stage, &names, wait).await,
            1 => die_while_watching(&mut stage, &names, wait).await,
            _ => die_before_confirming(&mut stage, &names, wait).await,
        });
    }
    assert_eq!(runs.len(), kills(), "the fleet is large enough");
    for (round, run) in runs.iter().enumerate() {
        settle(&stage, run, ROLLOUTS[round % ROLLOUTS.len()].1).await;
    }
    compare(&stage, &runs).await;
}

/// The confirming post is under way when the program dies; it is sent again with the same key.
async fn die_while_confirming(stage: &mut Stage, names: &str, wait: Duration) -> String {
    let plan = plan(stage, names).await;
    let (path, form) = confirmation(stage, &plan).await;
    let posting = stage.post_later(&path, &form);
    tokio::time::sleep(wait).await;
    stage.kill_and_restart();
    // It may have been answered just before, or broken off.
    drop(posting.await);
    stage.post(&path, &form).await.location
}

/// The run is being sent and followed when the program dies.
async fn die_while_watching(stage: &mut Stage, names: &str, wait: Duration) -> String {
    let plan = plan(stage, names).await;
    let (path, form) = confirmation(stage, &plan).await;
    let run = stage.post(&path, &form).await.location;
    tokio::time::sleep(wait).await;
    stage.kill_and_restart();
    assert_eq!(
        stage.post(&path, &form).await.location,
        run,
        "confirming again leads to the same run"
    );
    run
}

/// A form was refused and another one reviewed when the program dies: what was typed stands there
/// again, and the plan can be confirmed as it was reviewed.
async fn die_before_confirming(stage: &mut Stage, names: &str, wait: Duration) -> String {
    let typed = "typed before the end";
    let greeting = ("p[SLIP.Showcase.Greeting][]".to_owned(), typed.to_owned());
    let refused = [greeting, ("do".to_owned(), "review".to_owned())];
    let review = format!("/Demo/SLIP/packages/{SHOWCASE}/review");
    let draft = stage.post(&review, &refused).await.location;
    let plan = plan(stage, names).await;
    tokio::time::sleep(wait).await;
    stage.kill_and_restart();
    let form = stage.page(&draft).await;
    assert!(form.contains(typed), "what was typed stands there again");
    let (path, form) = confirmation(stage, &plan).await;
    stage.post(&path, &form).await.location
}

async fn plan(stage: &Stage, names: &str) -> String {
    let review = format!("/Demo/SLIP/packages/{FAILS_EVERY_THIRD}/review");
    let form = [
        ("names".to_owned(), names.to_owned()),
        ("do".to_owned(), "review".to_owned()),
    ];
    let plan = stage.post(&review, &form).await.location;
    assert!(plan.starts_with("/Demo/SLIP/plans/"), "{plan}");
    plan
}

async fn confirmation(stage: &Stage, plan: &str) -> (String, Vec<(String, String)>) {
    let html = stage.page(plan).await;
    let field = |name: &str| (name.to_owned(), hidden(&html, name));
    let rollout = stage.rollout.iter();
    let rollout = rollout.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let fields = [field("hash"), field("key")].into_iter().chain(rollout);
    (format!("{plan}/run"), fields.collect())
}

/// Waits until the run is over, leaving as unknown what was sent without an answer and having it go on
/// where it is held; never are more than `most` under way.
async fn settle(stage: &Stage, run: &str, most: usize) {
    assert!(run.starts_with("/Demo/SLIP/runs/"), "{run}");
    for _ in 0..600 {
        let told = stage.told(run).await;
        if told.state == "finished" {
            return;
        }
        assert_eq!(told.state, "live", "{run}");
        let lost = told.rows.values().filter(|state| *state == "no-reply");
        let working = told
            .rows
            .values()
            .filter(|state| matches!(state.as_str(), "sending" | "executing" | "not-started"));
        let (lost, working) = (lost.count(), working.count());
        assert!(lost + working <= most, "{run}: {:?}", told.rows);
        if lost > 0 && working == 0 {
            stage.leave_unknown(run).await;
        }
        if ["canary", "failures"]
            .iter()
            .any(|hold| told.rollout.starts_with(hold))
        {
            stage.resume(run).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{run} does not end: {:?}", stage.told(run).await);
}

/// Holds what each run says of its servers against what the cloud was really asked.
async fn compare(stage: &Stage, runs: &[String]) {
    let calls = stage.calls().await;
    let mut unknown = 0;
    for run in runs {
        let Told { rows, .. } = stage.told(run).await;
        assert_eq!(rows.len(), SERVERS, "{run}");
        for (server, state) in rows {
            let times = calls.get(&server).copied().unwrap_or_default();
            match state.as_str() {
                "succeeded" | "failed" | "refused" => {
                    assert_eq!(times, 1, "{server} of {} {state}", last(run));
                }
                "unknown" => {
                    unknown += 1;
                    assert!(
                        times <= 1,
                        "{server} of {} was called {times} times",
                        last(run)
                    );
                }
                other => panic!("{server} of {} is {other}", last(run)),
            }
        }
    }
    let all = runs.len() * SERVERS;
    assert!(unknown < all / 2, "most calls get their answer");
    println!(
        "{} kills, {all} servers: {} calls, none twice; {unknown} sent without an answer",
        runs.len(),
        calls.values().sum::<usize>(),
    );
}
