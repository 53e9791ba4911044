//! One page of servers as a form: each can be ticked, and the bar below does something to those
//! that are. With the way to the other pages.

use super::ServersPage;
use super::bar::bar;
use super::headers::headers;
use super::rows::Rows;
use crate::components::markup::Markup;
use crate::components::{FormScope, Pagination, TableWrap, grouped};
use crate::islands::server_selection::ServerSelection;
use leptos::prelude::*;
use slipway_domain::urls::{self, ServerFilter};
use slipway_portal::inventory::PAGE;

/// Bytes that the rows of a page seldom go beyond.
const ROOM: usize = 48_000;

pub(super) fn listing(page: &ServersPage) -> impl IntoView + use<> {
    let shown = Shown::of(page);
    let servers = &page.inventory.value.servers;
    let (writer, mut rows) = (Rows::of(page), Markup::with_room(ROOM));
    let places = &page.places[shown.first..shown.last];
    for place in places {
        writer.write(&mut rows, &servers[*place]);
    }
    let filter = ServerFilter {
        page: 1,
        ..page.filter.clone()
    };
    // Which of the chosen ones a filter hides is asked when there is one, and which are there at
    // all where that is known.
    let ids = filter
        .narrows()
        .then(|| urls::servers_ids(&page.scope, &filter));
    let mut problems = page.inventory.value.problems.iter();
    let everything = problems
        .all(|problem| problem.last_read.is_some())
        .then(|| urls::servers_ids(&page.scope, &ServerFilter::default()));
    let at = |number: u32| {
        urls::servers(
            &page.scope,
            &ServerFilter {
                page: number,
                ..filter.clone()
            },
        )
    };
    let headers = headers(page);
    let bar = page
        .acts()
        .then(|| (bar(page, places), view! { <ServerSelection/> }));
    let class = if page.looks.comfortable {
        "table servers table-tall"
    } else {
        "table servers"
    };
    let previous = (shown.page > 1).then(|| at(shown.page - 1));
    let next = (shown.page < shown.pages).then(|| at(shown.page + 1));
    view! {
        <form
            id="servers-form"
            class="servers-form"
            method="post"
            action=urls::operate(&page.scope)
            // Whose choice the tab remembers: the next person in it, or the same account of another
            // cloud, begins with nothing chosen.
            data-account=page.principal.owner()
            data-ids=ids
            data-all-ids=everything
            autocomplete="off"
        >
            <FormScope/>
            // The Enter key must not press the first button that there is.
            <button type="submit" disabled=true hidden=true></button>
            <input type="hidden" name="matching" id="matching" value=filter.query()/>
            <TableWrap label="Servers" wide=true>
                <table class=class>
                    <thead inner_html=headers></thead>
                    <tbody data-part="rows" inner_html=rows.finish()></tbody>
                </table>
            </TableWrap>
            <div data-part="pages"><Pagination words=shown.words previous next/></div>
            {bar}
        </form>
    }
}

/// Which part of the list the page shows.
struct Shown {
    first: usize,
    last: usize,
    page: u32,
    pages: u32,
    words: String,
}

impl Shown {
    fn of(page: &ServersPage) -> Self {
        let (matching, total) = (page.places.len(), page.inventory.value.servers.len());
        let pages = u32::try_from(matching.div_ceil(PAGE)).unwrap_or(u32::MAX);
        let current = page.filter.page.min(pages);
        let first = (current as usize - 1) * PAGE;
        let last = (first + PAGE).min(matching);
        let of = if matching == total {
            format!("{} servers", grouped(total as u64))
        } else {
            format!(
                "{} matching servers, {} in all",
                grouped(matching as u64),
                grouped(total as u64)
            )
        };
        let words = format!(
            "{}–{} of {of}",
            grouped(first as u64 + 1),
            grouped(last as u64)
        );
        Self {
            first,
            last,
            page: current,
            pages,
            words,
        }
    }
}
