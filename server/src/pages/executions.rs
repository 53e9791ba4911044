//! The list of executions of workflows.

use crate::http::AuthenticatedRequest;
use crate::http::answer::see_other;
use axum::extract::RawQuery;
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::executions::{ExecutionsPage, executions_page};
use slipway_app::pages::left_out::left_out;
use slipway_domain::urls::{self, ExecutionFilter};
use slipway_domain::{AccountAlias, AppResult, Scope};
use slipway_portal::executions;

/// `GET /{cloud}/{account}/executions`
pub async fn list(request: AuthenticatedRequest, RawQuery(query): RawQuery) -> Response {
    let query = query.as_deref().unwrap_or_default();
    if let Some(scope) = elsewhere(&request, query) {
        return see_other(&urls::executions(&scope, &ExecutionFilter::parse(query)));
    }
    let page = draw_list(&request, query).await;
    request.or_error(page)
}

/// The accounts of this cloud that the session opens.
fn accounts(request: &AuthenticatedRequest) -> Vec<AccountAlias> {
    let here = request.scope().cloud;
    let ways = request.context.grants.ways().into_iter();
    let open = ways.filter(|way| way.scope.cloud == here && !way.signed_out);
    open.map(|way| way.scope.account).collect()
}

/// The other account that the form asks for.
fn elsewhere(request: &AuthenticatedRequest, query: &str) -> Option<Scope> {
    let account = urls::account_asked_for(query)?;
    let Scope {
        cloud,
        account: here,
    } = request.scope();
    let is_open = account != here && accounts(request).contains(&account);
    is_open.then_some(Scope { cloud, account })
}

async fn draw_list(request: &AuthenticatedRequest, query: &str) -> AppResult<Response> {
    let filter = ExecutionFilter::parse(query);
    let listing = executions::list(request.portal(), &request.grant, &filter).await?;
    let page = ExecutionsPage {
        scope: request.scope(),
        accounts: accounts(request),
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
