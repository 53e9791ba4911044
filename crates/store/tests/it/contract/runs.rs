//! Creating runs, recording changes, and leases.

use super::Database;
use crate::fixtures::{
    HOSTILE, at, audited, batch, begun, body, idempotency, new_run, outcome, outcome_in, plan, row,
    run_id, secrets,
};
use slipway_domain::ServerId;
use slipway_domain::action::RunKind;
use slipway_domain::audit::AuditAction;
use slipway_domain::run::{
    Batch, BatchState, Handle, HoldReason, Job, JobStatus, Outcome, OutcomeState, RolloutStanding,
    RunDetail, RunState, Target,
};
use slipway_store::{Created, Holder, NewRun, RunChange, Store, StoreError};

async fn read(store: &Store, number: u32) -> RunDetail {
    let detail = store.runs.detail(&run_id(number)).await.unwrap();
    detail.unwrap()
}

fn job(number: u32, status: JobStatus) -> Job {
    Job {
        number,
        handle: Handle::new(format!("{HOSTILE}{number}")),
        id: HOSTILE.to_owned(),
        status,
        checked_at: Some(at(1)),
        next_check: Some(at(2)),
        executing_at: Some(at(3)),
        silent_since: Some(at(4)),
    }
}

pub(crate) async fn a_run_comes_back_as_it_was(db: &impl Database) {
    let store = db.open().await;
    assert_eq!(store.runs.detail(&run_id(1)).await.unwrap(), None);
    let kinds = [RunKind::Package, RunKind::Operation, RunKind::Execution];
    for (number, (kind, state)) in (1..).zip(kinds.into_iter().zip(RunState::ALL)) {
        let mut new = new_run(number, 3);
        new.detail.run.kind = kind;
        new.detail.run.state = state;
        new.detail.run.finished_at = Some(at(50));
        new.detail.run.repeats = Some(run_id(77));
        assert_eq!(store.runs.create(&new).await.unwrap(), Created::New);
        assert_eq!(read(&store, number).await, new.detail);
    }
}

pub(crate) async fn a_large_run_comes_back(db: &impl Database) {
    let store = db.open().await;
    let mut new = new_run(1, 1_000);
    store.runs.create(&new).await.unwrap();
    assert_eq!(read(&store, 1).await, new.detail);
    for outcome in &mut new.detail.outcomes {
        outcome.state = OutcomeState::Succeeded;
        outcome.ended_at = Some(at(9));
    }
    let change = RunChange {
        outcomes: new.detail.outcomes.clone(),
        ..RunChange::default()
    };
    assert_eq!(
        store.runs.record(&run_id(1), None, &change).await.unwrap(),
        2
    );
    assert_eq!(read(&store, 1).await.outcomes, new.detail.outcomes);
}

pub(crate) async fn a_repeated_submit_finds_its_run(db: &impl Database) {
    let store = db.open().await;
    let first = new_run(1, 2);
    let key = first.idempotency.clone();
    assert_eq!(store.runs.by_idempotency(&key).await.unwrap(), None);
    assert_eq!(store.runs.create(&first).await.unwrap(), Created::New);
    let again = NewRun {
        idempotency: key.clone(),
        ..new_run(2, 2)
    };
    let created = store.runs.create(&again).await.unwrap();
    assert_eq!(created, Created::Existing(run_id(1)));
    let known = store.runs.by_idempotency(&key).await.unwrap();
    assert_eq!(known, Some(run_id(1)));
    assert_eq!(store.runs.detail(&run_id(2)).await.unwrap(), None);
}

pub(crate) async fn a_key_is_good_for_one_plan(db: &impl Database) {
    let store = db.open().await;
    for id in ["p", "q"] {
        let kept = store.plans.put(&plan(id, at(0)), &secrets("s")).await;
        kept.unwrap();
    }
    let of_plan = |number, plan: Option<&str>| NewRun {
        plan: plan.map(str::to_owned),
        idempotency: idempotency("ada", "same"),
        ..new_run(number, 1)
    };
    let first = store.runs.create(&of_plan(1, Some("p"))).await;
    assert_eq!(first.unwrap(), Created::New);
    for (number, plan, expected) in [
        (2, Some("p"), Created::Existing(run_id(1))),
        (3, Some("q"), Created::KeyUsed),
        (4, None, Created::KeyUsed),
    ] {
        let created = store.runs.create(&of_plan(number, plan)).await;
        assert_eq!(created.unwrap(), expected, "{plan:?}");
        assert_eq!(store.runs.detail(&run_id(number)).await.unwrap(), None);
    }
}

