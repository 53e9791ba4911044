//! What a plan does to its servers.

mod change;
mod create;
mod group;
mod package;
mod workflow;

pub use change::{ChangeAction, Difference, Hardware, HardwareWish};
pub use create::{CreateAction, KnownAs, servers_to_be};
pub use group::{GroupAction, GroupBlocked, GroupOperation};
pub use package::PackageAction;
pub use workflow::{WorkflowAction, WorkflowOptions};

use crate::ids::ExecutionId;
use crate::operation::OperationAction;
use crate::principal::Right;
use serde::{Deserialize, Serialize};

/// What a plan does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// Runs a package.
    Package(PackageAction),
    /// Operates servers.
    Operation(OperationAction),
    /// Has servers built.
    Create(Box<CreateAction>),
    /// Does something to a group with all that is in it.
    Group(GroupAction),
    /// Gives a server another hardware.
    Change(ChangeAction),
    /// Nothing: it was started elsewhere and is followed.
    Execution(ExecutionAction),
    /// Starts a workflow of deployments.
    Workflow(WorkflowAction),
}

/// An execution that the cloud worked on already when the run began. Nothing is sent for it, and
/// nobody reviewed it here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecutionAction {
    /// Which one.
    pub id: ExecutionId,
    /// What it does, in the cloud's words: its workflow, as a rule.
    pub title: String,
}

/// How an action's servers may be spread over upstream calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls {
    /// As the rollout says.
    AsRolledOut,
    /// One server each: the cloud takes no more.
    OneEach,
    /// All in one call.
    AllInOne,
}

/// What a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RunKind {
    /// Executes a package.
    Package,
    /// Operates servers (power and the like).
    Operation,
    /// Follows the execution of a workflow.
    Execution,
}

impl RunKind {
    /// All of them, in display order.
    pub const ALL: [Self; 3] = [Self::Package, Self::Operation, Self::Execution];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Operation => "operation",
            Self::Execution => "execution",
        }
    }

    /// The kind a word stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Action {
    /// What it does, in words: the package's name, or the operation's verb.
    pub fn title(&self) -> &str {
        match self {
            Self::Package(action) => &action.package.name,
            Self::Operation(action) => action.title(),
            Self::Create(action) => action.title(),
            Self::Group(action) => action.operation.verb(),
            Self::Change(_) => ChangeAction::TITLE,
            Self::Execution(action) => &action.title,
            Self::Workflow(action) => &action.workflow,
        }
    }

    /// The kind of run it becomes.
    pub const fn kind(&self) -> RunKind {
        match self {
            Self::Package(_) => RunKind::Package,
            Self::Operation(_) | Self::Create(_) | Self::Group(_) | Self::Change(_) => {
                RunKind::Operation
            }
            Self::Execution(_) | Self::Workflow(_) => RunKind::Execution,
        }
    }

    /// What whoever orders it has to be allowed.
    pub const fn right(&self) -> Right {
        match self {
            Self::Package(_) | Self::Execution(_) | Self::Workflow(_) => Right::RunPackages,
            Self::Operation(action) => action.operation.right(),
            Self::Create(_) | Self::Group(_) | Self::Change(_) => Right::Manage,
        }
    }

    /// Names of the secret values that are sealed beside the plan.
    pub fn secrets(&self) -> &[String] {
        match self {
            Self::Package(action) => &action.secrets,
            Self::Create(action) => &action.secrets,
            Self::Workflow(action) => &action.secrets,
            Self::Operation(_) | Self::Group(_) | Self::Change(_) | Self::Execution(_) => &[],
        }
    }

    /// The package, where it runs one.
    pub const fn package(&self) -> Option<&PackageAction> {
        match self {
            Self::Package(action) => Some(action),
            Self::Operation(_)
            | Self::Create(_)
            | Self::Group(_)
            | Self::Change(_)
            | Self::Execution(_)
            | Self::Workflow(_) => None,
        }
    }

    /// How its servers may be spread over upstream calls.
    pub const fn calls(&self) -> Calls {
        match self {
            Self::Operation(action) if !action.operation.takes_many() => Calls::OneEach,
            Self::Package(_) | Self::Operation(_) => Calls::AsRolledOut,
            Self::Create(_) | Self::Change(_) | Self::Execution(_) | Self::Workflow(_) => {
                Calls::OneEach
            }
            Self::Group(_) => Calls::AllInOne,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
