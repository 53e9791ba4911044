//! The servers that a filter leaves, all pages of them in their order, as a file: CSV for
//! spreadsheets, JSON for programs.

use super::csv;
use crate::http::AuthenticatedRequest;
use crate::http::answer::attachment;
use axum::extract::RawQuery;
use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;
use slipway_domain::server::{PowerState, Server};
use slipway_domain::urls::ServerFilter;
use slipway_domain::{AccountAlias, AppError, AppResult, DataCenterId, ServerId};
use slipway_portal::inventory::{self, Inventory};
use slipway_portal::upkeep::cache::{CachedValue, Freshness};
use std::error::Error;
use std::iter;

/// The column that is there where servers stand in places.
const PLACE: &str = "data center";

/// The first line of the CSV.
const HEADERS: [&str; 15] = [
    "id",
    "name",
    "status",
    "power",
    "in maintenance",
    PLACE,
    "group",
    "operating system",
    "cpu",
    "memory MB",
    "storage GB",
    "ip addresses",
    "description",
    "custom fields",
    "modified",
];

/// `GET /{cloud}/{account}/servers.csv`
pub async fn csv(request: AuthenticatedRequest, RawQuery(query): RawQuery) -> Response {
    let table = matching(&request, query.as_deref().unwrap_or_default())
        .await
        .and_then(|(inventory, places)| table(&inventory.value, &places));
    let name = file_name(&request.scope().account, request.portal().now(), "csv");
    request.or_error(table.map(|table| attachment(table, csv::MEDIA_TYPE, &name)))
}

/// `GET /{cloud}/{account}/servers.json`; with `only=id` the ids alone, for a page that wants to know
/// which of the chosen servers its filter hides.
pub async fn json(request: AuthenticatedRequest, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let answer = match matching(&request, &query).await {
        Ok((inventory, places)) => {
            let servers = places.iter().map(|place| &inventory.value.servers[*place]);
            if query.split('&').any(|pair| pair == "only=id") {
                written(&servers.map(|server| &server.id).collect::<Vec<_>>())
            } else {
                written(&servers.map(Record::of).collect::<Vec<_>>())
            }
        }
        Err(error) => Err(error),
    };
    let name = file_name(&request.scope().account, request.portal().now(), "json");
    request.or_error(answer.map(|text| attachment(text, "application/json", &name)))
}

async fn matching(
    request: &AuthenticatedRequest,
    query: &str,
) -> AppResult<(CachedValue<Inventory>, Vec<usize>)> {
    let inventory =
        inventory::inventory(request.portal(), &request.grant, Freshness::Recent).await?;
    let places = inventory.value.select(&ServerFilter::parse(query));
    Ok((inventory, places))
}

fn written(value: &impl Serialize) -> AppResult<String> {
    serde_json::to_string(value).map_err(|error| not_written(&error))
}

fn not_written(error: &dyn Error) -> AppError {
    tracing::error!(%error, "servers could not be written to a file");
    AppError::Internal
}

fn file_name(account: &AccountAlias, now: Timestamp, ending: &str) -> String {
    let account = account.as_str().chars();
    let account: String = account.filter(char::is_ascii_alphanumeric).collect();
    let day = now.strftime("%Y-%m-%d");
    format!("servers-{account}-{day}.{ending}")
}

/// The CSV; without the column of places where servers stand in none.
fn table(inventory: &Inventory, places: &[usize]) -> AppResult<Vec<u8>> {
    let has_places = inventory.is_placed();
    let servers = places.iter().map(|place| cells(&inventory.servers[*place]));
    let rows = iter::once(HEADERS.map(str::to_owned)).chain(servers);
    let rows = rows.map(|cells| {
        let cells = cells.into_iter().zip(HEADERS);
        let cells = cells.filter(|(_, header)| has_places || *header != PLACE);
        cells.map(|(cell, _)| cell).collect()
    });
    csv::file(rows).map_err(|error| not_written(&error))
}

fn cells(server: &Server) -> [String; HEADERS.len()] {
    let yes_no = |yes: bool| if yes { "yes" } else { "no" };
    [
        server.id.to_string(),
        server.name.clone(),
        server.status.label().to_owned(),
        server.power.map_or("", PowerState::word).to_owned(),
        yes_no(server.in_maintenance).to_owned(),
        server
            .data_center
            .as_ref()
            .map(DataCenterId::shown)
            .unwrap_or_default(),
        server.group_path.clone(),
        server.os_name.clone(),
        known(server.cpu.into()),
        known(server.memory_mb),
        known(server.storage_gb),
        server.ips.join(" "),
        server.description.clone(),
        server.custom.clone(),
        server.modified.clone().unwrap_or_default(),
    ]
}

/// An amount; nothing where the cloud named none.
fn known(amount: u64) -> String {
    match amount {
        0 => String::new(),
        amount => amount.to_string(),
    }
}

/// One server as programs read it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record<'a> {
    id: &'a ServerId,
    name: &'a str,
    status: &'a str,
    power: Option<&'static str>,
    in_maintenance: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_center: Option<&'a str>,
    group_id: &'a str,
    group: &'a str,
    os: &'a str,
    os_name: &'a str,
    cpu: Option<u32>,
    memory_mb: Option<u64>,
    storage_gb: Option<u64>,
    ips: &'a [String],
    description: &'a str,
    custom_fields: &'a str,
    modified: Option<&'a str>,
}

impl<'a> Record<'a> {
    fn of(server: &'a Server) -> Self {
        Self {
            id: &server.id,
            name: &server.name,
            status: server.status.wire(),
            power: server.power.map(PowerState::word),
            in_maintenance: server.in_maintenance,
            data_center: server.data_center.as_ref().map(DataCenterId::as_str),
            group_id: server.group.as_str(),
            group: &server.group_path,
            os: &server.os,
            os_name: &server.os_name,
            cpu: Some(server.cpu).filter(|amount| *amount > 0),
            memory_mb: Some(server.memory_mb).filter(|amount| *amount > 0),
            storage_gb: Some(server.storage_gb).filter(|amount| *amount > 0),
            ips: &server.ips,
            description: &server.description,
            custom_fields: &server.custom,
            modified: server.modified.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_holds_nothing_that_could_leave_its_quotes() {
        let now: Timestamp = "2026-11-21T08:00:00Z".parse().expect("a time");
        let account = AccountAlias::new("SL\"IP/..");
        assert_eq!(
            file_name(&account, now, "csv"),
            "servers-SLIP-2026-11-21.csv"
        );
    }
}
