//! The form that starts a workflow, as it is posted and as it is drawn again.

use super::{WorkflowOptions, WorkflowParameter};
use crate::ids::{DeploymentId, RunId};
use crate::parameters::variable_of;
use crate::plan::{Grouping, Rollout};
use crate::secret::Secret;
use std::collections::{BTreeMap, BTreeSet};

/// Names of the controls that are not parameters.
pub mod controls {
    /// A deployment's id; repeated.
    pub const DEPLOYMENT: &str = "deployment";
    /// A parameter that is to be an empty text; repeated.
    pub const EMPTY: &str = "empty";
    /// The name of a parameter that the workflow does not declare; repeated, each before its value.
    pub const CUSTOM_NAME: &str = "custom-name";
    /// Its value, as JSON.
    pub const CUSTOM_VALUE: &str = "custom-value";
    /// Takes parameters that the workflow does not declare.
    pub const CUSTOM: &str = "allow-custom";
    /// Starts although something is in the way.
    pub const FORCE: &str = "force";
    /// Does nothing but go through it.
    pub const DRY_RUN: &str = "dry-run";
    /// Waits for its turn.
    pub const QUEUE: &str = "queue";
    /// The run that it repeats.
    pub const REPEATS: &str = "repeats";
    /// The name of a control that holds a secret; repeated.
    pub const SECRET: &str = "secret";
    /// Stands in a form that was filled in from a plan or a run.
    pub const FILLED: &str = "filled";
    /// The value of a box that is ticked.
    pub const YES: &str = "yes";
}

/// What a form holds.
#[derive(Clone, Debug, Default)]
pub struct WorkflowForm {
    /// The deployments that it is started on.
    pub deployments: Vec<DeploymentId>,
    /// What was typed, by parameter.
    pub values: BTreeMap<String, String>,
    /// Parameters that are to be an empty text.
    pub empty: BTreeSet<String>,
    /// Secrets, by parameter.
    pub secrets: BTreeMap<String, Secret>,
    /// Parameters that the workflow does not declare, with what was typed for them.
    pub custom: Vec<(String, String)>,
    /// How it is to be started.
    pub options: WorkflowOptions,
    /// How its targets come under way.
    pub rollout: Rollout,
    /// The run that it repeats.
    pub repeats: Option<RunId>,
    /// Whether it was filled in from a plan or a run.
    pub filled: bool,
}

impl WorkflowForm {
    /// A fresh form for these deployments, which holds the defaults.
    pub fn fresh(parameters: &[WorkflowParameter], deployments: Vec<DeploymentId>) -> Self {
        let begun = parameters.iter();
        let begun = begun.filter_map(|one| Some((one.name.clone(), one.begins_with()?)));
        Self {
            deployments,
            values: begun.collect(),
            ..Self::default()
        }
    }

    /// What was posted, of a workflow with these parameters.
    pub fn from_pairs(parameters: &[WorkflowParameter], pairs: &[(String, String)]) -> Self {
        let rollout = Rollout::posted(Grouping::default(), pairs).unwrap_or_default();
        let mut form = Self {
            rollout,
            ..Self::default()
        };
        let posts_secret = |name: &str| {
            let mut marks = pairs.iter().filter(|(key, _)| key == controls::SECRET);
            marks.any(|(_, control)| variable_of(control) == Some(name))
        };
        let is_secret = |name: &str| {
            let mut named = parameters.iter().filter(|one| one.name == name);
            named.any(WorkflowParameter::is_secret) || posts_secret(name)
        };
        for (key, value) in pairs {
            form.take(key, value, &is_secret);
        }
        // Empty rows are those that nobody used.
        form.custom
            .retain(|(name, value)| !name.trim().is_empty() || !value.trim().is_empty());
        form
    }

    fn take(&mut self, key: &str, value: &str, is_secret: &dyn Fn(&str) -> bool) {
        let (options, is_on) = (&mut self.options, value == controls::YES);
        match key {
            controls::DEPLOYMENT => {
                let id = DeploymentId::new(value);
                if !id.as_str().is_empty() && !self.deployments.contains(&id) {
                    self.deployments.push(id);
                }
            }
            controls::EMPTY => _ = self.empty.insert(value.to_owned()),
            controls::CUSTOM_NAME => self.custom.push((value.to_owned(), String::new())),
            controls::CUSTOM_VALUE => {
                if let Some((_, last)) = self.custom.last_mut() {
                    value.clone_into(last);
                }
            }
            controls::CUSTOM => options.allow_custom_parameters = is_on,
            controls::FORCE => options.force = is_on,
            controls::DRY_RUN => options.dry_run = is_on,
            controls::QUEUE => options.queue = is_on,
            controls::FILLED => self.filled = true,
            controls::REPEATS => {
                self.repeats = Some(RunId::new(value)).filter(|id| !id.as_str().is_empty());
            }
            _ => {
                let Some(name) = variable_of(key) else { return };
                if is_secret(name) {
                    self.secrets.insert(name.to_owned(), Secret::new(value));
                } else {
                    self.values.insert(name.to_owned(), value.to_owned());
                }
            }
        }
    }
}
