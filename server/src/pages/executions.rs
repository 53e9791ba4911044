//! The list of executions of workflows.

use crate::http::AuthenticatedRequest;
use axum::extract::RawQuery;
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::executions::{ExecutionsPage, executions_page};
use slipway_app::pages::left_out::left_out;
use slipway_domain::AppResult;
use slipway_domain::urls::ExecutionFilter;
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
    let section = NavSection::Executions;
    Ok(request.island_page("Executions", section, None, move || {
        (left_out(unknown), executions_page(&page)).into_any()
    }))
}
