//! The servers of an account: searched, filtered, sorted, fifty at a time.

use crate::components::{
    Button, Chip, Chips, Choice, EmptyState, FieldSpec, FilterBar, Icon, LinkButton, Look, Middle,
    Notice, NoticeKind, PageHeader, Pagination, Select, SortHeader, SortOrder, StatusBadge,
    TableWrap, TextInput, duration_words, grouped,
};
use leptos::prelude::*;
use slipway_domain::AccountAlias;
use slipway_domain::server::{PowerState, Server, ServerStatus};
use slipway_domain::urls::{self, ServerFilter, ServerSort};
use slipway_portal::cached::Aged;
use slipway_portal::inventory::{Inventory, PAGE};

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
pub fn servers_page(page: ServersPage) -> impl IntoView {
    let total = page.inventory.value.servers.len();
    let body = if page.places.is_empty() {
        nothing(&page.account, total).into_any()
    } else {
        listing(&page).into_any()
    };
    let clear = urls::servers(&page.account, &ServerFilter::default());
    view! {
        <PageHeader title="Servers" context=freshness(&page.inventory)/>
        {warnings(&page.inventory)}
        {filters(&page)}
        <Chips chips=chips(&page) clear=clear/>
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
    let stale = inventory.stale.then(|| {
        let age = duration_words(inventory.age().as_secs().cast_signed());
        view! {
            <Notice kind=NoticeKind::Warn title="The cloud does not answer">
                {format!("This is what was true {age} ago. It is read again in the background.")}
            </Notice>
        }
    });
    let problems = inventory.value.problems.iter().map(|(center, error)| {
        let center = center.as_str().to_uppercase();
        let words = error.to_string();
        view! {
            <Notice kind=NoticeKind::Warn title=format!("Servers of {center} are missing")>
                {words}
            </Notice>
        }
    });
    view! { {stale}{problems.collect::<Vec<_>>()} }
}

fn filters(page: &ServersPage) -> impl IntoView + use<> {
    let ServersPage {
        account,
        filter,
        inventory,
        ..
    } = page;
    let inventory = &inventory.value;
    let centers = inventory.data_centers.iter().map(|dc| {
        Choice::new(dc.id.as_str(), dc.name.clone())
            .chosen(filter.data_center.as_ref() == Some(&dc.id))
    });
    let groups = inventory.groups.iter().map(|(id, path)| {
        Choice::new(id.as_str(), path.clone()).chosen(filter.group.as_ref() == Some(id))
    });
    let statuses = ServerStatus::KNOWN.into_iter().map(|status| {
        let chosen = filter.status.as_ref() == Some(&status);
        Choice::new(status.wire(), status.words()).chosen(chosen)
    });
    let powers = PowerState::ALL
        .into_iter()
        .map(|power| Choice::new(power.word(), power.word()).chosen(filter.power == Some(power)));
    let systems = inventory
        .systems
        .iter()
        .map(|(word, name)| Choice::new(word, name).chosen(filter.os.as_ref() == Some(word)));
    let field =
        |id: &'static str, label: &'static str| FieldSpec::new(id, id, label).optional(true);
    let sort =
        sort_word(filter).map(|word| view! { <input type="hidden" name="sort" value=word/> });
    let search = filter.search.clone();
    let (centers, groups) = (centers.collect(), groups.collect());
    let (statuses, powers, systems) = (statuses.collect(), powers.collect(), systems.collect());
    view! {
        <FilterBar action=urls::servers(account, &ServerFilter::default())>
            <TextInput
                field=field("q", "Search by name, IP or description")
                value=search
                kind="search"
                placeholder="Name, IP or description"
            />
            <Select field=field("dc", "Data center") choices=centers blank="Any data center"/>
            <Select field=field("group", "Group") choices=groups blank="Any group"/>
            <Select field=field("status", "Status") choices=statuses blank="Any status"/>
            <Select field=field("power", "Power") choices=powers blank="Any power state"/>
            <Select field=field("os", "Operating system") choices=systems blank="Any system"/>
            {sort}
            <Button label="Filter" icon=Icon::Search/>
        </FilterBar>
    }
}

fn sort_word(filter: &ServerFilter) -> Option<String> {
    let default = ServerFilter::default();
    if filter.sort == default.sort && filter.descending == default.descending {
        return None;
    }
    Some(format!(
        "{}{}",
        if filter.descending { "-" } else { "" },
        filter.sort.word()
    ))
}

fn chips(page: &ServersPage) -> Vec<Chip> {
    let ServersPage {
        account,
        filter,
        inventory,
        ..
    } = page;
    let without = |change: fn(&mut ServerFilter)| {
        let mut rest = filter.clone();
        change(&mut rest);
        rest.page = 1;
        urls::servers(account, &rest)
    };
    let group = filter.group.as_ref().map(|id| {
        let known = inventory.value.groups.iter().find(|(group, _)| group == id);
        let path = known.map_or_else(|| id.to_string(), |(_, path)| path.clone());
        Chip::new(format!("group: {path}"), without(|rest| rest.group = None))
    });
    let center = filter.data_center.as_ref().map(|dc| {
        Chip::new(
            dc.as_str().to_uppercase(),
            without(|rest| rest.data_center = None),
        )
    });
    let search = filter
        .search
        .as_ref()
        .map(|text| Chip::new(format!("“{text}”"), without(|rest| rest.search = None)));
    let status = filter
        .status
        .as_ref()
        .map(|status| Chip::new(status.words(), without(|rest| rest.status = None)));
    let power = filter
        .power
        .map(|p| Chip::new(p.word(), without(|rest| rest.power = None)));
    let os = filter
        .os
        .as_ref()
        .map(|os| Chip::new(os, without(|rest| rest.os = None)));
    [search, center, group, status, power, os]
        .into_iter()
        .flatten()
        .collect()
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

fn listing(page: &ServersPage) -> impl IntoView + use<> {
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
