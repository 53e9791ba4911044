//! What is sent, and what is made of answers, good and bad.

use crate::captures::exchange;
use crate::fake::{Answer, Fake, TOKEN, auth, client, driver, handle, key, rows};
use slipway_cloud::{
    Call, DeploymentQuery, ExecutionQuery, Jobs as _, LogCursor, LogFilter, LogLevel, LogPlace,
    Logs as _, Reading, Submitted,
};
use slipway_domain::action::{Action, WorkflowAction, WorkflowOptions};
use slipway_domain::run::{Handle, JobStatus, Target};
use slipway_domain::{DeploymentId, ExecutionId, Secret};
use std::collections::BTreeMap;

async fn start(fake: &Fake, secrets: &[(&str, &str)]) -> Submitted {
    let action = Action::Workflow(WorkflowAction {
        workflow: "slow".to_owned(),
        parameters: vec![("seconds".to_owned(), "2".to_owned())],
        secrets: secrets.iter().map(|(name, _)| (*name).to_owned()).collect(),
        options: WorkflowOptions::default(),
        ..WorkflowAction::default()
    });
    let targets = [Target::Deployment(DeploymentId::new("d1"))];
    let call = Call {
        action: &action,
        targets: &targets,
    };
    let secrets: BTreeMap<_, _> = secrets
        .iter()
        .map(|(name, json)| ((*name).to_owned(), Secret::new(*json)))
        .collect();
    driver(&fake.url)
        .submit(&auth(), call, &secrets, &key())
        .await
}

#[tokio::test]
async fn many_executions_are_observed_by_one_call() {
    let fake = Fake::always(rows(&[("b", "terminated"), ("a", "started")])).await;
    let handles = [
        handle("a"),
        handle("b"),
        handle("gone"),
        Handle::new("cloudify:2:x"),
    ];
    let readings = driver(&fake.url).observe(&auth(), &handles).await;
    let heard = |reading: &Reading| match reading {
        Reading::Heard(observation) => Some(observation.status),
        _ => None,
    };
    assert_eq!(heard(&readings[0]), Some(JobStatus::Executing));
    assert_eq!(heard(&readings[1]), Some(JobStatus::Succeeded));
    assert_eq!(readings[2], Reading::Silence(None));
    assert_eq!(readings[3], Reading::NewerVersion);
    let asked = fake.asked();
    assert_eq!(asked.len(), 1);
    let target = &asked[0].target;
    assert!(target.ends_with("&id=a&id=b&id=gone"), "{target}");
    assert!(
        target.contains("_include_system_workflows=true"),
        "{target}"
    );
    assert!(
        target.contains("_include=id%2Cstatus%2C"),
        "no spaces: {target}"
    );
}

#[tokio::test]
async fn a_manager_that_knows_fewer_fields_is_asked_for_all() {
    let fake = Fake::new(|asked, _| {
        if asked.target.contains("_include=") {
            Answer::json(400, exchange("include bad").body)
        } else {
            rows(&[("a", "failed")])
        }
    })
    .await;
    let readings = driver(&fake.url).observe(&auth(), &[handle("a")]).await;
    assert!(matches!(&readings[0], Reading::Heard(heard) if heard.status == JobStatus::Failed));
    assert_eq!(fake.asked().len(), 2);
}

#[tokio::test]
async fn a_refused_token_says_nothing_of_any_job() {
    for name in ["expired token", "no-tenant user"] {
        let fake = exchange(name).replayed().await;
        let readings = driver(&fake.url)
            .observe(&auth(), &[handle("a"), handle("b")])
            .await;
        assert_eq!(
            readings,
            [Reading::TokenRefused, Reading::TokenRefused],
            "{name}"
        );
    }
    let fake = exchange("maint exec get").replayed().await;
    let readings = driver(&fake.url).observe(&auth(), &[handle("a")]).await;
    assert_eq!(readings, [Reading::Silence(None)]);
}

