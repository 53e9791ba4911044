//! The servers of a run, one row each, with a tab for each state.
//!
//! There may be a thousand rows: they carry short classes, no pictures and nothing twice.

use super::{RunPage, built, cells};
use crate::components::markup::Markup;
use crate::components::{TableHead, grouped};
use crate::islands::run_live::words::{SHOWN, belongs};
use leptos::prelude::*;
use slipway_domain::DataCenterId;
use slipway_domain::live::LiveRow;
use slipway_domain::run::{Noun, Outcome, OutcomeState};
use slipway_domain::urls::RunView;

/// The most characters of a server's name that are shown.
const LONGEST_NAME: usize = 32;

pub(super) fn targets(page: &RunPage) -> impl IntoView + use<> {
    let base = page.run().created_at.as_millisecond();
    let shown = |outcome: &Outcome| {
        page.view
            .show
            .is_none_or(|show| belongs(outcome.state, show))
    };
    let mut rows = Markup::default();
    let placed = page.is_placed();
    let pairs = page.detail.outcomes.iter().zip(&page.live.rows);
    for (outcome, live) in pairs.filter(|(outcome, _)| shown(outcome)) {
        row(
            &mut rows,
            outcome,
            live,
            built::page_of(page, outcome),
            base,
            placed,
        );
    }
    let rows = rows.finish();
    let none = rows.is_empty();
    let all = page.address(RunView::default());
    let servers = built::servers(page);
    let noun = page.noun();
    let columns: &[(&str, &str)] = match noun {
        Noun::Deployment => &DEPLOYMENTS,
        Noun::Server if placed => &PLACED,
        Noun::Server => &COLUMNS,
    };
    let (_, title) = noun.title();
    view! {
        <section>
            <h2 class="hush">{title}</h2>
            {tabs(page)}
            <p class="run-hint" id="run-more" hidden=true><span></span>" "<a href=page.address(page.view)>"Reload"</a></p>
            <p class="run-hint" id="run-none" hidden=!none>
                "No "{noun.one()}" stands here. "<a href=all>"Show all "{noun.many()}</a>
            </p>
            <div class="table-wrap" role="region" aria-label=title hidden=none>
                <table class="table run-table">
                    <TableHead columns=columns/>
                    <tbody id="run-rows" data-servers=servers inner_html=rows></tbody>
                </table>
            </div>
            <p class="run-hint">
                <span id="run-zone">"Times are UTC."</span>{log_words(noun)}
            </p>
        </section>
    }
}

const COLUMNS: [(&str, &str); 7] = [
    ("Status", "table-status"),
    ("Server", ""),
    ("Queued", ""),
    ("Began", ""),
    ("Ended", ""),
    ("Took", ""),
    ("Message", ""),
];
/// The same of deployments.
const DEPLOYMENTS: [(&str, &str); 7] = {
    let mut columns = COLUMNS;
    columns[1] = ("Deployment", "");
    columns
};
/// The same in a cloud that has places.
const PLACED: [(&str, &str); 8] = [
    COLUMNS[0],
    COLUMNS[1],
    ("Data center", ""),
    COLUMNS[2],
    COLUMNS[3],
    COLUMNS[4],
    COLUMNS[5],
    COLUMNS[6],
];

fn log_words(noun: Noun) -> &'static str {
    match noun {
        Noun::Server => {
            " The cloud gives no log: its status, and its message where it refused a server, are all \
             there is."
        }
        Noun::Deployment => " Each execution tells its events and logs on a page of its own.",
    }
}

fn tabs(page: &RunPage) -> impl IntoView + use<> {
    let label = format!("{} by state", page.noun().title().1);
    let counts = page.live.counts;
    let tab = |state: Option<OutcomeState>, words: String, count: u32| {
        let href = page.address(RunView {
            show: state,
            ..RunView::default()
        });
        let current = page.view.show == state;
        view! {
            <li data-state=state.map_or("all", OutcomeState::word) hidden=count == 0 && !current>
                <a href=href aria-current=current.then_some("page")>
                    {words}" "<span class="tabs-count">{grouped(count.into())}</span>
                </a>
            </li>
        }
    };
    let states: Vec<_> = SHOWN
        .into_iter()
        .map(|state| tab(Some(state), capital(state.label()), counts.get(state)))
        .collect();
    view! {
        <nav class="tabs run-tabs" aria-label=label id="run-tabs">
            <ul role="list">{tab(None, "All".to_owned(), counts.total())}{states}</ul>
        </nav>
    }
}

/// Words with a capital first letter.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(letters)
        .collect()
}

fn row(
    html: &mut Markup,
    outcome: &Outcome,
    live: &LiveRow,
    built: Option<String>,
    base: i64,
    placed: bool,
) {
    html.raw("<tr data-server=\"")
        .shown(&outcome.target)
        .raw("\">");
    cells::status(html, live);
    match built {
        Some(href) => cells::linked_name(html, outcome.shown_name(), &href),
        None => cells::name(html, outcome.shown_name(), LONGEST_NAME),
    }
    if placed {
        let center = outcome.data_center.as_ref().map(DataCenterId::shown);
        html.raw("<td>")
            .text(&center.unwrap_or_default())
            .raw("</td>");
    }
    cells::moment(html, "Queued", live.queued, base);
    cells::moment(html, "Began", live.executing, base);
    cells::moment(html, "Ended", live.ended, base);
    cells::took(html, live);
    cells::message(html, outcome.message.as_deref());
    html.raw("</tr>");
}
