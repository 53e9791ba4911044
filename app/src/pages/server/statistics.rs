//! The load of the server over the last day: pictures, words, and every number in a table.

use super::ServerPage;
use super::chart::{Series, figure};
use crate::components::{Notice, TableWrap, Time};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::statistics::Sample;

/// What the pictures show.
const SECONDS: i64 = 24 * 3_600;

/// A measure: its name, unit and fixed top, and where it stands in a sample.
struct Measure {
    id: &'static str,
    name: &'static str,
    unit: &'static str,
    top: Option<f64>,
    of: fn(&Sample) -> Option<f64>,
}

const MEASURES: [Measure; 5] = [
    Measure {
        id: "cpu-used",
        name: "CPU",
        unit: " %",
        top: Some(100.0),
        of: |sample| sample.cpu_percent,
    },
    Measure {
        id: "memory-used",
        name: "Memory",
        unit: " %",
        top: Some(100.0),
        of: |sample| sample.memory_percent,
    },
    Measure {
        id: "received",
        name: "Network in",
        unit: " kB/s",
        top: None,
        of: |sample| sample.network_in,
    },
    Measure {
        id: "sent",
        name: "Network out",
        unit: " kB/s",
        top: None,
        of: |sample| sample.network_out,
    },
    Measure {
        id: "disk-used",
        name: "Disks filled",
        unit: " %",
        top: Some(100.0),
        of: Sample::disk_percent,
    },
];

impl Measure {
    /// The value in a sample. The cloud measures a little below zero at times.
    fn value(&self, sample: &Sample) -> Option<f64> {
        let value = (self.of)(sample).filter(|value| value.is_finite());
        value.map(|value| value.max(0.0))
    }

    fn series(&self, samples: &[(Timestamp, &Sample)], now: Timestamp) -> Series {
        let begin = now.as_second() - SECONDS;
        let point = |(at, sample): &(Timestamp, &Sample)| {
            Some((at.as_second() - begin, self.value(sample)?))
        };
        Series {
            name: self.name,
            unit: self.unit,
            top: self.top,
            points: samples.iter().filter_map(point).collect(),
        }
    }
}

pub(super) fn statistics_section(page: &ServerPage) -> impl IntoView + use<> {
    let body = match &page.view.statistics {
        Ok(samples) => measured(samples, page.now),
        Err(error) => {
            let words = error.to_string();
            view! { <Notice title="The load is not known just now">{words}</Notice> }.into_any()
        }
    };
    view! {
        <section aria-labelledby="statistics">
            <h2 id="statistics">"Load"</h2>
            {body}
        </section>
    }
}

fn measured(samples: &[Sample], now: Timestamp) -> AnyView {
    let samples = samples.iter();
    let timed = samples.filter_map(|sample| Some((sample.at.parse::<Timestamp>().ok()?, sample)));
    let mut timed: Vec<(Timestamp, &Sample)> = timed.collect();
    timed.sort_by_key(|(at, _)| *at);
    let Some((latest, _)) = timed.last() else {
        return view! { <p class="muted">"The cloud has no measurements of the last 24 hours."</p> }
            .into_any();
    };
    let latest = *latest;
    let figures: Vec<_> = MEASURES
        .iter()
        .map(|measure| figure(&measure.series(&timed, now), measure.id, SECONDS))
        .collect();
    view! {
        <p class="muted">"The last 24 hours, hour by hour; the latest was measured "<Time at=latest now=now.max(latest)/>"."</p>
        <div class="charts">{figures}</div>
        {table(&timed)}
    }
    .into_any()
}

/// Every number, newest first.
fn table(samples: &[(Timestamp, &Sample)]) -> impl IntoView + use<> {
    let heads: Vec<_> = MEASURES
        .iter()
        .map(|measure| {
            let head = format!("{},{}", measure.name, measure.unit);
            view! { <th scope="col" class="table-num">{head}</th> }
        })
        .collect();
    let rows: Vec<_> = samples.iter().rev().map(row).collect();
    view! {
        <details>
            <summary>"All measurements as a table"</summary>
            <TableWrap label="Measurements" wide=true>
                <table class="table server-table">
                    <thead><tr><th scope="col">"Time, UTC"</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableWrap>
        </details>
    }
}

fn row((at, sample): &(Timestamp, &Sample)) -> impl IntoView + use<> {
    let cells: Vec<_> = MEASURES
        .iter()
        .map(|measure| {
            let value = measure.value(sample);
            let words = value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"));
            view! { <td class="table-num">{words}</td> }
        })
        .collect();
    let time = at.strftime("%m-%d %H:%M").to_string();
    view! { <tr><th scope="row">{time}</th>{cells}</tr> }
}
