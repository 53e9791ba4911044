//! What a manager really sent is read, and what it refused is told.

use crate::captures::{Exchange, excerpt, exchange, exchanges, whole};
use crate::fake::{auth, client};
use slipway_cloud::{CloudError, DeploymentQuery, ExecutionQuery, LogFilter, LogLevel, Part};
use slipway_cloudify::EventPart;
use slipway_domain::run::JobStatus;
use slipway_domain::{ExecutionId, Secret};

fn id() -> ExecutionId {
    ExecutionId::new("bbcb0b02-e42e-4638-8ecc-b053d7d0d2e3")
}

#[tokio::test]
async fn executions_are_read() {
    let fake = exchange("failed get").replayed().await;
    let failed = client(&fake.url).execution(&auth(), &id()).await.unwrap();
    assert_eq!(
        (failed.status, failed.word.as_str()),
        (JobStatus::Failed, "failed")
    );
    assert_eq!(failed.workflow, "slow");
    let error = failed.error.unwrap();
    assert!(
        error.starts_with("File ") && error.ends_with("\nRuntimeError: asked to fail"),
        "{error}"
    );
    let written = |name: &str, json: &str| (name.to_owned(), json.to_owned());
    assert_eq!(
        failed.parameters,
        [written("seconds", "1"), written("fail", "true")],
        "but the script, which nobody chose"
    );
    assert_eq!(
        failed.created_at.unwrap().to_string(),
        "2026-11-20T23:32:28.427Z"
    );

    let fake = exchange("queue").replayed().await;
    let queued = client(&fake.url).execution(&auth(), &id()).await.unwrap();
    assert_eq!(queued.status, JobStatus::NotStarted);
    assert_eq!(queued.deployment.unwrap().as_str(), "d1");
    assert_eq!(queued.deployment_name.as_deref(), Some("Demo One"));
    assert_eq!((queued.error, queued.started_at), (None, None));
    assert_eq!(queued.account.as_deref(), Some("default_tenant"));
    assert_eq!(queued.creator.as_deref(), Some("admin"));

    let fake = exchange("rich get").replayed().await;
    let rich = client(&fake.url).execution(&auth(), &id()).await.unwrap();
    let names: Vec<_> = rich
        .parameters
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(
        names[..3],
        ["name", "count", "ratio"],
        "in the manager's order"
    );
    assert_eq!(rich.status, JobStatus::Succeeded);
}

#[tokio::test]
async fn lists_say_how_long_they_are() {
    let fake = exchange("list size").replayed().await;
    let query = ExecutionQuery::default();
    let page = client(&fake.url).executions(&auth(), &query).await.unwrap();
    assert_eq!((page.items.len(), page.total), (1, 3));
    assert_eq!(page.items[0].workflow, "create_deployment_environment");

    let fake = exchange("summary2").replayed().await;
    let counts = client(&fake.url)
        .execution_counts(&auth(), &query)
        .await
        .unwrap();
    assert_eq!(counts, [("terminated".to_owned(), 3)]);

    let fake = exchange("operations by graph").replayed().await;
    let steps = client(&fake.url)
        .operations(&auth(), &id(), Part::default())
        .await
        .unwrap();
    assert_eq!((steps.items.len(), steps.total), (2, 32));
    assert_eq!(
        steps.items[0].name,
        "SetNodeInstanceStateTask: initializing"
    );
    assert_eq!(steps.items[0].node.as_deref(), Some("a_yex7qt"));
    assert_eq!(steps.items[0].state, "succeeded");
}

#[tokio::test]
async fn deployments_are_read() {
    let fake = exchange("deployments").replayed().await;
    let query = DeploymentQuery::default();
    let page = client(&fake.url)
        .deployments(&auth(), &query)
        .await
        .unwrap();
    let [one] = page.items.as_slice() else {
        panic!("{page:?}")
    };
    assert_eq!((one.id.as_str(), one.name.as_str()), ("d1", "Demo One"));
    assert_eq!(one.labels, [("env".to_owned(), "lab".to_owned())]);
    assert_eq!(
        (one.installed, one.state.as_deref()),
        (Some(true), Some("good"))
    );
    assert_eq!(one.latest.as_deref(), Some("cancelled"));
    assert_eq!(one.blueprint.as_deref(), Some("demo"));
}

