//! Counters as one bar with a legend, and when the cloud was asked.

use super::RunPage;
use crate::components::segment_bar::spans;
use crate::islands::run_live::words::{
    SHOWN, clock, count_of, next_words, silent_words, state_look,
};
use leptos::prelude::*;
use slipway_domain::run::{Counts, OutcomeState};
use slipway_domain::urls::RunView;

pub(super) fn counters(page: &RunPage, watched: String) -> impl IntoView + use<> {
    let counts = page.live.counts;
    let numbers = SHOWN.map(|state| u64::from(counts.get(state)));
    let bars: Vec<_> = SHOWN
        .into_iter()
        .zip(spans(&numbers))
        .map(|(s, span)| bar(s, span))
        .collect();
    let legend: Vec<_> = SHOWN
        .into_iter()
        .map(|state| entry(page, counts, state))
        .collect();
    view! {
        <section aria-label="Progress" id="run-counts" data-watched=watched>
            <div class="seg">
                <svg class="seg-bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
                    {bars}
                </svg>
                <ul class="seg-legend" role="list">{legend}</ul>
            </div>
            {asked(page)}
        </section>
    }
}

fn bar(state: OutcomeState, (x, width): (u64, u64)) -> impl IntoView {
    let class = format!("seg-{}", state_look(state, false).name());
    view! {
        <rect class=class data-state=state.word() x=x.to_string() width=width.to_string() height="8"></rect>
    }
}

fn entry(page: &RunPage, counts: Counts, state: OutcomeState) -> impl IntoView + use<> {
    let href = page.address(&RunView {
        show: Some(state),
        ..RunView::default()
    });
    view! {
        <li data-state=state.word() hidden=counts.get(state) == 0>
            <a class=state_look(state, false).badge_class() href=href>{count_of(counts, state)}</a>
        </li>
    }
}

/// When jobs were read and will be, and what to expect of that.
fn asked(page: &RunPage) -> impl IntoView + use<> {
    let progress = page.live.progress;
    let created = page.run().created_at.as_millisecond();
    let as_of = match progress.as_of {
        Some(at) => format!("As of {} UTC", clock(at, created)),
        None => "Nothing heard of it yet".to_owned(),
    };
    let next = next_words(progress, page.now.as_millisecond());
    let silent = progress.silent_since.map_or_else(String::new, |since| {
        silent_words(
            page.noun(),
            progress.silent,
            &format!("{} UTC", clock(since, created)),
        )
    });
    let refreshing = (!page.is_over() && page.view.confirming.is_none()).then(|| {
        let view = RunView {
            still: !page.view.still,
            ..page.view.clone()
        };
        let (words, link) = if page.view.still {
            ("This page stands still.", "Load it every 5 seconds")
        } else {
            ("This page loads itself every 5 seconds.", "Stop that")
        };
        view! { <noscript><span>{words}" "<a href=page.address(&view)>{link}</a></span></noscript> }
    });
    view! {
        <p class="run-asked">
            <span id="run-asof">{as_of}</span>
            <span id="run-next">{next}</span>
            <strong class="run-silent" id="run-silent" hidden=progress.silent == 0>{silent}</strong>
            <span id="run-link" hidden=true><span></span>" "<a href=page.address(&page.view)>"Reload"</a></span>
            {refreshing}
        </p>
    }
}
