//! The runs of an account.

use crate::http::AuthenticatedRequest;
use axum::extract::RawQuery;
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::left_out::left_out;
use slipway_app::pages::runs::{RunsPage, runs_page};
use slipway_domain::AppResult;
use slipway_domain::run::Noun;
use slipway_domain::urls::RunFilter;
use slipway_portal::runs;

/// `GET /{cloud}/{account}/runs`
pub async fn list(request: AuthenticatedRequest, RawQuery(query): RawQuery) -> Response {
    let page = draw(&request, query.as_deref().unwrap_or_default()).await;
    request.or_error(page)
}

async fn draw(request: &AuthenticatedRequest, query: &str) -> AppResult<Response> {
    let filter = RunFilter::parse(query);
    let ignored = RunFilter::left_out(query);
    let runs = runs::list(request.portal(), &request.grant, &filter).await?;
    let now = request.portal().now();
    let cloud = request.portal().cloud_of(&request.grant.principal)?;
    let page = RunsPage {
        scope: request.scope(),
        filter,
        runs,
        has_packages: cloud.lists_packages(),
        noun: if cloud.lists_servers() {
            Noun::Server
        } else {
            Noun::Deployment
        },
        now,
    };
    Ok(request.page("Runs", NavSection::Runs, move || {
        (left_out(ignored), runs_page(&page)).into_any()
    }))
}
