//! The driver against the simulator: the journeys from sign-in to an execution's end.

use crate::stage::{Stage, in_tenant};
use reqwest::Method;
use serde_json::json;
use slipway_cloud::{
    Accepted, Adopts as _, Auth, Call, CallKey, CancelAnswer, Cancelled, Cancels as _, CloudError,
    Identity as _, Jobs as _, LogFilter, LogPlace, Logs as _, Submitted, Workflows as _,
};
use slipway_domain::action::{Action, WorkflowAction, WorkflowOptions};
use slipway_domain::principal::Right;
use slipway_domain::run::{Handle, JobStatus, Target};
use slipway_domain::{DeploymentId, ExecutionId, RunId, Secret};
use std::collections::BTreeMap;

fn slow(parameters: &[(&str, &str)], options: WorkflowOptions) -> WorkflowAction {
    let own = |(name, json): &(&str, &str)| ((*name).to_owned(), (*json).to_owned());
    WorkflowAction {
        workflow: "slow".to_owned(),
        parameters: parameters.iter().map(own).collect(),
        secrets: Vec::new(),
        options,
        ..WorkflowAction::default()
    }
}

async fn submit(stage: &Stage, auth: &Auth, deployment: &str, action: WorkflowAction) -> Submitted {
    let action = Action::Workflow(action);
    let targets = [Target::Deployment(DeploymentId::new(deployment))];
    let call = Call {
        action: &action,
        targets: &targets,
    };
    let key = CallKey {
        run: RunId::new("r"),
        batch: 0,
        attempt: 1,
    };
    stage
        .driver
        .submit(auth, call, &BTreeMap::new(), &key)
        .await
}

