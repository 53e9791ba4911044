//! Invoices: what a month costs as the fleet is now, group by group.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use super::query::value;
use crate::Simulator;
use crate::clc::estate::cost::cost;
use crate::clc::estate::{Estate, Group};
use crate::clock::Millis;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/invoice/{alias}/{year}/{month}", get(invoice))
}

async fn invoice(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, year, month)): Path<(String, String, String)>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let month: u32 = month.parse().map_err(|_| Refusal::NotFound)?;
    let year: u32 = year.parse().map_err(|_| Refusal::NotFound)?;
    if !(1..=12).contains(&month) || !(2000..=9999).contains(&year) {
        return Err(Refusal::Message("The requested month is not valid."));
    }
    let (world, now) = simulator.world();
    let estate = &world.estates[caller.estate];
    let payer = value(&uri, "pricingAccountAlias").or_else(|| value(&uri, "pricingAccount"));
    let payer = payer.unwrap_or_else(|| estate.alias.clone());
    caller.must_reach(&world, &payer)?;
    let lines: Vec<_> = estate
        .groups
        .iter()
        .filter(|group| !group.gone)
        .map(|group| (group, details(estate, group, now)))
        .filter(|(_, details)| !details.is_empty())
        .collect();
    let alias = estate.alias.to_ascii_uppercase();
    let mut json = Json::default();
    json.object(|json| {
        json.key("id")
            .plain(&[&alias, &format!("{year:04}{month:02}")]);
        json.pair("terms", "Net 15")
            .pair("companyName", &estate.business.name)
            .pair("accountAlias", &alias)
            .pair("pricingAccountAlias", &payer.to_ascii_uppercase());
        if let Some(parent) = &estate.parent {
            json.pair("parentAccountAlias", &parent.to_ascii_uppercase());
        }
        json.pair("address1", &estate.business.address)
            .pair("city", &estate.business.city)
            .pair("stateProvince", &estate.business.state_province)
            .pair("postalCode", &estate.business.postal_code)
            .pair("billingContactEmail", "billing@example.com")
            .pair("invoiceCCEmail", "");
        let total = lines.iter().map(|(_, details)| sum(details)).sum();
        json.key("totalAmount").float(total);
        let (year, next) = (year + month / 12, month % 12 + 1);
        json.pair("invoiceDate", &format!("{year:04}-{next:02}-01T00:00:00Z"))
            .pair("poNumber", "");
        json.key("lineItems").array(|json| {
            for (group, details) in &lines {
                line(json, group, details);
            }
        });
    });
    Ok(reply::ok(json.into_string()))
}

/// The servers of a group with what a month of each costs.
fn details(estate: &Estate, group: &Group, now: Millis) -> Vec<(String, f64)> {
    let servers = group.servers.iter().map(|&at| &estate.servers[at]);
    servers
        .filter_map(|server| Some((server.id.to_ascii_uppercase(), cost(server, now)?.month)))
        .collect()
}

fn sum(details: &[(String, f64)]) -> f64 {
    details.iter().map(|(_, cost)| cost).sum()
}

fn line(json: &mut Json, group: &Group, details: &[(String, f64)]) {
    json.object(|json| {
        json.key("quantity").int(1);
        let text = format!("Server Group: {} - {}", group.name, group.location);
        json.pair("description", &text);
        json.key("unitCost").float(sum(details));
        json.key("itemTotal").float(sum(details));
        json.pair("serviceLocation", &group.location);
        json.key("itemDetails").array(|json| {
            for (server, cost) in details {
                json.object(|json| {
                    json.pair("description", server).key("cost").float(*cost);
                });
            }
        });
    });
}
