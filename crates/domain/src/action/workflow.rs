//! Starting a workflow of deployments.

use crate::ids::{DeploymentId, RunId};
use crate::parameters::{FieldNotice, NoPatterns, control_name};
use crate::server_form::Problem;
pub use crate::workflow::WorkflowOptions;
use crate::workflow::{WorkflowForm, WorkflowParameter, check, controls};
use serde::{Deserialize, Serialize};

/// A workflow to be started, once for each of its deployments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The parameters that it was reviewed with, in their author's order; without secret defaults.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schema: Vec<WorkflowParameter>,
    /// What was worth reading about the values when they were checked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<FieldNotice>,
}

impl WorkflowAction {
    /// What no longer fits its parameters: nothing when it was reviewed, but the workflow may have
    /// changed since. Patterns are left to the cloud, and secrets count as they are: they are sealed.
    pub fn unfit(&self) -> Vec<Problem> {
        let fields = self.fields([], None);
        let form = WorkflowForm::from_pairs(&self.schema, &fields);
        let open: Vec<_> = self
            .schema
            .iter()
            .filter(|parameter| !self.secrets.contains(&parameter.name))
            .cloned()
            .collect();
        let sealed = self.secrets.iter();
        let lost = sealed.filter(|name| !self.schema.iter().any(|one| one.name == **name));
        let lost = lost.map(|name| {
            let message = "The workflow does not have this parameter any more.";
            Problem::new(name, name, message)
        });
        let checked = check(&open, &form, &NoPatterns);
        checked
            .err()
            .unwrap_or_default()
            .into_iter()
            .chain(lost)
            .collect()
    }

    /// The fields of a form that leads to it on these deployments, as they would be posted;
    /// secrets are left out.
    pub fn fields(
        &self,
        deployments: impl IntoIterator<Item = DeploymentId>,
        repeats: Option<&RunId>,
    ) -> Vec<(String, String)> {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let ids = deployments.into_iter();
        let mut fields: Vec<_> = ids
            .map(|id| field(controls::DEPLOYMENT, id.as_str()))
            .collect();
        for (name, json) in &self.parameters {
            let mut declared = self.schema.iter().filter(|one| one.name == *name);
            let typed = declared.next().map(|one| one.typed_of(json));
            match typed {
                Some(Some(text)) if text.is_empty() => fields.push(field(controls::EMPTY, name)),
                Some(Some(text)) => fields.push(field(&control_name(name), &text)),
                _ => fields.extend([
                    field(controls::CUSTOM_NAME, name),
                    field(controls::CUSTOM_VALUE, json),
                ]),
            }
        }
        let options = self.options;
        let ticked = [
            (controls::CUSTOM, options.allow_custom_parameters),
            (controls::FORCE, options.force),
            (controls::DRY_RUN, options.dry_run),
            (controls::QUEUE, options.queue),
        ];
        let ticked = ticked.into_iter().filter(|(_, is_on)| *is_on);
        fields.extend(ticked.map(|(name, _)| field(name, controls::YES)));
        fields.extend(repeats.map(|run| field(controls::REPEATS, run.as_str())));
        fields.push(field(controls::FILLED, controls::YES));
        fields
    }
}
