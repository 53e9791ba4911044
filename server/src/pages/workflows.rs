//! Workflows of deployments: the choice of one, and the form that starts it.

use super::deployments::blocked;
use super::form_post::{self, FormPost};
use super::form_resume;
use crate::http::AuthenticatedRequest;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::form_feedback::FormFeedback;
use slipway_app::pages::workflow::{WorkflowPage, workflow_page};
use slipway_app::pages::workflows::{WorkflowsPage, workflows_page};
use slipway_domain::urls::{self, DeploymentFilter, ForDeployments};
use slipway_domain::workflow::WorkflowForm;
use slipway_domain::{AppError, AppResult, DeploymentId};
use slipway_portal::actions::workflow::{self, StartForm};
use slipway_portal::deployments;

/// The values of `{cloud}`, `{account}` and `{workflow}`.
type WorkflowPath = Path<(String, String, String)>;

/// `GET /{cloud}/{account}/workflows?deployment=…`, `?for=…`
pub async fn list(request: AuthenticatedRequest, RawQuery(query): RawQuery) -> Response {
    let page = choice(&request, query.as_deref().unwrap_or_default()).await;
    request.or_error(page)
}

async fn choice(request: &AuthenticatedRequest, query: &str) -> AppResult<Response> {
    let (portal, grant) = (request.portal(), &request.grant);
    let of = ForDeployments::parse(query);
    let ids = some(deployments::chosen(portal, grant, &of).await?)?;
    let page = WorkflowsPage {
        scope: request.scope(),
        offers: workflow::offers(portal, grant, &ids).await?,
        of,
    };
    Ok(
        request.page("Choose a workflow", NavSection::Deployments, move || {
            workflows_page(&page).into_any()
        }),
    )
}

fn some(ids: Vec<DeploymentId>) -> AppResult<Vec<DeploymentId>> {
    if ids.is_empty() {
        return Err(AppError::Invalid(
            "This address names no deployment. Choose deployments in their list first.".to_owned(),
        ));
    }
    Ok(ids)
}

/// `GET /{cloud}/{account}/workflows/{workflow}?deployment=…`, `?for=…`, `?draft=…`
pub async fn form(
    request: AuthenticatedRequest,
    Path((_, _, name)): WorkflowPath,
    RawQuery(query): RawQuery,
) -> Response {
    let page = open(&request, &name, query.as_deref().unwrap_or_default()).await;
    // What an earlier run was refused for is told, and no fault of this address.
    let draw = |page: WorkflowPage| {
        request.page(&page.title(), NavSection::Deployments, || {
            workflow_page(&page).into_any()
        })
    };
    request.or_error(page.map(draw))
}

/// What was typed before wins over what the address names.
async fn open(request: &AuthenticatedRequest, name: &str, query: &str) -> AppResult<WorkflowPage> {
    let (portal, grant) = (request.portal(), &request.grant);
    let typed = form_resume::typed(request).await?;
    let ids = match &typed {
        Some(fields) => WorkflowForm::from_pairs(&[], fields).deployments,
        None => deployments::chosen(portal, grant, &ForDeployments::parse(query)).await?,
    };
    let start = workflow::start_form(portal, grant, name, &some(ids)?).await?;
    let parameters = &start.workflow.parameters;
    let form = if let Some(fields) = &typed {
        WorkflowForm::from_pairs(parameters, fields)
    } else {
        let ids = start.deployments.iter().map(|one| one.id.clone());
        WorkflowForm::fresh(parameters, ids.collect())
    };
    let feedback = FormFeedback {
        problems: workflow::refusals(portal, grant, parameters, &form).await?,
        resumed: typed.is_some(),
        ..FormFeedback::default()
    };
    page(request, start, form, feedback).await
}

async fn page(
    request: &AuthenticatedRequest,
    start: StartForm,
    form: WorkflowForm,
    feedback: FormFeedback,
) -> AppResult<WorkflowPage> {
    Ok(WorkflowPage {
        scope: request.scope(),
        suggestions: workflow::suggestions(request.portal(), &request.grant, &start).await?,
        start,
        form,
        feedback,
        blocked: blocked(request),
    })
}

fn draw(request: &AuthenticatedRequest, page: &WorkflowPage) -> Response {
    let heading = (NavSection::Deployments, &*page.title());
    form_post::page_of(request, heading, &page.feedback, || {
        workflow_page(page).into_any()
    })
}

/// `POST /{cloud}/{account}/workflows/{workflow}`
pub async fn review(Path((_, _, name)): WorkflowPath, post: FormPost) -> Response {
    match check(&post, &name).await {
        Ok(response) => response,
        Err(error) => post.failed(error),
    }
}

async fn check(post: &FormPost, name: &str) -> AppResult<Response> {
    let request = &post.request;
    let (portal, grant) = (request.portal(), &request.grant);
    let ids = some(WorkflowForm::from_pairs(&[], &post.pairs.0).deployments)?;
    let start = workflow::start_form(portal, grant, name, &ids).await?;
    let form = WorkflowForm::from_pairs(&start.workflow.parameters, &post.pairs.0);
    let outcome = workflow::review(portal, grant, &start, form.clone()).await?;
    let scope = request.scope();
    let onwards = |plan: Option<String>| match plan {
        Some(plan) => urls::plan(&scope, &plan),
        None => urls::deployments(&scope, &DeploymentFilter::default()),
    };
    match form_post::lead(outcome, onwards) {
        Ok(response) => Ok(response),
        Err(feedback) => Ok(draw(request, &page(request, start, form, feedback).await?)),
    }
}
