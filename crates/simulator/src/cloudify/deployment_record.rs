//! A deployment as it is told. Its workflows are garbage in lists unless they are asked for in the right way.

use serde_json::{Map, Value, json};

use super::blueprint::{Blueprint, Workflow};
use super::deployment::{Deployment, Label};
use super::execution::Execution;
use super::listing::Record;
use super::manager::Manager;
use super::status::Status;
use super::when::stamp;

/// A deployment beside everything else.
#[derive(Debug, Clone, Copy)]
pub(super) struct DeploymentRecord<'a> {
    pub(super) deployment: &'a Deployment,
    pub(super) manager: &'a Manager,
    pub(super) now: i64,
    /// Whether its workflows are told.
    pub(super) in_full: bool,
}

impl Record for DeploymentRecord<'_> {
    const FIELDS: &'static [&'static str] = &[
        "created_at",
        "id",
        "visibility",
        "description",
        "inputs_p",
        "inputs",
        "groups_p",
        "groups",
        "permalink",
        "policy_triggers_p",
        "policy_triggers",
        "policy_types_p",
        "policy_types",
        "outputs_p",
        "outputs",
        "capabilities_p",
        "capabilities",
        "scaling_groups_p",
        "scaling_groups",
        "updated_at",
        "workflows_p",
        "workflows",
        "runtime_only_evaluation",
        "installation_status",
        "deployment_status",
        "sub_services_status",
        "sub_environments_status",
        "sub_services_count",
        "sub_environments_count",
        "display_name",
        "resource_tags",
        "drifted_instances",
        "unavailable_instances",
        "latest_execution",
        "latest_execution_finished_operations",
        "latest_execution_total_operations",
        "latest_execution_workflow_id",
        "create_execution",
        "blueprint_id",
        "site_name",
        "latest_execution_status",
        "environment_type",
        "has_sub_deployments",
        "tenant_name",
        "created_by",
        "resource_availability",
        "private_resource",
        "workdir_zip",
        "labels",
        "deployment_groups",
    ];

    fn is_sorted_by(name: &str) -> bool {
        name.starts_with("label:") || Self::KEYS.contains(&name)
    }

    fn rank(&self, name: &str) -> Value {
        let Some(key) = name.strip_prefix("label:") else {
            return self.field(name);
        };
        let mut labels = self.deployment.labels.iter();
        json!(
            labels
                .find(|label| label.key == key)
                .map(|label| &label.value)
        )
    }

    fn field(&self, name: &str) -> Value {
        let deployment = self.deployment;
        match name {
            "created_at" => stamp(deployment.created_at).into(),
            "updated_at" => stamp(deployment.updated_at).into(),
            "id" => deployment.id.as_str().into(),
            "visibility" | "resource_availability" => deployment.visibility.as_str().into(),
            "inputs" => Value::Object(deployment.inputs.clone()),
            "outputs" => self.blueprint().map_or(Value::Null, |blueprint| {
                Value::Object(blueprint.outputs.clone())
            }),
            "groups" | "policy_triggers" | "policy_types" | "capabilities" | "scaling_groups" => {
                json!({})
            }
            "workflows" if self.in_full => self.workflows(),
            "workflows" => garbage(),
            "runtime_only_evaluation" | "has_sub_deployments" | "private_resource" => false.into(),
            "installation_status" => self.deployment.installation().into(),
            "deployment_status" => self.status().into(),
            "sub_services_count" | "sub_environments_count" | "drifted_instances" => 0.into(),
            "unavailable_instances" => {
                let gone = |one: &&super::deployment::Instance| one.state != "started";
                deployment.instances.iter().filter(gone).count().into()
            }
            "display_name" => deployment.display_name.as_str().into(),
            "latest_execution" => json!(deployment.latest),
            "latest_execution_finished_operations" => self.operations().1.into(),
            "latest_execution_total_operations" => self.operations().0.into(),
            "latest_execution_workflow_id" => json!(self.latest().map(|one| &one.workflow)),
            "latest_execution_status" => json!(self.latest().map(|one| progress(one.status))),
            "create_execution" => json!(deployment.created_in),
            "blueprint_id" => deployment.blueprint.as_str().into(),
            "site_name" => json!(deployment.site),
            "environment_type" => "".into(),
            "tenant_name" => deployment.tenant.into(),
            "created_by" => deployment.created_by.as_str().into(),
            "labels" => labels(&deployment.labels),
            "deployment_groups" => {
                let groups = self.manager.deployment_groups.iter();
                let mine = groups.filter(|group| {
                    group.tenant == deployment.tenant && group.deployments.contains(&deployment.id)
                });
                mine.map(|group| Value::from(group.id.as_str())).collect()
            }
            _ => Value::Null,
        }
    }
}

impl DeploymentRecord<'_> {
    fn blueprint(&self) -> Option<&Blueprint> {
        self.manager.blueprint(&self.deployment.blueprint)
    }

    fn latest(&self) -> Option<&Execution> {
        self.manager.execution(self.deployment.latest.as_deref()?)
    }

    fn operations(&self) -> (usize, usize) {
        self.latest().map_or((0, 0), |one| one.operations(self.now))
    }

    /// A cancelled execution is no reason for attention.
    fn status(&self) -> &'static str {
        let latest = self.latest().map(|one| one.status);
        match latest {
            Some(status) if !status.is_final() => "in_progress",
            Some(Status::Failed) => "requires_attention",
            _ if self.deployment.installation() == "inactive" => "requires_attention",
            _ => "good",
        }
    }

    /// Every workflow with its parameters, in the blueprint's order.
    pub(super) fn workflows(&self) -> Value {
        let Some(blueprint) = self.blueprint() else {
            return json!([]);
        };
        let told = |workflow: &Workflow| {
            json!({
                "name": workflow.name,
                "plugin": workflow.plugin,
                "operation": workflow.operation,
                "parameters": workflow.parameters,
                "is_cascading": workflow.is_cascading,
                "is_available": self.deployment.offers(workflow, blueprint),
                "availability_rules": workflow.availability_rules,
            })
        };
        blueprint.workflows.iter().map(told).collect()
    }
}

/// An execution's status in the words of a deployment.
fn progress(status: Status) -> &'static str {
    match status {
        Status::Terminated => "completed",
        Status::Failed => "failed",
        Status::Cancelled => "cancelled",
        _ => "in_progress",
    }
}

fn garbage() -> Value {
    let names = [
        "name",
        "plugin",
        "operation",
        "parameters",
        "is_cascading",
        "is_available",
        "availability_rules",
    ];
    let nulls = names.map(|name| (name.to_owned(), Value::Null));
    json!([Map::from_iter(nulls)])
}

/// Labels as they are told.
pub(super) fn labels(labels: &[Label]) -> Value {
    let told = |label: &Label| {
        json!({
            "key": label.key,
            "value": label.value,
            "created_at": stamp(label.created_at),
            "created_by": label.created_by,
        })
    };
    labels.iter().map(told).collect()
}
