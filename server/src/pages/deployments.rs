//! Deployments: the list with its choice, and one of them.

use super::form_post::{self, FormPost};
use crate::http::AuthenticatedRequest;
use crate::http::answer::see_other;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::deployment::{DeploymentPage, deployment_page};
use slipway_app::pages::deployments::{DeploymentsPage, deployments_page};
use slipway_app::pages::form_feedback::FormFeedback;
use slipway_app::pages::left_out::left_out;
use slipway_domain::principal::Right;
use slipway_domain::urls::{self, DeploymentFilter, ForDeployments};
use slipway_domain::{AppError, AppResult, DeploymentId};
use slipway_portal::deployments::{self, Choosing, Pressed};

/// `GET /{cloud}/{account}/deployments`
pub async fn list(request: AuthenticatedRequest, RawQuery(query): RawQuery) -> Response {
    let mut filter = DeploymentFilter::parse(query.as_deref().unwrap_or_default());
    let is_none = filter.label_pair().is_none();
    let label = filter.label.take_if(|_| is_none);
    let unknown = label.map(|label| {
        format!("“{label}” is no label: it is written with key and value, such as env:prod.")
    });
    let page = load(&request, filter).await;
    request.or_error(page.map(|page| draw(&request, &page, unknown)))
}

async fn load(
    request: &AuthenticatedRequest,
    filter: DeploymentFilter,
) -> AppResult<DeploymentsPage> {
    let listing = deployments::list(request.portal(), &request.grant, &filter).await?;
    Ok(DeploymentsPage {
        scope: request.scope(),
        listing,
        feedback: FormFeedback::default(),
        blocked: blocked(request),
        now: request.portal().now(),
        filter,
    })
}

/// Why the person may start nothing, where they may not.
pub(super) fn blocked(request: &AuthenticatedRequest) -> Option<String> {
    let refused = request.grant.principal.require(Right::RunPackages).err();
    refused.map(|error| error.to_string())
}

fn draw(
    request: &AuthenticatedRequest,
    page: &DeploymentsPage,
    unknown: Option<String>,
) -> Response {
    let heading = (NavSection::Deployments, "Deployments");
    form_post::page_of(request, heading, &page.feedback, || {
        let unknown = left_out(unknown.into_iter().collect());
        (unknown, deployments_page(page)).into_any()
    })
}

/// `POST /{cloud}/{account}/deployments`
pub async fn choose(post: FormPost) -> Response {
    let request = &post.request;
    let choosing = Choosing::from_pairs(&post.pairs.0);
    match deployments::choose(request.portal(), &request.grant, &choosing).await {
        Ok(draft) => see_other(&onwards(request, &choosing, draft)),
        Err(error @ AppError::Invalid(_)) => match refused(request, choosing, error).await {
            Ok(response) => response,
            Err(error) => post.failed(error),
        },
        Err(error) => post.failed(error),
    }
}

fn onwards(request: &AuthenticatedRequest, choosing: &Choosing, draft: String) -> String {
    let scope = request.scope();
    if choosing.pressed == Pressed::Start {
        return urls::workflows(&scope, &ForDeployments::chosen(draft));
    }
    let filter = DeploymentFilter {
        draft: Some(draft),
        ..choosing.filter.clone()
    };
    urls::deployments(&scope, &filter)
}

/// The list once more, with what was chosen and why it is not taken.
async fn refused(
    request: &AuthenticatedRequest,
    choosing: Choosing,
    error: AppError,
) -> AppResult<Response> {
    let mut page = load(request, choosing.filter).await?;
    (page.listing.chosen, page.listing.names) = (choosing.ids, choosing.names);
    page.feedback.trouble = Some(error);
    Ok(draw(request, &page, None))
}

/// `GET /{cloud}/{account}/deployments/{deployment}`
pub async fn show(
    request: AuthenticatedRequest,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Response {
    let page = one(&request, &DeploymentId::new(id)).await;
    request.or_error(page)
}

async fn one(request: &AuthenticatedRequest, id: &DeploymentId) -> AppResult<Response> {
    let view = deployments::view(request.portal(), &request.grant, id).await?;
    let page = DeploymentPage {
        scope: request.scope(),
        view,
        blocked: blocked(request),
        now: request.portal().now(),
    };
    let title = page.view.deployment.name.clone();
    Ok(request.page(&title, NavSection::Deployments, move || {
        deployment_page(&page).into_any()
    }))
}