fn part_from(offset: u64) -> EventPart {
    EventPart {
        offset,
        size: 1,
        newest_first: false,
    }
}

#[tokio::test]
async fn events_and_logs_are_read() {
    let every = LogFilter::default();
    let fake = exchange("events only cloudify_event").replayed().await;
    let page = client(&fake.url)
        .events(&auth(), "e", part_from(5), &every)
        .await
        .unwrap();
    let [Some(event)] = page.items.as_slice() else {
        panic!("{page:?}")
    };
    assert_eq!(event.kind.as_deref(), Some("sending_task"));
    assert_eq!(
        event.source,
        "a_yex7qt cloudify.interfaces.lifecycle.create"
    );
    assert_eq!(event.id.as_deref(), Some("event-16"));
    let fake = exchange("events logs").replayed().await;
    let page = client(&fake.url)
        .events(&auth(), "e", part_from(0), &every)
        .await
        .unwrap();
    let log = page.items[0].as_ref().unwrap();
    assert_eq!((page.total, log.level), (48, LogLevel::Info));
    assert_eq!(
        (log.kind.as_deref(), log.id.as_deref()),
        (None, Some("log-14"))
    );
    assert!(
        log.text.starts_with("Downloaded scripts/create.sh"),
        "{}",
        log.text
    );
}

#[tokio::test]
async fn the_manager_and_people_are_read() {
    let token = Secret::new("ctok-a-b");
    let fake = exchange("user vic").replayed().await;
    let vic = client(&fake.url).signed_in(&token).await.unwrap();
    assert_eq!((vic.user.as_str(), vic.tenants.len()), ("vic", 1));
    assert_eq!(vic.tenants[0].account.as_str(), "default_tenant");
    assert_eq!(vic.tenants[0].roles, ["viewer"]);
    let fake = exchange("version").replayed().await;
    let version = client(&fake.url).version(&token).await.unwrap();
    assert_eq!(version.version, "7.1.0.dev1");
    let fake = exchange("status summary").replayed().await;
    assert!(!client(&fake.url).state(&token).await.unwrap().works);
    let fake = exchange("maintenance").replayed().await;
    let maintenance = client(&fake.url).maintenance(&token).await.unwrap();
    assert!(!maintenance.active && maintenance.since.is_none());
    let fake = exchange("no auth").replayed().await;
    assert_eq!(client(&fake.url).check().await, Ok(()));
    let fake = exchange("404 route").replayed().await;
    assert_eq!(
        client(&fake.url).check().await.unwrap_err().code(),
        "not-found"
    );
}

/// What a read tells of each refusal: the kind of error, and the beginning of its words.
const REFUSALS: [(&str, &str, &str); 18] = [
    ("no auth", "not_signed_in", ""),
    ("bad token", "not_signed_in", ""),
    ("expired token", "not_signed_in", ""),
    (
        "bad tenant",
        "not_allowed",
        "Authorization failed: Tried to authenticate with invalid tenant",
    ),
    (
        "no-tenant user",
        "not_allowed",
        "User `nora` is not permitted",
    ),
    (
        "no tenant header vic",
        "not_allowed",
        "User `vic` is not permitted",
    ),
    ("404 route", "not_found", ""),
    ("405", "refused", "The cloud answered with HTTP status 405"),
    ("get 404", "not_found", ""),
    (
        "list size -1",
        "refused",
        "1 validation error for Pagination",
    ),
    (
        "summary bad",
        "refused",
        "1 validation error for SummaryRequest",
    ),
    (
        "ct charset",
        "refused",
        "Content type must be application/json",
    ),
    (
        "bad json",
        "refused",
        "The cloud answered with HTTP status 400",
    ),
    ("sort comma", "refused", "Sort keys "),
    (
        "tenant get b",
        "refused",
        "This feature exists only in the premium edition",
    ),
    (
        "force-resume started",
        "refused",
        "Cannot force-resume execution",
    ),
    ("cancel again", "refused", "Can't cancel execution"),
    (
        "maint exec get",
        "refused",
        "The manager is in maintenance mode",
    ),
];

