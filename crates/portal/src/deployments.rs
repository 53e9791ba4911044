//! Deployments as the cloud tells of them: listed, chosen, and one in detail.

mod choice;

pub use choice::{Choosing, Pressed, choose, chosen, controls};

use crate::inventory::server::with_page_timeout;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_cloud::{DeploymentQuery, ExecutionQuery, Part};
use slipway_domain::natural::natural;
use slipway_domain::principal::Right;
use slipway_domain::urls::DeploymentFilter;
use slipway_domain::{AppError, AppResult, DeploymentId};

pub use slipway_cloud::{Blueprint, Deployment, Execution, Page, StatusWord};

/// Deployments on one page of the list.
pub const PAGE: u32 = 50;
/// Deployments that a workflow is started on at most in one go.
pub const MOST: usize = 500;
/// Executions that the page of a deployment shows.
const LATEST: u32 = 5;

/// A page of the list.
pub struct Listing {
    /// The deployments of this page, and how many fit the filter.
    pub deployments: Page<Deployment>,
    /// What there is to filter by, as far as that is known.
    pub blueprints: Vec<Blueprint>,
    /// What was chosen before.
    pub chosen: Vec<DeploymentId>,
    /// Names that were pasted before.
    pub names: String,
}

/// The account's deployments.
///
/// # Errors
/// `NotFound` where the cloud knows none, `Invalid` for a label that is none, `CredentialEnded`, or
/// what the cloud answers.
pub async fn list(portal: &Portal, grant: &Grant, filter: &DeploymentFilter) -> AppResult<Listing> {
    grant.principal.require(Right::Read)?;
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    let auth = portal.auth(grant).await?;
    let query = query(filter, part(filter.page))?;
    let (deployments, blueprints) = tokio::join!(
        with_page_timeout(portal, grant, none, workflows.deployments(&auth, &query)),
        with_page_timeout(portal, grant, none, workflows.blueprints(&auth)),
    );
    let kept = match &filter.draft {
        Some(draft) => choice::in_list(portal, grant, draft).await?,
        None => Choosing::default(),
    };
    Ok(Listing {
        deployments: deployments?,
        blueprints: blueprints.unwrap_or_default(),
        chosen: kept.ids,
        names: kept.names,
    })
}

fn none() -> AppError {
    AppError::not_found("Deployment")
}

fn part(page: u32) -> Part {
    Part {
        offset: u64::from(page - 1) * u64::from(PAGE),
        size: PAGE,
    }
}

fn query(filter: &DeploymentFilter, part: Part) -> AppResult<DeploymentQuery> {
    let label = filter.label_pair();
    if filter.label.is_some() && label.is_none() {
        return Err(AppError::Invalid(
            "A label is asked for by its key and its value, with a colon between them, such as env:prod.".to_owned(),
        ));
    }
    Ok(DeploymentQuery {
        text: filter.search.clone().unwrap_or_default(),
        blueprints: filter.blueprint.iter().cloned().collect(),
        labels: label.into_iter().collect(),
        part,
    })
}

/// What the page of a deployment shows.
pub struct DeploymentView {
    /// The deployment with its workflows.
    pub deployment: Deployment,
    /// Its latest executions, or why they are not known.
    pub executions: AppResult<Page<Execution>>,
    /// The statuses that executions may have.
    pub statuses: Vec<StatusWord>,
}

/// One deployment.
///
/// # Errors
/// `NotFound` where the cloud knows none or not this one, `CredentialEnded`, or what it answers.
pub async fn view(portal: &Portal, grant: &Grant, id: &DeploymentId) -> AppResult<DeploymentView> {
    grant.principal.require(Right::Read)?;
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    let auth = portal.auth(grant).await?;
    let query = ExecutionQuery {
        deployments: vec![id.clone()],
        part: Part {
            offset: 0,
            size: LATEST,
        },
        ..ExecutionQuery::default()
    };
    let (deployment, executions) = tokio::join!(
        with_page_timeout(portal, grant, none, workflows.deployment(&auth, id)),
        with_page_timeout(portal, grant, none, workflows.executions(&auth, &query)),
    );
    Ok(DeploymentView {
        deployment: deployment?,
        executions,
        statuses: workflows.statuses().to_vec(),
    })
}

/// These deployments with their workflows, by name, and the ids of those that are not there.
pub(crate) async fn read(
    portal: &Portal,
    grant: &Grant,
    ids: &[DeploymentId],
) -> AppResult<(Vec<Deployment>, Vec<DeploymentId>)> {
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    let auth = portal.auth(grant).await?;
    let found = workflows.deployments_by_id(&auth, ids).await;
    let mut found = match found {
        Ok(found) => found,
        Err(error) => return Err(portal.upstream_error(grant, error).await),
    };
    found.sort_by(|a, b| natural(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
    let gone = ids
        .iter()
        .filter(|id| !found.iter().any(|one| one.id == **id));
    let gone = gone.cloned().collect();
    Ok((found, gone))
}
