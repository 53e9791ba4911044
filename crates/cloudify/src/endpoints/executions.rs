//! Executions: one, many, and those of a query.

use crate::client::CloudifyClient;
use crate::wire::decode;
use crate::wire::execution::Execution as Written;
use crate::wire::page::page;
use slipway_cloud::{Auth, CloudError, Execution, ExecutionField, ExecutionQuery, Page};
use slipway_domain::ExecutionId;

const LIST: (&str, &str) = ("executions", "/executions");
const ONE: (&str, &str) = ("execution", "/executions/{execution}");
const MANY: (&str, &str) = ("execution_states", "/executions");
const COUNTS: (&str, &str) = ("execution_counts", "/summary/executions");

/// What following needs of an execution; its parameters may be long. Managers that do not know one of
/// these fields refuse, and are asked for everything.
const FOLLOWED: &str =
    "id,status,error,workflow_id,deployment_id,total_operations,finished_operations";
/// How managers begin to say that they do not know a field.
const UNKNOWN_FIELD: &str = "Include keys ";

impl CloudifyClient {
    /// One execution.
    ///
    /// # Errors
    /// [`CloudError::NotFound`], also for another tenant's, or how the call failed.
    pub async fn execution(&self, auth: &Auth, id: &ExecutionId) -> Result<Execution, CloudError> {
        let call = self.read(ONE, &["executions", id.as_str()], &[], auth)?;
        self.transport().call(call, one).await
    }

    /// Where these executions stand, by one call; those that the manager does not know are not among
    /// them. Their parameters are not read.
    ///
    /// # Errors
    /// How the call failed.
    pub async fn executions_by_id(
        &self,
        auth: &Auth,
        ids: &[&str],
    ) -> Result<Vec<Execution>, CloudError> {
        let found = self.by_id(auth, ids, Some(FOLLOWED)).await;
        match found {
            Err(CloudError::Refused { message, .. }) if message.starts_with(UNKNOWN_FIELD) => {
                self.by_id(auth, ids, None).await
            }
            other => other,
        }
    }

    async fn by_id(
        &self,
        auth: &Auth,
        ids: &[&str],
        fields: Option<&str>,
    ) -> Result<Vec<Execution>, CloudError> {
        let size = ids.len().to_string();
        // What the manager does for itself is followed like any other where somebody asks for it.
        let mut query = vec![
            ("_size", size.as_str()),
            ("_include_system_workflows", "true"),
        ];
        query.extend(fields.map(|fields| ("_include", fields)));
        query.extend(ids.iter().map(|id| ("id", *id)));
        let call = self.list(MANY, &["executions"], &query, auth)?;
        let read = self.transport().call(call, executions).await?;
        Ok(read.items)
    }

    /// A page of executions.
    ///
    /// # Errors
    /// How the call failed.
    pub async fn executions(
        &self,
        auth: &Auth,
        query: &ExecutionQuery,
    ) -> Result<Page<Execution>, CloudError> {
        let mut pairs = filters(query);
        let (size, offset) = (query.part.size.to_string(), query.part.offset.to_string());
        let order = if query.descending { "-" } else { "" };
        pairs.push(("_sort", format!("{order}{}", field(query))));
        pairs.push(("_size", size));
        pairs.push(("_offset", offset));
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        let call = self.list(LIST, &["executions"], &pairs, auth)?;
        self.transport().call(call, executions).await
    }

    /// How many executions of a query stand in each status, by the manager's words.
    ///
    /// # Errors
    /// How the call failed.
    pub async fn execution_counts(
        &self,
        auth: &Auth,
        query: &ExecutionQuery,
    ) -> Result<Vec<(String, u64)>, CloudError> {
        let filters = filters(query);
        let mut pairs = vec![("_target_field", "status")];
        // Counters know no switch for what the manager does for itself.
        let fields = filters.iter().filter(|(name, _)| !name.starts_with('_'));
        pairs.extend(fields.map(|(name, value)| (*name, value.as_str())));
        if !query.system {
            pairs.push(("is_system_workflow", "false"));
        }
        let call = self.read(COUNTS, &["summary", "executions"], &pairs, auth)?;
        let read = self.transport().call(call, |body| {
            crate::wire::summary::counts(body, "status", "executions")
        });
        read.await
    }

    /// The values that a field has in any execution of the tenant, in alphabetical order; of very many
    /// the first thousand.
    ///
    /// # Errors
    /// How the call failed.
    pub async fn execution_values(
        &self,
        auth: &Auth,
        field: ExecutionField,
    ) -> Result<Vec<String>, CloudError> {
        let field = match field {
            ExecutionField::Deployment => "deployment_id",
            ExecutionField::Blueprint => "blueprint_id",
            ExecutionField::Workflow => "workflow_id",
        };
        let pairs = [("_target_field", field), ("_size", "1000")];
        let call = self.read(COUNTS, &["summary", "executions"], &pairs, auth)?;
        let read = self.transport().call(call, |body| {
            crate::wire::summary::counts(body, field, "executions")
        });
        let mut values: Vec<_> = read.await?.into_iter().map(|(value, _)| value).collect();
        values.sort();
        Ok(values)
    }
}

/// The field that a list is sorted by.
const fn field(query: &ExecutionQuery) -> &'static str {
    use slipway_cloud::ExecutionOrder::{Created, Deployment, Ended, Started, Status, Workflow};
    match query.order {
        Created => "created_at",
        Started => "started_at",
        Ended => "ended_at",
        Status => "status",
        Workflow => "workflow_id",
        Deployment => "deployment_id",
    }
}

/// Values of one field are alternatives, fields narrow each other down.
fn filters(query: &ExecutionQuery) -> Vec<(&'static str, String)> {
    let mut pairs = Vec::new();
    let mut add = |name: &'static str, values: &[String]| {
        pairs.extend(values.iter().map(|value| (name, value.clone())));
    };
    // A word that the manager does not know would be an internal error there.
    let known = query
        .statuses
        .iter()
        .filter(|word| crate::status::Status::parse(word).is_some());
    add("status", &known.cloned().collect::<Vec<_>>());
    add("blueprint_id", &query.blueprints);
    add("workflow_id", &query.workflows);
    add("created_by", &query.creators);
    let deployments = query.deployments.iter();
    pairs.extend(deployments.map(|id| ("deployment_id", id.as_str().to_owned())));
    if query.system {
        pairs.push(("_include_system_workflows", "true".to_owned()));
    }
    pairs
}

pub(super) fn one(body: &[u8]) -> Result<Execution, String> {
    let written: Written = decode(body)?;
    written
        .into_entity()
        .ok_or_else(|| "it has no id".to_owned())
}

fn executions(body: &[u8]) -> Result<Page<Execution>, String> {
    page(body, Written::into_entity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::DeploymentId;

    #[test]
    fn values_are_repeated_and_unknown_statuses_left_out() {
        let query = ExecutionQuery {
            statuses: vec!["failed".to_owned(), "weird".to_owned(), "queued".to_owned()],
            deployments: vec![DeploymentId::new("d,1")],
            system: true,
            ..ExecutionQuery::default()
        };
        let pairs = filters(&query);
        let told: Vec<_> = pairs
            .iter()
            .map(|(name, text)| format!("{name}={text}"))
            .collect();
        assert_eq!(
            told,
            [
                "status=failed",
                "status=queued",
                "deployment_id=d,1",
                "_include_system_workflows=true"
            ]
        );
    }
}