pub(crate) async fn racing_submits_make_one_run(db: &impl Database) {
    let stores = [db.open().await, db.open().await];
    for round in 0..10 {
        let racers = [0, 1].map(|racer| {
            let runs = stores[racer].runs.clone();
            let number = round * 2 + u32::try_from(racer).unwrap() + 1;
            let new = NewRun {
                idempotency: idempotency("ada", &format!("round-{round}")),
                ..new_run(number, 5)
            };
            tokio::spawn(async move { (number, runs.create(&new).await.unwrap()) })
        });
        let [one, other] = racers;
        let ends = [one.await.unwrap(), other.await.unwrap()];
        let (winner, _) = ends.iter().find(|(_, end)| *end == Created::New).unwrap();
        let (_, lost) = ends.iter().find(|(racer, _)| racer != winner).unwrap();
        assert_eq!(*lost, Created::Existing(run_id(*winner)));
    }
}

pub(crate) async fn owners_have_their_own_keys(db: &impl Database) {
    let runs = db.open().await.runs;
    for (number, owner) in [(1, "ada"), (2, "bob")] {
        let new = NewRun {
            idempotency: idempotency(owner, "same"),
            ..new_run(number, 1)
        };
        assert_eq!(runs.create(&new).await.unwrap(), Created::New);
        let known = runs.by_idempotency(&new.idempotency).await.unwrap();
        assert_eq!(known, Some(run_id(number)));
    }
}

pub(crate) async fn a_plan_is_run_once(db: &impl Database) {
    let store = db.open().await;
    store
        .plans
        .put(&plan("p", at(0)), &secrets("s"))
        .await
        .unwrap();
    let of_plan = |number| NewRun {
        plan: Some("p".to_owned()),
        ..new_run(number, 1)
    };
    assert_eq!(store.runs.create(&of_plan(1)).await.unwrap(), Created::New);
    let created = store.runs.create(&of_plan(2)).await.unwrap();
    assert_eq!(created, Created::Existing(run_id(1)));
}

pub(crate) async fn a_failed_create_leaves_nothing(db: &impl Database) {
    let store = db.open().await;
    let no_plan = NewRun {
        plan: Some("unknown".to_owned()),
        ..new_run(1, 2)
    };
    let refused = store.runs.create(&no_plan).await;
    assert!(matches!(refused, Err(StoreError::Missing)), "{refused:?}");
    let mut no_batch = new_run(1, 2);
    no_batch.detail.batches.pop();
    assert!(store.runs.create(&no_batch).await.is_err());
    assert_eq!(store.runs.detail(&run_id(1)).await.unwrap(), None);
    let key = no_batch.idempotency;
    assert_eq!(store.runs.by_idempotency(&key).await.unwrap(), None);
    assert_eq!(
        store.runs.create(&new_run(1, 2)).await.unwrap(),
        Created::New
    );
}

