//! What is known of an account, and what it adds to its servers and groups.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use super::login::LOCATION;
use crate::clc::custom_fields;
use crate::json::Json;
use crate::{Simulator, reply};

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/accounts/{alias}", get(account))
        .merge(at("/v2/accounts/{alias}/customFields", get(fields)))
}

async fn account(State(simulator): State<Simulator>, caller: Caller) -> Response {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let business = &estate.business;
    let mut json = Json::default();
    json.object(|json| {
        json.pair("accountAlias", &estate.alias.to_ascii_uppercase());
        if let Some(parent) = &estate.parent {
            json.pair("parentAlias", &parent.to_ascii_uppercase());
        }
        json.pair("businessName", &business.name)
            .pair("addressLine1", &business.address)
            .pair("city", &business.city)
            .pair("stateProvince", &business.state_province)
            .pair("postalCode", &business.postal_code)
            .pair("telephone", &business.telephone)
            .pair("country", &business.country)
            .pair("status", "active")
            .pair("primaryDataCenter", LOCATION)
            .key("isManaged")
            .bool(false);
    });
    reply::ok(json.into_string())
}

async fn fields(State(simulator): State<Simulator>, caller: Caller) -> Response {
    let (world, _) = simulator.world();
    let fields = &world.estates[caller.estate].custom_fields;
    reply::ok(custom_fields::list(fields))
}
