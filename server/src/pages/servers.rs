//! The servers of an account, read-only.

use crate::http::Caller;
use axum::extract::RawQuery;
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::left_out::left_out;
use slipway_app::pages::servers::{ServersPage, servers_page};
use slipway_domain::AppResult;
use slipway_domain::urls::ServerFilter;
use slipway_portal::cached::Want;
use slipway_portal::inventory;

/// `GET /{account}/servers`
pub async fn list(caller: Caller, RawQuery(query): RawQuery) -> Response {
    let page = draw(&caller, query.as_deref().unwrap_or_default()).await;
    caller.or_error(page)
}

async fn draw(caller: &Caller, query: &str) -> AppResult<Response> {
    let filter = ServerFilter::parse(query);
    let ignored = ServerFilter::left_out(query);
    let inventory = inventory::inventory(caller.portal(), &caller.visitor, Want::Recent).await?;
    let places = inventory.value.select(&filter);
    let page = ServersPage {
        account: caller.account().clone(),
        filter,
        inventory,
        places,
    };
    Ok(caller.page("Servers", NavSection::Servers, move || {
        (left_out(ignored), servers_page(&page)).into_any()
    }))
}
