//! A call on its way through the manager: what was asked, by whom, of what it keeps, and when.

use crate::clock::Millis;

use super::auth::Caller;
use super::execution::Execution;
use super::execution_record::ExecutionRecord;
use super::manager::Manager;
use super::reply::Refusal;
use super::request::Ask;

pub(super) struct Call<'a> {
    pub(super) ask: &'a Ask,
    pub(super) caller: &'a Caller,
    pub(super) manager: &'a mut Manager,
    pub(super) now: Millis,
    /// The variable pieces of the path.
    pub(super) names: Vec<String>,
}

impl Call<'_> {
    /// The first variable piece of the path.
    pub(super) fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    pub(super) fn record<'m>(&'m self, execution: &'m Execution) -> ExecutionRecord<'m> {
        ExecutionRecord {
            execution,
            manager: self.manager,
            now: self.now,
        }
    }

    /// The name that an execution's deployment is shown under.
    pub(super) fn display_name(&self, execution: &Execution) -> Option<&str> {
        let id = execution.deployment.as_deref()?;
        let deployment = self.manager.deployment(execution.tenant, id)?;
        Some(&deployment.display_name)
    }

    /// The execution that the path names, if it is one of this tenant.
    pub(super) fn execution(&self, tenant: &str) -> Result<&Execution, Refusal> {
        let id = self.name();
        self.manager
            .execution(id)
            .filter(|execution| execution.tenant == tenant)
            .ok_or_else(|| Refusal::no_such("Execution", id))
    }
}
