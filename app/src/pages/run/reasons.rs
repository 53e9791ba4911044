//! What came out where a target did not succeed: each reason once, with how many it holds for.

use super::RunPage;
use crate::components::markup::Markup;
use crate::components::{Button, FormScope, Icon, StatusBadge, TableHead, grouped};
use crate::islands::run_live::words::state_look;
use crate::pages::run::cells;
use leptos::prelude::*;
use slipway_domain::action::Action;
use slipway_domain::urls::{self, RunView};
use slipway_portal::runs::outcomes::{self, Reason};

/// Reasons that are shown at once; the rest is folded.
const SHOWN: usize = 5;

/// The most reasons that are shown at all: an output that differs everywhere is no reason.
const MOST: usize = 50;

/// The most characters of a message that the table is searched for.
const LONGEST_SEARCH: usize = 200;

pub(super) fn reasons(page: &RunPage) -> impl IntoView + use<> {
    let mut reasons = outcomes::reasons(&page.detail);
    let further = reasons.len().saturating_sub(MOST);
    reasons.truncate(MOST);
    let none = reasons.is_empty();
    let rest = reasons.split_off(reasons.len().min(SHOWN));
    let body = table(page, &reasons);
    let rest = (!rest.is_empty()).then(|| {
        let words = format!("{} more", grouped((rest.len() + further) as u64));
        view! { <details><summary>{words}</summary>{table(page, &rest)}</details> }
    });
    view! {
        <section id="run-reasons" aria-labelledby="run-came-out" hidden=none>
            <h2 id="run-came-out">"What came out"</h2>
            {body}
            {rest}
        </section>
    }
}

const COLUMNS: [(&str, &str); 3] = [
    ("Ended", "table-status"),
    ("Message", ""),
    ("What to do", ""),
];

fn table(page: &RunPage, reasons: &[Reason]) -> impl IntoView + use<> {
    let rows: Vec<_> = reasons.iter().map(|reason| row(page, reason)).collect();
    view! {
        <div class="table-wrap">
            <table class="table reasons" aria-label="Reasons">
                <TableHead columns=&COLUMNS/>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(page: &RunPage, reason: &Reason) -> impl IntoView + use<> {
    let look = state_look(reason.state, false);
    let word = format!("{} {}", grouped(reason.count.into()), reason.state.label());
    let mut message = Markup::default();
    cells::words(
        &mut message,
        reason.message.as_deref().unwrap_or("No message."),
    );
    let words = message.finish();
    // Whole messages may be too long for an address; what begins so is found as well.
    let search = reason.message.as_ref().map(|text| {
        let lines = text.trim().chars().take(LONGEST_SEARCH);
        lines.collect::<String>()
    });
    let show = page.address(&RunView {
        show: Some(reason.state),
        search,
        ..RunView::default()
    });
    view! {
        <tr>
            <td class="table-status"><StatusBadge look word/></td>
            <td class="reasons-words" inner_html=words></td>
            <td class="reasons-do"><div class="run-actions"><a href=show>"Show"</a>{again(page, reason)}</div></td>
        </tr>
    }
}

/// Runs again on those of this reason, once the run is over; on all of a bucket its own button does.
fn again(page: &RunPage, reason: &Reason) -> Option<impl IntoView + use<>> {
    let run = page.run();
    let mut blocked = page.blocked_buckets.iter();
    let part = reason.count < page.live.counts.get(reason.state);
    let can = part
        && page.is_over()
        && page.blocked.is_none()
        && !matches!(run.plan.action, Action::Execution(_))
        && !blocked.any(|(state, _)| *state == reason.state);
    can.then(|| {
        let action = urls::run_again(&run.scope(), run.number);
        let label = format!("Run again on {}", grouped(reason.count.into()));
        let message = reason.message.clone().unwrap_or_default();
        view! {
            <form method="post" action=action>
                <FormScope/>
                <input type="hidden" name="state" value=reason.state.word()/>
                <input type="hidden" name="message" value=message/>
                <Button label icon=Icon::Repeat/>
            </form>
        }
    })
}
