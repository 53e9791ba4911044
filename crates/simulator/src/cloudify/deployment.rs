//! Deployments: where they came from, their node instances and what was done to them last.

use serde_json::{Map, Value};

use crate::clock::Millis;
use crate::random::Random;

use super::blueprint::{Blueprint, Workflow};
use super::graph::Target;

#[derive(Debug)]
pub(super) struct Deployment {
    pub(super) id: String,
    pub(super) tenant: &'static str,
    pub(super) created_by: String,
    pub(super) created_at: Millis,
    pub(super) updated_at: Millis,
    pub(super) display_name: String,
    pub(super) blueprint: String,
    pub(super) inputs: Map<String, Value>,
    pub(super) labels: Vec<Label>,
    pub(super) site: Option<String>,
    pub(super) visibility: String,
    pub(super) instances: Vec<Instance>,
    /// The execution that was done to it last.
    pub(super) latest: Option<String>,
    /// The execution that made its environment.
    pub(super) created_in: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) key: String,
    pub(super) value: String,
    pub(super) created_at: Millis,
    pub(super) created_by: String,
}

#[derive(Debug, Clone)]
pub(super) struct Instance {
    pub(super) id: String,
    pub(super) node: String,
    pub(super) state: &'static str,
}

/// How many of the node instances are started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Activity {
    All,
    Partial,
    Nothing,
}

impl Activity {
    fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Partial => "partial",
            Self::Nothing => "none",
        }
    }
}

impl Deployment {
    /// The node instances of a blueprint, none of them there yet.
    pub(super) fn instances_of(
        blueprint: &Blueprint,
        deployment: &str,
        seed: u64,
    ) -> Vec<Instance> {
        let mut random = Random::about(seed, &["instances", deployment]);
        let mut made = Vec::new();
        for node in &blueprint.nodes {
            for _ in 0..node.instances {
                let id = format!("{}_{}", node.id, &random.hex_id()[..6]);
                made.push(Instance {
                    id,
                    node: node.id.clone(),
                    state: "uninitialized",
                });
            }
        }
        made
    }

    fn activity(&self) -> Activity {
        let started = |instance: &&Instance| instance.state == "started";
        match self.instances.iter().filter(started).count() {
            0 => Activity::Nothing,
            all if all == self.instances.len() => Activity::All,
            _ => Activity::Partial,
        }
    }

    /// Active only when all of them are.
    pub(super) fn installation(&self) -> &'static str {
        match self.activity() {
            Activity::All => "active",
            Activity::Partial | Activity::Nothing => "inactive",
        }
    }

    /// Whether its rules let a workflow run as things stand.
    pub(super) fn offers(&self, workflow: &Workflow, blueprint: &Blueprint) -> bool {
        let rules = &workflow.availability_rules;
        let texts = |name: &str| rules[name].as_array().cloned();
        let active = texts("node_instances_active")
            .is_none_or(|wanted| wanted.contains(&self.activity().name().into()));
        let kinds = texts("node_types_required").is_none_or(|wanted| {
            let kinds = blueprint
                .nodes
                .iter()
                .map(|node| Value::from(node.kind.as_str()));
            let kinds: Vec<Value> = kinds.collect();
            wanted.iter().all(|kind| kinds.contains(kind))
        });
        active && kinds
    }

    /// The node instances that a workflow works on: those that its parameters choose, or all.
    pub(super) fn targets(&self, parameters: &Map<String, Value>) -> Vec<Target> {
        let chosen = |name: &str, value: &str| {
            let list = parameters.get(name).and_then(Value::as_array);
            list.is_none_or(|list| list.is_empty() || list.contains(&value.into()))
        };
        let instances = self.instances.iter();
        let wanted = instances.filter(|instance| {
            chosen("node_ids", &instance.node) && chosen("node_instance_ids", &instance.id)
        });
        let target = |instance: &Instance| Target {
            node: instance.node.clone(),
            instance: instance.id.clone(),
        };
        wanted.map(target).collect()
    }

    /// Brings its node instances where a workflow that ended well leaves them.
    pub(super) fn settle(&mut self, workflow: &str, targets: &[Target]) {
        let state = match workflow {
            "install" | "reinstall" | "start" | "restart" => "started",
            "uninstall" => "deleted",
            "stop" => "stopped",
            _ => return,
        };
        for instance in &mut self.instances {
            if targets.iter().any(|target| target.instance == instance.id) {
                instance.state = state;
            }
        }
    }
}
