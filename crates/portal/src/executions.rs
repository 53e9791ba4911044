//! Executions of workflows, as the cloud tells of them: listed, and one in detail. Those that were
//! started here are runs too.

pub mod acting;
pub mod by_hand;
pub mod log;
pub mod readings;

use crate::inventory::server::with_page_timeout;
use crate::portal::Portal;
use crate::runs::adopt;
use crate::sign_in::grants::Grant;
use readings::{Known, Told, Which};
use slipway_cloud::{Auth, ExecutionField, ExecutionOrder, ExecutionQuery, Part, Workflows};
use slipway_domain::principal::Right;
use slipway_domain::run::Run;
use slipway_domain::urls::{ExecutionFilter, ExecutionSort};
use slipway_domain::{AppError, AppResult, ExecutionId};
use std::collections::BTreeSet;
use std::sync::Arc;

pub use acting::Asked;
pub use slipway_cloud::{
    Counted, Execution, LogItem, LogLevel, OfferedWay, Page, StatusWord, Step,
};

/// Executions on one page of the list.
pub const PAGE: u32 = 50;

/// A page of the list.
pub struct Listing {
    /// The executions of this page, and how many fit the filter.
    pub executions: Page<Execution>,
    /// How many there are with each status, whatever statuses the filter asks for; or why that is
    /// not known.
    pub counts: AppResult<Vec<Counted>>,
    /// Statuses that the filter asks for and that the cloud does not have.
    pub unknown: Vec<String>,
    /// The statuses that there are, in the order in which one may come through them.
    pub statuses: Vec<StatusWord>,
    /// What the account's executions can be told apart by; a list does without where it is not told.
    pub known: Arc<Known>,
}

impl Listing {
    /// Who started those of this page.
    pub fn creators(&self) -> Vec<String> {
        let creators = self.executions.items.iter();
        let creators: BTreeSet<_> = creators.filter_map(|one| one.creator.clone()).collect();
        creators.into_iter().collect()
    }
}

/// The account's executions.
///
/// # Errors
/// `NotFound` where the cloud knows none, `CredentialEnded`, or what it answers.
pub async fn list(portal: &Portal, grant: &Grant, filter: &ExecutionFilter) -> AppResult<Listing> {
    grant.principal.require(Right::Read)?;
    let cloud = portal.cloud_of(&grant.principal)?;
    let workflows = cloud.workflows()?;
    let auth = portal.auth(grant).await?;
    let is_known = |asked: &&String| workflows.statuses().iter().any(|one| one.word == **asked);
    let (asked, unknown): (Vec<_>, Vec<_>) = filter.statuses.iter().partition(is_known);
    let query = ExecutionQuery {
        statuses: asked.into_iter().cloned().collect(),
        ..query(filter)
    };
    let any_status = ExecutionQuery {
        statuses: Vec::new(),
        ..query.clone()
    };
    let (executions, counts, known) = tokio::join!(
        with_page_timeout(portal, grant, none, workflows.executions(&auth, &query)),
        with_page_timeout(portal, grant, none, workflows.counts(&auth, &any_status)),
        known(portal, grant, workflows, &auth),
    );
    Ok(Listing {
        executions: executions?,
        counts,
        unknown: unknown.into_iter().cloned().collect(),
        statuses: workflows.statuses().to_vec(),
        known,
    })
}

/// What a filter can offer, read once in a while.
async fn known(
    portal: &Portal,
    grant: &Grant,
    workflows: &dyn Workflows,
    auth: &Auth,
) -> Arc<Known> {
    let values = async |field| {
        let values = workflows.values(auth, field);
        with_page_timeout(portal, grant, none, values).await
    };
    let read = async {
        let (deployments, blueprints, workflows) = tokio::join!(
            values(ExecutionField::Deployment),
            values(ExecutionField::Blueprint),
            values(ExecutionField::Workflow),
        );
        Ok(Known {
            deployments: deployments?,
            blueprints: blueprints?,
            workflows: workflows?,
        })
    };
    let reader = grant.principal.owner();
    let known = portal.readings().known.get(&reader, read).await;
    known.unwrap_or_default()
}

/// The name that people know its deployment by; none where it is of no deployment.
pub fn deployment(execution: &Execution) -> Option<String> {
    let name = execution.deployment_name.clone();
    name.or_else(|| execution.deployment.as_ref().map(ToString::to_string))
}

