//! Executions.

use super::workflow::SCRIPT;
use super::{Flag, Keyed, Raw, Text, Whole, time, wire};
use crate::status::Status;
use slipway_cloud::Execution as Entity;
use slipway_domain::{DeploymentId, ExecutionId};

wire! {
    /// An execution. Managers before 6.0 send no counters, those before 4.6 hardly more than a status.
    Execution {
        id: Text = "id",
        workflow: Text = "workflow_id",
        deployment: Text = "deployment_id",
        deployment_name: Text = "deployment_display_name",
        blueprint: Text = "blueprint_id",
        status: Text = "status",
        error: Text = "error",
        created_at: Text = "created_at",
        started_at: Text = "started_at",
        ended_at: Text = "ended_at",
        dry_run: Flag = "is_dry_run",
        resumed: Flag = "resume",
        system: Flag = "is_system_workflow",
        parameters: Keyed<Raw> = "parameters",
        total: Whole = "total_operations",
        finished: Whole = "finished_operations",
        tenant: Text = "tenant_name",
        creator: Text = "created_by",
    }
}

impl Execution {
    /// The neutral record; `None` without an id, because nothing could be done with it: the answer to
    /// a start that is scheduled for later is like that.
    pub(crate) fn into_entity(self) -> Option<Entity> {
        let id = ExecutionId::new(self.id.some()?);
        let word = self.status.some().unwrap_or_default();
        let status = Status::parse(&word);
        let parameters = self.parameters.0.into_iter();
        let written = |value: Raw| {
            value
                .0
                .map_or("null".to_owned(), |raw| raw.get().to_owned())
        };
        Some(Entity {
            id,
            deployment: self.deployment.some().map(DeploymentId::new),
            deployment_name: self.deployment_name.some(),
            blueprint: self.blueprint.some(),
            workflow: self.workflow.some().unwrap_or_default(),
            status: Status::job(status),
            word,
            error: self.error.some().map(|error| error.trim_end().to_owned()),
            created_at: time(self.created_at),
            started_at: time(self.started_at),
            ended_at: time(self.ended_at),
            dry_run: self.dry_run.0.unwrap_or(false),
            resumed: self.resumed.0.unwrap_or(false),
            system: self.system.0.unwrap_or(false),
            // Nobody chose it.
            parameters: parameters
                .filter(|(name, _)| name != SCRIPT)
                .map(|(name, value)| (name, written(value)))
                .collect(),
            operations: self.total.0.unwrap_or(0),
            finished: self.finished.0.unwrap_or(0),
            account: self.tenant.some(),
            creator: self.creator.some(),
        })
    }
}
