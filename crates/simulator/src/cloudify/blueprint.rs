//! Blueprints: what deployments are made of, and which workflows they have. The data is JSON, as the manager tells it.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::clock::Millis;
use crate::data::parse;

use super::graph::{Graph, Target};
use super::work::{Lines, Script, Work};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Blueprint {
    pub(super) id: String,
    pub(super) description: Option<String>,
    pub(super) inputs: Map<String, Value>,
    pub(super) outputs: Map<String, Value>,
    /// Nodes, each with how many instances it has.
    pub(super) nodes: Vec<Node>,
    #[serde(default)]
    pub(super) data_types: Map<String, Value>,
    /// Its own workflows, before the built-in ones.
    pub(super) workflows: Vec<Workflow>,
    /// What the scripts of its own workflows do.
    scripts: Map<String, Value>,
    #[serde(skip)]
    pub(super) created_at: Millis,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Node {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) instances: usize,
}

/// A workflow as a deployment tells it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Workflow {
    pub(super) name: String,
    pub(super) plugin: String,
    pub(super) operation: String,
    pub(super) parameters: Map<String, Value>,
    pub(super) is_cascading: bool,
    pub(super) availability_rules: Value,
}

/// What the script of a workflow does, in the data.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Behaviour {
    /// So many seconds as the parameter `seconds` says; it fails where `fail` is true.
    Ticks,
    /// The same, and it takes no notice of being cancelled.
    Stubborn,
    /// Half a second.
    Moment,
    /// As many lines as the parameter `lines` says, over so many seconds as `seconds` says.
    Lines,
}

impl Blueprint {
    /// Those of the demo, with the built-in workflows.
    pub(super) fn all() -> Vec<Self> {
        let built_in: Vec<Workflow> = parse(include_str!("../../data/cloudify/workflows.json"));
        let mut all: Vec<Self> = parse(include_str!("../../data/cloudify/blueprints.json"));
        for blueprint in &mut all {
            blueprint.workflows.extend(built_in.iter().cloned());
        }
        all
    }

    pub(super) fn workflow(&self, name: &str) -> Option<&Workflow> {
        self.workflows.iter().find(|workflow| workflow.name == name)
    }

    /// What a worker does for a workflow over these node instances.
    pub(super) fn work(
        &self,
        workflow: &str,
        parameters: &Map<String, Value>,
        inputs: &Map<String, Value>,
        targets: Vec<Target>,
        breaks_at: Option<usize>,
    ) -> Work {
        let Some(behaviour) = self.scripts.get(workflow) else {
            let delay = seconds(inputs, "delay").unwrap_or(1_000);
            return Work::Graph(Graph::of(workflow, targets, 700 + delay, breaks_at).into());
        };
        let Ok(behaviour) = Behaviour::deserialize(behaviour) else {
            return Work::Nothing;
        };
        Work::Script(script(workflow, &behaviour, parameters))
    }
}

fn script(workflow: &str, behaviour: &Behaviour, parameters: &Map<String, Value>) -> Script {
    let length = seconds(parameters, "seconds").unwrap_or(1_000);
    let number = |name: &str| parameters.get(name).and_then(Value::as_u64).unwrap_or(1);
    let count = |name: &str| usize::try_from(number(name)).unwrap_or(1);
    let fails = parameters.get("fail") == Some(&Value::Bool(true));
    let (lines, length) = match behaviour {
        Behaviour::Ticks | Behaviour::Stubborn => (Lines::Ticks(count("seconds")), length + 250),
        Behaviour::Moment => (Lines::Ticks(1), 500),
        Behaviour::Lines => (Lines::Mixed(count("lines")), length + 250),
    };
    Script {
        file: format!("{workflow}.py"),
        lines,
        length,
        fails: fails.then(|| "asked to fail".to_owned()),
        stubborn: matches!(behaviour, Behaviour::Stubborn),
    }
}

/// Seconds under a name, as milliseconds.
fn seconds(map: &Map<String, Value>, name: &str) -> Option<Millis> {
    map.get(name)?.as_f64().map(crate::clock::millis)
}