#[tokio::test]
async fn refusals_are_told_apart() {
    for (name, word, words) in REFUSALS {
        let fake = exchange(name).replayed().await;
        let error = client(&fake.url)
            .execution(&auth(), &id())
            .await
            .unwrap_err();
        assert_eq!(error.word(), word, "{name}: {error}");
        let said = error.message().unwrap_or_default();
        assert!(said.starts_with(words), "{name}: {said}");
        assert_eq!(said.is_empty(), words.is_empty(), "{name}: {said}");
    }
}

/// Whatever a manager ever answered, the client says something of it, and never with a traceback.
async fn told(one: &Exchange) {
    let fake = one.replayed().await;
    let client = client(&fake.url);
    let read = client.execution(&auth(), &id()).await;
    if one.status < 400 {
        return;
    }
    let error = read.unwrap_err();
    let said = format!("{error} {}", error.message().unwrap_or_default());
    assert!(
        !said.contains("Traceback") && !said.contains("<title>"),
        "{}: {said}",
        one.name
    );
    let expected = match one.status {
        401 => matches!(error, CloudError::NotSignedIn),
        403 => matches!(
            error,
            CloudError::NotAllowed { .. } | CloudError::Refused { .. }
        ),
        404 => matches!(error, CloudError::NotFound | CloudError::Refused { .. }),
        500 => matches!(error, CloudError::Unavailable { .. }),
        _ => matches!(error, CloudError::Refused { .. }),
    };
    assert!(expected, "{} ({}): {error:?}", one.name, one.status);
}

#[tokio::test]
async fn every_captured_refusal_is_told() {
    let excerpt = excerpt();
    assert!(excerpt.len() > 50, "{}", excerpt.len());
    for one in &excerpt {
        told(one).await;
    }
}

#[tokio::test]
#[ignore = "left out where SLIPWAY_FIXTURES names no recordings"]
async fn every_refusal_of_the_record_is_told() {
    let record = whole();
    let all = exchanges(&record);
    assert!(all.len() > 250, "{}", all.len());
    for one in &all {
        told(one).await;
    }
}

/// Lists of executions, deployments and events decode whichever fields were asked for.
#[tokio::test]
#[ignore = "left out where SLIPWAY_FIXTURES names no recordings"]
async fn every_captured_list_is_read() {
    let record = whole();
    let mut seen = 0;
    for one in exchanges(&record) {
        let is_list = one.status == 200 && one.body.contains("\"items\": [");
        let path = one
            .request
            .strip_prefix("GET /api/v3.1/")
            .filter(|_| is_list);
        // What was cut off in the record is no JSON.
        let Some(path) = path.filter(|_| one.body.trim_end().ends_with('}')) else {
            continue;
        };
        let fake = one.replayed().await;
        let client = client(&fake.url);
        let read = match path.split(['?', '/']).next() {
            Some("executions") => {
                let read = client.executions(&auth(), &ExecutionQuery::default()).await;
                read.map(|page| page.total)
            }
            Some("deployments") => {
                let read = client
                    .deployments(&auth(), &DeploymentQuery::default())
                    .await;
                read.map(|page| page.total)
            }
            Some("events") => {
                let read = client
                    .events(&auth(), "e", part_from(0), &LogFilter::default())
                    .await;
                read.map(|page| page.total)
            }
            _ => continue,
        };
        let total: serde_json::Value = serde_json::from_str(&one.body).unwrap();
        assert_eq!(
            read.ok(),
            total["metadata"]["pagination"]["total"].as_u64(),
            "{}",
            one.name
        );
        seen += 1;
    }
    assert!(seen > 40, "{seen}");
}
