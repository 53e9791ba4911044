//! Lists of runs, and which servers are busy.

use super::Database;
use crate::fixtures::{account, cloud, new_run, outcome, outcome_in, run_id};
use slipway_domain::run::{Counts, OutcomeState, RunState};
use slipway_domain::{AccountAlias, CloudName};
use slipway_store::{RunChange, RunQuery, Store};

fn all() -> RunQuery {
    RunQuery {
        cloud: cloud(),
        account: account(),
        started_by: None,
        state: None,
        search: None,
        offset: 0,
        limit: 50,
    }
}

fn search(text: &str) -> RunQuery {
    RunQuery {
        search: Some(text.to_owned()),
        ..all()
    }
}

/// The numbers of the runs on a page, and how many match in all.
async fn listed(store: &Store, query: &RunQuery) -> (Vec<u32>, u64) {
    let page = store.runs.list(query).await.unwrap();
    let number = |id: &str| id.trim_start_matches("01k").parse().unwrap();
    let numbers = page.runs.iter().map(|run| number(run.id.as_str()));
    (numbers.collect(), page.total)
}

async fn set_state(store: &Store, number: u32, state: RunState) {
    let change = RunChange {
        state: Some(state),
        ..RunChange::default()
    };
    let recorded = store.runs.record(&run_id(number), None, &change).await;
    recorded.unwrap();
}

pub(crate) async fn lists_are_newest_first_in_pages(db: &impl Database) {
    let store = db.open().await;
    assert_eq!(listed(&store, &all()).await, (vec![], 0));
    for number in [3, 1, 5, 2, 4] {
        let mut new = new_run(number, 1);
        if number == 2 {
            // The same moment as another's: the id decides.
            new.detail.run.created_at = new_run(3, 1).detail.run.created_at;
        }
        store.runs.create(&new).await.unwrap();
    }
    assert_eq!(listed(&store, &all()).await, (vec![5, 4, 3, 2, 1], 5));
    for (offset, limit, numbers) in [(1, 2, vec![4, 3]), (4, 2, vec![1]), (9, 2, vec![])] {
        let page = RunQuery {
            offset,
            limit,
            ..all()
        };
        assert_eq!(listed(&store, &page).await, (numbers, 5));
    }
}

pub(crate) async fn lists_are_filtered(db: &impl Database) {
    let store = db.open().await;
    for number in 1..=6 {
        let mut new = new_run(number, 1);
        let run = &mut new.detail.run;
        match number {
            1 => run.cloud = CloudName::new("other"),
            2 => run.account = AccountAlias::new("OTHR"),
            3 | 4 => run.started_by = "bob".into(),
            _ => {}
        }
        store.runs.create(&new).await.unwrap();
    }
    set_state(&store, 4, RunState::Finished).await;
    set_state(&store, 5, RunState::Paused).await;
    assert_eq!(listed(&store, &all()).await, (vec![6, 5, 4, 3], 4));
    let mut query = all();
    query.started_by = Some("bob".to_owned());
    assert_eq!(listed(&store, &query).await, (vec![4, 3], 2));
    query.state = Some(RunState::Finished);
    assert_eq!(listed(&store, &query).await, (vec![4], 1));
    query.started_by = None;
    query.state = Some(RunState::Paused);
    assert_eq!(listed(&store, &query).await, (vec![5], 1));
    query.account = AccountAlias::new("none");
    assert_eq!(listed(&store, &query).await, (vec![], 0));
}

pub(crate) async fn search_takes_texts_literally(db: &impl Database) {
    let store = db.open().await;
    let titles = [
        "Install 100% nginx",
        "Größe_ändern",
        "INSTALL 1000 things",
        "a\\b*[c]?",
        "Cafe\u{301} ＷＥＢ",
    ];
    for (number, title) in (1..).zip(titles) {
        let mut new = new_run(number, 1);
        new.detail.run.title = title.to_owned();
        store.runs.create(&new).await.unwrap();
    }
    for (text, numbers) in [
        ("", vec![5, 4, 3, 2, 1]),
        ("install", vec![3, 1]),
        ("100%", vec![1]),
        ("%", vec![1]),
        ("_", vec![2]),
        ("GRÖSSE", vec![]),
        ("GRÖßE_Ä", vec![2]),
        ("gro\u{308}ße", vec![2]),
        ("CAFÉ", vec![5]),
        ("cafe\u{301} web", vec![5]),
        ("l_1", vec![]),
        ("\\", vec![4]),
        ("*[C]?", vec![4]),
        ("' OR 1=1 --", vec![]),
    ] {
        let total = u64::try_from(numbers.len()).unwrap();
        assert_eq!(
            listed(&store, &search(text)).await,
            (numbers, total),
            "{text}"
        );
    }
}

pub(crate) async fn lists_count_servers(db: &impl Database) {
    let store = db.open().await;
    let states = OutcomeState::ALL;
    store.runs.create(&new_run(1, 20)).await.unwrap();
    store.runs.create(&new_run(2, 3)).await.unwrap();
    for shift in 0..3 {
        let outcomes: Vec<_> = (0..20)
            .map(|n| outcome_in(n, states[(n as usize * n as usize + shift) % states.len()]))
            .collect();
        let expected = Counts::of(outcomes.iter().map(|outcome| outcome.state));
        let change = RunChange {
            outcomes,
            ..RunChange::default()
        };
        store.runs.record(&run_id(1), None, &change).await.unwrap();
        let page = store.runs.list(&all()).await.unwrap();
        assert_eq!(page.runs[1].counts, expected);
        assert_eq!(page.runs[0].counts.waiting, 3);
    }
}

pub(crate) async fn unfinished_runs_are_found(db: &impl Database) {
    let store = db.open().await;
    for (number, state) in (1..).zip(RunState::ALL) {
        store.runs.create(&new_run(number, 1)).await.unwrap();
        set_state(&store, number, state).await;
    }
    let found = store.runs.unfinished().await.unwrap();
    assert_eq!(found, [run_id(1), run_id(2)]);
}

pub(crate) async fn busy_servers_are_found(db: &impl Database) {
    let store = db.open().await;
    for (number, state) in (1..).zip(RunState::ALL) {
        let mut new = new_run(number, 11);
        new.detail.outcomes = (0..11).map(outcome).collect();
        for (outcome, state) in new.detail.outcomes.iter_mut().zip(OutcomeState::ALL) {
            outcome.state = state;
        }
        store.runs.create(&new).await.unwrap();
        set_state(&store, number, state).await;
    }
    let mut elsewhere = new_run(8, 1);
    elsewhere.detail.run.account = AccountAlias::new("OTHR");
    store.runs.create(&elsewhere).await.unwrap();
    let busy = store.runs.busy(&cloud(), &account()).await.unwrap();
    let open = (0..).zip(OutcomeState::ALL).filter(|(_, s)| !s.is_end());
    let expected: Vec<_> = open
        .flat_map(|(n, _)| [1, 2].map(|run| (outcome(n).target, run_id(run))))
        .collect();
    assert_eq!(busy, expected);
}
