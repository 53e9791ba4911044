//! How the targets of a run stand, all that a view shows, as a file: CSV for spreadsheets, JSON for
//! programs. No value of the run is in it.

use super::csv;
use super::run::{RunPath, named};
use crate::http::AuthenticatedRequest;
use crate::http::answer::attachment;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;
use slipway_app::islands::run_live::words::took_seconds;
use slipway_domain::live::LiveRow;
use slipway_domain::run::{Outcome, RunDetail};
use slipway_domain::urls::RunView;
use slipway_domain::{AppError, AppResult, DataCenterId};
use slipway_portal::runs::{self, outcomes};
use std::iter;
use std::sync::Arc;

/// The column that is there where targets stand in places.
const PLACE: &str = "data center";

/// The first line of the CSV.
const HEADERS: [&str; 10] = [
    "run", "target", "name", PLACE, "state", "queued", "began", "ended", "took s", "message",
];

/// `GET /{cloud}/{account}/runs/{run}/targets.csv`
pub async fn csv(
    request: AuthenticatedRequest,
    Path((_, _, run)): RunPath,
    RawQuery(query): RawQuery,
) -> Response {
    let table = async {
        let (detail, places) = shown(&request, &run, query).await?;
        let table = csv::file(table(&detail, &places)).map_err(|error| {
            tracing::error!(%error, "a run could not be written to a file");
            AppError::Internal
        })?;
        let name = file_name(&detail, "csv");
        Ok(attachment(table, csv::MEDIA_TYPE, &name))
    };
    request.or_error(table.await)
}

/// `GET /{cloud}/{account}/runs/{run}/targets.json`
pub async fn json(
    request: AuthenticatedRequest,
    Path((_, _, run)): RunPath,
    RawQuery(query): RawQuery,
) -> Response {
    let text = async {
        let (detail, places) = shown(&request, &run, query).await?;
        let targets = places.iter().map(|place| record(&detail.outcomes[*place]));
        let run = Record {
            run: detail.run.number.get(),
            title: &detail.run.title,
            state: detail.run.state.word(),
            started_by: &detail.run.started_by,
            started: detail.run.created_at,
            finished: detail.run.finished_at,
            targets: targets.collect(),
        };
        let text = serde_json::to_string(&run).map_err(|error| {
            tracing::error!(%error, "a run could not be written to a file");
            AppError::Internal
        })?;
        let name = file_name(&detail, "json");
        Ok(attachment(text, "application/json", &name))
    };
    request.or_error(text.await)
}

async fn shown(
    request: &AuthenticatedRequest,
    run: &str,
    query: Option<String>,
) -> AppResult<(Arc<RunDetail>, Vec<usize>)> {
    let (run, _) = named(request, run).await?;
    let detail = runs::detail(request.portal(), &request.grant, &run).await?;
    let view = RunView::parse(&query.unwrap_or_default());
    let places = outcomes::shown(&detail, &view);
    Ok((detail, places))
}

fn file_name(detail: &RunDetail, ending: &str) -> String {
    let account = detail.run.account.as_str().chars();
    let account: String = account.filter(char::is_ascii_alphanumeric).collect();
    format!("run-{account}-{}.{ending}", detail.run.number.get())
}

/// The CSV; without the column of places where targets stand in none.
fn table(detail: &RunDetail, places: &[usize]) -> impl Iterator<Item = Vec<String>> {
    let mut outcomes = detail.outcomes.iter();
    let is_placed = outcomes.any(|outcome| outcome.data_center.is_some());
    let rows = places.iter().map(|place| cells(detail, *place));
    let rows = iter::once(HEADERS.map(str::to_owned)).chain(rows);
    rows.map(move |cells| {
        let cells = cells.into_iter().zip(HEADERS);
        let cells = cells.filter(|(_, header)| is_placed || *header != PLACE);
        cells.map(|(cell, _)| cell).collect()
    })
}

fn cells(detail: &RunDetail, place: usize) -> [String; HEADERS.len()] {
    let outcome = &detail.outcomes[place];
    let center = outcome.data_center.as_ref().map(DataCenterId::shown);
    let moment = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    [
        detail.run.number.get().to_string(),
        outcome.target.to_string(),
        outcome.shown_name().to_owned(),
        center.unwrap_or_default(),
        outcome.state.label().to_owned(),
        moment(outcome.queued_at),
        moment(outcome.executing_at),
        moment(outcome.ended_at),
        took(outcome)
            .map(|seconds| seconds.to_string())
            .unwrap_or_default(),
        outcome.message.clone().unwrap_or_default(),
    ]
}

fn took(outcome: &Outcome) -> Option<i64> {
    took_seconds(&LiveRow::of(outcome, false))
}

/// A run as programs read it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record<'a> {
    run: u64,
    title: &'a str,
    state: &'static str,
    started_by: &'a str,
    started: Timestamp,
    finished: Option<Timestamp>,
    targets: Vec<TargetRecord<'a>>,
}

/// One of its targets.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TargetRecord<'a> {
    target: String,
    name: &'a str,
    data_center: Option<String>,
    state: &'static str,
    queued: Option<Timestamp>,
    began: Option<Timestamp>,
    ended: Option<Timestamp>,
    took_seconds: Option<i64>,
    message: Option<&'a str>,
}

fn record(outcome: &Outcome) -> TargetRecord<'_> {
    TargetRecord {
        target: outcome.target.to_string(),
        name: outcome.shown_name(),
        data_center: outcome.data_center.as_ref().map(DataCenterId::shown),
        state: outcome.state.word(),
        queued: outcome.queued_at,
        began: outcome.executing_at,
        ended: outcome.ended_at,
        took_seconds: took(outcome),
        message: outcome.message.as_deref(),
    }
}
