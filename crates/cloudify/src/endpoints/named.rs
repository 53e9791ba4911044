//! What values of parameters may name, for people who look for it.

use crate::client::{CloudifyClient, Names};
use crate::wire::{Keyed, Loose, Text, decode, page::page, wire};
use slipway_cloud::{Auth, CloudError, DeploymentQuery, MOST_NAMED, Named, Part};
use slipway_domain::DeploymentId;
use slipway_domain::workflow::Referenced;

const NODES: Names = ("nodes", "/nodes");
const INSTANCES: Names = ("node_instances", "/node-instances");
const SECRETS: Names = ("secrets", "/secrets");
const GROUPS: Names = ("scaling_groups", "/deployments/{deployment}");

wire! {
    /// A node, one of its instances, or a secret: what of it can be named.
    Thing {
        id: Text = "id",
        kind: Text = "type",
        key: Text = "key",
    }
}

wire! {
    /// A deployment, of which only the groups of nodes were asked for that are scaled together.
    WithGroups {
        groups: Keyed<Loose<serde::de::IgnoredAny>> = "scaling_groups",
    }
}

impl CloudifyClient {
    /// What a value may name for a workflow of `deployment`, with `text` in id or name.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] where there is no such deployment, or how the call failed.
    pub async fn named(
        &self,
        auth: &Auth,
        what: Referenced,
        text: &str,
        deployment: &DeploymentId,
    ) -> Result<Vec<Named>, CloudError> {
        let of_deployment = ("deployment_id", deployment.as_str());
        let found = match what {
            Referenced::Deployment => return self.deployments_named(auth, text).await,
            Referenced::Blueprint => {
                let all = self.blueprints(auth).await?.into_iter();
                all.map(|blueprint| blueprint.id).collect()
            }
            Referenced::Node => {
                let query = [("_include", "id"), of_deployment];
                self.things(NODES, "nodes", &query, auth, |thing| thing.id)
                    .await?
            }
            Referenced::NodeType => {
                let query = [("_include", "type"), of_deployment];
                self.things(NODES, "nodes", &query, auth, |thing| thing.kind)
                    .await?
            }
            Referenced::NodeInstance => {
                let query = [("_include", "id"), of_deployment];
                let (names, path) = (INSTANCES, "node-instances");
                self.things(names, path, &query, auth, |thing| thing.id)
                    .await?
            }
            Referenced::Secret => {
                let query = [("_include", "key"), ("_search", text)];
                self.things(SECRETS, "secrets", &query, auth, |thing| thing.key)
                    .await?
            }
            Referenced::ScalingGroup => self.scaling_groups(auth, deployment).await?,
            // A capability is named by its value, and operations stand in plugins that nobody sees.
            Referenced::Capability | Referenced::Operation => Vec::new(),
        };
        Ok(with_text(found, text))
    }

    async fn deployments_named(&self, auth: &Auth, text: &str) -> Result<Vec<Named>, CloudError> {
        let query = DeploymentQuery {
            text: text.to_owned(),
            part: Part {
                offset: 0,
                size: u32::try_from(MOST_NAMED).unwrap_or(u32::MAX),
            },
            ..DeploymentQuery::default()
        };
        let found = self.deployments(auth, &query).await?.items.into_iter();
        let named = found.map(|deployment| Named {
            id: deployment.id.to_string(),
            name: deployment.name,
        });
        Ok(named.collect())
    }

    /// What is named by a field of the entries of a list.
    async fn things(
        &self,
        names: Names,
        path: &str,
        query: &[(&str, &str)],
        auth: &Auth,
        id: fn(Thing) -> Text,
    ) -> Result<Vec<String>, CloudError> {
        let call = self.list(names, &[path], query, auth)?;
        let read = self
            .transport()
            .call(call, |body| page(body, Some::<Thing>));
        let things = read.await?.items.into_iter();
        Ok(things.filter_map(|thing| id(thing).some()).collect())
    }

    async fn scaling_groups(
        &self,
        auth: &Auth,
        deployment: &DeploymentId,
    ) -> Result<Vec<String>, CloudError> {
        let segments = ["deployments", deployment.as_str()];
        let query = [("_include", "scaling_groups")];
        let call = self.list(GROUPS, &segments, &query, auth)?;
        let read = self.transport().call(call, |body| {
            let written: WithGroups = decode(body)?;
            Ok(written.groups.0.into_iter().map(|(name, _)| name).collect())
        });
        read.await
    }
}

/// Managers of some versions do not look for text in such lists, so that it is looked for here.
fn with_text(mut found: Vec<String>, text: &str) -> Vec<Named> {
    let text = text.to_lowercase();
    found.retain(|id| id.to_lowercase().contains(&text));
    found.sort_unstable();
    found.dedup();
    found.truncate(MOST_NAMED);
    let named = found.into_iter().map(|id| Named {
        name: id.clone(),
        id,
    });
    named.collect()
}
