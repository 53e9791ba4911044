//! What a driver offers beside calls, as a use-case would read it.

use jiff::Timestamp;
use slipway_cloud::{
    Auth, CloudError, Deployment, DeploymentQuery, Driver, Execution, ExecutionQuery, LogFilter,
    LogItem, LogLevel, LogPlace, Part,
};
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
        node: None,
        text: format!("Step {second}."),
        id: None,
        kind: None,
    }
}

#[tokio::test]
async fn a_log_is_read_on_by_its_cursor_and_what_is_read_twice_is_known_by_itself() {
    let driver = Scripted::default().with_log(vec![item(1), item(2)]);
    let logs = driver.logs().unwrap();
    let (auth, job) = (auth(), Handle::new("scripted:1:e"));
    let every = LogFilter::default();
    let first = logs
        .logs(&auth, &job, LogPlace::Beginning, 10, &every)
        .await
        .unwrap();
    let again = logs
        .logs(&auth, &job, LogPlace::After(&first.next), 10, &every)
        .await
        .unwrap();
    assert_eq!(again.items, [item(2)]);
    let read: HashSet<LogItem> = first.items.into_iter().chain(again.items).collect();
    assert_eq!(read, HashSet::from([item(1), item(2)]));
}

pub(crate) fn execution(id: &str, deployment: &str) -> Execution {
    Execution {
        id: ExecutionId::new(id),
        deployment: Some(DeploymentId::new(deployment)),
        deployment_name: None,
        blueprint: None,
        workflow: "install".to_owned(),
        status: JobStatus::Executing,
        word: "running".to_owned(),
        error: None,
        created_at: None,
        started_at: None,
        ended_at: None,
        dry_run: false,
        resumed: false,
        system: false,
        parameters: Vec::new(),
        operations: 0,
        finished: 0,
        account: None,
        creator: None,
    }
}

#[tokio::test]
async fn executions_are_those_of_a_deployment_or_all() {
    let shop = DeploymentId::new("shop");
    let deployment = |name: &str| Deployment {
        id: DeploymentId::new(name),
        name: name.to_owned(),
        blueprint: None,
        labels: Vec::new(),
        state: None,
        installed: None,
        latest: None,
        latest_workflow: None,
        is_busy: false,
        needs_attention: false,
        created_at: None,
        workflows: Vec::new(),
    };
    let all = vec![execution("e-2", "shop"), execution("e-1", "wiki")];
    let driver = Scripted::default();
    let driver = driver.with_workflows(vec![deployment("shop"), deployment("wiki")], all.clone());
    let workflows = driver.workflows().unwrap();
    let named = |text: &str| DeploymentQuery {
        text: text.to_owned(),
        ..DeploymentQuery::default()
    };
    let found = workflows.deployments(&auth(), &named("wik")).await.unwrap();
    assert_eq!(found.items, [deployment("wiki")]);
    let one = Part { offset: 1, size: 1 };
    let of = |deployments: Vec<DeploymentId>, part| ExecutionQuery {
        deployments,
        part,
        ..ExecutionQuery::default()
    };
    let second = workflows
        .executions(&auth(), &of(Vec::new(), one))
        .await
        .unwrap();
    assert_eq!((second.items.as_slice(), second.total), (&all[1..], 2));
    let query = of(vec![shop], Part::default());
    let of_shop = workflows.executions(&auth(), &query).await.unwrap();
    assert_eq!(of_shop.items, all[..1]);
    assert_eq!(workflows.counts(&auth(), &query).await.unwrap()[0].count, 1);
    let gone = ExecutionId::new("gone");
    let gone = workflows.execution(&auth(), &gone).await;
    assert_eq!(gone, Err(CloudError::NotFound));
}

#[tokio::test]
async fn what_is_not_offered_is_not_there() {
    let driver = Scripted::default();
    assert!(driver.workflows().is_none() && driver.logs().is_none());
    assert_eq!(driver.start().await, Ok(()));
    driver.stop().await;
}
