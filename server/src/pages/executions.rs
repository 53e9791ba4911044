//! Executions of workflows: the list, and one of them.

use crate::http::AuthenticatedRequest;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::execution::{ExecutionPage, execution_page, title};
use slipway_app::pages::executions::{ExecutionsPage, executions_page};
use slipway_app::pages::left_out::left_out;
use slipway_domain::urls::ExecutionFilter;
use slipway_domain::{AppResult, ExecutionId};
use slipway_portal::executions;

/// `GET /{cloud}/{account}/executions`
pub async fn list(request: AuthenticatedRequest, RawQuery(query): RawQuery) -> Response {
    let page = draw_list(&request, query.as_deref().unwrap_or_default()).await;
    request.or_error(page)
}

async fn draw_list(request: &AuthenticatedRequest, query: &str) -> AppResult<Response> {
    let filter = ExecutionFilter::parse(query);
    let listing = executions::list(request.portal(), &request.grant, &filter).await?;
    let page = ExecutionsPage {
        scope: request.scope(),
        filter,
        listing,
        now: request.portal().now(),
    };
    let unknown = page.listing.unknown.iter();
    let unknown = unknown.map(|status| format!("There is no status “{status}”."));
    let unknown: Vec<_> = unknown.collect();
    Ok(request.page("Executions", NavSection::Executions, move || {
        (left_out(unknown), executions_page(&page)).into_any()
    }))
}

/// `GET /{cloud}/{account}/executions/{execution}`
pub async fn show(
    request: AuthenticatedRequest,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Response {
    let page = draw(&request, &ExecutionId::new(id)).await;
    request.or_error(page)
}

async fn draw(request: &AuthenticatedRequest, id: &ExecutionId) -> AppResult<Response> {
    let view = executions::view(request.portal(), &request.grant, id).await?;
    let page = ExecutionPage {
        scope: request.scope(),
        view,
        now: request.portal().now(),
    };
    let title = title(&page.view.execution);
    Ok(request.page(&title, NavSection::Executions, move || {
        execution_page(&page).into_any()
    }))
}
