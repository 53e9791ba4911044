//! What is sent for a run's call, and what is read of its jobs.

use super::*;
use crate::client::CloudifyClient;
use slipway_domain::action::{ExecutionAction, WorkflowOptions};
use slipway_domain::run::JobStatus;
use slipway_domain::{CloudName, ExecutionId, ServerId};
use slipway_upstream::Config;

fn driver() -> CloudifyDriver {
    let config = Config::new(CloudName::new("Test"), "https://manager.test");
    CloudifyDriver::new(CloudifyClient::new(config).unwrap())
}

fn action() -> Action {
    Action::Workflow(WorkflowAction {
        workflow: "rich".to_owned(),
        parameters: vec![("name".to_owned(), "\"it's\"".to_owned())],
        secrets: vec!["pw".to_owned()],
        options: WorkflowOptions {
            queue: true,
            ..WorkflowOptions::default()
        },
        ..WorkflowAction::default()
    })
}

fn shown(action: &Action, targets: &[Target]) -> (String, String) {
    let account = AccountAlias::new("default_tenant");
    let preview = driver().preview(&account, Call { action, targets });
    let block = preview.0.into_iter().next().unwrap();
    (block.title, block.text)
}

#[test]
fn a_start_is_shown_as_it_is_sent_but_for_token_and_secrets() {
    let (title, text) = shown(&action(), &[Target::Deployment(DeploymentId::new("d1"))]);
    assert_eq!(title, "The call");
    let expected = r#"curl -X POST 'https://manager.test/api/v3.1/executions' \
  -H "Authentication-Token: $TOKEN" \
  -H "Tenant: default_tenant" \
  -H 'Content-Type: application/json' \
  --data-binary '{
  "deployment_id": "d1",
  "workflow_id": "rich",
  "parameters": {
    "name": "it'\''s",
    "pw": "***"
  },
  "allow_custom_parameters": false,
  "force": false,
  "dry_run": false,
  "queue": true
}'"#;
    assert_eq!(text, expected);
}

#[test]
fn what_it_cannot_act_on_is_refused_in_words() {
    let server = Target::Server(ServerId::new("a"));
    let deployment = || Target::Deployment(DeploymentId::new("d"));
    let said = |action: &Action, targets: &[Target]| shown(action, targets);
    let nothing = |words: &str| ("Nothing is sent".to_owned(), words.to_owned());
    assert_eq!(
        said(&action(), &[server]),
        nothing("This cloud cannot do this to a server.")
    );
    assert_eq!(
        said(&action(), &[deployment(), deployment()]),
        nothing(ONE_EACH)
    );
    let followed = Action::Execution(ExecutionAction {
        id: ExecutionId::new("e"),
        title: "install".to_owned(),
    });
    assert_eq!(said(&followed, &[deployment()]), nothing(NO_SERVERS));
}

fn execution(word: &str) -> Execution {
    let json = format!(
        r#"{{"id":"e","status":"{word}","workflow_id":"slow","total_operations":32,
            "finished_operations":5,"error":"File x\n  line\nRuntimeError: asked to fail\n"}}"#
    );
    let written: crate::wire::execution::Execution = crate::wire::decode(json.as_bytes()).unwrap();
    written.into_entity().unwrap()
}

#[test]
fn an_observation_says_what_the_manager_says() {
    for (word, status, words) in [
        (
            "queued",
            JobStatus::NotStarted,
            Some("It waits for its turn at the manager."),
        ),
        ("pending", JobStatus::NotStarted, None),
        (
            "started",
            JobStatus::Executing,
            Some("5 of 32 steps are done."),
        ),
        ("cancelling", JobStatus::Cancelling, None),
        (
            "force_cancelling",
            JobStatus::Cancelling,
            Some("It is being cancelled by force."),
        ),
        ("terminated", JobStatus::Succeeded, None),
        (
            "failed",
            JobStatus::Failed,
            Some("RuntimeError: asked to fail"),
        ),
        ("cancelled", JobStatus::Cancelled, None),
        ("new_in_8", JobStatus::Unknown, None),
    ] {
        let told = observation(&execution(word));
        assert_eq!(
            (told.status, told.words.as_deref()),
            (status, words),
            "{word}"
        );
    }
}
