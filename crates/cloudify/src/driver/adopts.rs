//! Following executions that were started elsewhere.

use super::{CloudifyDriver, handles};
use async_trait::async_trait;
use slipway_cloud::{Adopted, Adopts, Auth, CloudError};
use slipway_domain::ExecutionId;
use slipway_domain::run::{Handle, Target};

const NO_DEPLOYMENT: &str = "This execution belongs to no deployment; it can only be looked at.";

#[async_trait]
impl Adopts for CloudifyDriver {
    async fn adopt(&self, auth: &Auth, id: &ExecutionId) -> Result<Adopted, CloudError> {
        let execution = self.client.execution(auth, id).await?;
        let deployment = execution.deployment.clone();
        let deployment = deployment.ok_or_else(|| CloudError::refused_here(NO_DEPLOYMENT))?;
        Ok(Adopted {
            handle: handles::of(&execution.id),
            job: execution.id.to_string(),
            name: execution
                .deployment_name
                .unwrap_or_else(|| deployment.to_string()),
            target: Target::Deployment(deployment),
            title: execution.workflow,
            queued_at: execution.created_at,
            began_at: execution.started_at,
            is_over: execution.status.is_terminal(),
        })
    }

    fn handle(&self, id: &ExecutionId) -> Handle {
        handles::of(id)
    }
}
