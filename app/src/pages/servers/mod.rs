//! The servers of an account: searched, filtered, sorted, fifty at a time, chosen and operated.

mod actions;
mod bar;
pub mod columns;
mod filters;
pub(super) mod fresh;
mod groups;
mod headers;
mod looks;
mod rows;
mod table;

use crate::components::{
    ButtonKind, Chips, EmptyState, Icon, LinkButton, PageHeader, Slot, grouped,
};
use columns::{Column, Looks};
use filters::{chips, filters};
use fresh::{freshness, warnings};
use groups::groups;
use jiff::Timestamp;
use leptos::prelude::*;
use looks::{downloads, looks};
use slipway_domain::operation::Operation;
use slipway_domain::principal::Right;
use slipway_domain::urls::{self, CreateFrom, ServerFilter};
use slipway_domain::{Principal, Scope};
use slipway_portal::inventory::Inventory;
use slipway_portal::upkeep::cache::CachedValue;
use table::listing;

/// What the page shows.
pub struct ServersPage {
    /// The account acted on.
    pub scope: Scope,
    /// Who looks at it.
    pub principal: Principal,
    /// The filter in the address.
    pub filter: ServerFilter,
    /// The account's servers with their age.
    pub inventory: CachedValue<Inventory>,
    /// Places of those that match, in order.
    pub places: Vec<usize>,
    /// How they are looked at.
    pub looks: Looks,
    /// Whether each has a page of its own.
    pub shows_servers: bool,
    /// Whether the cloud has packages to run on them.
    pub has_packages: bool,
    /// The operations on servers that the cloud has.
    pub operations: &'static [Operation],
    /// The present.
    pub now: Timestamp,
}

impl ServersPage {
    /// Whether anything can be done to servers here, so that choosing some leads anywhere.
    fn acts(&self) -> bool {
        self.has_packages || !self.operations.is_empty()
    }

    /// The chosen columns, as far as there is something to see.
    fn columns(&self) -> impl Iterator<Item = Column> {
        let chosen = self.looks.columns();
        chosen.filter(|column| column.is_filled(&self.inventory.value))
    }
}

/// The page.
pub fn servers_page(page: &ServersPage) -> impl IntoView + use<> {
    let total = page.inventory.value.servers.len();
    let body = if page.places.is_empty() {
        nothing(&page.scope, total).into_any()
    } else {
        listing(page).into_any()
    };
    let clear = urls::servers(&page.scope, &ServerFilter::default());
    // New servers are made in a data center.
    let create = page.inventory.value.is_placed().then(|| create(page));
    let has_groups = !page.inventory.value.tree.branches().is_empty();
    let is_divided = has_groups || page.inventory.value.is_placed();
    let places = is_divided.then(|| places(page));
    view! {
        <PageHeader title="Servers" context=Slot::from(freshness(page).into_any())>{places}{create}</PageHeader>
        {warnings(&page.inventory, page.now)}
        {filters(page)}
        <div class="servers-tools">
            <Chips chips=chips(page) clear=clear/>
            <div class="servers-menus">
                {is_divided.then(|| groups(page))}
                {looks(page)}
                {downloads(page)}
            </div>
        </div>
        {body}
    }
}

/// Leads to the data centers and groups, or to the very group that is shown.
fn places(page: &ServersPage) -> AnyView {
    let tree = &page.inventory.value.tree;
    let shown = page
        .filter
        .group
        .as_ref()
        .filter(|id| page.shows_servers && tree.find(id).is_some());
    let (label, href) = match shown {
        Some(group) => ("Open the group", urls::group(&page.scope, group)),
        None if page.inventory.value.is_placed() => {
            ("Data centers and groups", urls::groups(&page.scope))
        }
        None => ("Groups", urls::groups(&page.scope)),
    };
    view! { <LinkButton label href/> }.into_any()
}

/// Leads to the form of a new server, in the group or data center that is shown.
fn create(page: &ServersPage) -> AnyView {
    let from = CreateFrom {
        data_center: page.filter.data_center.clone(),
        group: page.filter.group.clone(),
        ..CreateFrom::default()
    };
    let href = urls::create_server(&page.scope, &from);
    let blocked =
        (!page.principal.may(Right::Manage)).then(|| page.principal.reason(Right::Manage));
    view! {
        <LinkButton label="Create server" kind=ButtonKind::Primary icon=Icon::Plus href disabled_reason=blocked/>
    }
    .into_any()
}

fn nothing(scope: &Scope, total: usize) -> impl IntoView + use<> {
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
    let all = urls::servers(scope, &ServerFilter::default());
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
