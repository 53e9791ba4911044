//! The runs that touched one server.

use super::Database;
use crate::fixtures::{account, cloud, new_run, outcome, outcome_in, run_id};
use slipway_domain::run::{Built, Handle, Job, JobStatus, Outcome, OutcomeState, RunState, Target};
use slipway_domain::{AccountAlias, CloudName, DeploymentId, GroupId, HostId, ServerId};
use slipway_store::RunChange;

pub(crate) async fn runs_that_touched_a_server_are_found(db: &impl Database) {
    let store = db.open().await;
    for number in [4, 1, 6, 3, 2, 5] {
        // The second server is in every run but the first.
        let mut new = new_run(number, if number == 1 { 1 } else { 3 });
        match number {
            2 => new.detail.run.account = AccountAlias::new("OTHR"),
            3 => new.detail.run.cloud = CloudName::new("other"),
            _ => {}
        }
        store.runs.create(&new).await.unwrap();
    }
    let failed = Outcome {
        message: Some("It is archived.".to_owned()),
        ..outcome_in(1, OutcomeState::Failed)
    };
    let change = RunChange {
        outcomes: vec![failed],
        state: Some(RunState::Stopped),
        ..RunChange::default()
    };
    store.runs.record(&run_id(5), None, &change).await.unwrap();
    let server = ServerId::new("va1slipweb0001");
    let of_server = async |server: &ServerId, limit| {
        let found = store
            .runs
            .of_server(&cloud(), &account(), server, limit)
            .await;
        found.unwrap()
    };
    let found = of_server(&server, 10).await;
    let runs: Vec<_> = found.iter().map(|touch| touch.run.clone()).collect();
    assert_eq!(runs, [run_id(6), run_id(5), run_id(4)]);
    assert_eq!(found[1].state, OutcomeState::Failed);
    assert_eq!(found[1].run_state, RunState::Stopped);
    assert_eq!(found[1].message.as_deref(), Some("It is archived."));
    assert_eq!(found[0].state, OutcomeState::Waiting);
    assert_eq!(found[0].started_by, "ada");
    assert_eq!(found[0].title, "Install 6");
    assert_eq!(of_server(&server, 2).await, found[..2]);
    assert_eq!(of_server(&ServerId::new("nosuch"), 10).await, []);
}

/// Of several runs that followed the same thing the newest is found, of the account alone.
pub(crate) async fn the_run_that_follows_something_is_found(db: &impl Database) {
    let store = db.open().await;
    let handle = Handle::new("demo:1:e-7");
    for number in [1, 3, 2, 4] {
        let mut new = new_run(number, 1);
        new.detail.batches[0].jobs = vec![Job {
            number: 0,
            handle: handle.clone(),
            id: "e-7".to_owned(),
            status: JobStatus::NotStarted,
            checked_at: None,
            next_check: None,
            executing_at: None,
            silent_since: None,
        }];
        if number == 4 {
            new.detail.run.account = AccountAlias::new("OTHR");
        }
        store.runs.create(&new).await.unwrap();
    }
    let following = async |account: AccountAlias, handle: &Handle| {
        let found = store.runs.following(&cloud(), &account, handle).await;
        found.unwrap()
    };
    assert_eq!(following(account(), &handle).await, Some(run_id(3)));
    let other = AccountAlias::new("OTHR");
    assert_eq!(following(other, &handle).await, Some(run_id(4)));
    let unknown = Handle::new("demo:1:e-8");
    assert_eq!(following(account(), &unknown).await, None);
}

/// A planned server is found by the id that the cloud gave to what it built.
pub(crate) async fn the_run_that_built_a_server_is_found_by_it(db: &impl Database) {
    let store = db.open().await;
    let to_be = Outcome {
        target: Target::Planned(1),
        name: "WEB (new)".to_owned(),
        ..outcome(0)
    };
    let mut built = new_run(2, 1);
    built.detail.outcomes = vec![to_be.clone()];
    store.runs.create(&built).await.unwrap();
    for number in [1, 3] {
        let mut other = new_run(number, 1);
        other.detail.outcomes[0].target = Target::Server(ServerId::new("va1slipweb07"));
        store.runs.create(&other).await.unwrap();
    }
    let server = ServerId::new("va1slipweb07");
    let of_server = async |limit| {
        let (cloud, account) = (cloud(), account());
        let found = store.runs.of_server(&cloud, &account, &server, limit).await;
        let runs = found.unwrap().into_iter();
        runs.map(|touch| touch.run).collect::<Vec<_>>()
    };
    assert_eq!(of_server(10).await, [run_id(3), run_id(1)]);
    let named = Outcome {
        built: Some(Built {
            id: server.clone(),
            name: "VA1SLIPWEB07".to_owned(),
        }),
        ..to_be
    };
    let change = RunChange {
        outcomes: vec![named.clone()],
        ..RunChange::default()
    };
    store.runs.record(&run_id(2), None, &change).await.unwrap();
    assert_eq!(of_server(10).await, [run_id(3), run_id(2), run_id(1)]);
    assert_eq!(of_server(2).await, [run_id(3), run_id(2)]);
    let read = store.runs.detail(&run_id(2)).await.unwrap().unwrap();
    assert_eq!(read.outcomes, [named]);
    let ours = store
        .runs
        .of_server(&cloud(), &AccountAlias::new("OTHR"), &server, 10)
        .await;
    assert_eq!(ours.unwrap(), []);
}

/// A server may be called as if it were something else.
pub(crate) async fn targets_of_every_kind_come_back(db: &impl Database) {
    let store = db.open().await;
    let hostile = ServerId::new("planned:1");
    let targets = [
        Target::Server(ServerId::new("va1slipweb01")),
        Target::Server(hostile.clone()),
        Target::Planned(1),
        Target::Group(GroupId::new("ab12")),
        Target::Deployment(DeploymentId::new("Shop")),
        Target::Host(HostId::new("db.example")),
    ];
    let mut new = new_run(1, 6);
    for (place, target) in targets.iter().enumerate() {
        new.detail.outcomes[place].target = target.clone();
        // Not every cloud has places.
        new.detail.outcomes[place].data_center = None;
        new.detail.run.plan.targets[place].data_center = None;
        new.detail.run.plan.targets[place].target = target.clone();
    }
    store.runs.create(&new).await.unwrap();
    let read = store.runs.detail(&run_id(1)).await.unwrap().unwrap();
    assert_eq!(read, new.detail);
    let change = RunChange {
        outcomes: vec![Outcome {
            state: OutcomeState::Failed,
            ..new.detail.outcomes[1].clone()
        }],
        ..RunChange::default()
    };
    store.runs.record(&run_id(1), None, &change).await.unwrap();
    let (cloud, account) = (cloud(), account());
    let found = store.runs.of_server(&cloud, &account, &hostile, 10).await;
    let found = found.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].state, OutcomeState::Failed);
    let mut busy = store.runs.busy(&cloud, &account).await.unwrap();
    busy.sort();
    let mut open: Vec<_> = targets
        .iter()
        .cloned()
        .map(|one| (one, run_id(1)))
        .collect();
    open.remove(1);
    open.sort();
    assert_eq!(busy, open);
}
