//! Deployments and the executions of their workflows.

use crate::auth::Auth;
use crate::error::CloudError;
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::run::JobStatus;
use slipway_domain::{DeploymentId, ExecutionId};

/// Something that was set up as a whole and has workflows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// Its id.
    pub id: DeploymentId,
    /// The name that people know it by.
    pub name: String,
}

/// One time that a workflow was or is executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    /// Its id, by which it can be adopted ([`crate::Adopts`]).
    pub id: ExecutionId,
    /// Of which deployment.
    pub deployment: DeploymentId,
    /// The workflow's name.
    pub workflow: String,
    /// Where it stands.
    pub status: JobStatus,
    /// When it was created, where the cloud says so.
    pub created_at: Option<Timestamp>,
}

/// Deployments and the executions of their workflows. No use-case asks for them yet: their pages are
/// still to come.
#[async_trait]
pub trait Workflows: Send + Sync {
    /// The account's deployments.
    ///
    /// # Errors
    /// How the call failed.
    async fn deployments(&self, auth: &Auth) -> Result<Vec<Deployment>, CloudError>;

    /// The executions of one deployment, or all of the account's, newest first.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for a deployment that is gone, or how the call failed.
    async fn executions(
        &self,
        auth: &Auth,
        deployment: Option<&DeploymentId>,
    ) -> Result<Vec<Execution>, CloudError>;
}