/// `install on web-shop-7`; the workflow alone where it is of no deployment.
pub fn title(execution: &Execution) -> String {
    match deployment(execution) {
        Some(name) => format!("{} on {name}", execution.workflow),
        None => execution.workflow.clone(),
    }
}

fn none() -> AppError {
    AppError::not_found("Execution")
}

/// What the filter asks for, of any status.
fn query(filter: &ExecutionFilter) -> ExecutionQuery {
    let one = |value: &Option<String>| value.iter().cloned().collect();
    ExecutionQuery {
        deployments: filter.deployment.iter().cloned().collect(),
        blueprints: one(&filter.blueprint),
        workflows: one(&filter.workflow),
        creators: one(&filter.creator),
        system: filter.system,
        order: match filter.sort {
            ExecutionSort::Created => ExecutionOrder::Created,
            ExecutionSort::Started => ExecutionOrder::Started,
            ExecutionSort::Ended => ExecutionOrder::Ended,
            ExecutionSort::Status => ExecutionOrder::Status,
            ExecutionSort::Workflow => ExecutionOrder::Workflow,
            ExecutionSort::Deployment => ExecutionOrder::Deployment,
        },
        descending: filter.descending,
        part: Part {
            offset: u64::from(filter.page - 1) * u64::from(PAGE),
            size: PAGE,
        },
        ..ExecutionQuery::default()
    }
}

/// What the page of an execution shows.
pub struct ExecutionView {
    /// What the cloud tells of it.
    pub told: Arc<Told>,
    /// What people call its status.
    pub status: Option<StatusWord>,
    /// What can be done to it, each with why it cannot be done now.
    pub ways: Vec<OfferedWay>,
    /// Whether its status can be set by hand as it stands.
    pub is_settable: bool,
    /// The newest run that follows it, or did.
    pub run: Option<Run>,
    /// Who asked last that it ends, and when, while it is being cancelled; as far as it was asked here.
    pub asked: Option<Asked>,
}

/// Steps that a page shows.
const STEPS: u32 = 500;

/// One execution with its steps and what can be done to it.
///
/// # Errors
/// `NotFound` where the cloud knows none or not this one, `CredentialEnded`, or what it answers.
pub async fn view(portal: &Portal, grant: &Grant, id: &ExecutionId) -> AppResult<ExecutionView> {
    grant.principal.require(Right::Read)?;
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    // Whose token is gone is told so, whatever was read before.
    portal.auth(grant).await?;
    let which = Which::of(grant, id);
    let told = portal.readings().told.get(&which, tell(portal, grant, id));
    let (told, run) = tokio::join!(told, adopt::run_of(portal, grant, id));
    let told = told?;
    let (execution, run) = (&told.execution, run?);
    let mut statuses = workflows.statuses().iter();
    Ok(ExecutionView {
        status: statuses.find(|one| one.word == execution.word).copied(),
        ways: workflows.ways(execution),
        is_settable: !workflows.settable(execution).is_empty(),
        asked: acting::asked(portal, grant, execution, run.as_ref()).await?,
        run,
        told,
    })
}

async fn tell(portal: &Portal, grant: &Grant, id: &ExecutionId) -> AppResult<Told> {
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    let auth = portal.auth(grant).await?;
    let part = Part {
        offset: 0,
        size: STEPS,
    };
    let (execution, steps) = tokio::join!(
        read(portal, grant, id),
        with_page_timeout(portal, grant, none, workflows.steps(&auth, id, part)),
    );
    let execution = execution?;
    Ok(Told {
        siblings: siblings(portal, grant, &execution).await,
        execution,
        steps,
    })
}

/// How many others there are of the same deployment; a page does without where it is not told.
async fn siblings(portal: &Portal, grant: &Grant, execution: &Execution) -> Option<u64> {
    let query = ExecutionQuery {
        deployments: vec![execution.deployment.clone()?],
        part: Part { offset: 0, size: 1 },
        ..ExecutionQuery::default()
    };
    let workflows = portal.cloud_of(&grant.principal).ok()?.workflows().ok()?;
    let auth = portal.auth(grant).await.ok()?;
    let found = workflows.executions(&auth, &query);
    let found = with_page_timeout(portal, grant, none, found).await.ok()?;
    Some(found.total.saturating_sub(1))
}

/// One execution as it stands now.
async fn read(portal: &Portal, grant: &Grant, id: &ExecutionId) -> AppResult<Execution> {
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    let auth = portal.auth(grant).await?;
    with_page_timeout(portal, grant, none, workflows.execution(&auth, id)).await
}
