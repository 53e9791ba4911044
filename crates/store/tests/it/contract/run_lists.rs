//! Lists of runs, and which servers are busy.

use super::Database;
use crate::fixtures::{account, cloud, new_run, outcome, outcome_in, run_id};
use slipway_domain::run::{Counts, OutcomeState, RunName, RunNumber, RunState};
use slipway_domain::{AccountAlias, CloudName};
use slipway_store::{RunChange, RunQuery, Store};

fn all() -> RunQuery {
    RunQuery::of(cloud(), account())
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

pub(crate) async fn runs_are_numbered_by_account(db: &impl Database) {
    let store = db.open().await;
    let (other_cloud, other_account) = (CloudName::new("other"), AccountAlias::new("OTHR"));
    for number in 1..=6 {
        let mut new = new_run(number, 1);
        match number {
            2 => new.detail.run.cloud = other_cloud.clone(),
            4 => new.detail.run.account = other_account.clone(),
            // Not what the store would give: it alone knows.
            5 => new.detail.run.number = RunNumber::new(77),
            _ => {}
        }
        store.runs.create(&new).await.unwrap();
        // A repeated submit takes no number.
        store.runs.create(&new).await.unwrap();
    }
    let named = async |cloud: &CloudName, account: &AccountAlias, name: &str| {
        let name = RunName::of_segment(name);
        let named = store.runs.named(cloud, account, &name).await.unwrap();
        named.map(|(id, number)| (id, number.get()))
    };
    let (cloud, account) = (cloud(), account());
    for (run, number) in [(1, 1), (3, 2), (5, 3), (6, 4)] {
        let found = Some((run_id(run), number));
        assert_eq!(named(&cloud, &account, &number.to_string()).await, found);
        assert_eq!(named(&cloud, &account, run_id(run).as_str()).await, found);
        let kept = store.runs.detail(&run_id(run)).await.unwrap().unwrap();
        assert_eq!(kept.run.number.get(), number);
    }
    let first = |run| Some((run_id(run), 1));
    assert_eq!(named(&other_cloud, &account, "1").await, first(2));
    assert_eq!(named(&cloud, &other_account, "1").await, first(4));
    for (account, name) in [
        (&account, "5"),
        (&account, "77"),
        (&account, "nosuch"),
        (&account, run_id(4).as_str()),
        (&other_account, run_id(1).as_str()),
    ] {
        assert_eq!(named(&cloud, account, name).await, None, "{name}");
    }
    let page = store.runs.list(&all()).await.unwrap();
    let numbers = page.runs.iter().map(|run| run.number.get());
    assert!(numbers.eq([4, 3, 2, 1]), "{page:?}");
    for text in ["#3", "3", " #3 "] {
        // The third is run 5; run 3 has the digit in its title.
        let found = listed(&store, &search(text)).await.0;
        let expected: &[u32] = if text == "3" { &[5, 3] } else { &[5] };
        assert_eq!(found, expected, "{text}");
    }
    assert_eq!(listed(&store, &search("#9")).await, (vec![], 0));
}

pub(crate) async fn racing_runs_get_numbers_of_their_own(db: &impl Database) {
    let stores = [db.open().await, db.open().await];
    let racers: Vec<_> = (1..=20)
        .map(|number: u32| {
            let runs = stores[number as usize % 2].runs.clone();
            tokio::spawn(async move { runs.create(&new_run(number, 1)).await.unwrap() })
        })
        .collect();
    for racer in racers {
        racer.await.unwrap();
    }
    let page = stores[0].runs.list(&all()).await.unwrap();
    let mut numbers: Vec<u64> = page.runs.iter().map(|run| run.number.get()).collect();
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(1..=20));
}
