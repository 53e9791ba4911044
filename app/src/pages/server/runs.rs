//! The newest runs that touched the server, and how each ended for it.

use crate::components::{StatusBadge, TableHead, TableWrap, Time, at_most};
use crate::islands::run_live::words::{state_look, state_words};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::{Scope, urls};
use slipway_portal::inventory::server::ServerRun;

/// The most characters of what the cloud said.
const LONGEST: usize = 160;

pub(super) fn runs_section(
    scope: &Scope,
    runs: &[ServerRun],
    now: Timestamp,
) -> impl IntoView + use<> {
    let rows: Vec<_> = runs.iter().map(|one| row(scope, one, now)).collect();
    let body = if rows.is_empty() {
        view! { <p class="muted">"None yet. Packages and operations that ran on it are listed here, and what built it."</p> }
            .into_any()
    } else {
        view! {
            <TableWrap label="List of runs">
                <table class="table">
                    <TableHead columns=&[
                        ("Run", ""),
                        ("Ended as", "table-status"),
                        ("Started", ""),
                        ("By", ""),
                        ("Message", ""),
                    ]/>
                    <tbody>{rows}</tbody>
                </table>
            </TableWrap>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="runs">
            <h2 id="runs">"Runs that touched it"</h2>
            {body}
        </section>
    }
}

fn row(scope: &Scope, touch: &ServerRun, now: Timestamp) -> impl IntoView + use<> {
    let href = urls::run(scope, touch.number);
    let title = at_most(touch.title.clone(), LONGEST);
    let message = touch.message.clone().map(|words| at_most(words, LONGEST));
    let (look, word) = (
        state_look(touch.state, false),
        state_words(touch.state, false),
    );
    view! {
        <tr>
            <th scope="row" class="table-main"><span class="run-number">{touch.number.to_string()}</span>" "<a href=href><bdi translate="no">{title}</bdi></a></th>
            <td class="table-status"><StatusBadge look word/></td>
            <td data-label="Started"><Time at=touch.created_at now=now/></td>
            <td data-label="By"><bdi translate="no">{touch.started_by.clone()}</bdi></td>
            <td data-label="Message"><bdi translate="no">{message}</bdi></td>
        </tr>
    }
}
