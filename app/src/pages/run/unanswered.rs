//! The one question that only a person can answer: what becomes of calls that were sent and got
//! no answer. It is asked about each call that stands here, by its number, and about no other.

use super::RunPage;
use crate::components::{Button, FormScope, Name, Notice, NoticeKind, at_most, grouped};
use leptos::prelude::*;
use slipway_domain::run::{BatchState, Outcome, OutcomeState};
use slipway_domain::urls::{self, RunView};
use std::collections::BTreeMap;

/// The most calls that are shown at once; the others follow when these are decided.
const SHOWN: usize = 50;
/// The most servers of one call that are named.
const NAMED: usize = 5;
/// The most characters of a server's name that are shown.
const LONGEST_NAME: usize = 64;

/// A call without an answer, and the servers it was for.
struct Call<'a> {
    number: u32,
    servers: Vec<&'a Outcome>,
}

/// Calls that wait for a person, in the order in which they were sent: a further one comes last,
/// so that nothing moves away from under a finger.
fn calls(page: &RunPage) -> Vec<Call<'_>> {
    let mut servers: BTreeMap<u32, Vec<&Outcome>> = BTreeMap::new();
    let lost = page.detail.outcomes.iter();
    for outcome in lost.filter(|outcome| outcome.state == OutcomeState::NoReply) {
        servers.entry(outcome.batch).or_default().push(outcome);
    }
    let batches = page.detail.batches.iter();
    let mut sent: Vec<_> = batches
        .filter(|batch| batch.state == BatchState::NoAnswer)
        .map(|batch| (batch.sent_at, batch.number))
        .collect();
    sent.sort_unstable();
    let calls = sent.into_iter().filter_map(|(_, number)| {
        let servers = servers.remove(&number)?;
        Some(Call { number, servers })
    });
    calls.collect()
}

/// The question, and the answers there are.
pub(super) fn unanswered(page: &RunPage) -> AnyView {
    let calls = calls(page);
    if calls.is_empty() {
        return looked_up(page).into_any();
    }
    let which = page.address(&RunView {
        show: Some(OutcomeState::NoReply),
        ..RunView::default()
    });
    let shown = &calls[..calls.len().min(SHOWN)];
    let answers = match page.blocked {
        Some(reason) => view! { <Button label=AGAIN disabled_reason=reason/> }.into_any(),
        None => answers(page, shown),
    };
    let further = calls.len() - shown.len();
    let further = (further > 0).then(|| {
        let words = format!(
            "{} further calls wait as well; they are shown here once some of these are decided.",
            grouped(further as u64)
        );
        view! { <p>{words}</p> }
    });
    let (title, noun) = (title(page, &calls), page.noun().many());
    view! {
        <Notice kind=NoticeKind::Warn title=title>
            <p>
                "The cloud may have carried it out, or not; it cannot be asked. Look at "
                <a href=which>"the "{noun}</a>" first. Sending again where it was carried out \
                 does it twice. Leaving it as unknown sends nothing."
            </p>
            {answers}
            {further}
        </Notice>
    }
    .into_any()
}

/// Nobody is asked yet: the cloud may know.
fn looked_up(page: &RunPage) -> impl IntoView + use<> {
    let lost = page.targets(page.live.counts.no_reply);
    let words = format!(
        "No answer came to what was sent for {lost}. The cloud is being asked what became of it; \
         you are asked only if it cannot say."
    );
    view! { <Notice kind=NoticeKind::Info title="Looking up what was sent"><p>{words}</p></Notice> }
}

const AGAIN: &str = "It was not carried out: send again";
const LEAVE: &str = "Leave as unknown";

fn title(page: &RunPage, calls: &[Call<'_>]) -> String {
    let count: usize = calls.iter().map(|call| call.servers.len()).sum();
    let all = page.targets(u32::try_from(count).unwrap_or(u32::MAX));
    match calls {
        [_] => format!("The call for {all} was sent, and no answer came"),
        _ if count == calls.len() => {
            format!("The call for each of {all} was sent, and no answer came")
        }
        _ => format!(
            "{} calls for {all} were sent, and no answer came",
            grouped(calls.len() as u64)
        ),
    }
}

/// One form for each call, and one for all of them.
fn answers(page: &RunPage, calls: &[Call<'_>]) -> AnyView {
    if calls.is_empty() {
        return ().into_any();
    }
    let each: Vec<_> = calls
        .iter()
        .map(|call| {
            let form = (calls.len() > 1).then(|| {
                let hidden = format!(" ({})", call.names());
                form(page, &[call.number], AGAIN, LEAVE, Some(&hidden))
            });
            view! { <li>{call.description()}{form}</li> }
        })
        .collect();
    let numbers: Vec<u32> = calls.iter().map(|call| call.number).collect();
    let all = grouped(numbers.len() as u64);
    let (again, leave) = match numbers.len() {
        1 => (AGAIN.to_owned(), LEAVE.to_owned()),
        _ => (
            format!("None was carried out: send all {all} shown again"),
            format!("Leave all {all} shown as unknown"),
        ),
    };
    view! {
        {form(page, &numbers, &again, &leave, None)}
        <ul class="run-unanswered" role="list">{each}</ul>
    }
    .into_any()
}

/// A form that names the calls it is about, and what was known when it was drawn.
fn form(
    page: &RunPage,
    calls: &[u32],
    again: &str,
    leave: &str,
    hidden: Option<&str>,
) -> impl IntoView + use<> {
    let run = page.run();
    let numbers: Vec<_> = calls
        .iter()
        .map(|call| view! { <input type="hidden" name="call" value=call.to_string()/> })
        .collect();
    let button = |choice: &'static str, words: &str| {
        let hidden = hidden.map(|words| view! { <span class="hush">{words.to_owned()}</span> });
        view! {
            <button class="btn" type="submit" name="choice" value=choice>
                <span>{words.to_owned()}{hidden}</span>
            </button>
        }
    };
    view! {
        <form class="run-actions" method="post" action=urls::run_answer(&run.scope(), run.number)>
            <FormScope/>
            <input type="hidden" name="version" value=page.live.version.to_string()/>
            {numbers}
            {button("send-again", again)}
            {button("leave-unknown", leave)}
        </form>
    }
}

impl Call<'_> {
    /// Names of its servers, as far as they are shown.
    fn names(&self) -> String {
        let names = self.servers.iter().take(NAMED);
        let names: Vec<_> = names
            .map(|server| at_most(server.shown_name().to_owned(), LONGEST_NAME))
            .collect();
        let names = names.join(", ");
        match self.servers.len().saturating_sub(NAMED) {
            0 => names,
            more => format!("{names} and {} more", grouped(more as u64)),
        }
    }

    fn description(&self) -> impl IntoView + use<> {
        let together = (self.servers.len() > 1).then(|| {
            let count = grouped(self.servers.len() as u64);
            format!(": one call for {count} servers, decided as one")
        });
        view! { <p><Name text=self.names()/>{together}</p> }
    }
}
