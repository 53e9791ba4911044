//! Runs on Home: those that wait for a person, those that go on, and the person's last ones.

use super::HomePage;
use crate::components::{
    Button, FormScope, Icon, LinkButton, Middle, Segment, SegmentBar, StatusBadge, TableHead,
    TableWrap, Time, duration_words, grouped,
};
use crate::islands::run_live::words::{SHOWN, count_of, run_look, state_look, targets};
use leptos::prelude::*;
use slipway_domain::run::{HoldReason, OutcomeState};
use slipway_domain::urls::{self, RunFilter};
use slipway_portal::home::{Due, LastRun, Waits};
use slipway_portal::runs::RunSummary;

/// The most characters of what a run does.
const LONGEST_TITLE: usize = 48;

/// The most running runs that are shown.
const RUNNING: usize = 6;

/// A run by its number and what it does, leading to its page.
fn named(page: &HomePage, run: &RunSummary) -> impl IntoView + use<> {
    let href = urls::run(&page.scope, run.number);
    view! {
        <span class="run-number">{run.number.to_string()}</span>" "
        <Middle text=run.title.clone() keep=LONGEST_TITLE href/>
    }
}

/// What needs a decision; nothing where nothing does.
pub(super) fn due(page: &HomePage) -> Option<impl IntoView + use<>> {
    let count = page.home.due_count;
    let rows: Vec<_> = page.home.due.iter().map(|due| due_row(page, due)).collect();
    let further = count - rows.len();
    let further = (further > 0).then(|| {
        let words = format!("{} more wait: look at all runs", grouped(further as u64));
        let all = urls::runs(&page.scope, &RunFilter::default());
        view! { <p class="run-hint"><a href=all>{words}</a></p> }
    });
    (count > 0).then(|| {
        view! {
            <section class="home-due" aria-labelledby="due">
                <h2 id="due">"Needs a decision "<span class="tabs-count">{count}</span></h2>
                <ul role="list">{rows}</ul>
                {further}
            </section>
        }
    })
}

fn due_row(page: &HomePage, due: &Due) -> impl IntoView + use<> {
    let (run, noun) = (&due.run, page.noun);
    let (word, words, label) = match due.why {
        Waits::NoReply(count) => (
            format!("{} gave no reply:", targets(noun, count)),
            " what was sent may have happened there.".to_owned(),
            format!("Decide for {}", targets(noun, count)),
        ),
        Waits::Held(reason, count) => (
            match reason {
                HoldReason::Paused => "Paused by a person:",
                HoldReason::Canary => "Paused after its canary:",
                HoldReason::Failures => "Paused after too many failures:",
            }
            .to_owned(),
            format!(" {} not sent yet.", targets(noun, count)),
            "Look".to_owned(),
        ),
        Waits::Token => (
            "Paused:".to_owned(),
            " the cloud no longer accepts the token of this run.".to_owned(),
            "Look".to_owned(),
        ),
        Waits::Starter(count) => (
            format!("{} not sent yet:", targets(noun, count)),
            " they wait for somebody who may start them.".to_owned(),
            "Look".to_owned(),
        ),
    };
    let look = state_look(OutcomeState::NoReply, false);
    let href = urls::run(&page.scope, run.number);
    view! {
        <li>
            <div>
                <p class="home-title">{named(page, run)}</p>
                <p><StatusBadge look word/>{words}</p>
                <p class="meta">"started "<Time at=run.created_at now=page.now/>" by "<bdi translate="no">{run.started_by.clone()}</bdi></p>
            </div>
            <LinkButton label href/>
        </li>
    }
}

