//! Deployments and blueprints.

use super::workflow::{Parameter, Workflow};
use super::{Keyed, List, Loose, Text, time, wire};
use slipway_cloud::{Blueprint as BlueprintEntity, DataType as TypeEntity, Deployment as Entity};
use slipway_domain::DeploymentId;

wire! {
    /// A deployment. Managers before 6.0 say nothing of its state, those before 6.2 give it no name.
    Deployment {
        id: Text = "id",
        name: Text = "display_name",
        blueprint: Text = "blueprint_id",
        created_at: Text = "created_at",
        state: Text = "deployment_status",
        installation: Text = "installation_status",
        latest: Text = "latest_execution_status",
        latest_workflow: Text = "latest_execution_workflow_id",
        labels: List<Loose<Label>> = "labels",
        workflows: List<Loose<Workflow>> = "workflows",
    }
}

wire! {
    /// A label.
    Label {
        key: Text = "key",
        value: Text = "value",
    }
}

wire! {
    /// A blueprint, without its plan.
    Blueprint {
        id: Text = "id",
        description: Text = "description",
    }
}

wire! {
    /// A blueprint, of which only the plan was asked for.
    WithPlan {
        plan: Loose<Plan> = "plan",
    }
}

wire! {
    /// What a blueprint was parsed into, as far as forms need it.
    Plan {
        types: Keyed<Loose<DataType>> = "data_types",
    }
}

wire! {
    /// A type that a blueprint's author made up.
    DataType {
        description: Text = "description",
        properties: Keyed<Loose<Parameter>> = "properties",
    }
}

impl WithPlan {
    /// In the order in which they are written.
    pub(crate) fn into_data_types(self) -> Vec<TypeEntity> {
        let types = self.plan.0.unwrap_or_default().types.0.into_iter();
        let types = types.map(|(name, written)| {
            let DataType {
                description,
                properties,
            } = written.0.unwrap_or_default();
            TypeEntity {
                name,
                description: description.or_empty(),
                properties: Parameter::into_entities(properties),
            }
        });
        types.collect()
    }
}

impl Deployment {
    /// `None` without an id.
    pub(crate) fn into_entity(self) -> Option<Entity> {
        let id = self.id.some()?;
        let labels = self.labels.objects();
        let labels = labels.filter_map(|label| Some((label.key.some()?, label.value.some()?)));
        let workflows = self.workflows.objects();
        let latest = self.latest.some();
        let state = self.state.some();
        Some(Entity {
            name: self.name.some().unwrap_or_else(|| id.clone()),
            id: DeploymentId::new(id),
            blueprint: self.blueprint.some(),
            labels: labels.collect(),
            needs_attention: state.as_deref() == Some("requires_attention"),
            state: state.map(|word| word.replace('_', " ")),
            installed: self.installation.some().map(|word| word == "active"),
            // What waits for its turn counts as in progress, too.
            is_busy: latest.as_deref() == Some("in_progress"),
            latest: latest.map(|word| word.replace('_', " ")),
            latest_workflow: self.latest_workflow.some(),
            created_at: time(self.created_at),
            workflows: workflows.filter_map(Workflow::into_entity).collect(),
        })
    }
}

impl Blueprint {
    /// `None` without an id.
    pub(crate) fn into_entity(self) -> Option<BlueprintEntity> {
        Some(BlueprintEntity {
            id: self.id.some()?,
            description: self.description.or_empty(),
        })
    }
}
