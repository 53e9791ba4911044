//! Deployments with their workflows, and blueprints.

use crate::client::{CloudifyClient, of_account};
use crate::wire::decode;
use crate::wire::deployment::{Blueprint as WrittenBlueprint, Deployment as Written, WithPlan};
use crate::wire::page::page;
use reqwest::Method;
use serde::Serialize;
use slipway_cloud::{Auth, Blueprint, CloudError, DataType, Deployment, DeploymentQuery, Page};
use slipway_domain::DeploymentId;
use slipway_upstream::Effect;

const LIST: (&str, &str) = ("deployments", "/deployments");
const ONE: (&str, &str) = ("deployment", "/deployments/{deployment}");
const MANY: (&str, &str) = ("deployments_with_workflows", "/deployments");
const SEARCH: (&str, &str) = ("deployment_search", "/searches/deployments");
const BLUEPRINT: (&str, &str) = ("blueprint", "/blueprints/{blueprint}");
const BLUEPRINTS: (&str, &str) = ("blueprints", "/blueprints");

/// What a list shows: the rest of a deployment is long, and its workflows are no good in lists.
const LISTED: &str = "id,display_name,blueprint_id,created_at,labels,deployment_status,\
                      installation_status,latest_execution_status,latest_execution_workflow_id";
/// The same of managers before 6.0, which do not know most of these fields.
const LISTED_BEFORE: &str = "id,blueprint_id,created_at";
const WITH_WORKFLOWS: &str = "id,display_name,blueprint_id,created_at,labels,deployment_status,\
                      installation_status,latest_execution_status,latest_execution_workflow_id,workflows";
const WITH_WORKFLOWS_BEFORE: &str = "id,blueprint_id,created_at,workflows";
/// Deployments that one call asks for: each id may have 256 characters.
const AT_ONCE: usize = 25;
const UNKNOWN_FIELD: &str = "Include keys ";

#[derive(Serialize)]
struct Rules<'a> {
    filter_rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
struct Rule<'a> {
    key: &'a str,
    values: Vec<&'a str>,
    operator: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
}

impl<'a> Rules<'a> {
    fn of(query: &'a DeploymentQuery) -> Self {
        let rule = |key, values, kind| Rule {
            key,
            values,
            operator: "any_of",
            kind,
        };
        let labels = query.labels.iter();
        let labels = labels.map(|(key, value)| rule(key.as_str(), vec![value.as_str()], "label"));
        let blueprints: Vec<_> = query.blueprints.iter().map(String::as_str).collect();
        let made_of =
            (!blueprints.is_empty()).then(|| rule("blueprint_id", blueprints, "attribute"));
        Self {
            filter_rules: labels.chain(made_of).collect(),
        }
    }
}

impl CloudifyClient {
    /// A page of deployments, in the order of their ids.
    ///
    /// # Errors
    /// How the call failed.
    pub async fn deployments(
        &self,
        auth: &Auth,
        query: &DeploymentQuery,
    ) -> Result<Page<Deployment>, CloudError> {
        match self.deployments_with(auth, query, LISTED).await {
            Err(error) if knows_less(&error) => {
                self.deployments_with(auth, query, LISTED_BEFORE).await
            }
            other => other,
        }
    }

    async fn deployments_with(
        &self,
        auth: &Auth,
        query: &DeploymentQuery,
        fields: &str,
    ) -> Result<Page<Deployment>, CloudError> {
        let (size, offset) = (query.part.size.to_string(), query.part.offset.to_string());
        let mut pairs = vec![
            ("_size", size.as_str()),
            ("_offset", &offset),
            ("_sort", "id"),
        ];
        pairs.push(("_include", fields));
        if !query.text.is_empty() {
            // The manager finds what has the text in its id or in its name.
            pairs.extend([
                ("_search", query.text.as_str()),
                ("_search_name", &query.text),
            ]);
        }
        let call = if query.labels.is_empty() {
            let blueprints = query.blueprints.iter();
            pairs.extend(blueprints.map(|id| ("blueprint_id", id.as_str())));
            self.list(LIST, &["deployments"], &pairs, auth)?
        } else {
            // Labels are looked for by rules, which take a body.
            let how = (Method::POST, Effect::Read);
            let call = self.call(SEARCH, how, &["searches", "deployments"], &pairs)?;
            of_account(call, auth).json(&Rules::of(query))?
        };
        let read = self
            .transport()
            .call(call, |body| page(body, Written::into_entity));
        read.await
    }

