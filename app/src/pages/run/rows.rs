//! The servers of a run, one row each, with a tab for each state.
//!
//! There may be a thousand rows: they carry short classes, no pictures and nothing twice.

use super::RunPage;
use crate::components::{Middle, grouped};
use crate::islands::run_live::words::{
    SHOWN, belongs, clock, fold, state_look, state_words, took_words,
};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::live::LiveRow;
use slipway_domain::run::{Outcome, OutcomeState};
use slipway_domain::urls::RunView;

pub(super) fn servers(page: &RunPage) -> impl IntoView + use<> {
    let base = page.run().created_at.as_millisecond();
    let shown = |outcome: &Outcome| {
        page.view
            .show
            .is_none_or(|show| belongs(outcome.state, show))
    };
    let rows: Vec<_> = page
        .detail
        .outcomes
        .iter()
        .zip(&page.live.rows)
        .filter(|(outcome, _)| shown(outcome))
        .map(|(outcome, live)| row(outcome, live, base))
        .collect();
    let none = rows.is_empty();
    let all = page.address(RunView::default());
    view! {
        <section>
            <h2 class="hush">"Servers"</h2>
            {tabs(page)}
            <p class="run-hint" id="run-more" hidden=true><span></span>" "<a href="">"Reload"</a></p>
            <p class="run-hint" id="run-none" hidden=!none>
                "No server stands here. "<a href=all>"Show all servers"</a>
            </p>
            <div class="table-wrap" role="region" aria-label="Servers" hidden=none>
                <table class="table run-table">
                    {head()}
                    <tbody id="run-rows">{rows}</tbody>
                </table>
            </div>
            <p class="run-hint">
                <span id="run-zone">"Times are UTC."</span>" CenturyLink Cloud gives no log for package \
                 runs: its status, and its message where it refused a server, are all there is."
            </p>
        </section>
    }
}

fn head() -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th scope="col" class="table-status">"Status"</th>
                <th scope="col">"Server"</th>
                <th scope="col">"Data center"</th>
                <th scope="col">"Queued"</th>
                <th scope="col">"Began"</th>
                <th scope="col">"Ended"</th>
                <th scope="col">"Took"</th>
                <th scope="col">"Message"</th>
            </tr>
        </thead>
    }
}

fn tabs(page: &RunPage) -> impl IntoView + use<> {
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
        .map(|state| tab(Some(state), capital(state.words()), counts.get(state)))
        .collect();
    view! {
        <nav class="tabs run-tabs" aria-label="Servers by state" id="run-tabs">
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

fn row(outcome: &Outcome, live: &LiveRow, base: i64) -> impl IntoView + use<> {
    let look = state_look(live.state, live.overdue);
    let words = state_words(live.state, live.overdue);
    view! {
        <tr data-server=outcome.server.to_string()>
            <td class="table-status"><span class=look.badge_class()>{words}</span></td>
            <th scope="row" class="table-main"><Middle text=outcome.name.clone() keep=32/></th>
            <td>{outcome.data_center.as_str().to_uppercase()}</td>
            <td data-label="Queued">{moment(live.queued, base)}</td>
            <td data-label="Began">{moment(live.executing, base)}</td>
            <td data-label="Ended">{moment(live.ended, base)}</td>
            <td data-label="Took">{took_words(live)}</td>
            <td class="run-message">{outcome.message.as_deref().map(message)}</td>
        </tr>
    }
}

/// A clock time in UTC, with the exact moment behind it.
pub(in crate::pages) fn moment(millis: Option<i64>, base: i64) -> Option<impl IntoView + use<>> {
    let millis = millis?;
    let exact = Timestamp::from_second(millis.div_euclid(1000))
        .unwrap_or_default()
        .to_string();
    Some(view! { <time datetime=exact>{clock(millis, base, 0)}</time> })
}

/// The cloud's words: text whatever they hold, folded when long.
pub(in crate::pages) fn message(text: &str) -> AnyView {
    let Some(short) = fold(text) else {
        return view! { <bdi>{text.to_owned()}</bdi> }.into_any();
    };
    view! {
        <details>
            <summary><bdi>{short}</bdi></summary>
            <bdi>{text.to_owned()}</bdi>
        </details>
    }
    .into_any()
}
