//! The servers of an account: the list, and how somebody wants to look at it.

use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use crate::http::{AuthenticatedRequest, cookies, guards};
use axum::extract::RawQuery;
use axum::response::Response;
use http::HeaderMap;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::left_out::left_out;
use slipway_app::pages::servers::columns::{COOKIE, Looks};
use slipway_app::pages::servers::{ServersPage, servers_page};
use slipway_domain::urls::{self, ServerFilter};
use slipway_domain::{AppError, AppResult};
use slipway_portal::inventory;
use slipway_portal::upkeep::cache::Freshness;

/// Asks the cloud once; the answer leads to the address without it, or is the list itself where
/// the page's script asks.
const REFRESH: &str = "refresh=1";

/// `GET /{cloud}/{account}/servers`
pub async fn list(
    request: AuthenticatedRequest,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.as_deref().unwrap_or_default();
    let page = if query.split('&').any(|pair| pair == REFRESH) {
        refresh(&request, &headers, query).await
    } else {
        draw(&request, &headers, query).await
    };
    request.or_error(page)
}

async fn draw(
    request: &AuthenticatedRequest,
    headers: &HeaderMap,
    query: &str,
) -> AppResult<Response> {
    let filter = ServerFilter::parse(query);
    let ignored = ServerFilter::left_out(query);
    let inventory =
        inventory::inventory(request.portal(), &request.grant, Freshness::Recent).await?;
    let places = inventory.value.select(&filter);
    let looks = cookies::value(headers, &request.context.state.http, COOKIE)
        .map_or_else(Looks::default, |looks| Looks::parse(&looks));
    let cloud = request.portal().cloud_of(&request.grant.principal)?;
    let page = ServersPage {
        scope: request.scope(),
        principal: request.grant.principal.clone(),
        filter,
        inventory,
        places,
        looks,
        shows_servers: cloud.shows_servers(),
        has_packages: cloud.lists_packages(),
        operations: cloud.rules().operations(),
        now: request.portal().now(),
    };
    let view = move || (left_out(ignored), servers_page(&page)).into_any();
    Ok(request.island_page("Servers", NavSection::Servers, None, view))
}

/// Where the cloud does not answer, the list tells so, with what was read before.
async fn refresh(
    request: &AuthenticatedRequest,
    headers: &HeaderMap,
    query: &str,
) -> AppResult<Response> {
    let read = inventory::inventory(request.portal(), &request.grant, Freshness::Now).await;
    if let Err(error @ (AppError::SignedOut | AppError::CredentialEnded)) = read {
        return Err(error);
    }
    let filter = ServerFilter::parse(query);
    if guards::is_in_place(headers) {
        return draw(request, headers, &filter.query()).await;
    }
    Ok(see_other(&urls::servers(&request.scope(), &filter)))
}

/// `POST /{cloud}/{account}/servers/view`
pub async fn look(request: AuthenticatedRequest, pairs: Pairs) -> Response {
    let words = pairs
        .0
        .iter()
        .filter(|(name, _)| matches!(name.as_str(), "column" | "rows"))
        .map(|(_, word)| word.as_str());
    let looks = Looks::of_words(words).cookie();
    let back = ServerFilter::parse(pairs.text("back"));
    let mut response = see_other(&urls::servers(&request.scope(), &back));
    let http = &request.context.state.http;
    cookies::set(response.headers_mut(), http, COOKIE, Some(&looks));
    response
}