async fn started(stage: &Stage, auth: &Auth, deployment: &str, action: WorkflowAction) -> Handle {
    let submitted = submit(stage, auth, deployment, action).await;
    let Submitted::Accepted(accepted) = submitted else {
        panic!("{submitted:?}")
    };
    match accepted.as_slice() {
        [
            Accepted {
                verdict: Ok((handle, _)),
                ..
            },
        ] => handle.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn people_are_let_in_with_what_their_tenants_give_them() {
    let stage = Stage::new().await;
    for (user, role, starts) in [
        ("vic", "viewer", false),
        ("ursula", "user", true),
        ("otto", "operations", true),
        ("manny", "manager", true),
        ("admin", "sys admin", true),
    ] {
        let login = stage.login(user).await;
        assert_eq!(
            (login.user.as_str(), login.account.as_str()),
            (user, "default_tenant")
        );
        assert_eq!(stage.driver.role(&login.roles), role, "{user}");
        let rights = stage.driver.rights(&login.roles);
        assert_eq!(rights.has(Right::RunPackages), starts, "{user}");
        assert_eq!(stage.driver.verify(&login.auth()).await, Ok(()), "{user}");
    }
    let bob = stage.login("bob").await;
    assert_eq!(bob.account.as_str(), "tenant_b");
    let admin = stage.login("Admin").await;
    assert!(
        admin
            .further
            .iter()
            .any(|of| of.account.as_str() == "tenant_b")
    );
    let nora = stage.sign_in("nora").await.unwrap_err();
    assert!(
        nora.message().unwrap_or_default().contains("no tenant"),
        "{nora}"
    );
    let wrong = stage.driver.sign_in("vic", &Secret::new("wrong")).await;
    assert_eq!(wrong, Err(CloudError::BadCredentials));
}

#[tokio::test]
async fn tokens_are_good_for_their_tenants_until_they_end() {
    let stage = Stage::new().await;
    let vic = stage.login("vic").await;
    for other in ["tenant_b", "nope"] {
        let refused = stage
            .driver
            .verify(&in_tenant(&vic, other))
            .await
            .unwrap_err();
        assert_eq!(refused.word(), "not_allowed", "{other}");
    }
    assert_eq!(stage.driver.sign_out(&vic.auth()).await, Ok(()));
    assert_eq!(
        stage.driver.verify(&vic.auth()).await,
        Err(CloudError::NotSignedIn)
    );
    let otto = stage.login("otto").await;
    stage.pass(47 * 3_600).await;
    assert_eq!(stage.driver.verify(&otto.auth()).await, Ok(()));
    stage.pass(2 * 3_600).await;
    assert_eq!(
        stage.driver.verify(&otto.auth()).await,
        Err(CloudError::NotSignedIn)
    );
}

#[tokio::test]
async fn a_workflow_is_started_and_followed_to_its_end() {
    let stage = Stage::new().await;
    let auth = stage.login("ursula").await.auth();
    let d1 = DeploymentId::new("d1");
    let deployment = stage.driver.deployment(&auth, &d1).await.unwrap();
    let workflow = deployment
        .workflows
        .iter()
        .find(|one| one.name == "slow")
        .unwrap();
    let names: Vec<_> = workflow
        .parameters
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["seconds", "fail"]);
    let handle = started(
        &stage,
        &auth,
        "d1",
        slow(&[("seconds", "3")], WorkflowOptions::default()),
    )
    .await;
    assert!(!stage.heard(&auth, &handle).await.status.is_terminal());
    assert_eq!(stage.end(&auth, &handle).await.status, JobStatus::Succeeded);
    let log = stage
        .driver
        .logs(
            &auth,
            &handle,
            LogPlace::Beginning,
            1_000,
            &LogFilter::default(),
        )
        .await
        .unwrap();
    let kinds: Vec<_> = log
        .items
        .iter()
        .filter_map(|item| item.kind.as_deref())
        .collect();
    assert_eq!(kinds.first(), Some(&"workflow_started"));
    assert_eq!(kinds.last(), Some(&"workflow_succeeded"));

    let parameters = [("seconds", "1"), ("fail", "true")];
    let handle = started(
        &stage,
        &auth,
        "d1",
        slow(&parameters, WorkflowOptions::default()),
    )
    .await;
    let ended = stage.end(&auth, &handle).await;
    assert_eq!(ended.status, JobStatus::Failed);
    let words = ended.words.unwrap();
    assert!(words.ends_with("asked to fail"), "{words}");
}

#[tokio::test]
async fn an_execution_is_cancelled_in_each_way() {
    let stage = Stage::new().await;
    let auth = stage.login("otto").await.auth();
    for way in ["cancel", "force-cancel", "kill"] {
        let handle = started(
            &stage,
            &auth,
            "d1",
            slow(&[("seconds", "600")], WorkflowOptions::default()),
        )
        .await;
        for _ in 0..10 {
            stage.pass(1).await;
        }
        assert_eq!(
            stage.heard(&auth, &handle).await.status,
            JobStatus::Executing,
            "{way}"
        );
        let cancel = || stage.driver.cancel(&auth, Cancelled::Job(&handle), way);
        assert_eq!(cancel().await, CancelAnswer::Accepted, "{way}");
        assert_eq!(
            stage.heard(&auth, &handle).await.status,
            JobStatus::Cancelling,
            "{way}"
        );
        assert_eq!(
            cancel().await,
            CancelAnswer::Accepted,
            "{way}: it comes about"
        );
        assert_eq!(
            stage.end(&auth, &handle).await.status,
            JobStatus::Cancelled,
            "{way}"
        );
        assert!(
            matches!(cancel().await, CancelAnswer::Refused(_)),
            "{way}: it has ended"
        );
    }
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_what_waits_has_its_turn() {
    let stage = Stage::new().await;
    let login = stage.login("ursula").await;
    let auth = login.auth();
    let none = WorkflowOptions::default();
    let named = |workflow: &str| WorkflowAction {
        workflow: workflow.to_owned(),
        ..slow(&[], none)
    };
    for (deployment, action, words) in [
        (
            "nope",
            slow(&[], none),
            "Requested `Deployment` with ID `nope` was not found",
        ),
        ("d1", named("nope"), "Workflow nope does not exist"),
        (
            "d1",
            slow(&[("seconds", "9999")], none),
            "seconds: Value 9999",
        ),
        (
            "d1",
            slow(&[("seconds", "\"x\"")], none),
            "seconds: It must be of type integer.",
        ),
        (
            "d1",
            slow(&[("more", "1")], none),
            "more: The workflow has no such parameter.",
        ),
        ("d1", named("rich"), "name: It has to be given."),
        ("d1", named("install"), "Workflow not available: install"),
    ] {
        let Submitted::Refused(said) = submit(&stage, &auth, deployment, action).await else {
            panic!("{words}")
        };
        assert!(said.contains(words), "{said}");
    }
    let viewer = stage.login("vic").await.auth();
    let refused = submit(&stage, &viewer, "d1", slow(&[], none)).await;
    assert!(matches!(refused, Submitted::Refused(why) if why.contains("role")));

    let first = started(&stage, &auth, "d1", slow(&[("seconds", "5")], none)).await;
    let Submitted::Refused(said) = submit(&stage, &auth, "d1", slow(&[], none)).await else {
        panic!("busy")
    };
    assert!(
        said.contains("Another execution of this deployment is under way: slow"),
        "{said}"
    );
    let queued = WorkflowOptions {
        queue: true,
        ..none
    };
    let second = started(&stage, &auth, "d1", slow(&[("seconds", "1")], queued)).await;
    let heard = stage.heard(&auth, &second).await;
    assert_eq!(heard.status, JobStatus::NotStarted);
    assert_eq!(
        heard.words.as_deref(),
        Some("It waits for its turn at the manager.")
    );
    assert_eq!(stage.end(&auth, &first).await.status, JobStatus::Succeeded);
    assert_eq!(stage.end(&auth, &second).await.status, JobStatus::Succeeded);
}

#[tokio::test]
async fn maintenance_is_told_and_starts_nothing() {
    let stage = Stage::new().await;
    let admin = stage.login("admin").await;
    let auth = stage.login("ursula").await.auth();
    let path = ["maintenance", "activate"];
    let (status, _) = stage
        .raw(&admin.auth(), Method::POST, &path, &json!({}))
        .await;
    assert_eq!(status, 200);
    stage.pass(60).await;
    let started = submit(&stage, &auth, "d1", slow(&[], WorkflowOptions::default())).await;
    assert!(matches!(started, Submitted::Refused(why) if why.contains("maintenance mode")));
}

#[tokio::test]
async fn what_was_started_elsewhere_is_adopted() {
    let stage = Stage::new().await;
    let login = stage.login("ursula").await;
    let auth = login.auth();
    let (status, made) = stage
        .raw(
            &auth,
            Method::POST,
            &["executions"],
            &json!({"deployment_id": "d1", "workflow_id": "slow"}),
        )
        .await;
    assert_eq!(status, 201, "{made}");
    let id = ExecutionId::new(made["id"].as_str().unwrap());
    let adopted = stage.driver.adopt(&auth, &id).await.unwrap();
    assert_eq!(adopted.target, Target::Deployment(DeploymentId::new("d1")));
    assert_eq!(
        (adopted.title.as_str(), adopted.name.as_str()),
        ("slow", "Demo One")
    );
    assert!(adopted.queued_at.is_some());
    assert_eq!(
        stage.end(&auth, &adopted.handle).await.status,
        JobStatus::Succeeded
    );
    let gone = stage.driver.adopt(&auth, &ExecutionId::new("gone")).await;
    assert_eq!(gone, Err(CloudError::NotFound));
}
