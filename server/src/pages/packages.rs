//! The packages of an account.

use crate::http::Caller;
use axum::extract::RawQuery;
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::left_out::left_out;
use slipway_app::pages::packages::{PackagesPage, packages_page};
use slipway_domain::AppResult;
use slipway_domain::urls::PackageFilter;
use slipway_portal::{catalogue, choice};

/// `GET /{cloud}/{account}/packages`
pub async fn list(caller: Caller, RawQuery(query): RawQuery) -> Response {
    let page = draw(&caller, query.as_deref().unwrap_or_default()).await;
    caller.or_error(page)
}

async fn draw(caller: &Caller, query: &str) -> AppResult<Response> {
    let filter = PackageFilter::parse(query);
    let ignored = PackageFilter::left_out(query);
    let listing = catalogue::list(caller.portal(), &caller.visitor, &filter).await?;
    let choice = match &filter.choice {
        Some(choice) => Some(choice::look_up(caller.portal(), &caller.visitor, choice).await?),
        None => None,
    };
    let page = PackagesPage {
        scope: caller.scope(),
        filter,
        listing,
        choice,
        now: caller.portal().now(),
    };
    Ok(caller.page("Packages", NavSection::Packages, move || {
        (left_out(ignored), packages_page(page)).into_any()
    }))
}
