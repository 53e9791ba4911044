//! What somebody with a share link sees: how a run goes, on a page without any script.
//!
//! It is a document of its own, with its own small style sheet. What is not passed in here is
//! not on it: no addresses, account, people or job ids, and values only where the owner chose so.

use super::run::{cells, facts};
use crate::components::markup::Markup;
use crate::components::{DocumentTitle, Segment, SegmentBar, StatusBadge, TableHead};
use crate::document::render_bare;
use crate::islands::run_live::words::{
    SHOWN, clock, lost_words, over_words, overdue_words, run_look, silent_words, state_look,
    targets,
};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::live::{LiveRow, LiveRun};
use slipway_domain::run::{Noun, Outcome, RunDetail, RunState};
use slipway_domain::urls::routes;
use std::sync::Arc;

/// The most characters of a server's name that are shown.
const LONGEST_NAME: usize = 40;

/// What the page shows.
pub struct SharedPage {
    /// The run.
    pub detail: Arc<RunDetail>,
    /// The same as a live message, rows in the same order.
    pub live: LiveRun,
    /// Whether the values are shown.
    pub shows_values: bool,
    /// Whether the page loads itself again; `None` where nothing changes any more.
    pub refreshing: Option<bool>,
    /// After how many minutes of silence contact counts as lost.
    pub lost_minutes: i64,
    /// After how many minutes of executing a package is overdue.
    pub overdue_minutes: i64,
    /// When the link ends.
    pub expires_at: Timestamp,
    /// The present.
    pub now: Timestamp,
    /// The address of its style sheet.
    pub style: String,
}

/// The whole document.
pub fn shared_document(page: SharedPage) -> String {
    let style = page.style.clone();
    let title = page.detail.run.title.clone();
    document(title, style, move || content(&page).into_any())
}

/// The document for links that open nothing, whatever the reason.
pub fn nothing_shared(style: &str) -> String {
    told_alone(
        style,
        "This link does not open anything (any more).",
        "It may have expired, been revoked, or been copied in part. Ask whoever gave it to you for another.",
    )
}

/// The document for when the portal itself is in trouble.
pub fn shared_later(style: &str) -> String {
    told_alone(
        style,
        "This page cannot be shown right now.",
        "The link may be fine. Load the page again in a moment.",
    )
}

fn told_alone(style: &str, title: &'static str, words: &'static str) -> String {
    document(title.to_owned(), style.to_owned(), move || {
        view! { <h1>{title}</h1><p class="share-note">{words}</p> }.into_any()
    })
}

fn document(title: String, style: String, content: impl FnOnce() -> AnyView) -> String {
    render_bare(move || {
        view! {
            <!DOCTYPE html>
            <html lang="en">
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <meta name="robots" content="noindex"/>
                    <DocumentTitle text=format!("{title} · Slipway")/>
                    <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                    <link rel="stylesheet" href=style/>
                </head>
                <body><main>{content()}</main></body>
            </html>
        }
        .into_any()
    })
}

fn content(page: &SharedPage) -> impl IntoView + use<> {
    let SharedPage { detail, live, .. } = page;
    let noun = detail.run.plan.noun();
    let look = run_look(live.state, live.counts);
    let segment = |state| {
        Segment::new(
            state_look(state, false),
            state.label(),
            u64::from(live.counts.get(state)),
        )
    };
    let action = detail.run.plan.action.package();
    let values = action.filter(|_| page.shows_values).map(|action| {
        view! { <section><h2>"Values"</h2>{facts(action)}</section> }
    });
    let together = detail.run.plan.pace().map(|words| format!("; {words}"));
    view! {
        <header>
            <h1><bdi translate="no">{detail.run.title.clone()}</bdi></h1>
            <p class="head-context">
                <StatusBadge look=look word=live.state.word()/>
                <span>"started "{utc(detail.run.created_at)}</span>
                <span>{targets(noun, live.counts.total())}{together}</span>
            </p>
        </header>
        {told(page)}
        <SegmentBar segments=SHOWN.map(segment).to_vec()/>
        {asked(page)}
        {table(page)}
        {values}
        <p class="share-note">
            <span>"This link opens until "{utc(page.expires_at)}"."</span>
            <a href=routes::HOME>"Sign in to act on this run"</a>
        </p>
    }
}

