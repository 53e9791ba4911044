//! Task graphs and their operations. Scripts and dry runs have none.

use serde_json::{Value, json};

use crate::clock::Millis;
use crate::random::Random;

use super::call::Call;
use super::execution::Execution;
use super::graph::{Graph, Kind, State};
use super::listing::{Record, unfiltered};
use super::python::object;
use super::reply::{Answer, Refusal};
use super::users::Action;
use super::when::stamp;
use super::work::Work;

/// From the beginning of the work until its graph is kept.
const KEPT: Millis = 200;

struct GraphRecord<'a> {
    execution: &'a Execution,
    id: String,
}

impl Record for GraphRecord<'_> {
    const FIELDS: &'static [&'static str] = &[
        "created_at",
        "visibility",
        "id",
        "name",
        "execution_id",
        "tenant_name",
        "created_by",
        "resource_availability",
        "private_resource",
    ];

    fn field(&self, name: &str) -> Value {
        let execution = self.execution;
        match name {
            "created_at" => stamp(began(execution)).into(),
            "visibility" | "resource_availability" => "tenant".into(),
            "id" => self.id.as_str().into(),
            "name" => execution.workflow.as_str().into(),
            "execution_id" => execution.id.as_str().into(),
            "tenant_name" => execution.tenant.into(),
            "created_by" => execution.created_by.as_str().into(),
            "private_resource" => false.into(),
            _ => Value::Null,
        }
    }
}

struct OperationRecord<'a> {
    execution: &'a Execution,
    graph: &'a Graph,
    graph_id: String,
    target: usize,
    step: usize,
    state: State,
    seed: u64,
}

impl Record for OperationRecord<'_> {
    const FIELDS: &'static [&'static str] = &[
        "created_at",
        "visibility",
        "id",
        "name",
        "state",
        "dependencies",
        "type",
        "parameters",
        "manager_name",
        "agent_name",
        "tasks_graph_id",
        "tenant_name",
        "created_by",
        "resource_availability",
        "private_resource",
    ];

    fn field(&self, name: &str) -> Value {
        match name {
            "created_at" => stamp(began(self.execution)).into(),
            "visibility" | "resource_availability" => "tenant".into(),
            "id" => self.id(self.target, self.step).into(),
            "name" => self.name().into(),
            "state" => self.state.name().into(),
            "dependencies" => self.dependencies(),
            "type" => self.kind().into(),
            "parameters" => self.parameters(),
            "manager_name" => "cfy-test-manager".into(),
            "tasks_graph_id" => self.graph_id.as_str().into(),
            "tenant_name" => self.execution.tenant.into(),
            "created_by" => self.execution.created_by.as_str().into(),
            "private_resource" => false.into(),
            _ => Value::Null,
        }
    }
}

impl OperationRecord<'_> {
    fn id(&self, target: usize, step: usize) -> String {
        let number = target * self.graph.steps().len() + step;
        operation_id(self.seed, &self.execution.id, number)
    }

    fn step(&self) -> &Kind {
        &self.graph.steps()[self.step].kind
    }

    fn instance(&self) -> &str {
        &self.graph.targets()[self.target].instance
    }

    fn kind(&self) -> &'static str {
        match self.step() {
            Kind::Subgraph(_) => "SubgraphTask",
            Kind::SetState(_) => "SetNodeInstanceStateTask",
            Kind::SendEvent(_) => "SendNodeEventTask",
            Kind::Remote(..) => "RemoteWorkflowTask",
        }
    }

    fn name(&self) -> String {
        match self.step() {
            Kind::Subgraph(name) => format!("{name}_{}", self.instance()),
            Kind::Remote(..) => "script_runner.tasks.run".to_owned(),
            Kind::SetState(_) | Kind::SendEvent(_) => self.kind().to_owned(),
        }
    }

    /// A node instance's operations follow each other, and its subgraph follows the one before.
    fn dependencies(&self) -> Value {
        let subgraph = self.id(self.target, 0);
        match (self.target, self.step) {
            (0, 0) => json!([]),
            (target, 0) => json!([self.id(target - 1, 0)]),
            (_, 1) => json!([subgraph]),
            (target, step) => json!([self.id(target, step - 1), subgraph]),
        }
    }

    fn parameters(&self) -> Value {
        let instance = self.instance();
        let (mut on_failure, mut containing, mut retries) = (Value::Null, Value::Null, 0);
        if self.step == 0 {
            on_failure = json!({
                "path": "cloudify.plugins.lifecycle._SubgraphOnFailure",
                "instance_id": instance,
                "on_retry": "reinstall",
            });
        } else {
            containing = self.id(self.target, 0).into();
        }
        let (info, arguments) = match self.step() {
            Kind::Subgraph(_) => (json!({"name": self.name()}), json!({})),
            Kind::SetState(state) => (
                json!(state),
                json!({"node_instance_id": instance, "state": state}),
            ),
            Kind::SendEvent(event) => (
                json!(event),
                json!({"node_instance_id": instance, "event": event, "additional_context": null}),
            ),
            Kind::Remote(operation, script) => {
                retries = 60;
                let context = json!({"operation": {"name": operation}, "node_id": instance});
                let arguments = json!({"script_path": format!("scripts/{script}"), "__cloudify_context": context});
                (Value::Null, json!({"kwargs": arguments}))
            }
        };
        let error = match self.state {
            State::Failed => json!("exit code 1"),
            _ => Value::Null,
        };
        object([
            ("on_success", Value::Null),
            ("on_failure", on_failure),
            ("retried_task", Value::Null),
            ("current_retries", 0.into()),
            (
                "send_task_events",
                matches!(self.step(), Kind::Subgraph(_) | Kind::Remote(..)).into(),
            ),
            ("retry_interval", 30.into()),
            ("total_retries", retries.into()),
            ("info", info),
            ("error", error),
            ("containing_subgraph", containing),
            ("task_kwargs", arguments),
        ])
    }
}