/// What goes on by itself; nothing where nothing does.
pub(super) fn running(page: &HomePage) -> Option<impl IntoView + use<>> {
    let running = &page.home.running;
    let rows = running.iter().take(RUNNING).map(|run| {
        let seconds = page.now.duration_since(run.created_at).as_secs();
        let took = duration_words(seconds);
        view! {
            <li>
                <p class="home-title">{named(page, run)}</p>
                <SegmentBar segments=segments(run)/>
                <p class="meta"><bdi translate="no">{run.started_by.clone()}</bdi>" · "{took}</p>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    let all = urls::runs(&page.scope, &RunFilter::default());
    (!rows.is_empty()).then(|| {
        view! {
            <section class="home-running" aria-labelledby="running">
                <h2 id="running">"Running "<span class="tabs-count">{running.len()}</span></h2>
                <ul role="list">{rows}</ul>
                <p class="run-hint"><a href=all>"All runs"</a></p>
            </section>
        }
    })
}

fn segments(run: &RunSummary) -> Vec<Segment> {
    let segment = |state| {
        let count = run.counts.get(state);
        Segment::new(state_look(state, false), state.label(), count.into())
    };
    SHOWN.into_iter().map(segment).collect()
}

const COLUMNS: [(&str, &str); 6] = [
    ("Status", "table-status"),
    ("Run", ""),
    ("Targets", "table-num"),
    ("Ended", ""),
    ("Took", ""),
    ("Again", "table-actions"),
];

/// The person's own runs that are over.
pub(super) fn last(page: &HomePage) -> impl IntoView + use<> {
    let mine = RunFilter {
        mine: true,
        ..RunFilter::default()
    };
    let all = urls::runs(&page.scope, &mine);
    let rows: Vec<_> = page.home.last.iter().map(|one| row(page, one)).collect();
    let body = if rows.is_empty() {
        view! { <p class="muted">"None is over yet. What you start is listed here with a way to do it again."</p> }
            .into_any()
    } else {
        view! {
            <TableWrap label="My last runs">
                <table class="table table-tall">
                    <TableHead columns=&COLUMNS/>
                    <tbody>{rows}</tbody>
                </table>
            </TableWrap>
            <p class="run-hint"><a href=all>"All of mine"</a></p>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="last">
            <h2 id="last">"My last runs"</h2>
            {body}
        </section>
    }
}

/// How a run ended in a word: what did not go well, or that all did.
fn ended(run: &RunSummary) -> String {
    let bad = [
        OutcomeState::Failed,
        OutcomeState::Refused,
        OutcomeState::Unknown,
        OutcomeState::Cancelled,
    ];
    let bad = bad.into_iter().find(|state| run.counts.get(*state) > 0);
    bad.map_or_else(
        || "succeeded".to_owned(),
        |state| count_of(run.counts, state),
    )
}

fn row(page: &HomePage, last: &LastRun) -> impl IntoView + use<> {
    let run = &last.run;
    let took = run.finished_at.map(|at| {
        let seconds = at.duration_since(run.created_at).as_secs();
        duration_words(seconds)
    });
    let ended_at = run
        .finished_at
        .map(|at| view! { <Time at=at now=page.now/> });
    view! {
        <tr>
            <td class="table-status"><StatusBadge look=run_look(run.state, run.counts) word=ended(run)/></td>
            <th scope="row" class="table-main">{named(page, run)}</th>
            <td class="table-num" data-label=page.noun.title().1>{grouped(run.counts.total().into())}</td>
            <td data-label="Ended">{ended_at}</td>
            <td data-label="Took">{took}</td>
            <td class="table-actions">{again(page, last)}</td>
        </tr>
    }
}

/// The way to do it again, where that can work.
fn again(page: &HomePage, last: &LastRun) -> Option<impl IntoView + use<>> {
    let run = &last.run;
    let again = last.again?;
    let action = urls::run_again(&page.scope, run.number);
    let (label, state) = match again.state {
        Some(state) => (
            format!("Again on {}", count_of(run.counts, state)),
            state.word(),
        ),
        None => ("Again".to_owned(), "all"),
    };
    let id = format!("again-{}", run.number.get());
    Some(view! {
        <form method="post" action=action>
            <FormScope/>
            <Button label icon=Icon::Repeat name="state" value=state id/>
        </form>
    })
}
