//! Starting a workflow of deployments.

use serde::{Deserialize, Serialize};

/// A workflow to be started, once for each of its deployments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkflowAction {
    /// The workflow's name.
    pub workflow: String,
    /// Values that the call says, as JSON, in the order of the form. What is not among them keeps its
    /// default.
    pub parameters: Vec<(String, String)>,
    /// Parameters whose values are sealed beside the plan, as JSON.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// How it is to be started.
    #[serde(default)]
    pub options: WorkflowOptions,
}

/// How a workflow is to be started. Without any of these a cloud refuses what does not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own in the form and in the call"
)]
pub struct WorkflowOptions {
    /// Takes parameters that the workflow does not declare.
    pub allow_custom_parameters: bool,
    /// Starts although another execution is under way, or the workflow says that it does not fit now.
    pub force: bool,
    /// Goes through the workflow without doing anything.
    pub dry_run: bool,
    /// Waits for its turn where another execution is under way.
    pub queue: bool,
}
