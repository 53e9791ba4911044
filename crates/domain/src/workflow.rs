//! Workflows of deployments, with the parameters that they take.

mod check;
mod constraint;
mod control;
mod form;
mod json;
mod value;

#[cfg(test)]
mod tests;

pub use check::{Checked, check, check_value};
pub use form::{WorkflowForm, controls};

use crate::secret::is_secret_name;
use serde::{Deserialize, Serialize};

/// Something that can be done to a deployment, as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workflow {
    /// Its name, which is what a call says.
    pub name: String,
    /// Its parameters in their author's order.
    pub parameters: Vec<WorkflowParameter>,
    /// Whether the cloud takes it just now without being forced.
    pub available: bool,
}

/// One parameter of a workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkflowParameter {
    /// Its name, which is what a call says.
    pub name: String,
    /// What kind of value it takes.
    pub kind: ValueKind,
    /// What the entries of a list are, where that is said.
    pub item: Option<ValueKind>,
    /// What it is for.
    pub description: String,
    /// Whether a call has to say its value.
    pub required: bool,
    /// Its value where a call does not say it, as JSON.
    pub default: Option<String>,
    /// What its value has to be like; for lists with a kind of entry, each entry.
    pub constraints: Vec<Constraint>,
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

impl WorkflowParameter {
    /// Whether its value is to be hidden, which its name alone tells. What only names a thing, or is a
    /// truth value, hides nothing.
    pub fn is_secret(&self) -> bool {
        let plain = matches!(self.kind, ValueKind::Reference(_) | ValueKind::Boolean);
        !plain && is_secret_name(&self.name)
    }

    /// The same as it may be kept: that there is a default, but not what it is, where that is a secret.
    #[must_use]
    pub fn without_secret(mut self) -> Self {
        if self.is_secret() {
            self.default = self.default.map(|_| "\"\"".to_owned());
        }
        self
    }
}

/// What kind of value a parameter takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueKind {
    /// Any JSON: nothing is said of it.
    Any,
    /// Text of a line.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Float,
    /// A truth value.
    Boolean,
    /// A list.
    List,
    /// An object.
    Dict,
    /// A pattern.
    Regex,
    /// Text of several lines.
    Textarea,
    /// The id of something that the cloud holds.
    Reference(Referenced),
    /// A kind that the deployment's author made up, by its name: any JSON.
    Custom(String),
}

/// What an id stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Referenced {
    /// A blueprint.
    Blueprint,
    /// A deployment.
    Deployment,
    /// A capability of a deployment.
    Capability,
    /// A group of nodes that are scaled together.
    ScalingGroup,
    /// A node.
    Node,
    /// A type of nodes.
    NodeType,
    /// An instance of a node.
    NodeInstance,
    /// A secret, by its key.
    Secret,
    /// An operation, by its name.
    Operation,
}

/// One rule that a value has to keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constraint {
    /// The rule.
    pub rule: ConstraintRule,
    /// What its author says where it is broken.
    pub message: Option<String>,
}

/// What a rule asks. Values are JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConstraintRule {
    /// Equal to this.
    Equal(String),
    /// Greater than this.
    GreaterThan(String),
    /// This or greater.
    GreaterOrEqual(String),
    /// Less than this.
    LessThan(String),
    /// This or less.
    LessOrEqual(String),
    /// From the first to the second, both included.
    InRange(String, String),
    /// One of these.
    ValidValues(Vec<String>),
    /// As long as this.
    Length(u64),
    /// This long or longer.
    MinLength(u64),
    /// This long or shorter.
    MaxLength(u64),
    /// Matching this pattern of Python's from its beginning on.
    Pattern(String),
    /// A rule that only the cloud can check: its name, and what it asks as JSON.
    Other(String, String),
}
