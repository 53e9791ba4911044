//! How fresh the list is, the way to a fresher one, and what is missing from it.

use super::super::error::title;
use super::ServersPage;
use crate::components::{Age, Notice, NoticeKind, grouped};
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use slipway_domain::urls;
use slipway_portal::inventory::Inventory;
use slipway_portal::upkeep::cache::CachedValue;

/// How many servers, as of when. The age counts on where scripts run; there the list is also read
/// anew in place, part by part (`data-part`), every half minute and when asked.
pub(super) fn freshness(page: &ServersPage) -> impl IntoView + use<> {
    let inventory = &page.inventory.value;
    let place = match inventory.data_centers.len() {
        0 => String::new(),
        1 => " in 1 data center".to_owned(),
        many => format!(" in {many} data centers"),
    };
    let count = grouped(inventory.servers.len() as u64);
    let noun = match inventory.servers.len() {
        1 if place.is_empty() => "server",
        _ => "servers",
    };
    let age = page.inventory.age().as_secs().cast_signed();
    // Read by the script: nobody is told that the list was refreshed beside what did not answer.
    let missing = match &page.inventory.failure {
        Some(_) => Some("all"),
        None => (!inventory.problems.is_empty()).then_some("some"),
    };
    let at = Timestamp::from_second(page.now.as_second())
        .and_then(|now| now.checked_sub(SignedDuration::from_secs(age)))
        .unwrap_or(page.now);
    view! {
        <span data-part="count">{format!("{count} {noun}{place}")}</span>
        <span data-part="age">
            "As of "
            <time id="as-of" datetime=at.to_string()>{at.strftime("%H:%M:%S UTC").to_string()}</time>
            ", "
            <span id="as-of-age" data-missing=missing><Age before="" age=page.inventory.age() now=page.now/></span>
        </span>
        <a id="refresh" href=urls::servers_refresh(&page.scope, &page.filter) rel="nofollow">"Refresh"</a>
        <span id="refreshed" role="status"></span>
    }
}

/// Why not all of it is fresh.
pub(in crate::pages) fn warnings(
    inventory: &CachedValue<Inventory>,
    now: Timestamp,
) -> impl IntoView + use<> {
    let age = inventory.age();
    let stale = inventory.failure.as_ref().map(|error| {
        view! {
            <Notice kind=NoticeKind::Warn title=title(error)>
                <Age before="This is what was true " age now/>
                ". It is read again in the background; load the page in a moment to see it."
            </Notice>
        }
    });
    let problems = inventory.value.problems.iter().map(|problem| {
        let center = problem.data_center.shown();
        let words = problem.error.to_string();
        let title = match problem.last_read {
            Some(at) => {
                let before = format!("Servers of {center} are shown as they were ");
                view! { <Age before age=at.elapsed() now/> }.into_any()
            }
            None => format!("Servers of {center} are missing").into_any(),
        };
        view! { <Notice kind=NoticeKind::Warn title>{words}</Notice> }
    });
    view! { <div class="warnings" data-part="warnings">{stale}{problems.collect::<Vec<_>>()}</div> }
}
