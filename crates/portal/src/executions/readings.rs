//! What was read of executions a moment ago, for all windows of a person. Others read it for
//! themselves: a cloud may show an execution to whoever it belongs to and to nobody else.

use crate::sign_in::grants::Grant;
use crate::upkeep::shared::Shared;
use slipway_cloud::{Execution, LogItem, Page, Step};
use slipway_domain::urls::LogView;
use slipway_domain::{AppResult, ExecutionId, Scope};
use std::time::Duration;

/// One execution, as its page tells of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// The execution.
    pub execution: Execution,
    /// The steps that it goes through, or why they are not known.
    pub steps: AppResult<Page<Step>>,
    /// How many others there are of the same deployment, where that is known.
    pub siblings: Option<u64>,
}

/// A part of what an execution wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPart {
    /// The items, oldest first.
    pub items: Vec<LogItem>,
    /// The cloud's cursor from which to read on.
    pub next: String,
    /// Whether more is there already.
    pub more: bool,
    /// The cursor before which there is more.
    pub earlier: Option<String>,
}

/// What the executions of an account can be told apart by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The deployments that any is of, by their ids.
    pub deployments: Vec<String>,
    /// What those were made of.
    pub blueprints: Vec<String>,
    /// The workflows.
    pub workflows: Vec<String>,
}

/// Which execution, and who reads it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Which {
    scope: Scope,
    id: ExecutionId,
    reader: String,
}

impl Which {
    pub(super) fn of(grant: &Grant, id: &ExecutionId) -> Self {
        Self {
            scope: grant.principal.scope(),
            id: id.clone(),
            reader: grant.principal.owner(),
        }
    }
}

/// Readings of the last moment.
pub struct Readings {
    pub(super) told: Shared<Which, Told>,
    pub(super) logs: Shared<(Which, LogView), LogPart>,
    /// By who reads, which names the account.
    pub(super) known: Shared<String, Known>,
}

impl Readings {
    /// None yet; each of one execution is good for `life`, those of all of an account for `long`.
    pub fn new(life: Duration, long: Duration) -> Self {
        Self {
            told: Shared::new(life),
            logs: Shared::new(life),
            known: Shared::new(long),
        }
    }

    /// Forgets what anybody read of an execution, because something was done to it.
    pub(super) fn forget(&self, scope: &Scope, id: &ExecutionId) {
        let is_it = |one: &Which| one.scope == *scope && one.id == *id;
        self.told.forget(is_it);
        self.logs.forget(|(which, _)| is_it(which));
    }
}