#[tokio::test]
async fn a_start_that_is_taken_names_its_execution() {
    let queued = exchange("queue");
    let fake = Fake::always(Answer::json(201, queued.body.clone())).await;
    let Submitted::Accepted(accepted) = start(&fake, &[]).await else {
        panic!("accepted")
    };
    let id = "ed4b7df3-f5b5-4fdc-bd3c-6525bdc63f5a";
    assert_eq!(accepted[0].verdict, Ok((handle(id), id.to_owned())));
    let asked = &fake.asked()[0];
    assert_eq!(
        (asked.method.as_str(), asked.target.as_str()),
        ("POST", "/api/v3.1/executions")
    );
    assert_eq!(
        asked.body,
        r#"{"deployment_id":"d1","workflow_id":"slow","parameters":{"seconds":2},"allow_custom_parameters":false,"force":false,"dry_run":false,"queue":false}"#
    );
    let headers = asked.headers.to_lowercase();
    assert!(
        headers.contains("\r\ncontent-type: application/json\r\n"),
        "{headers}"
    );
}

#[tokio::test]
async fn a_refused_start_says_what_does_not_fit() {
    for (name, words) in [
        (
            "no such dep",
            "Requested `Deployment` with ID `nope` was not found",
        ),
        (
            "no such wf",
            "Workflow nope does not exist in the deployment d1",
        ),
        (
            "in_range",
            "seconds: Value 9999 of input seconds violates constraint in_range(1, 600)",
        ),
        ("wrong type int", "fail: It must be of type boolean."),
        ("second while running", "under way: slow (pending)."),
        (
            "exec on pending dep",
            "Deployment environment creation is still pending",
        ),
        (
            "install again (unavailable)",
            "with force it starts all the same",
        ),
        ("cancel as vic", "does not allow this to your account role"),
        ("maint exec get", "The manager is in maintenance mode"),
    ] {
        let fake = exchange(name).replayed().await;
        let Submitted::Refused(said) = start(&fake, &[]).await else {
            panic!("{name}: refused")
        };
        assert!(said.contains(words), "{name}: {said}");
        assert_eq!(fake.asked().len(), 1, "{name}: a write is never repeated");
    }
    let fake = exchange("expired token").replayed().await;
    assert_eq!(start(&fake, &[]).await, Submitted::TokenRefused);
}

#[tokio::test]
async fn a_start_without_a_usable_answer_is_left_to_a_person() {
    // The answer to a start that is scheduled for later has no id to follow.
    let nothing = r#"{"id":null,"status":"scheduled","status_display":"scheduled"}"#;
    for answer in [
        Answer::json(500, "{}"),
        Answer::json(502, "<html>"),
        Answer::json(201, nothing),
        Answer::json(201, ""),
        Answer::Reset,
    ] {
        let fake = Fake::always(answer).await;
        let ended = start(&fake, &[]).await;
        assert!(matches!(ended, Submitted::Unknown(_)), "{ended:?}");
        assert_eq!(fake.asked().len(), 1);
    }
}

