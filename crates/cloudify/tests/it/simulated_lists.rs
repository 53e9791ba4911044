//! Lists of the simulator, read by the driver.

use crate::stage::Stage;
use slipway_cloud::{DeploymentQuery, ExecutionQuery, Part, Workflows as _};
use slipway_domain::run::JobStatus;

#[tokio::test]
async fn lists_are_paged_counted_and_narrowed() {
    let stage = Stage::new().await;
    let auth = stage.login("vic").await.auth();
    let part = |offset, size| Part { offset, size };
    let query = |part| ExecutionQuery {
        part,
        ..ExecutionQuery::default()
    };
    let first = stage
        .driver
        .executions(&auth, &query(part(0, 50)))
        .await
        .unwrap();
    assert!(first.total >= 5_000, "{}", first.total);
    assert_eq!(first.items.len(), 50);
    assert!(
        first
            .items
            .is_sorted_by(|a, b| a.created_at >= b.created_at)
    );
    let second = stage
        .driver
        .executions(&auth, &query(part(50, 50)))
        .await
        .unwrap();
    assert!(
        second
            .items
            .iter()
            .all(|one| first.items.iter().all(|known| known.id != one.id))
    );
    let counts = stage
        .driver
        .counts(&auth, &query(part(0, 1)))
        .await
        .unwrap();
    assert_eq!(counts.iter().map(|one| one.count).sum::<u64>(), first.total);
    let failed = ExecutionQuery {
        statuses: vec!["failed".to_owned()],
        ..query(part(0, 10))
    };
    let failed = stage.driver.executions(&auth, &failed).await.unwrap();
    let count = counts
        .iter()
        .find(|one| one.word == "failed")
        .map(|one| one.count);
    assert_eq!(Some(failed.total), count);
    assert!(
        failed
            .items
            .iter()
            .all(|one| one.status == JobStatus::Failed)
    );
    let named = DeploymentQuery {
        text: "d1".to_owned(),
        ..DeploymentQuery::default()
    };
    let found = stage.driver.deployments(&auth, &named).await.unwrap();
    assert!(found.items.iter().any(|one| one.id.as_str() == "d1"));
    let blueprints = stage.driver.blueprints(&auth).await.unwrap();
    assert!(blueprints.iter().any(|one| one.id == "demo"));
}
