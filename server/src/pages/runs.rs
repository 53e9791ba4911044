//! The runs of an account.

use crate::http::Caller;
use axum::extract::RawQuery;
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::left_out::left_out;
use slipway_app::pages::runs::{RunsPage, runs_page};
use slipway_domain::AppResult;
use slipway_domain::urls::RunFilter;
use slipway_portal::runs;

/// `GET /{cloud}/{account}/runs`
pub async fn list(caller: Caller, RawQuery(query): RawQuery) -> Response {
    let page = draw(&caller, query.as_deref().unwrap_or_default()).await;
    caller.or_error(page)
}

async fn draw(caller: &Caller, query: &str) -> AppResult<Response> {
    let filter = RunFilter::parse(query);
    let ignored = RunFilter::left_out(query);
    let runs = runs::list(caller.portal(), &caller.visitor, &filter).await?;
    let now = caller.portal().now();
    let cloud = caller.portal().cloud_of(&caller.visitor.principal)?;
    let page = RunsPage {
        scope: caller.scope(),
        filter,
        runs,
        has_packages: cloud.lists_packages(),
        now,
    };
    Ok(caller.page("Runs", NavSection::Runs, move || {
        (left_out(ignored), runs_page(&page)).into_any()
    }))
}
