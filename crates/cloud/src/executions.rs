//! Executions of workflows, as lists and pages show them.

use crate::page::Part;
use jiff::Timestamp;
use slipway_domain::run::JobStatus;
use slipway_domain::{DeploymentId, ExecutionId};

/// One time that a workflow was or is executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    /// Its id, by which it can be adopted ([`crate::Adopts`]).
    pub id: ExecutionId,
    /// Of which deployment; of none where the cloud works for itself.
    pub deployment: Option<DeploymentId>,
    /// The name that people know the deployment by.
    pub deployment_name: Option<String>,
    /// What the deployment was made of.
    pub blueprint: Option<String>,
    /// The workflow's name.
    pub workflow: String,
    /// Where it stands.
    pub status: JobStatus,
    /// The cloud's own word for that; [`crate::Workflows::statuses`] has what people call it.
    pub word: String,
    /// What went wrong: where, and in its last line what.
    pub error: Option<String>,
    /// When it was created, where the cloud says so.
    pub created_at: Option<Timestamp>,
    /// When it began, where it has.
    pub started_at: Option<Timestamp>,
    /// When it ended, where it has.
    pub ended_at: Option<Timestamp>,
    /// Whether it only went through the workflow and did nothing.
    pub dry_run: bool,
    /// Whether it was resumed after an end.
    pub resumed: bool,
    /// Whether the cloud does it for itself.
    pub system: bool,
    /// Its parameters, as JSON, in the cloud's order.
    pub parameters: Vec<(String, String)>,
    /// How many steps it has; none of workflows whose steps the cloud does not know.
    pub operations: u64,
    /// How many of them are done.
    pub finished: u64,
    /// The account that it belongs to, where the cloud says so.
    pub account: Option<String>,
    /// Who started it.
    pub creator: Option<String>,
}

/// A status that an execution may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusWord {
    /// The cloud's word.
    pub word: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What it is to a run.
    pub status: JobStatus,
}

/// How many executions have a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The cloud's word for the status.
    pub word: String,
    /// How many.
    pub count: u64,
}

/// Something that can be done to an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferedWay {
    /// What names it in forms and in the audit chain.
    pub word: &'static str,
    /// What its button says.
    pub label: &'static str,
    /// What it does, in a sentence.
    pub consequence: &'static str,
    /// Why it cannot be done now.
    pub blocked: Option<&'static str>,
}

/// What executions can be told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionField {
    /// Their deployment, by its id.
    Deployment,
    /// What that was made of.
    Blueprint,
    /// Their workflow.
    Workflow,
}

/// What a list of executions is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExecutionOrder {
    /// When they were created.
    #[default]
    Created,
    /// When they began.
    Started,
    /// When they ended.
    Ended,
    /// Where they stand.
    Status,
    /// Their workflow.
    Workflow,
    /// Their deployment.
    Deployment,
}

/// Which executions are asked for: those that fit everything that is said, where several values of
/// one kind are alternatives. The newest come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionQuery {
    /// With one of these statuses, in the cloud's words.
    pub statuses: Vec<String>,
    /// Of one of these deployments.
    pub deployments: Vec<DeploymentId>,
    /// Of deployments that were made of one of these.
    pub blueprints: Vec<String>,
    /// Of one of these workflows.
    pub workflows: Vec<String>,
    /// Started by one of these people.
    pub creators: Vec<String>,
    /// Also what the cloud does for itself.
    pub system: bool,
    /// What they are sorted by.
    pub order: ExecutionOrder,
    /// Whether the last ones come first.
    pub descending: bool,
    /// Which part of them.
    pub part: Part,
}

impl Default for ExecutionQuery {
    fn default() -> Self {
        Self {
            statuses: Vec::new(),
            deployments: Vec::new(),
            blueprints: Vec::new(),
            workflows: Vec::new(),
            creators: Vec::new(),
            system: false,
            order: ExecutionOrder::Created,
            descending: true,
            part: Part::default(),
        }
    }
}

/// One step of an execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// What is done.
    pub name: String,
    /// What kind of step it is, in the cloud's word.
    pub kind: String,
    /// How it stands, in the cloud's word.
    pub state: String,
    /// What that is to a run.
    pub status: JobStatus,
    /// The part of the deployment that it is done to, where the cloud says so.
    pub node: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
    /// How often it has been tried again.
    pub retries: u32,
    /// When it was planned.
    pub created_at: Option<Timestamp>,
}