/// `GET /tasks_graphs`.
pub(super) fn graphs(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.ask.required("execution_id")?;
    let tenant = call.caller.must(Action::Read("operations"))?;
    let execution = of_tenant(call, tenant, id)?;
    let named = call
        .ask
        .get("name")
        .is_none_or(|name| name == execution.workflow);
    let graph = graph(execution).filter(|_| named).map(|_| GraphRecord {
        execution,
        id: graph_id(call.manager.seed, &execution.id),
    });
    unfiltered(call.ask, graph.into_iter(), &Value::Null).map(|told| Answer::ok(&told))
}

/// `GET /operations`.
pub(super) fn all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let ask = call.ask;
    let tenant = call.caller.must(Action::Read("operations"))?;
    let seed = call.manager.seed;
    let execution = match (ask.get("graph_id"), ask.get("execution_id")) {
        (Some(wanted), None) => {
            let mut all = call.manager.executions.iter();
            let found = all.find(|one| {
                one.tenant == tenant && graph(one).is_some() && graph_id(seed, &one.id) == wanted
            });
            found.ok_or_else(|| Refusal::no_such("TasksGraph", wanted))?
        }
        (None, Some(id)) => of_tenant(call, tenant, id)?,
        _ => {
            return Err(Refusal::bad(
                "Missing required param: graph_id or execution_id",
            ));
        }
    };
    let skip = ask
        .get("skip_internal")
        .is_some_and(|skip| !skip.is_empty());
    let wanted = |record: &OperationRecord<'_>| {
        let internal = matches!(record.step(), Kind::SetState(_) | Kind::SendEvent(_));
        let state = ask.get("state");
        !(skip && internal) && state.is_none_or(|state| state == record.state.name())
    };
    let records = operations(execution, seed, call.now)
        .into_iter()
        .filter(wanted);
    unfiltered(ask, records, &Value::Null).map(|told| Answer::ok(&told))
}

fn operations(execution: &Execution, seed: u64, now: Millis) -> Vec<OperationRecord<'_>> {
    let Some(graph) = graph(execution) else {
        return Vec::new();
    };
    let worked = execution.worked(now);
    let id = graph_id(seed, &execution.id);
    let mut all = Vec::new();
    for target in 0..graph.targets().len() {
        for step in 0..graph.steps().len() {
            all.push(OperationRecord {
                execution,
                graph,
                graph_id: id.clone(),
                target,
                step,
                state: graph.state(target, step, worked),
                seed,
            });
        }
    }
    all
}

fn of_tenant<'m>(call: &'m Call<'_>, tenant: &str, id: &str) -> Result<&'m Execution, Refusal> {
    let found = call
        .manager
        .execution(id)
        .filter(|one| one.tenant == tenant);
    found.ok_or_else(|| Refusal::no_such("Execution", id))
}

/// The graph of an execution, once its worker has begun.
fn graph(execution: &Execution) -> Option<&Graph> {
    match &execution.work {
        Work::Graph(graph) if !execution.spans.is_empty() && !execution.is_dry_run => Some(graph),
        _ => None,
    }
}

fn began(execution: &Execution) -> Millis {
    let first = execution.spans.first();
    first.map_or(execution.created_at, |span| span.began) + KEPT
}

fn graph_id(seed: u64, execution: &str) -> String {
    Random::about(seed, &["graph", execution]).uuid()
}

/// The id of an execution's operation by its number.
pub(super) fn operation_id(seed: u64, execution: &str, number: usize) -> String {
    Random::about(seed, &["operation", execution, &number.to_string()]).uuid()
}
