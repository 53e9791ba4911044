//! Executions of workflows, as the cloud tells of them: listed, and one in detail. Those that were
//! started here are runs too.

use crate::inventory::server::with_page_timeout;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_cloud::{ExecutionOrder, ExecutionQuery, Part};
use slipway_domain::principal::Right;
use slipway_domain::urls::{ExecutionFilter, ExecutionSort};
use slipway_domain::{AppError, AppResult, ExecutionId};

pub use slipway_cloud::{Counted, Execution, Page, StatusWord, Step};

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
    let (known, unknown): (Vec<_>, Vec<_>) = filter.statuses.iter().partition(is_known);
    let query = ExecutionQuery {
        statuses: known.into_iter().cloned().collect(),
        ..query(filter)
    };
    let any_status = ExecutionQuery {
        statuses: Vec::new(),
        ..query.clone()
    };
    let (executions, counts) = tokio::join!(
        with_page_timeout(portal, grant, none, workflows.executions(&auth, &query)),
        with_page_timeout(portal, grant, none, workflows.counts(&auth, &any_status)),
    );
    Ok(Listing {
        executions: executions?,
        counts,
        unknown: unknown.into_iter().cloned().collect(),
        statuses: workflows.statuses().to_vec(),
    })
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
    /// The execution.
    pub execution: Execution,
    /// What people call its status.
    pub status: Option<StatusWord>,
    /// The steps that it goes through, or why they are not known.
    pub steps: AppResult<Page<Step>>,
}

/// Steps that a page shows.
const STEPS: u32 = 200;

/// One execution with its steps.
///
/// # Errors
/// `NotFound` where the cloud knows none or not this one, `CredentialEnded`, or what it answers.
pub async fn view(portal: &Portal, grant: &Grant, id: &ExecutionId) -> AppResult<ExecutionView> {
    grant.principal.require(Right::Read)?;
    let cloud = portal.cloud_of(&grant.principal)?;
    let workflows = cloud.workflows()?;
    let auth = portal.auth(grant).await?;
    let part = Part {
        offset: 0,
        size: STEPS,
    };
    let (execution, steps) = tokio::join!(
        with_page_timeout(portal, grant, none, workflows.execution(&auth, id)),
        with_page_timeout(portal, grant, none, workflows.steps(&auth, id, part)),
    );
    let execution = execution?;
    let mut statuses = workflows.statuses().iter();
    Ok(ExecutionView {
        status: statuses.find(|one| one.word == execution.word).copied(),
        execution,
        steps,
    })
}
