//! Workflows and logs, as they were given to the driver.

use crate::driver::Scripted;
use async_trait::async_trait;
use slipway_cloud::{Auth, CloudError, Deployment, Execution, LogCursor, LogPage, Logs, Workflows};
use slipway_domain::DeploymentId;
use slipway_domain::run::Handle;

#[async_trait]
impl Workflows for Scripted {
    async fn deployments(&self, _auth: &Auth) -> Result<Vec<Deployment>, CloudError> {
        let known = self.workflows.clone();
        Ok(known.map_or_else(Vec::new, |(deployments, _)| deployments))
    }

    async fn executions(
        &self,
        _auth: &Auth,
        deployment: Option<&DeploymentId>,
    ) -> Result<Vec<Execution>, CloudError> {
        let (deployments, mut executions) = self.workflows.clone().unwrap_or_default();
        if let Some(wanted) = deployment {
            if deployments.iter().all(|known| known.id != *wanted) {
                return Err(CloudError::NotFound);
            }
            executions.retain(|execution| execution.deployment == *wanted);
        }
        Ok(executions)
    }
}

/// Items that are read again after a cursor: what is written late stands among them.
const AGAIN: usize = 1;

#[async_trait]
impl Logs for Scripted {
    async fn logs(
        &self,
        _auth: &Auth,
        _job: &Handle,
        after: Option<&LogCursor>,
    ) -> Result<LogPage, CloudError> {
        let log = self.log.as_deref().unwrap_or_default();
        let read = match after {
            Some(LogCursor(text)) => text
                .parse::<usize>()
                .map_err(|_| CloudError::NotUnderstood(text.clone()))?,
            None => 0,
        };
        let from = read.saturating_sub(AGAIN).min(log.len());
        Ok(LogPage {
            items: log[from..].to_vec(),
            next: LogCursor(log.len().to_string()),
        })
    }
}
