//! The servers of a run, one row each: failures first, with a tab for each state.
//!
//! There may be a thousand rows: they carry short classes, no pictures and nothing twice.

use super::{RunPage, built, cells, links};
use crate::components::markup::Markup;
use crate::components::{
    Button, Chip, Chips, FieldSpec, FilterBar, Icon, ListPart, TableHead, TextInput, grouped,
};
use crate::islands::run_live::words::SHOWN;
use leptos::prelude::*;
use slipway_domain::DataCenterId;
use slipway_domain::live::LiveRow;
use slipway_domain::run::{Noun, Outcome, OutcomeState};
use slipway_domain::urls::{self, RunView};
use slipway_portal::runs::outcomes::shown;

/// The most characters of a server's name that are shown.
const LONGEST_NAME: usize = 32;

/// Rows on one page of them.
const PAGE: usize = 200;

/// From how many targets on they can be searched.
const MANY: u32 = 10;

/// Whether the page shows only some of those that its tab counts.
pub(super) fn is_partial(page: &RunPage) -> bool {
    page.view.search.is_some() || shown(&page.detail, &page.view).len() > PAGE
}

pub(super) fn targets(page: &RunPage) -> impl IntoView + use<> {
    let base = page.run().created_at.as_millisecond();
    let mut rows = Markup::default();
    let placed = page.is_placed();
    let listed = shown(&page.detail, &page.view);
    let first = (page.view.page as usize - 1).saturating_mul(PAGE);
    let here = listed.iter().skip(first).take(PAGE);
    let mut count = 0;
    for place in here {
        let (outcome, live) = (&page.detail.outcomes[*place], &page.live.rows[*place]);
        let leads_to = links::page_of(page, outcome);
        row(&mut rows, outcome, live, leads_to, base, placed);
        count += 1;
    }
    let rows = rows.finish();
    let none = rows.is_empty();
    let all = page.address(&RunView::default());
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
            {search(page)}
            <p class="run-hint" id="run-more" hidden=true><span></span>" "<a href=page.address(&page.view)>"Reload"</a></p>
            <p class="run-hint" id="run-none" hidden=!none>
                "No "{noun.one()}" stands here. "<a href=all>"Show all "{noun.many()}</a>
            </p>
            <div class="table-wrap" role="region" aria-label=title hidden=none>
                <table class="table run-table">
                    <TableHead columns=columns/>
                    <tbody id="run-rows" data-servers=servers inner_html=rows></tbody>
                </table>
            </div>
            {pages(page, count, listed.len())}
            <p class="run-hint">
                <span id="run-zone">"Times are UTC."</span>" Took: from being queued to the end."{log_words(noun)}
            </p>
            {files(page)}
        </section>
    }
}

/// The way to the other pages, where there are any.
fn pages(page: &RunPage, count: usize, total: usize) -> Option<AnyView> {
    let part = ListPart {
        page: page.view.page,
        size: PAGE as u64,
        shown: count,
        total: total as u64,
    };
    let at = |page_number: u32| {
        page.address(&RunView {
            page: page_number,
            ..page.view.rows()
        })
    };
    (total > PAGE && count > 0).then(|| part.pagination("1", at))
}

/// Finds among them, by name and by what is said of them.
fn search(page: &RunPage) -> Option<impl IntoView + use<>> {
    let view = &page.view;
    (page.live.counts.total() > MANY || view.search.is_some()).then(|| {
        let label = format!("Find a {} or words in a message", page.noun().one());
        let show = view.show.map(|state| {
            view! { <input type="hidden" name="show" value=state.word()/> }
        });
        let search = view.search.clone();
        let cleared = view.search.as_ref().map(|text| {
            let rest = RunView {
                search: None,
                ..view.rows()
            };
            vec![Chip::new(format!("“{text}”"), page.address(&rest))]
        });
        view! {
            <FilterBar action=page.address(&RunView::default())>
                <TextInput
                    field=FieldSpec::new("run-q", "q", label).unmarked()
                    value=search
                    kind="search"
                    placeholder="Name or message"
                />
                {show}
                <Button label="Find" icon=Icon::Search/>
            </FilterBar>
            <Chips chips=cleared.unwrap_or_default()/>
        }
    })
}

/// The same as files.
fn files(page: &RunPage) -> impl IntoView + use<> {
    let (scope, number) = (page.run().scope(), page.run().number);
    let view = &page.view;
    view! {
        <p class="run-hint run-files">
            "Download: "<a download="" href=urls::run_csv(&scope, number, view)>"CSV, for spreadsheets"</a>
            " "<a download="" href=urls::run_json(&scope, number, view)>"JSON"</a>
        </p>
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
        let href = page.address(&RunView {
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
    leads_to: Option<String>,
    base: i64,
    placed: bool,
) {
    html.raw("<tr data-server=\"")
        .shown(&outcome.target)
        .raw("\">");
    cells::status(html, live);
    match leads_to {
        Some(href) => cells::linked_name(html, outcome.shown_name(), LONGEST_NAME, &href),
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