pub(crate) async fn recording_replaces_rows_and_counts(db: &impl Database) {
    let store = db.open().await;
    store.runs.create(&new_run(1, 3)).await.unwrap();
    store.runs.create(&new_run(2, 3)).await.unwrap();
    let mut expected = read(&store, 1).await;
    let words = [
        (BatchState::Sending, JobStatus::Executing),
        (BatchState::NoAnswer, JobStatus::NotStarted),
        (BatchState::Dropped, JobStatus::Resumed),
        (BatchState::Sent, JobStatus::Unknown),
        (BatchState::Pending, JobStatus::Failed),
    ];
    for (version, ((state, status), ended)) in (2..).zip(words.into_iter().zip(OutcomeState::ALL)) {
        let change = change_of_second(state, vec![job(0, status), job(3, status)], ended);
        let recorded = store.runs.record(&run_id(1), None, &change).await.unwrap();
        assert_eq!(recorded, version);
        expected.run.version = version;
        expected.batches[1] = change.batches[0].clone();
        expected.outcomes[1] = change.outcomes[0].clone();
        assert_eq!(read(&store, 1).await, expected);
    }
    let change = RunChange {
        state: Some(RunState::Finished),
        finished_at: Some(at(90)),
        ..change_of_second(BatchState::Sent, Vec::new(), OutcomeState::Failed)
    };
    store.runs.record(&run_id(1), None, &change).await.unwrap();
    let read_back = read(&store, 1).await;
    assert_eq!(read_back.batches[1].jobs, []);
    assert_eq!(read_back.run.state, RunState::Finished);
    let later = RunChange {
        finished_at: Some(at(99)),
        ..RunChange::default()
    };
    store.runs.record(&run_id(1), None, &later).await.unwrap();
    assert_eq!(read(&store, 1).await.run.finished_at, Some(at(90)));
    let rollout = RolloutStanding::default().held(HoldReason::Canary, at(95));
    let held = RunChange {
        rollout: Some(rollout),
        ..RunChange::default()
    };
    store.runs.record(&run_id(1), None, &held).await.unwrap();
    store.runs.record(&run_id(1), None, &later).await.unwrap();
    assert_eq!(read(&store, 1).await.run.rollout, rollout);
    assert_eq!(read(&store, 2).await, new_run(2, 3).detail);
}

fn change_of_second(state: BatchState, jobs: Vec<Job>, ended: OutcomeState) -> RunChange {
    RunChange {
        batches: vec![Batch {
            state,
            attempt: 2,
            sent_at: Some(at(20)),
            jobs,
            ..batch(1)
        }],
        outcomes: vec![Outcome {
            job: Some(3),
            message: Some(HOSTILE.to_owned()),
            queued_at: Some(at(21)),
            executing_at: Some(at(22)),
            ended_at: Some(at(23)),
            ..outcome_in(1, ended)
        }],
        ..RunChange::default()
    }
}

pub(crate) async fn a_refused_record_leaves_nothing(db: &impl Database) {
    let store = db.open().await;
    store.runs.create(&new_run(1, 1)).await.unwrap();
    let stray = RunChange {
        outcomes: vec![outcome_in(0, OutcomeState::Failed), outcome(8)],
        state: Some(RunState::Stopped),
        ..RunChange::default()
    };
    assert!(store.runs.record(&run_id(1), None, &stray).await.is_err());
    assert_eq!(read(&store, 1).await, new_run(1, 1).detail);
    for holder in [None, Some(holder("one", 1))] {
        let change = RunChange::default();
        let refused = store.runs.record(&run_id(5), holder, &change).await;
        assert!(matches!(refused, Err(StoreError::Missing)));
    }
}

fn holder(owner: &str, version: u64) -> Holder<'_> {
    Holder { owner, version }
}

pub(crate) async fn only_the_holder_records(db: &impl Database) {
    let runs = db.open().await.runs;
    let (id, nothing) = (run_id(1), RunChange::default());
    runs.create(&new_run(1, 1)).await.unwrap();
    let record = |who: Option<Holder<'static>>| runs.record(&id, who, &nothing);
    let lost = |result| matches!(result, Err(StoreError::LeaseLost));
    assert!(lost(record(Some(holder("one", 1))).await));
    assert!(runs.lease(&id, "one", at(0), at(10)).await.unwrap());
    assert_eq!(record(Some(holder("one", 1))).await.unwrap(), 2);
    assert!(lost(record(Some(holder("two", 2))).await));
    assert_eq!(record(None).await.unwrap(), 3);
    assert!(runs.lease(&id, "two", at(10), at(20)).await.unwrap());
    assert!(lost(record(Some(holder("one", 3))).await));
    assert_eq!(record(Some(holder("two", 3))).await.unwrap(), 4);
}