    /// One deployment with its workflows.
    ///
    /// # Errors
    /// [`CloudError::NotFound`], or how the call failed.
    pub async fn deployment(
        &self,
        auth: &Auth,
        id: &DeploymentId,
    ) -> Result<Deployment, CloudError> {
        match self.deployment_with(auth, id, WITH_WORKFLOWS).await {
            Err(error) if knows_less(&error) => {
                self.deployment_with(auth, id, WITH_WORKFLOWS_BEFORE).await
            }
            other => other,
        }
    }

    /// These deployments with their workflows; those that the manager does not know are left out.
    ///
    /// # Errors
    /// How a call failed.
    pub async fn deployments_by_id(
        &self,
        auth: &Auth,
        ids: &[DeploymentId],
    ) -> Result<Vec<Deployment>, CloudError> {
        let mut all = Vec::with_capacity(ids.len());
        for some in ids.chunks(AT_ONCE) {
            let found = match self.of_ids(auth, some, WITH_WORKFLOWS).await {
                Err(error) if knows_less(&error) => {
                    self.of_ids(auth, some, WITH_WORKFLOWS_BEFORE).await
                }
                other => other,
            };
            for deployment in found? {
                // A list may leave workflows out whatever it is asked for.
                all.push(if deployment.workflows.is_empty() {
                    self.deployment(auth, &deployment.id).await?
                } else {
                    deployment
                });
            }
        }
        Ok(all)
    }

    async fn of_ids(
        &self,
        auth: &Auth,
        ids: &[DeploymentId],
        fields: &str,
    ) -> Result<Vec<Deployment>, CloudError> {
        let size = ids.len().to_string();
        // Without their data, the workflows of a list are all null.
        let mut pairs = vec![
            ("_size", size.as_str()),
            ("_get_data", "true"),
            ("_include", fields),
        ];
        pairs.extend(ids.iter().map(|id| ("id", id.as_str())));
        let call = self.list(MANY, &["deployments"], &pairs, auth)?;
        let read = self
            .transport()
            .call(call, |body| page(body, Written::into_entity));
        Ok(read.await?.items)
    }

    async fn deployment_with(
        &self,
        auth: &Auth,
        id: &DeploymentId,
        fields: &str,
    ) -> Result<Deployment, CloudError> {
        let segments = ["deployments", id.as_str()];
        let call = self.list(ONE, &segments, &[("_include", fields)], auth)?;
        let decoded = self.transport().call(call, |body| {
            let written: Written = decode(body)?;
            written
                .into_entity()
                .ok_or_else(|| "it has no id".to_owned())
        });
        decoded.await
    }

    /// The types that the author of a blueprint made up.
    ///
    /// # Errors
    /// [`CloudError::NotFound`], or how the call failed.
    pub async fn data_types(
        &self,
        auth: &Auth,
        blueprint: &str,
    ) -> Result<Vec<DataType>, CloudError> {
        // They stand in the plan, which comes as a whole or not at all.
        let call = self.list(
            BLUEPRINT,
            &["blueprints", blueprint],
            &[("_include", "plan")],
            auth,
        )?;
        let decoded = self.transport().call(call, |body| {
            let written: WithPlan = decode(body)?;
            Ok(written.into_data_types())
        });
        decoded.await
    }

    /// The tenant's blueprints, in the order of their ids.
    ///
    /// # Errors
    /// How the call failed.
    pub async fn blueprints(&self, auth: &Auth) -> Result<Vec<Blueprint>, CloudError> {
        // Without naming fields the whole plan of each would come.
        let query = [("_include", "id,description"), ("_sort", "id")];
        let call = self.list(BLUEPRINTS, &["blueprints"], &query, auth)?;
        let read = self
            .transport()
            .call(call, |body| page(body, WrittenBlueprint::into_entity));
        Ok(read.await?.items)
    }
}

/// Whether the manager is older than the fields it was asked for.
fn knows_less(error: &CloudError) -> bool {
    matches!(error, CloudError::Refused { message, .. } if message.starts_with(UNKNOWN_FIELD))
}
