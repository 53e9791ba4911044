//! One page of servers as a table, with the way to the other pages.

use super::ServersPage;
use crate::components::{
    Look, Middle, Pagination, SortHeader, SortOrder, StatusBadge, TableWrap, grouped,
};
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
    let rows: Vec<_> = page.places[first..last]
        .iter()
        .map(|place| row(&servers[*place]))
        .collect();
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
                <tbody>{rows}</tbody>
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
                {header(ServerSort::Group, "Group", false)}
                {header(ServerSort::Os, "Operating system", false)}
                {header(ServerSort::Cpu, "CPU", true)}
                {header(ServerSort::Memory, "Memory", true)}
                <th scope="col">"Description"</th>
            </tr>
        </thead>
    }
}

fn row(server: &Server) -> impl IntoView + use<> {
    let ip = server.ips.first().cloned().unwrap_or_default();
    let more = match server.ips.len() {
        0 | 1 => String::new(),
        n => format!(" +{}", n - 1),
    };
    let all = (server.ips.len() > 1).then(|| server.ips.join(", "));
    let memory = if server.memory_mb == 0 {
        "–".to_owned()
    } else {
        format!("{} GB", server.memory_mb.div_ceil(1024))
    };
    let cpu = if server.cpu == 0 {
        "–".to_owned()
    } else {
        server.cpu.to_string()
    };
    view! {
        <tr>
            <td class="table-main"><Middle text=server.name.clone() keep=28/></td>
            <td class="table-status">
                <StatusBadge look=status_look(&server.status) word=server.status.words().to_owned()/>
            </td>
            <td data-label="Power">{power_badge(server)}</td>
            <td data-label="IP" title=all><code>{ip}</code>{more}</td>
            <td data-label="Data center">{server.data_center.as_str().to_uppercase()}</td>
            <td data-label="Group"><Middle text=server.group_path.clone() keep=28/></td>
            <td data-label="Operating system">{server.os_name.clone()}</td>
            <td data-label="CPU" class="table-num">{cpu}</td>
            <td data-label="Memory" class="table-num">{memory}</td>
            <td data-label="Description"><Middle text=server.description.clone() keep=32/></td>
        </tr>
    }
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

fn power_badge(server: &Server) -> impl IntoView + use<> {
    let (look, word) = match server.power {
        Some(_) if server.in_maintenance => (Look::Warn, "in maintenance"),
        Some(PowerState::Started) => (Look::Ok, "started"),
        Some(PowerState::Stopped) => (Look::NotStarted, "stopped"),
        Some(PowerState::Paused) => (Look::Warn, "paused"),
        None => return ().into_any(),
    };
    view! { <StatusBadge look word=word/> }.into_any()
}
