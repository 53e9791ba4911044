//! What the manager keeps when it is born: the deployments and executions of the recorded one, and beside them many
//! more, with thousands of past executions and a few that go on for hours.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::clock::Millis;
use crate::data::parse;
use crate::random::Random;

use super::blueprint::Blueprint;
use super::deployment::{Deployment, Instance, Label};
use super::execution::{End, Execution, Span, traceback};
use super::item::millis;
use super::manager::Manager;
use super::status::Status;
use super::users::{DEFAULT_TENANT, User};
use super::when;

const MINUTE: Millis = 60_000;
const DAY: Millis = 24 * 60 * MINUTE;
/// How long ago the recorded manager was set up.
const SETUP: Millis = 30 * DAY;
/// When that was by its own clock.
const RECORDED: &str = "2026-11-20T23:25:30.000Z";
/// How far back the made-up executions reach.
const PAST: Millis = 28 * DAY;
/// Who started them.
const PEOPLE: [&str; 4] = ["admin", "ursula", "otto", "manny"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeploymentSeed {
    ids: Vec<String>,
    blueprint: String,
    display_name: String,
    inputs: Map<String, Value>,
    labels: Map<String, Value>,
    installed: bool,
    /// Their ids, where they are recorded.
    #[serde(default)]
    instances: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExecutionSeed {
    id: String,
    created_at: String,
    workflow: String,
    status: String,
    deployment: Option<String>,
    started_at: Option<String>,
    ended_at: Option<String>,
    parameters: Map<String, Value>,
    #[serde(default)]
    allow_custom: bool,
    #[serde(default)]
    dry_run: bool,
    /// Why it was refused after it was written.
    refused: Option<String>,
}

/// A manager born now, with so many past executions beside the recorded ones, and some under way unless there are none.
pub(super) fn manager(seed: u64, executions: usize, born: Millis) -> Manager {
    let mut manager = Manager::empty(seed, born);
    let setup = born - SETUP;
    manager.blueprints = Blueprint::all();
    for blueprint in &mut manager.blueprints {
        blueprint.created_at = setup;
    }
    if let Some(admin) = User::find("admin") {
        let service = Some("csys-vm".to_owned());
        manager.tokens.issue(admin, None, service);
    }
    deployments(&mut manager, setup);
    recorded(&mut manager, setup);
    past(&mut manager, executions, born);
    if executions > 0 {
        running(&mut manager, born);
    }
    manager
}

fn deployments(manager: &mut Manager, setup: Millis) {
    let seeds: Vec<DeploymentSeed> = parse(include_str!("../../data/cloudify/deployments.json"));
    for seed in &seeds {
        for id in &seed.ids {
            let deployment = deployment(manager, seed, id, setup + 20_000);
            manager.deployments.push(deployment);
        }
    }
}

fn deployment(manager: &Manager, seed: &DeploymentSeed, id: &str, at: Millis) -> Deployment {
    let blueprint = manager.blueprint(&seed.blueprint);
    let made = blueprint.map(|blueprint| Deployment::instances_of(blueprint, id, manager.seed));
    let mut instances: Vec<Instance> = made.unwrap_or_default();
    for (at, instance) in instances.iter_mut().enumerate() {
        if let Some(id) = seed.instances.get(at) {
            instance.id.clone_from(id);
        }
        if seed.installed {
            instance.state = "started";
        }
    }
    let labels = seed.labels.iter().map(|(key, value)| Label {
        key: key.clone(),
        value: value.as_str().unwrap_or_default().to_owned(),
        created_at: at + 1_000,
        created_by: "admin".to_owned(),
    });
    Deployment {
        id: id.to_owned(),
        tenant: DEFAULT_TENANT,
        created_by: "admin".to_owned(),
        created_at: at,
        updated_at: at,
        display_name: seed.display_name.replace("{id}", id),
        blueprint: seed.blueprint.clone(),
        inputs: seed.inputs.clone(),
        labels: labels.collect(),
        site: None,
        visibility: "tenant".to_owned(),
        instances,
        latest: None,
        created_in: None,
    }
}

/// The executions of the recorded manager, under their own ids.
fn recorded(manager: &mut Manager, setup: Millis) {
    let seeds: Vec<ExecutionSeed> = parse(include_str!("../../data/cloudify/executions.json"));
    let time = |text: &str| when::parse(text, &["%Y-%m-%dT%H:%M:%S.%fZ"]).unwrap_or_default();
    let shift = setup - time(RECORDED);
    let time = |text: &Option<String>| text.as_deref().map(|text| time(text) + shift);
    for seed in seeds {
        let created = time(&Some(seed.created_at)).unwrap_or_default();
        let mut execution =
            Execution::new(seed.id, DEFAULT_TENANT, &seed.workflow, "admin", created);
        execution.parameters = seed.parameters;
        execution.allow_custom = seed.allow_custom;
        execution.is_dry_run = seed.dry_run;
        place(manager, &mut execution, seed.deployment, None);
        let status = Status::parse(&seed.status).unwrap_or(Status::Failed);
        end(
            &mut execution,
            status,
            time(&seed.started_at),
            time(&seed.ended_at),
        );
        if let Some(why) = seed.refused {
            execution.error = Some(format!("Error preparing execution: {why}"));
        }
        if execution.workflow == "create_deployment_environment"
            && let Some(id) = &execution.deployment
            && let Some(deployment) = manager.deployment_mut(DEFAULT_TENANT, id)
        {
            deployment.created_in = Some(execution.id.clone());
        }
        manager.keep(execution);
    }
}

/// Says which deployment it is of, and what its worker did.
fn place(
    manager: &Manager,
    execution: &mut Execution,
    deployment: Option<String>,
    breaks_at: Option<usize>,
) {
    let found = deployment.and_then(|id| manager.deployment(DEFAULT_TENANT, &id));
    let Some(deployment) = found else { return };
    execution.deployment = Some(deployment.id.clone());
    execution.blueprint = Some(deployment.blueprint.clone());
    if execution.allow_custom {
        return;
    }
    if let Some(blueprint) = manager.blueprint(&deployment.blueprint) {
        execution.work = blueprint.work(
            &execution.workflow,
            &execution.parameters,
            &deployment.inputs,
            deployment.targets(&execution.parameters),
            breaks_at,
        );
    }
}

/// Ends it as it ended.
fn end(execution: &mut Execution, status: Status, started: Option<Millis>, ended: Option<Millis>) {
    execution.status = status;
    execution.started_at = started;
    execution.ended_at = ended;
    let why = execution
        .work
        .fails()
        .unwrap_or_else(|| "asked to fail".to_owned());
    let how = match status {
        Status::Failed => End::Failed(why.clone()),
        Status::Cancelled => End::Cancelled,
        _ => End::Succeeded,
    };
    execution.error = Some(if status == Status::Failed {
        traceback(&format!("RuntimeError: {why}"))
    } else {
        String::new()
    });
    if let (Some(began), Some(ended)) = (started, ended) {
        let ended = Some((ended, how));
        execution.spans.push(Span {
            from: 0,
            began,
            ended,
        });
    }
}

/// Made-up executions, evenly over the last weeks.
fn past(manager: &mut Manager, count: usize, born: Millis) {
    for at in 0..count {
        let mut random = Random::about(manager.seed, &["past", &at.to_string()]);
        let ago = PAST - PAST * millis(at) / millis(count.max(1));
        let created = born - ago.max(20 * MINUTE);
        let deployment = format!("web-{:02}", random.below(40) + 1);
        let by = PEOPLE[random.index(PEOPLE.len())];
        let (workflow, parameters) = call(&mut random);
        let mut execution = Execution::new(random.uuid(), DEFAULT_TENANT, workflow, by, created);
        execution.parameters = parameters;
        let (status, breaks_at) = match random.below(100) {
            0..8 => (Status::Failed, Some(random.index(5))),
            8..12 => (Status::Cancelled, None),
            _ => (Status::Terminated, None),
        };
        if status == Status::Failed && execution.parameters.contains_key("fail") {
            execution.parameters.insert("fail".to_owned(), true.into());
        }
        place(manager, &mut execution, Some(deployment), breaks_at);
        let length = execution.work.length();
        let took = if status == Status::Cancelled {
            length / 2
        } else {
            length
        };
        let started = created + 1_200;
        end(&mut execution, status, Some(started), Some(started + took));
        manager.keep(execution);
    }
}

/// A workflow and its parameters.
fn call(random: &mut Random) -> (&'static str, Map<String, Value>) {
    let selection = json!({"type_names": [], "node_ids": [], "node_instance_ids": []});
    let (workflow, parameters) = match random.below(10) {
        0..5 => {
            let version = format!(
                "{}.{}.{}",
                1 + random.below(3),
                random.below(20),
                random.below(9)
            );
            let seconds = 20 + random.below(60);
            (
                "deploy",
                json!({"version": version, "seconds": seconds, "fail": false, "script_path": "scripts/deploy.py"}),
            )
        }
        5..7 => (
            "slow",
            json!({"seconds": 30, "fail": false, "script_path": "scripts/slow.py"}),
        ),
        7 => ("restart", selection),
        8 => ("check_status", selection),
        _ => ("heal", json!({"ignore_failure": true})),
    };
    let parameters = parameters.as_object().cloned().unwrap_or_default();
    (workflow, parameters)
}

/// Executions under way, which go on for hours.
fn running(manager: &mut Manager, born: Millis) {
    let selection = json!({"type_names": [], "node_ids": [], "node_instance_ids": []});
    let batch = json!({"lines": 100_000, "seconds": 86_400, "script_path": "scripts/batch.py"});
    let stubborn = json!({"seconds": 86_400, "fail": false, "script_path": "scripts/stubborn.py"});
    for (deployment, workflow, parameters, since) in [
        ("night-batch", "batch", batch, 6 * 60),
        ("stubborn", "stubborn", stubborn, 2),
        ("cluster", "install", selection, 5),
    ] {
        let id = manager.draw_id();
        let created = born - since * MINUTE;
        let mut execution = Execution::new(id, DEFAULT_TENANT, workflow, "admin", created);
        execution.parameters = parameters.as_object().cloned().unwrap_or_default();
        place(manager, &mut execution, Some(deployment.to_owned()), None);
        execution.send(created);
        manager.keep(execution);
    }
}
