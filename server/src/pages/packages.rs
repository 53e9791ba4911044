//! The packages of an account.

use crate::http::Caller;
use axum::extract::RawQuery;
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::packages::{PackagesPage, packages_page};
use slipway_domain::AppResult;
use slipway_domain::urls::PackageFilter;
use slipway_portal::catalogue;

/// `GET /{account}/packages`
pub async fn list(caller: Caller, RawQuery(query): RawQuery) -> Response {
    let filter = PackageFilter::parse(query.as_deref().unwrap_or_default());
    let page = draw(&caller, filter).await;
    caller.or_error(page)
}

async fn draw(caller: &Caller, filter: PackageFilter) -> AppResult<Response> {
    let listing = catalogue::list(caller.portal(), &caller.visitor, &filter).await?;
    let page = PackagesPage {
        account: caller.account().clone(),
        filter,
        listing,
    };
    Ok(caller.page("Packages", NavSection::Packages, move || {
        packages_page(page).into_any()
    }))
}