/// `2026-11-21 02:15 UTC`.
fn utc(at: Timestamp) -> impl IntoView {
    let exact = Timestamp::from_second(at.as_second())
        .unwrap_or(at)
        .to_string();
    let words = at.strftime("%Y-%m-%d %H:%M UTC").to_string();
    view! { <time datetime=exact>{words}</time> }
}

/// What to know besides the counters.
fn told(page: &SharedPage) -> impl IntoView + use<> {
    let SharedPage { detail, live, .. } = page;
    let noun = detail.run.plan.noun();
    let over = live.state.is_over().then(|| {
        let end = detail.run.finished_at.unwrap_or(page.now);
        let seconds = end.duration_since(detail.run.created_at).as_secs();
        over_words(noun, live.state, live.counts, seconds)
    });
    let paused = (live.state == RunState::Paused)
        .then(|| "Paused: somebody has to sign in again before the cloud can be asked.".to_owned());
    let overdue = (live.progress.overdue > 0)
        .then(|| overdue_words(noun, live.progress.overdue, page.overdue_minutes));
    let created = detail.run.created_at.as_millisecond();
    let silent = live.progress.silent_since.map(|since| {
        let since = format!("{} UTC", clock(since, created));
        silent_words(noun, live.progress.silent, &since)
    });
    let lost =
        (live.progress.lost > 0).then(|| lost_words(noun, live.progress.lost, page.lost_minutes));
    let notice = |words: String| view! { <p class="notice">{words}</p> };
    [over, paused, silent, lost, overdue]
        .into_iter()
        .flatten()
        .map(notice)
        .collect::<Vec<_>>()
}

/// When the cloud was asked, and how to stop or start the page's loading itself again.
fn asked(page: &SharedPage) -> impl IntoView + use<> {
    let created = page.detail.run.created_at.as_millisecond();
    let as_of = page
        .live
        .progress
        .as_of
        .map(|at| format!("As of {} UTC.", clock(at, created)));
    let refreshing = page.refreshing.map(|refreshing| {
        let (words, href, link) = if refreshing {
            (
                "This page loads itself every 5 seconds.",
                "?still=1",
                "Stop refreshing",
            )
        } else {
            ("This page stands still.", "?live=1", "Refresh by itself")
        };
        view! { <span>{words}</span><a href=href>{link}</a> }
    });
    view! { <p class="share-note"><span>{as_of}</span>{refreshing}</p> }
}

const COLUMNS: [(&str, &str); 6] = [
    ("Status", "table-status"),
    ("Server", ""),
    ("Began (UTC)", ""),
    ("Ended (UTC)", ""),
    ("Took", ""),
    ("Message", ""),
];
/// The same of deployments.
const OF_DEPLOYMENTS: [(&str, &str); 6] = {
    let mut columns = COLUMNS;
    columns[1] = ("Deployment", "");
    columns
};

fn table(page: &SharedPage) -> impl IntoView + use<> {
    let created = page.detail.run.created_at.as_millisecond();
    let mut rows = Markup::default();
    for (outcome, live) in page.detail.outcomes.iter().zip(&page.live.rows) {
        row(&mut rows, outcome, live, created);
    }
    let noun = page.detail.run.plan.noun();
    let columns = match noun {
        Noun::Server => &COLUMNS,
        Noun::Deployment => &OF_DEPLOYMENTS,
    };
    view! {
        <table class="table">
            <caption class="hush">{noun.title().1}"; times are UTC"</caption>
            <TableHead columns/>
            <tbody inner_html=rows.finish()></tbody>
        </table>
    }
}

fn row(html: &mut Markup, outcome: &Outcome, live: &LiveRow, created: i64) {
    html.raw("<tr>");
    cells::status(html, live);
    cells::name(html, outcome.shown_name(), LONGEST_NAME);
    cells::moment(html, "Began", live.executing, created);
    cells::moment(html, "Ended", live.ended, created);
    cells::took(html, live);
    cells::message(html, outcome.message.as_deref());
    html.raw("</tr>");
}
