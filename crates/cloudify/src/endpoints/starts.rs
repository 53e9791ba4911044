//! Starting a workflow.

use super::executions::one;
use crate::client::CloudifyClient;
use reqwest::Method;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use slipway_cloud::{Auth, CloudError, Execution};
use slipway_domain::action::{WorkflowAction, WorkflowOptions};
use slipway_domain::{DeploymentId, Secret};
use slipway_upstream::Call;
use std::collections::{BTreeMap, BTreeSet};

const START: (&str, &str) = ("start_execution", "/executions");

#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own in the call"
)]
struct Start<'a> {
    deployment_id: &'a str,
    workflow_id: &'a str,
    parameters: Values<'a>,
    allow_custom_parameters: bool,
    force: bool,
    dry_run: bool,
    queue: bool,
}

/// Values as they are written, in the order of the form.
struct Values<'a>(Vec<(&'a str, &'a RawValue)>);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl CloudifyClient {
    /// The call that starts a workflow of a deployment.
    ///
    /// # Errors
    /// [`CloudError::Refused`] for a value that is no JSON or said twice, and for a secret that is not at hand.
    pub(crate) fn start_call<'a>(
        &self,
        auth: &'a Auth,
        deployment: &DeploymentId,
        action: &WorkflowAction,
        secrets: &'a BTreeMap<String, Secret>,
    ) -> Result<Call<'a>, CloudError> {
        let WorkflowOptions {
            allow_custom_parameters,
            force,
            dry_run,
            queue,
        } = action.options;
        let body = Start {
            deployment_id: deployment.as_str(),
            workflow_id: &action.workflow,
            parameters: values(action, secrets)?,
            allow_custom_parameters,
            force,
            dry_run,
            queue,
        };
        let mut call = self.write(START, Method::POST, &["executions"], auth)?;
        call.secrets.extend(secrets.values());
        call.json(&body)
    }

    /// Makes such a call.
    ///
    /// # Errors
    /// [`CloudError::Refused`] with what does not fit, or how the call failed.
    pub(crate) async fn start(&self, call: Call<'_>) -> Result<Execution, CloudError> {
        self.transport().call(call, one).await
    }
}

/// What secret values say without their quotes: so they would come back in messages.
pub(crate) fn texts(secrets: &BTreeMap<String, Secret>) -> Vec<Secret> {
    let json = secrets.values().map(Secret::expose);
    let texts = json.filter_map(|json| serde_json::from_str::<String>(json).ok());
    texts.map(Secret::new).collect()
}

fn values<'a>(
    action: &'a WorkflowAction,
    secrets: &'a BTreeMap<String, Secret>,
) -> Result<Values<'a>, CloudError> {
    let open = action.parameters.iter();
    let open = open.map(|(name, value)| (name.as_str(), Some(value.as_str())));
    let sealed = action.secrets.iter();
    let sealed = sealed.map(|name| (name.as_str(), secrets.get(name).map(Secret::expose)));
    let (mut values, mut said) = (Vec::new(), BTreeSet::new());
    for (name, value) in open.chain(sealed) {
        let refused = |why: &str| CloudError::refused_here(&format!("{name}: {why}"));
        let value = value.ok_or_else(|| refused("its value is not at hand any more."))?;
        // What the decoder says of it would quote it.
        let json = serde_json::from_str(value);
        let json = json.map_err(|_| refused("its value is not JSON."))?;
        if !said.insert(name) {
            return Err(refused("it is said twice."));
        }
        values.push((name, json));
    }
    Ok(Values(values))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(parameters: &[(&str, &str)], secrets: &[(&str, &str)]) -> Result<String, String> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let sealed = secrets
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Secret::new(*value)));
        let action = WorkflowAction {
            workflow: "rich".to_owned(),
            parameters: parameters.iter().map(own).collect(),
            secrets: vec!["pw".to_owned(); usize::from(!secrets.is_empty())],
            options: WorkflowOptions::default(),
            ..WorkflowAction::default()
        };
        let sealed = sealed.collect();
        let values =
            values(&action, &sealed).map_err(|error| error.message().unwrap_or_default())?;
        serde_json::to_string(&values).map_err(|error| error.to_string())
    }

    #[test]
    fn values_are_sent_as_they_are_written_and_in_their_order() {
        let parameters = [("z", "1.10"), ("a", r#"{"y":1,"x":[true,null]}"#)];
        assert_eq!(
            sent(&parameters, &[("pw", "\"hunter2\"")]).unwrap(),
            r#"{"z":1.10,"a":{"y":1,"x":[true,null]},"pw":"hunter2"}"#
        );
    }

    #[test]
    fn what_cannot_be_sent_is_refused_without_its_value() {
        assert_eq!(
            sent(&[("a", "hunter2")], &[]).unwrap_err(),
            "a: its value is not JSON."
        );
        assert_eq!(
            sent(&[("a", "NaN")], &[]).unwrap_err(),
            "a: its value is not JSON."
        );
        assert_eq!(
            sent(&[("a", "1"), ("a", "2")], &[]).unwrap_err(),
            "a: it is said twice."
        );
        assert_eq!(
            sent(&[], &[("other", "1")]).unwrap_err(),
            "pw: its value is not at hand any more."
        );
    }
}
