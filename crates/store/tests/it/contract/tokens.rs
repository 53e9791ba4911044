//! A run's own token, and the plan it came from.

use super::Database;
use crate::fixtures::{HOSTILE, at, audited, new_run, plan, row, run_id, secrets};
use slipway_domain::Secret;
use slipway_domain::audit::AuditAction;
use slipway_domain::run::RunState;
use slipway_store::{NewRun, RunChange, RunToken, StoreError};

fn token(text: &str, may_send: bool) -> RunToken {
    RunToken {
        token: Secret::new(text),
        may_send,
    }
}

pub(crate) async fn tokens_are_kept_and_replaced(db: &impl Database) {
    let store = db.open().await;
    let (runs, id) = (&store.runs, run_id(1));
    assert_eq!(runs.token(&id).await.unwrap(), None);
    let refused = runs
        .set_token(&id, &token("x", true), Some(&row(AuditAction::Resume, 1)))
        .await;
    assert!(matches!(refused, Err(StoreError::Missing)));
    runs.create(&new_run(1, 1)).await.unwrap();
    let kept = runs.token(&id).await.unwrap();
    assert_eq!(kept, Some(token("token-1", true)));
    for may_send in [false, true] {
        let given = token(HOSTILE, may_send);
        runs.set_token(&id, &given, None).await.unwrap();
        assert_eq!(runs.token(&id).await.unwrap(), Some(given));
    }
    let resumed = row(AuditAction::Resume, 2);
    let given = token("of somebody", true);
    runs.set_token(&id, &given, Some(&resumed)).await.unwrap();
    let recorded = RunChange {
        token: Some(token("recorded", false)),
        audit: vec![row(AuditAction::ResumeForReading, 3)],
        ..RunChange::default()
    };
    assert_eq!(runs.record(&id, None, &recorded).await.unwrap(), 2);
    assert_eq!(runs.token(&id).await.unwrap(), recorded.token);
    let [_, one, other] = &audited(&store).await[..] else {
        panic!("a row for each that was done");
    };
    assert_eq!((one, other), (&resumed, &recorded.audit[0]));
}

pub(crate) async fn a_run_that_is_over_keeps_no_secret(db: &impl Database) {
    let store = db.open().await;
    store
        .plans
        .put(&plan("p", at(0)), &secrets("s"))
        .await
        .unwrap();
    let id = run_id(1);
    let planned = NewRun {
        plan: Some("p".to_owned()),
        ..new_run(1, 1)
    };
    store.runs.create(&planned).await.unwrap();
    let over = RunChange {
        state: Some(RunState::Stopped),
        ..RunChange::default()
    };
    store.runs.record(&id, None, &over).await.unwrap();
    assert_eq!(store.runs.token(&id).await.unwrap(), None);
    assert_eq!(store.plans.secrets("p").await.unwrap(), None);
    let refused = store
        .runs
        .set_token(
            &id,
            &token("again", true),
            Some(&row(AuditAction::Resume, 1)),
        )
        .await;
    assert!(matches!(refused, Err(StoreError::Missing)));
    assert_eq!(store.runs.token(&id).await.unwrap(), None);
}

pub(crate) async fn plans_of_runs_are_known(db: &impl Database) {
    let store = db.open().await;
    store
        .plans
        .put(&plan("p", at(0)), &secrets("s"))
        .await
        .unwrap();
    let planned = NewRun {
        plan: Some("p".to_owned()),
        ..new_run(1, 1)
    };
    store.runs.create(&planned).await.unwrap();
    store.runs.create(&new_run(2, 1)).await.unwrap();
    for (number, plan) in [(1, Some("p")), (2, None), (3, None)] {
        let known = store.runs.plan_of(&run_id(number)).await.unwrap();
        assert_eq!(known.as_deref(), plan);
    }
}
