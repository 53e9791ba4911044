//! Every event against small runs, without time passing or anything being sent.

mod building;
mod cancelling;
mod deciding;
mod later;
mod loaded;
mod progress;
mod properties;
mod reading;
mod rollouts;
mod sending;

use super::*;
use crate::runs::engine::loaded_run::JobKey;
use jiff::SignedDuration;
use slipway_cloud::{Manners, Observation, Reading};
use slipway_domain::action::RunKind;
use slipway_domain::action::{Action, PackageAction};
use slipway_domain::package::{Package, Visibility};
use slipway_domain::plan::{PlanBody, Rollout};
use slipway_domain::run::{BatchState, Handle, Job, JobStatus, Run, RunDetail, RunNumber, Target};
use slipway_domain::{AccountAlias, CloudName, PackageId, RunId, ServerId};

/// Those of the cloud that these tests tell of.
pub(super) const MANNERS: Manners = Manners {
    calls_at_once: 8,
    targets_per_call: usize::MAX,
    readings_per_second: 20,
    handles_per_reading: 1,
    overdue_after: SignedDuration::from_mins(5),
    lost_after: SignedDuration::from_mins(10),
    give_up_after: SignedDuration::from_hours(24),
};

pub(super) const SILENCE: Reading = Reading::Silence(None);

/// The bare word of a queue.
pub(super) const fn said(status: JobStatus) -> Reading {
    Reading::Heard(Observation::of(status))
}

/// The same with words for people.
pub(super) fn said_in_words(status: JobStatus, words: &str) -> Reading {
    Reading::Heard(Observation {
        words: Some(words.to_owned()),
        ..Observation::of(status)
    })
}

pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

fn run() -> Run {
    let package = Package {
        id: PackageId::new("p"),
        name: "P".into(),
        visibility: Some(Visibility::Public),
        description: String::new(),
        parameters: vec![],
        supported_os: vec![],
        problem: None,
    };
    Run {
        id: RunId::new("r"),
        number: RunNumber::default(),
        kind: RunKind::Package,
        cloud: CloudName::new("demo"),
        account: AccountAlias::new("SLIP"),
        started_by: "ada".into(),
        title: "P".into(),
        plan: PlanBody {
            action: Action::Package(PackageAction {
                package,
                values: std::collections::BTreeMap::new(),
                secrets: vec![],
                chosen: std::collections::BTreeMap::new(),
                notices: Vec::new(),
            }),
            targets: vec![],
            left_out: Vec::new(),
            rollout: Rollout::default(),
        },
        state: RunState::Live,
        rollout: slipway_domain::run::RolloutStanding::default(),
        created_at: at(0),
        finished_at: None,
        version: 1,
        repeats: None,
    }
}

/// A run whose batch `n` carries as many servers as the `n`th number says: `b0s0`, `b0s1`, …
pub(super) fn loaded(servers: &[u32]) -> LoadedRun {
    book_of(servers, false, server)
}

/// The name of a server by its place: `b0s0`, `b0s1`, …
pub(super) fn server(batch: u32, place: u32) -> Target {
    Target::Server(ServerId::new(format!("b{batch}s{place}")))
}

/// The same with other targets, where the driver can look calls up or cannot.
pub(super) fn book_of(
    servers: &[u32],
    looks_up: bool,
    target: impl Fn(u32, u32) -> Target,
) -> LoadedRun {
    book(servers, looks_up, target, Rollout::default())
}

/// Servers of a run with this rollout.
pub(super) fn rolled(servers: &[u32], looks_up: bool, rollout: Rollout) -> LoadedRun {
    book(servers, looks_up, server, rollout)
}

fn book(
    servers: &[u32],
    looks_up: bool,
    target: impl Fn(u32, u32) -> Target,
    rollout: Rollout,
) -> LoadedRun {
    let mut outcomes = Vec::new();
    let mut batches = Vec::new();
    for (number, count) in (0..).zip(servers) {
        batches.push(Batch {
            number,
            state: BatchState::Pending,
            attempt: 1,
            sent_at: None,
            jobs: Vec::new(),
        });
        outcomes.extend((0..*count).map(|server| Outcome {
            target: target(number, server),
            name: format!("B{number}S{server}"),
            built: None,
            data_center: None,
            batch: number,
            job: None,
            state: OutcomeState::Waiting,
            message: None,
            queued_at: None,
            executing_at: None,
            ended_at: None,
        }));
    }
    // As the store gives them: in an order that is not that of the batches.
    outcomes.reverse();
    let mut run = run();
    run.plan.rollout = rollout;
    let detail = RunDetail {
        run,
        batches,
        outcomes,
    };
    LoadedRun::new(detail, MANNERS, looks_up)
}

/// Lets an event happen at `seconds`.
pub(super) fn happen(loaded: &mut LoadedRun, event: Event, seconds: i64) {
    let change = step(loaded, event, at(seconds), &Timings::default());
    let version = loaded.run().version + 1;
    loaded.apply(change, version);
}

