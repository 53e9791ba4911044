//! An execution as it is told.

use serde_json::{Value, json};

use crate::clock::Millis;

use super::execution::Execution;
use super::listing::Record;
use super::manager::Manager;
use super::when::stamp;

/// What executions can be filtered and sorted by.
const KEYS: [&str; 26] = [
    "created_at",
    "visibility",
    "id",
    "ended_at",
    "error",
    "is_system_workflow",
    "parameters_p",
    "parameters",
    "status",
    "workflow_id",
    "started_at",
    "scheduled_for",
    "is_dry_run",
    "resume",
    "total_operations",
    "finished_operations",
    "allow_custom_parameters",
    "blueprint_id",
    "execution_group_id",
    "deployment_display_name",
    "deployment_id",
    "status_display",
    "tenant_name",
    "created_by",
    "resource_availability",
    "private_resource",
];

/// Where the one of them stands that is not told.
const GROUP: usize = 18;

/// What is told of an execution.
const FIELDS: [&str; KEYS.len() - 1] = {
    let mut told = [""; KEYS.len() - 1];
    let mut at = 0;
    while at < told.len() {
        told[at] = KEYS[if at < GROUP { at } else { at + 1 }];
        at += 1;
    }
    told
};

/// An execution at a moment, beside everything else.
#[derive(Debug, Clone, Copy)]
pub(super) struct ExecutionRecord<'a> {
    pub(super) execution: &'a Execution,
    pub(super) manager: &'a Manager,
    pub(super) now: Millis,
}

impl Record for ExecutionRecord<'_> {
    const FIELDS: &'static [&'static str] = &FIELDS;
    const KEYS: &'static [&'static str] = &KEYS;

    fn field(&self, name: &str) -> Value {
        let execution = self.execution;
        let time = |at: Option<Millis>| at.map_or(Value::Null, |at| stamp(at).into());
        match name {
            "created_at" => stamp(execution.created_at).into(),
            "visibility" | "resource_availability" => "tenant".into(),
            "id" => execution.id.as_str().into(),
            "ended_at" => time(execution.ended_at),
            "error" => json!(execution.error),
            "is_system_workflow" => execution.is_system.into(),
            "parameters" => Value::Object(execution.parameters.clone()),
            "status" => execution.status.name().into(),
            "workflow_id" => execution.workflow.as_str().into(),
            "started_at" => time(execution.started_at),
            "is_dry_run" => execution.is_dry_run.into(),
            "resume" => execution.resume.into(),
            "total_operations" => execution.operations(self.now).0.into(),
            "finished_operations" => execution.operations(self.now).1.into(),
            "allow_custom_parameters" => execution.allow_custom.into(),
            "blueprint_id" => json!(execution.blueprint),
            "execution_group_id" => json!(execution.group),
            "deployment_display_name" => json!(self.display_name()),
            "deployment_id" => json!(execution.deployment),
            "status_display" => execution.status.display().into(),
            "tenant_name" => execution.tenant.into(),
            "created_by" => execution.created_by.as_str().into(),
            "private_resource" => false.into(),
            _ => Value::Null,
        }
    }

    fn rank(&self, name: &str) -> Value {
        match name {
            "status" => (self.execution.status as u8).into(),
            name => self.field(name),
        }
    }
}

impl ExecutionRecord<'_> {
    fn display_name(&self) -> Option<&str> {
        let id = self.execution.deployment.as_deref()?;
        let deployment = self.manager.deployment(self.execution.tenant, id)?;
        Some(&deployment.display_name)
    }
}
