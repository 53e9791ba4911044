//! The packages of an account.

use crate::http::AuthenticatedRequest;
use axum::extract::RawQuery;
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::left_out::left_out;
use slipway_app::pages::packages::{PackagesPage, packages_page};
use slipway_domain::AppResult;
use slipway_domain::urls::PackageFilter;
use slipway_portal::home;
use slipway_portal::packages::catalogue;
use slipway_portal::plans::saved_selection;

/// `GET /{cloud}/{account}/packages`
pub async fn list(request: AuthenticatedRequest, RawQuery(query): RawQuery) -> Response {
    let page = draw(&request, query.as_deref().unwrap_or_default()).await;
    request.or_error(page)
}

async fn draw(request: &AuthenticatedRequest, query: &str) -> AppResult<Response> {
    let filter = PackageFilter::parse(query);
    let ignored = PackageFilter::left_out(query);
    let listing = catalogue::list(request.portal(), &request.grant, &filter).await?;
    let choice = match &filter.choice {
        Some(choice) => {
            Some(saved_selection::show(request.portal(), &request.grant, choice).await?)
        }
        None => None,
    };
    let page = PackagesPage {
        scope: request.scope(),
        filter,
        listing,
        starred: home::starred(request.portal(), &request.grant).await?,
        choice,
        now: request.portal().now(),
    };
    Ok(request.page("Packages", NavSection::Packages, move || {
        (left_out(ignored), packages_page(page)).into_any()
    }))
}
