//! Lists of the simulator, read by the driver.

use crate::stage::Stage;
use slipway_cloud::{CloudError, DeploymentQuery, ExecutionQuery, Part, Workflows as _};
use slipway_domain::DeploymentId;
use slipway_domain::run::JobStatus;
use slipway_domain::workflow::{Referenced, ValueKind};

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

#[tokio::test]
async fn what_a_value_may_name_is_found_by_its_text() {
    let stage = Stage::new().await;
    let auth = stage.login("vic").await.auth();
    let (d1, none) = (DeploymentId::new("d1"), DeploymentId::new("nosuch"));
    let found = async |what, text: &str, deployment: &DeploymentId| {
        let found = stage.driver.named(&auth, what, text, deployment).await;
        let found = found.unwrap().into_iter();
        found.map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(found(Referenced::Node, "", &d1).await, ["a", "b"]);
    assert_eq!(found(Referenced::Node, "B", &d1).await, ["b"]);
    assert!(found(Referenced::Node, "", &none).await.is_empty());
    let types = found(Referenced::NodeType, "node", &d1).await;
    assert_eq!(types, ["demo.node"], "each once");
    let instances = found(Referenced::NodeInstance, "a_", &d1).await;
    assert_eq!(instances.len(), 1);
    assert!(instances[0].starts_with("a_"), "{instances:?}");
    let blueprints = found(Referenced::Blueprint, "DEM", &d1).await;
    assert_eq!(blueprints, ["demo"]);
    // A deployment is found by what people call it, too.
    let deployments = stage
        .driver
        .named(&auth, Referenced::Deployment, "demo one", &d1);
    let deployments = deployments.await.unwrap();
    let deployment = &deployments[0];
    assert_eq!((&*deployment.id, &*deployment.name), ("d1", "Demo One"));
    assert!(found(Referenced::Deployment, "", &d1).await.len() <= 20);
    assert!(found(Referenced::ScalingGroup, "", &d1).await.is_empty());
}

#[tokio::test]
async fn a_blueprint_tells_the_types_that_its_author_made_up() {
    let stage = Stage::new().await;
    let auth = stage.login("vic").await.auth();
    let types = stage.driver.data_types(&auth, "demo").await.unwrap();
    let point = types.iter().find(|one| one.name == "point").unwrap();
    let properties = point.properties.iter();
    let told: Vec<_> = properties
        .map(|one| {
            (
                one.name.as_str(),
                &one.kind,
                one.required,
                one.default.as_deref(),
            )
        })
        .collect();
    let integer = &ValueKind::Integer;
    assert_eq!(
        told,
        [("x", integer, false, Some("1")), ("y", integer, true, None)]
    );
    let none = stage.driver.data_types(&auth, "nosuch").await;
    assert_eq!(none, Err(CloudError::NotFound));
}