/// Lets a reading of a call's first job happen at `seconds`; says whether it was worth keeping.
pub(super) fn hear(loaded: &mut LoadedRun, batch: u32, reading: Reading, seconds: i64) -> bool {
    hear_of(loaded, (batch, 0), reading, seconds)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "tests write a reading where it happens"
)]
pub(super) fn hear_of(loaded: &mut LoadedRun, job: JobKey, reading: Reading, seconds: i64) -> bool {
    match read(loaded, job, &reading, 128, at(seconds), &Timings::default()) {
        Read::Changed(change) => {
            let version = loaded.run().version + 1;
            loaded.apply(change, version);
            true
        }
        Read::Same(batch) => {
            loaded.replace_batch(*batch);
            false
        }
        Read::Ignored => false,
    }
}

fn handle(id: &str) -> Handle {
    Handle::new(format!("test:1:{id}"))
}

/// A target by its text.
pub(super) fn target(text: &str) -> Target {
    Target::parse(text).unwrap()
}

/// An answer that queues `servers` under `job` and refuses `refused`.
pub(super) fn answer(servers: &[&str], job: &str, refused: &[(&str, &str)]) -> Vec<Accepted> {
    let queued = servers.iter().map(|server| Accepted {
        target: target(server),
        verdict: Ok((handle(job), job.to_owned())),
    });
    let refused = refused.iter().map(|(server, why)| Accepted {
        target: target(server),
        verdict: Err((*why).to_owned()),
    });
    refused.chain(queued).collect()
}

/// A batch sent and queued as a whole at second 0.
pub(super) fn queued(servers: u32) -> LoadedRun {
    let mut loaded = loaded(&[servers]);
    happen(&mut loaded, Event::Sending(0), 0);
    let names: Vec<_> = (0..servers).map(|server| format!("b0s{server}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    happen(
        &mut loaded,
        Event::Accepted(0, answer(&names, "va1-1", &[])),
        0,
    );
    loaded
}

pub(super) fn outcome<'a>(loaded: &'a LoadedRun, server: &str) -> &'a Outcome {
    let target = target(server);
    loaded
        .outcomes()
        .iter()
        .find(|outcome| outcome.target == target)
        .unwrap()
}

pub(super) fn states(loaded: &LoadedRun, batch: u32) -> Vec<OutcomeState> {
    loaded
        .outcomes_of(batch)
        .map(|outcome| outcome.state)
        .collect()
}

pub(super) fn batch(loaded: &LoadedRun, number: u32) -> &Batch {
    loaded.batch(number).unwrap()
}

pub(super) fn job(loaded: &LoadedRun) -> &Job {
    loaded.job((0, 0)).unwrap()
}

#[test]
fn a_book_finds_the_servers_of_every_batch() {
    let loaded = loaded(&[2, 1, 3]);
    let names = |batch| -> Vec<_> {
        let mut names: Vec<_> = loaded
            .outcomes_of(batch)
            .map(|outcome| outcome.target.to_string())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(0), ["b0s0", "b0s1"]);
    assert_eq!(names(1), ["b1s0"]);
    assert_eq!(names(2), ["b2s0", "b2s1", "b2s2"]);
    assert_eq!(names(3), Vec::<String>::new());
    assert_eq!(loaded.open(), 6);
    assert_eq!(loaded.pending().collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn a_refused_token_pauses_and_a_fresh_one_goes_on() {
    let mut loaded = queued(1);
    happen(&mut loaded, Event::TokenRefused, 1);
    assert_eq!(loaded.state(), RunState::Paused);
    assert_eq!(states(&loaded, 0), [OutcomeState::NotStarted]);
    happen(&mut loaded, Event::TokenRenewed, 2);
    assert_eq!(loaded.state(), RunState::Live);
}

#[test]
fn stopping_ends_every_server_and_keeps_the_ends_there_are() {
    let mut loaded = loaded(&[1, 1, 1, 1]);
    for batch in [0, 1, 2] {
        happen(&mut loaded, Event::Sending(batch), 0);
    }
    happen(
        &mut loaded,
        Event::Accepted(0, answer(&["b0s0"], "va1-1", &[])),
        1,
    );
    happen(&mut loaded, Event::Refused(1, "No.".into()), 1);
    happen(&mut loaded, Event::NoAnswer(2, "Lost.".into()), 1);
    happen(&mut loaded, Event::Stopped, 5);
    assert_eq!(loaded.state(), RunState::Stopped);
    assert_eq!(loaded.run().finished_at, Some(at(5)));
    let end = |server| {
        let outcome = outcome(&loaded, server);
        (outcome.state, outcome.message.as_deref().unwrap())
    };
    let stopped = "Watching was stopped; the cloud may still be working on it.";
    assert_eq!(end("b0s0"), (OutcomeState::Unknown, stopped));
    assert_eq!(end("b1s0"), (OutcomeState::Refused, "No."));
    assert_eq!(end("b2s0"), (OutcomeState::Unknown, stopped));
    let unsent = "Not sent: watching was stopped first.";
    assert_eq!(end("b3s0"), (OutcomeState::Refused, unsent));
    assert_eq!(batch(&loaded, 3).state, BatchState::Dropped);
    assert_eq!(job(&loaded).next_check, None);
    assert_eq!((loaded.open(), loaded.may_send_more()), (0, false));
}
