//! Deployments and the executions of their workflows.

use crate::auth::Auth;
use crate::error::CloudError;
use crate::executions::{
    Counted, Execution, ExecutionField, ExecutionQuery, OfferedWay, StatusWord, Step,
};
use crate::page::{Page, Part};
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::workflow::{Referenced, Workflow, WorkflowParameter};
use slipway_domain::{DeploymentId, ExecutionId};

/// As many things as [`Workflows::named`] tells of: a person who sees more types more of the name.
pub const MOST_NAMED: usize = 20;

/// Something that was set up as a whole and has workflows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// Its id.
    pub id: DeploymentId,
    /// The name that people know it by.
    pub name: String,
    /// What it was made of.
    pub blueprint: Option<String>,
    /// Its labels, as key and value.
    pub labels: Vec<(String, String)>,
    /// How it is, in the cloud's word.
    pub state: Option<String>,
    /// Whether the cloud says that somebody should look at it.
    pub needs_attention: bool,
    /// Whether all that belongs to it is there.
    pub installed: Option<bool>,
    /// How its latest execution stands, in the cloud's word.
    pub latest: Option<String>,
    /// The workflow of its latest execution.
    pub latest_workflow: Option<String>,
    /// Whether that is known to have no end yet: another one may be refused until it has.
    pub is_busy: bool,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// Its workflows; lists leave them out.
    pub workflows: Vec<Workflow>,
}

/// What deployments are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blueprint {
    /// Its id, which people know it by.
    pub id: String,
    /// What it is.
    pub description: String,
}

/// Something that a value may name, such as a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// What the value is.
    pub id: String,
    /// What people know it by; the id where it has no other name.
    pub name: String,
}

/// A kind of value that the author of a blueprint made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataType {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What a value of it holds.
    pub properties: Vec<WorkflowParameter>,
}

/// Which deployments are asked for: those that fit everything that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeploymentQuery {
    /// Text in the id or the name.
    pub text: String,
    /// Made of one of these blueprints.
    pub blueprints: Vec<String>,
    /// With all of these labels, as key and value.
    pub labels: Vec<(String, String)>,
    /// Which part of them.
    pub part: Part,
}

/// Deployments and the executions of their workflows.
#[async_trait]
pub trait Workflows: Send + Sync {
    /// The statuses that an execution may have, in the order in which it may come through them.
    fn statuses(&self) -> &[StatusWord];

    /// The account's deployments.
    ///
    /// # Errors
    /// How the call failed.
    async fn deployments(
        &self,
        auth: &Auth,
        query: &DeploymentQuery,
    ) -> Result<Page<Deployment>, CloudError>;

    /// One deployment with its workflows.
    ///
    /// # Errors
    /// [`CloudError::NotFound`], or how the call failed.
    async fn deployment(&self, auth: &Auth, id: &DeploymentId) -> Result<Deployment, CloudError>;

    /// These deployments with their workflows; those that the cloud does not know are not among them.
    ///
    /// # Errors
    /// How a call failed.
    async fn deployments_by_id(
        &self,
        auth: &Auth,
        ids: &[DeploymentId],
    ) -> Result<Vec<Deployment>, CloudError>;

    /// What the account's deployments are made of.
    ///
    /// # Errors
    /// How the call failed.
    async fn blueprints(&self, auth: &Auth) -> Result<Vec<Blueprint>, CloudError>;

    /// The kinds of value that the author of a blueprint made up.
    ///
    /// # Errors
    /// [`CloudError::NotFound`], or how the call failed.
    async fn data_types(&self, auth: &Auth, blueprint: &str) -> Result<Vec<DataType>, CloudError>;

    /// What a value that stands for `what` may name for a workflow of `deployment`: those with `text` in
    /// id or name, the first [`MOST_NAMED`] of them. None where the cloud does not list such things.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] where there is no such deployment, or how the call failed.
    async fn named(
        &self,
        auth: &Auth,
        what: Referenced,
        text: &str,
        deployment: &DeploymentId,
    ) -> Result<Vec<Named>, CloudError>;

    /// The account's executions.
    ///
    /// # Errors
    /// How the call failed.
    async fn executions(
        &self,
        auth: &Auth,
        query: &ExecutionQuery,
    ) -> Result<Page<Execution>, CloudError>;

    /// How many of the account's executions stand where, whichever part of them is asked for.
    ///
    /// # Errors
    /// How the call failed.
    async fn counts(&self, auth: &Auth, query: &ExecutionQuery)
    -> Result<Vec<Counted>, CloudError>;

    /// The values that a field has in any of the account's executions, in alphabetical order; of very
    /// many some.
    ///
    /// # Errors
    /// How the call failed.
    async fn values(&self, auth: &Auth, field: ExecutionField) -> Result<Vec<String>, CloudError>;

    /// One execution with its parameters.
    ///
    /// # Errors
    /// [`CloudError::NotFound`], or how the call failed.
    async fn execution(&self, auth: &Auth, id: &ExecutionId) -> Result<Execution, CloudError>;

    /// The steps that an execution goes through, where the cloud knows them.
    ///
    /// # Errors
    /// How the call failed.
    async fn steps(
        &self,
        auth: &Auth,
        id: &ExecutionId,
        part: Part,
    ) -> Result<Page<Step>, CloudError>;

    /// What can be done to an execution at all, each with why it cannot be done as it stands now.
    fn ways(&self, execution: &Execution) -> Vec<OfferedWay>;

    /// Does what `way` names to an execution, which is looked at before.
    ///
    /// # Errors
    /// [`CloudError::Refused`] where its state does not let it, or how a call failed.
    async fn act(&self, auth: &Auth, id: &ExecutionId, way: &str) -> Result<Execution, CloudError>;

    /// The statuses that can be set by hand as an execution stands now.
    fn settable(&self, execution: &Execution) -> Vec<StatusWord>;

    /// Sets the status of an execution by hand, with words about its error. It stops nothing that is
    /// under way.
    ///
    /// # Errors
    /// [`CloudError::Refused`] where it cannot be set, or how a call failed.
    async fn set_status(
        &self,
        auth: &Auth,
        id: &ExecutionId,
        word: &str,
        error: Option<&str>,
    ) -> Result<Execution, CloudError>;
}
