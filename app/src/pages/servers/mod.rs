//! The servers of an account: searched, filtered, sorted, fifty at a time.

mod filters;
mod table;

use super::error::title;
use crate::components::{
    Chips, EmptyState, Icon, LinkButton, Notice, NoticeKind, PageHeader, duration_words, grouped,
};
use filters::{chips, filters};
use leptos::prelude::*;
use slipway_domain::AccountAlias;
use slipway_domain::urls::{self, ServerFilter};
use slipway_portal::cached::Aged;
use slipway_portal::inventory::Inventory;
use table::listing;

/// What the page shows.
pub struct ServersPage {
    /// The account acted on.
    pub account: AccountAlias,
    /// The filter in the address.
    pub filter: ServerFilter,
    /// The account's servers with their age.
    pub inventory: Aged<Inventory>,
    /// Places of those that match, in order.
    pub places: Vec<usize>,
}

/// The page.
pub fn servers_page(page: &ServersPage) -> impl IntoView + use<> {
    let total = page.inventory.value.servers.len();
    let body = if page.places.is_empty() {
        nothing(&page.account, total).into_any()
    } else {
        listing(page).into_any()
    };
    let clear = urls::servers(&page.account, &ServerFilter::default());
    view! {
        <PageHeader title="Servers" context=freshness(&page.inventory)/>
        {warnings(&page.inventory)}
        {filters(page)}
        <Chips chips=chips(page) clear=clear/>
        {body}
    }
}

fn freshness(inventory: &Aged<Inventory>) -> String {
    let centers = inventory.value.data_centers.len();
    let age = inventory.age().as_secs().cast_signed();
    let read = if age < 5 {
        "just now".to_owned()
    } else {
        format!("{} ago", duration_words(age))
    };
    format!(
        "{} servers in {centers} data centers, read {read}.",
        grouped(inventory.value.servers.len() as u64)
    )
}

fn warnings(inventory: &Aged<Inventory>) -> impl IntoView + use<> {
    let stale = inventory.failure.as_ref().map(|error| {
        let age = duration_words(inventory.age().as_secs().cast_signed());
        view! {
            <Notice kind=NoticeKind::Warn title=title(error)>
                {format!("This is what was true {age} ago. It is read again in the background; load the page in a moment to see it.")}
            </Notice>
        }
    });
    let problems = inventory.value.problems.iter().map(|problem| {
        let center = problem.data_center.as_str().to_uppercase();
        let words = problem.error.to_string();
        let title = match problem.last_read {
            Some(at) => {
                let age = duration_words(at.elapsed().as_secs().cast_signed());
                format!("Servers of {center} are shown as they were {age} ago")
            }
            None => format!("Servers of {center} are missing"),
        };
        view! { <Notice kind=NoticeKind::Warn title>{words}</Notice> }
    });
    view! { {stale}{problems.collect::<Vec<_>>()} }
}

fn nothing(account: &AccountAlias, total: usize) -> impl IntoView + use<> {
    if total == 0 {
        return view! {
            <EmptyState
                title="No servers yet"
                text="This account has no servers that you may see."
                icon=Icon::Server
            />
        }
        .into_any();
    }
    let all = urls::servers(account, &ServerFilter::default());
    let text = format!(
        "None of the {} servers matches these filters.",
        grouped(total as u64)
    );
    view! {
        <EmptyState title="No server matches" text=text icon=Icon::Search>
            <LinkButton label="Clear the filters" href=all/>
        </EmptyState>
    }
    .into_any()
}
