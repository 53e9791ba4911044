//! Deployments and executions as pages show them.

use super::{CloudifyDriver, actions};
use crate::status::{ManagerAction, Status};
use async_trait::async_trait;
use slipway_cloud::{
    Auth, Blueprint, CloudError, Counted, DataType, Deployment, DeploymentQuery, Execution,
    ExecutionField, ExecutionQuery, Named, OfferedWay, Page, Part, StatusWord, Step, Workflows,
};
use slipway_domain::workflow::Referenced;
use slipway_domain::{DeploymentId, ExecutionId};

const STATUSES: [StatusWord; 10] = {
    let mut words = [StatusWord {
        word: "",
        label: "",
        status: Status::job(None),
    }; 10];
    let mut at = 0;
    while at < words.len() {
        let status = Status::ALL[at];
        words[at] = StatusWord {
            word: status.word(),
            label: status.label(),
            status: Status::job(Some(status)),
        };
        at += 1;
    }
    words
};

const NO_STATUS: &str = "There is no such status.";

#[async_trait]
impl Workflows for CloudifyDriver {
    fn statuses(&self) -> &[StatusWord] {
        &STATUSES
    }

    async fn deployments(
        &self,
        auth: &Auth,
        query: &DeploymentQuery,
    ) -> Result<Page<Deployment>, CloudError> {
        self.client.deployments(auth, query).await
    }

    async fn deployment(&self, auth: &Auth, id: &DeploymentId) -> Result<Deployment, CloudError> {
        self.client.deployment(auth, id).await
    }

    async fn deployments_by_id(
        &self,
        auth: &Auth,
        ids: &[DeploymentId],
    ) -> Result<Vec<Deployment>, CloudError> {
        self.client.deployments_by_id(auth, ids).await
    }

    async fn blueprints(&self, auth: &Auth) -> Result<Vec<Blueprint>, CloudError> {
        self.client.blueprints(auth).await
    }

    async fn data_types(&self, auth: &Auth, blueprint: &str) -> Result<Vec<DataType>, CloudError> {
        self.client.data_types(auth, blueprint).await
    }

    async fn named(
        &self,
        auth: &Auth,
        what: Referenced,
        text: &str,
        deployment: &DeploymentId,
    ) -> Result<Vec<Named>, CloudError> {
        self.client.named(auth, what, text, deployment).await
    }

    async fn executions(
        &self,
        auth: &Auth,
        query: &ExecutionQuery,
    ) -> Result<Page<Execution>, CloudError> {
        self.client.executions(auth, query).await
    }

    async fn counts(
        &self,
        auth: &Auth,
        query: &ExecutionQuery,
    ) -> Result<Vec<Counted>, CloudError> {
        let counts = self.client.execution_counts(auth, query).await?.into_iter();
        Ok(counts
            .map(|(word, count)| Counted { word, count })
            .collect())
    }

    async fn values(&self, auth: &Auth, field: ExecutionField) -> Result<Vec<String>, CloudError> {
        self.client.execution_values(auth, field).await
    }

    async fn execution(&self, auth: &Auth, id: &ExecutionId) -> Result<Execution, CloudError> {
        self.client.execution(auth, id).await
    }

    async fn steps(
        &self,
        auth: &Auth,
        id: &ExecutionId,
        part: Part,
    ) -> Result<Page<Step>, CloudError> {
        self.client.operations(auth, id, part).await
    }

    fn ways(&self, execution: &Execution) -> Vec<OfferedWay> {
        let status = Status::parse(&execution.word);
        let ways = ManagerAction::ALL.into_iter().map(|action| OfferedWay {
            word: action.word(),
            label: actions::label(action),
            consequence: actions::consequence(action),
            blocked: match status {
                Some(status) => action.why_not(status),
                None => Some("Slipway does not know the status that it has."),
            },
        });
        ways.collect()
    }

    async fn act(&self, auth: &Auth, id: &ExecutionId, way: &str) -> Result<Execution, CloudError> {
        let action = ManagerAction::parse(way)
            .ok_or_else(|| CloudError::refused_here("There is no such way."))?;
        let found = self.client.execution(auth, id).await?;
        if let Some(why) = Status::parse(&found.word).and_then(|status| action.why_not(status)) {
            return Err(CloudError::refused_here(why));
        }
        self.client.act(auth, id, action).await
    }

    fn settable(&self, execution: &Execution) -> Vec<StatusWord> {
        let Some(from) = Status::parse(&execution.word) else {
            return Vec::new();
        };
        let all = STATUSES.into_iter().zip(Status::ALL);
        let legal = all.filter(|(_, to)| *to != from && from.why_not_set(*to).is_none());
        legal.map(|(word, _)| word).collect()
    }

    async fn set_status(
        &self,
        auth: &Auth,
        id: &ExecutionId,
        word: &str,
        error: Option<&str>,
    ) -> Result<Execution, CloudError> {
        let to = Status::parse(word).ok_or_else(|| CloudError::refused_here(NO_STATUS))?;
        let found = self.client.execution(auth, id).await?;
        if let Some(from) = Status::parse(&found.word)
            && let Some(why) = from.why_not_set(to)
        {
            return Err(CloudError::refused_here(why));
        }
        self.client.set_status(auth, id, to, error).await
    }
}