#[tokio::test]
async fn secrets_are_sent_and_come_back_in_no_words() {
    let said = r#"{"error_code":"illegal_execution_parameters_error","message":"Parameter \"pw\" does not meet its constraints: Value hunter2222 of input pw is invalid","server_traceback":null}"#;
    let fake = Fake::always(Answer::json(400, said)).await;
    let Submitted::Refused(words) = start(&fake, &[("pw", "\"hunter2222\"")]).await else {
        panic!("refused")
    };
    assert!(fake.asked()[0].body.contains(r#""pw":"hunter2222""#));
    assert!(
        words.contains("pw: ") && !words.contains("hunter2222"),
        "{words}"
    );
    assert!(!format!("{:?}", driver(&fake.url)).contains(TOKEN));
}

#[tokio::test]
async fn a_query_narrows_sorts_and_pages() {
    let fake = Fake::always(rows(&[("a", "failed")])).await;
    let query = ExecutionQuery {
        statuses: vec!["failed".to_owned(), "cancelled".to_owned()],
        workflows: vec!["a,b c".to_owned()],
        ..ExecutionQuery::default()
    };
    let page = client(&fake.url).executions(&auth(), &query).await.unwrap();
    assert_eq!((page.items.len(), page.total), (1, 9));
    assert_eq!(
        fake.asked()[0].target,
        "/api/v3.1/executions?status=failed&status=cancelled&workflow_id=a%2Cb+c&_sort=-created_at&_size=100&_offset=0"
    );
    client(&fake.url)
        .execution_counts(&auth(), &query)
        .await
        .unwrap();
    assert_eq!(
        fake.asked()[1].target,
        "/api/v3.1/summary/executions?_target_field=status&status=failed&status=cancelled&workflow_id=a%2Cb+c&is_system_workflow=false"
    );
}

#[tokio::test]
async fn deployments_are_looked_for_by_text_blueprint_and_label() {
    let fake = Fake::always(Answer::json(200, r#"{"items":[{"id":"d1"}]}"#)).await;
    let client = client(&fake.url);
    let mut query = DeploymentQuery {
        text: "shop 1".to_owned(),
        blueprints: vec!["demo".to_owned()],
        ..DeploymentQuery::default()
    };
    let page = client.deployments(&auth(), &query).await.unwrap();
    assert_eq!((page.items[0].name.as_str(), page.total), ("d1", 1));
    query.labels = vec![("env".to_owned(), "lab".to_owned())];
    client.deployments(&auth(), &query).await.unwrap();
    let asked = fake.asked();
    let [list, search] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    assert!(
        list.target
            .contains("&_search=shop+1&_search_name=shop+1&blueprint_id=demo"),
        "{}",
        list.target
    );
    assert!(
        search.target.starts_with("/api/v3.1/searches/deployments?"),
        "{}",
        search.target
    );
    assert_eq!(
        search.body,
        r#"{"filter_rules":[{"key":"env","values":["lab"],"operator":"any_of","type":"label"},{"key":"blueprint_id","values":["demo"],"operator":"any_of","type":"attribute"}]}"#
    );
}

/// What no JSON can hold must not cost the whole answer.
#[tokio::test]
async fn numbers_that_are_none_are_read_over() {
    let row = r#"{"id":"a","status":"started","parameters":{"ratio":NaN,"z":-Infinity,"a":1}}"#;
    let fake = Fake::always(Answer::json(200, row)).await;
    let read = client(&fake.url)
        .execution(&auth(), &ExecutionId::new("a"))
        .await
        .unwrap();
    let written = |name: &str, json: &str| (name.to_owned(), json.to_owned());
    assert_eq!(
        read.parameters,
        [
            written("ratio", "\"NaN\""),
            written("z", "\"-Infinity\""),
            written("a", "1")
        ]
    );
}

fn event(number: usize) -> String {
    let level = if number.is_multiple_of(2) {
        "info"
    } else {
        "error"
    };
    format!(
        r#"{{"_storage_id":{number},"timestamp":"2026-11-20T23:32:48.147Z","message":"m","level":"{level}","type":"cloudify_log"}}"#
    )
}

#[tokio::test]
async fn a_log_is_read_on_from_a_little_before_its_cursor() {
    let fake = Fake::new(|asked, _| {
        let (_, rest) = asked.target.split_once("_offset=").unwrap_or_default();
        let offset: usize = rest.split('&').next().and_then(|text| text.parse().ok()).unwrap_or(0);
        let items: Vec<_> = (offset..120).map(event).collect();
        let items = items.join(",");
        Answer::json(200, format!(r#"{{"metadata":{{"pagination":{{"size":1000,"offset":0,"total":120}}}},"items":[{items}]}}"#))
    })
    .await;
    let (driver, every) = (driver(&fake.url), LogFilter::default());
    let first = driver
        .logs(&auth(), &handle("a"), LogPlace::Beginning, 1_000, &every)
        .await
        .unwrap();
    assert_eq!((first.items.len(), first.more), (120, false));
    let errors = LogFilter {
        levels: vec![LogLevel::Error],
        ..LogFilter::default()
    };
    let again = driver
        .logs(
            &auth(),
            &handle("a"),
            LogPlace::After(&first.next),
            1_000,
            &errors,
        )
        .await
        .unwrap();
    assert_eq!(
        again.items.len(),
        25,
        "50 are read again, half of them are errors"
    );
    assert_eq!(again.next, first.next);
    assert!(
        first.items.contains(&again.items[0]),
        "what is read twice is known by itself"
    );
    let odd = LogCursor("2:x".to_owned());
    assert!(
        driver
            .logs(&auth(), &handle("a"), LogPlace::After(&odd), 1_000, &every)
            .await
            .is_err()
    );
    let target = &fake.asked()[1].target;
    assert!(
        target.contains("execution_id=a&_sort=reported_timestamp&_offset=70&_size=1000"),
        "{target}"
    );
}
