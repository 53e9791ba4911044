//! Groups: deployments that belong together, and executions that were started together over such a group.

use crate::clock::Millis;

use super::deployment::Label;

#[derive(Debug, Clone)]
pub(super) struct DeploymentGroup {
    pub(super) id: String,
    pub(super) tenant: &'static str,
    pub(super) created_at: Millis,
    pub(super) created_by: &'static str,
    pub(super) description: Option<String>,
    pub(super) default_inputs: serde_json::Value,
    pub(super) default_blueprint: Option<String>,
    pub(super) deployments: Vec<String>,
    pub(super) labels: Vec<Label>,
}

#[derive(Debug, Clone)]
pub(super) struct ExecutionGroup {
    pub(super) id: String,
    pub(super) tenant: &'static str,
    pub(super) created_at: Millis,
    pub(super) created_by: &'static str,
    pub(super) workflow: String,
    /// How many of its executions may be under way at once; none pauses it.
    pub(super) concurrency: usize,
    pub(super) deployment_group: String,
}
