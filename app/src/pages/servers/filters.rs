//! The filters above the servers, and the chips that take them off.

use super::ServersPage;
use crate::components::{
    Button, Chip, ChoiceOption, FieldSpec, FilterBar, Icon, Select, TextInput,
};
use leptos::prelude::*;
use slipway_domain::server::{PowerState, ServerStatus};
use slipway_domain::urls::{self, ServerFilter};
use slipway_domain::{DataCenterId, GroupId};
use slipway_portal::inventory::Inventory;

pub(super) fn filters(page: &ServersPage) -> impl IntoView + use<> {
    let ServersPage {
        scope,
        filter,
        inventory,
        ..
    } = page;
    let inventory = &inventory.value;
    let centers = inventory.data_centers.iter().map(|dc| {
        ChoiceOption::new(dc.id.as_str(), dc.name.clone())
            .chosen(filter.data_center.as_ref() == Some(&dc.id))
    });
    let statuses = ServerStatus::KNOWN.into_iter().map(|status| {
        let chosen = filter.status.as_ref() == Some(&status);
        ChoiceOption::new(status.wire(), status.label()).chosen(chosen)
    });
    let powers = PowerState::ALL.into_iter().map(|power| {
        ChoiceOption::new(power.word(), power.word()).chosen(filter.power == Some(power))
    });
    let systems = inventory
        .systems
        .iter()
        .map(|(word, name)| ChoiceOption::new(word, name).chosen(filter.os.as_ref() == Some(word)));
    let field = |id: &'static str, label: &'static str| FieldSpec::new(id, id, label).unmarked();
    let sort =
        sort_word(filter).map(|word| view! { <input type="hidden" name="sort" value=word/> });
    let search = filter.search.clone();
    // Chosen in the tree.
    let group = filter.group.as_ref().map(ToString::to_string);
    let group = group.map(|id| view! { <input type="hidden" name="group" value=id/> });
    let (centers, statuses): (Vec<_>, _) = (centers.collect(), statuses.collect());
    let centers = (!centers.is_empty()).then(|| {
        view! {
            <Select field=field("dc", "Data center") choices=centers blank="Any data center"/>
        }
    });
    let (powers, systems) = (powers.collect(), systems.collect());
    view! {
        <FilterBar action=urls::servers(scope, &ServerFilter::default())>
            <TextInput
                field=field("q", "Search by name, IP, description, group or custom field")
                value=search
                kind="search"
                placeholder="Name or web*, IP, description, group, custom field"
            />
            {centers}
            <Select field=field("status", "Status") choices=statuses blank="Any status"/>
            <Select field=field("power", "Power") choices=powers blank="Any power state"/>
            <Select field=field("os", "Operating system") choices=systems blank="Any system"/>
            {group}
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
    let ServersPage { scope, filter, .. } = page;
    let without = |change: fn(&mut ServerFilter)| {
        let mut rest = filter.clone();
        change(&mut rest);
        rest.page = 1;
        urls::servers(scope, &rest)
    };
    let group = filter.group.as_ref().map(|id| {
        let label = group_words(&page.inventory.value, id);
        Chip::new(label, without(|rest| rest.group = None))
    });
    let center = filter
        .data_center
        .as_ref()
        .map(|dc| Chip::new(dc.shown(), without(|rest| rest.data_center = None)));
    let search = filter
        .search
        .as_ref()
        .map(|text| Chip::new(format!("“{text}”"), without(|rest| rest.search = None)));
    let status = filter
        .status
        .as_ref()
        .map(|status| Chip::new(status.label(), without(|rest| rest.status = None)));
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

/// What choosing a group leaves: the group and all below it.
fn group_words(inventory: &Inventory, id: &GroupId) -> String {
    let Some(branch) = inventory.tree.find(id) else {
        return format!("group: {id}");
    };
    let node = &branch.node;
    let below = if node.children.is_empty() {
        ""
    } else {
        " and below"
    };
    let center = node.data_center.as_ref().map(DataCenterId::shown);
    let parts = [center.as_deref().unwrap_or_default(), &node.path];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let path = match parts.as_slice() {
        [] => node.name.clone(),
        parts => parts.join(" / "),
    };
    format!("group: {path}{below}")
}
