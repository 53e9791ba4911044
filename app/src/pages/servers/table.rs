//! One page of servers as a table, with the way to the other pages.

use super::ServersPage;
use crate::components::ident::write_name;
use crate::components::markup::Markup;
use crate::components::{Look, Pagination, SortHeader, SortOrder, TableWrap, grouped};
use leptos::prelude::*;
use slipway_domain::server::{PowerState, Server, ServerStatus};
use slipway_domain::urls::{self, ServerFilter, ServerSort};
use slipway_portal::inventory::PAGE;

pub(super) fn listing(page: &ServersPage) -> impl IntoView + use<> {
    let matching = page.places.len();
    let pages = u32::try_from(matching.div_ceil(PAGE)).unwrap_or(u32::MAX);
    let current = page.filter.page.min(pages);
    let first = (current as usize - 1) * PAGE;
    let last = (first + PAGE).min(matching);
    let servers = &page.inventory.value.servers;
    let mut rows = Markup::default();
    for place in &page.places[first..last] {
        row(&mut rows, &servers[*place]);
    }
    let total = servers.len();
    let at = |number: u32| {
        urls::servers(
            &page.account,
            &ServerFilter {
                page: number,
                ..page.filter.clone()
            },
        )
    };
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
    let headers = headers(page);
    view! {
        <TableWrap label="Servers" wide=true>
            <table class="table servers">
                {headers}
                <tbody inner_html=rows.finish()></tbody>
            </table>
        </TableWrap>
        <Pagination
            words=words
            previous=(current > 1).then(|| at(current - 1))
            next=(current < pages).then(|| at(current + 1))
        />
    }
}

fn headers(page: &ServersPage) -> impl IntoView + use<> {
    let filter = &page.filter;
    let header = |sort: ServerSort, label: &'static str, numeric: bool| {
        let current = filter.sort == sort;
        let order = current.then_some(if filter.descending {
            SortOrder::Descending
        } else {
            SortOrder::Ascending
        });
        let descending = current && !filter.descending;
        let other = ServerFilter {
            sort,
            descending,
            page: 1,
            ..filter.clone()
        };
        let href = urls::servers(&page.account, &other);
        view! { <SortHeader label href order numeric/> }
    };
    view! {
        <thead>
            <tr>
                {header(ServerSort::Name, "Name", false)}
                {header(ServerSort::Status, "Status", false)}
                {header(ServerSort::Power, "Power", false)}
                <th scope="col">"IP"</th>
                {header(ServerSort::DataCenter, "Data center", false)}
                {header(ServerSort::Cpu, "CPU", true)}
                {header(ServerSort::Memory, "Memory", true)}
                {header(ServerSort::Group, "Group", false)}
                {header(ServerSort::Os, "Operating system", false)}
                <th scope="col">"Description"</th>
            </tr>
        </thead>
    }
}

fn row(html: &mut Markup, server: &Server) {
    html.raw("<tr><td class=\"table-main\">");
    write_name(html, &server.name, 28);
    html.raw("</td><td class=\"table-status\">");
    badge(html, status_look(&server.status), server.status.words());
    html.raw("</td><td data-label=\"Power\">");
    if let Some((look, word)) = power(server) {
        badge(html, look, word);
    }
    html.raw("</td>");
    addresses(html, &server.ips);
    html.raw("<td data-label=\"Data center\">")
        .text(&server.data_center.as_str().to_uppercase())
        .raw("</td><td data-label=\"CPU\" class=\"table-num\">");
    amount(html, server.cpu, "");
    html.raw("</td><td data-label=\"Memory\" class=\"table-num\">");
    amount(html, server.memory_mb.div_ceil(1024), " GB");
    html.raw("</td><td data-label=\"Group\">");
    write_name(html, &server.group_path, 22);
    html.raw("</td><td data-label=\"Operating system\">");
    // Nearly all are of 64 bits; what is not stands out.
    let system = server.os_name.trim_end_matches(" 64-bit");
    write_name(html, system, 28);
    html.raw("</td><td data-label=\"Description\">");
    write_name(html, &server.description, 32);
    html.raw("</td></tr>");
}

fn badge(html: &mut Markup, look: Look, word: &str) {
    html.raw("<span class=\"")
        .text(look.badge_class())
        .raw("\">")
        .text(word)
        .raw("</span>");
}

/// The first address, how many more there are, and all of them in the title.
fn addresses(html: &mut Markup, ips: &[String]) {
    html.raw("<td data-label=\"IP\"");
    if ips.len() > 1 {
        html.raw(" title=\"").text(&ips.join(", ")).raw("\"");
    }
    html.raw(">");
    if let Some(first) = ips.first() {
        html.raw("<code>").text(first).raw("</code>");
    }
    if ips.len() > 1 {
        html.raw(" +").shown(ips.len() - 1);
    }
    html.raw("</td>");
}

/// An amount with its unit; a dash where the cloud named none.
fn amount(html: &mut Markup, amount: impl Into<u64>, unit: &'static str) {
    match amount.into() {
        0 => html.raw("–"),
        amount => html.shown(amount).raw(unit),
    };
}

/// How a server's status looks.
const fn status_look(status: &ServerStatus) -> Look {
    match status {
        ServerStatus::Active => Look::Ok,
        ServerStatus::UnderConstruction
        | ServerStatus::QueuedForArchive
        | ServerStatus::QueuedForDelete
        | ServerStatus::QueuedForRestore => Look::Busy,
        ServerStatus::Archived => Look::NotStarted,
        ServerStatus::Other(_) => Look::Unknown,
    }
}

/// How a server's power looks, and the word; nothing where the cloud does not say.
fn power(server: &Server) -> Option<(Look, &'static str)> {
    Some(match server.power? {
        _ if server.in_maintenance => (Look::Warn, "in maintenance"),
        PowerState::Started => (Look::Ok, "started"),
        PowerState::Stopped => (Look::NotStarted, "stopped"),
        PowerState::Paused => (Look::Warn, "paused"),
    })
}