pub(crate) async fn a_change_is_recorded_once(db: &impl Database) {
    let store = db.open().await;
    let id = run_id(1);
    store.runs.create(&new_run(1, 1)).await.unwrap();
    assert!(store.runs.lease(&id, "one", at(0), at(10)).await.unwrap());
    let change = RunChange {
        audit: vec![row(AuditAction::Cancel, 1)],
        ..RunChange::default()
    };
    let record = |version| {
        store
            .runs
            .record(&id, Some(holder("one", version)), &change)
    };
    assert_eq!(record(1).await.unwrap(), 2);
    // Whoever did not hear that it was kept tries again.
    let again = record(1).await;
    assert!(
        matches!(again, Err(StoreError::OtherVersion(2))),
        "{again:?}"
    );
    let ahead = record(7).await;
    assert!(
        matches!(ahead, Err(StoreError::OtherVersion(2))),
        "{ahead:?}"
    );
    assert_eq!(audited(&store).await, [begun(1), change.audit[0].clone()]);
}

pub(crate) async fn leases_expire(db: &impl Database) {
    let runs = db.open().await.runs;
    let id = run_id(1);
    assert!(!runs.lease(&id, "one", at(0), at(10)).await.unwrap());
    runs.create(&new_run(1, 1)).await.unwrap();
    assert!(runs.lease(&id, "one", at(0), at(10)).await.unwrap());
    assert!(!runs.lease(&id, "two", at(9), at(19)).await.unwrap());
    assert!(runs.lease(&id, "one", at(9), at(19)).await.unwrap());
    assert!(!runs.lease(&id, "two", at(10), at(20)).await.unwrap());
    assert!(runs.lease(&id, "two", at(19), at(29)).await.unwrap());
    runs.release(&id, "one").await.unwrap();
    assert!(!runs.lease(&id, "one", at(20), at(30)).await.unwrap());
    runs.release(&id, "two").await.unwrap();
    assert!(runs.lease(&id, "one", at(20), at(30)).await.unwrap());
}

pub(crate) async fn a_lease_from_before_the_clock_was_put_back_is_stale(db: &impl Database) {
    let runs = db.open().await.runs;
    let id = run_id(1);
    runs.create(&new_run(1, 1)).await.unwrap();
    assert!(runs.lease(&id, "one", at(3_600), at(3_610)).await.unwrap());
    assert!(runs.lease(&id, "two", at(0), at(10)).await.unwrap());
    // Clocks of two machines may differ a little.
    assert!(runs.lease(&id, "two", at(8), at(18)).await.unwrap());
    assert!(!runs.lease(&id, "one", at(0), at(10)).await.unwrap());
}

pub(crate) async fn racing_programs_get_one_lease(db: &impl Database) {
    let stores = [db.open().await, db.open().await];
    for number in 1..=10 {
        stores[0].runs.create(&new_run(number, 1)).await.unwrap();
        let racers = [0, 1].map(|racer| {
            let (runs, id) = (stores[racer].runs.clone(), run_id(number));
            let owner = format!("program-{racer}");
            tokio::spawn(async move { runs.lease(&id, &owner, at(0), at(10)).await.unwrap() })
        });
        let [one, other] = racers;
        assert_ne!(one.await.unwrap(), other.await.unwrap());
    }
}

pub(crate) async fn hostile_texts_come_back(db: &impl Database) {
    let store = db.open().await;
    let mut new = new_run(1, 1);
    new.detail.run.title = HOSTILE.into();
    new.detail.run.started_by = HOSTILE.into();
    new.detail.run.plan = body(2, HOSTILE);
    new.detail.outcomes[0].target = Target::Server(ServerId::new(HOSTILE));
    new.detail.outcomes[0].name = HOSTILE.into();
    new.detail.outcomes[0].message = Some(HOSTILE.to_owned());
    new.idempotency = idempotency(HOSTILE, HOSTILE);
    store.runs.create(&new).await.unwrap();
    assert_eq!(read(&store, 1).await, new.detail);
    let created = store.runs.create(&new).await.unwrap();
    assert_eq!(created, Created::Existing(run_id(1)));
}
