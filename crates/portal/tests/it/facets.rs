//! What a driver offers beside calls, as a use-case would read it.

use jiff::Timestamp;
use slipway_cloud::{Auth, CloudError, Deployment, Driver, Execution, LogItem, LogLevel};
use slipway_domain::run::{Handle, JobStatus};
use slipway_domain::{AccountAlias, DeploymentId, ExecutionId, Secret};
use slipway_scripted::Scripted;
use std::collections::HashSet;

fn auth() -> Auth {
    Auth {
        account: AccountAlias::new("main"),
        token: Secret::new("token"),
    }
}

fn item(second: i64) -> LogItem {
    LogItem {
        time: Timestamp::from_second(second).unwrap(),
        level: LogLevel::Info,
        source: "node".to_owned(),
        text: format!("Step {second}."),
    }
}

#[tokio::test]
async fn a_log_is_read_on_by_its_cursor_and_what_is_read_twice_is_known_by_itself() {
    let driver = Scripted::default().with_log(vec![item(1), item(2)]);
    let logs = driver.logs().unwrap();
    let (auth, job) = (auth(), Handle::new("scripted:1:e"));
    let first = logs.logs(&auth, &job, None).await.unwrap();
    let again = logs.logs(&auth, &job, Some(&first.next)).await.unwrap();
    assert_eq!(again.items, [item(2)]);
    let read: HashSet<LogItem> = first.items.into_iter().chain(again.items).collect();
    assert_eq!(read, HashSet::from([item(1), item(2)]));
}

#[tokio::test]
async fn executions_are_those_of_a_deployment_or_all() {
    let shop = DeploymentId::new("shop");
    let execution = |id: &str, deployment: &str| Execution {
        id: ExecutionId::new(id),
        deployment: DeploymentId::new(deployment),
        workflow: "install".to_owned(),
        status: JobStatus::Executing,
        created_at: None,
    };
    let deployment = |name: &str| Deployment {
        id: DeploymentId::new(name),
        name: name.to_owned(),
    };
    let all = vec![execution("e-2", "shop"), execution("e-1", "wiki")];
    let driver = Scripted::default();
    let driver = driver.with_workflows(vec![deployment("shop"), deployment("wiki")], all.clone());
    let workflows = driver.workflows().unwrap();
    assert_eq!(workflows.deployments(&auth()).await.unwrap().len(), 2);
    assert_eq!(workflows.executions(&auth(), None).await.unwrap(), all);
    let of_shop = workflows.executions(&auth(), Some(&shop)).await.unwrap();
    assert_eq!(of_shop, all[..1]);
    let gone = DeploymentId::new("gone");
    let gone = workflows.executions(&auth(), Some(&gone)).await;
    assert_eq!(gone, Err(CloudError::NotFound));
}

#[tokio::test]
async fn what_is_not_offered_is_not_there() {
    let driver = Scripted::default();
    assert!(driver.workflows().is_none() && driver.logs().is_none());
    assert_eq!(driver.start().await, Ok(()));
    driver.stop().await;
}
