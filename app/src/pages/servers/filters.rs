//! The filters above the servers, and the chips that take them off.

use super::ServersPage;
use crate::components::{Button, Chip, Choice, FieldSpec, FilterBar, Icon, Select, TextInput};
use leptos::prelude::*;
use slipway_domain::server::{PowerState, ServerStatus};
use slipway_domain::urls::{self, ServerFilter};

pub(super) fn filters(page: &ServersPage) -> impl IntoView + use<> {
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
    let field = |id: &'static str, label: &'static str| FieldSpec::new(id, id, label).unmarked();
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

pub(super) fn chips(page: &ServersPage) -> Vec<Chip> {
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
