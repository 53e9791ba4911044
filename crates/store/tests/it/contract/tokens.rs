//! A run's own token, and the plan it came from.

use super::Database;
use crate::fixtures::{HOSTILE, at, new_run, plan, run_id, secrets};
use slipway_domain::Secret;
use slipway_store::{NewRun, StoreError};

pub(crate) async fn tokens_are_kept_replaced_and_erased(db: &impl Database) {
    let runs = db.open().await.runs;
    let id = run_id(1);
    assert_eq!(runs.token(&id).await.unwrap(), None);
    let refused = runs.set_token(&id, &Secret::new("x")).await;
    assert!(matches!(refused, Err(StoreError::Missing)));
    runs.erase_token(&id).await.unwrap();
    runs.create(&new_run(1, 1)).await.unwrap();
    let kept = runs.token(&id).await.unwrap();
    assert_eq!(kept, Some(Secret::new("token-1")));
    runs.set_token(&id, &Secret::new(HOSTILE)).await.unwrap();
    let replaced = runs.token(&id).await.unwrap();
    assert_eq!(replaced, Some(Secret::new(HOSTILE)));
    for _ in 0..2 {
        runs.erase_token(&id).await.unwrap();
        assert_eq!(runs.token(&id).await.unwrap(), None);
    }
    runs.set_token(&id, &Secret::new("again")).await.unwrap();
    let again = runs.token(&id).await.unwrap();
    assert_eq!(again, Some(Secret::new("again")));
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
