//! Data centers with their groups: how many servers stand where, in which state, and the way to
//! each of them.

pub mod defaults;
pub mod form;
pub mod one;
mod states;
mod tree;

use super::servers::fresh::warnings;
use crate::components::{
    Age, Breadcrumbs, ButtonKind, EmptyState, Icon, LinkButton, PageHeader, grouped,
};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::principal::Right;
use slipway_domain::server::DataCenter;
use slipway_domain::urls::{self, ServerFilter};
use slipway_domain::{DataCenterId, Principal, Scope};
use slipway_portal::inventory::groups::Counts;
use slipway_portal::inventory::{Branch, Inventory};
use slipway_portal::upkeep::cache::CachedValue;
use states::Location;

/// Up to this many groups stand open; with more, each data center opens by itself.
const OPEN: usize = 60;

/// What the page shows.
pub struct GroupsPage {
    /// The account acted on.
    pub scope: Scope,
    /// Who looks at it.
    pub principal: Principal,
    /// The account's servers and groups with their age.
    pub inventory: CachedValue<Inventory>,
    /// Whether each group has a page of its own, and more can be made.
    pub shows_groups: bool,
    /// The present.
    pub now: Timestamp,
}

/// The page.
pub fn groups_page(page: &GroupsPage) -> impl IntoView + use<> {
    let inventory = &page.inventory.value;
    let places = inventory.places().map(|(center, _)| center);
    let places: Vec<_> = places
        .map(|center| data_center_section(page, center))
        .collect();
    let empty = inventory.data_centers.is_empty() && inventory.tree.branches().is_empty();
    let none = empty.then(|| {
        let text = "This account has no groups that you may see.";
        view! { <EmptyState title="No groups" text icon=Icon::Server/> }
    });
    let places = (!empty).then_some(places);
    let servers = urls::servers(&page.scope, &ServerFilter::default());
    let again = urls::groups_refresh(&page.scope);
    let context = freshness(&page.inventory, again, page.now).into_any();
    let blocked = blocked(&page.principal);
    let create = page.shows_groups.then(|| {
        let href = urls::group_new(&page.scope, None);
        view! {
            <LinkButton
                label="Create a group"
                kind=ButtonKind::Primary
                icon=Icon::Plus
                href
                disabled_reason=blocked
            />
        }
    });
    view! {
        <Breadcrumbs levels=vec![("Servers".to_owned(), servers)]/>
        <PageHeader title="Groups" context>{create}</PageHeader>
        {warnings(&page.inventory, page.now)}
        {none}
        {places}
    }
}

/// Why somebody may not make or change groups.
fn blocked(principal: &Principal) -> Option<&'static str> {
    (!principal.may(Right::Manage)).then(|| principal.reason(Right::Manage))
}

/// How many groups and servers, as of when, and the way to fresher ones.
fn freshness(
    inventory: &CachedValue<Inventory>,
    again: String,
    now: Timestamp,
) -> impl IntoView + use<> {
    let known = &inventory.value;
    let groups = known
        .tree
        .branches()
        .iter()
        .filter(|branch| branch.depth > 0);
    let place = match known.data_centers.len() {
        0 => String::new(),
        many => format!(" in {}", counted(many, "data center")),
    };
    let words = counted(groups.count(), "group") + &place;
    view! {
        <span>{words}</span>
        <span><Age before="Read " age=inventory.age() now/></span>
        <a href=again rel="nofollow">"Refresh"</a>
    }
}

/// `1 group`, `12 groups`
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(count as u64))
}

/// A data center with its groups; where there are none, all groups.
fn data_center_section(page: &GroupsPage, center: Option<&DataCenter>) -> impl IntoView + use<> {
    let inventory = &page.inventory.value;
    let branches = inventory.tree.branches();
    let id = center.map(|center| &center.id);
    let mine = |branch: &&Branch| branch.node.data_center.as_ref() == id;
    let tops: Vec<usize> = tops(branches, |branch| mine(&branch));
    let count = branches.iter().filter(mine).filter(|b| b.depth > 0).count();
    let servers = inventory.servers.iter();
    let counts = Counts::of(servers.filter(|server| server.data_center.as_ref() == id));
    let place = id.map_or(Location::Everywhere, |id| Location::Center(id.clone()));
    let labelled = format!("center-{}", plain(id.map_or("", DataCenterId::as_str)));
    let title = match center {
        Some(center) => title(page, center, &labelled).into_any(),
        None => view! { <h2 class="hush" id=labelled.clone()>"All groups"</h2> }.into_any(),
    };
    let tree = tree::html(&page.scope, branches, &tops, page.shows_groups);
    let open = branches.len() <= OPEN;
    view! {
        <section class="groups-center" aria-labelledby=labelled>
            {title}
            {states::bar(&page.scope, &place, counts)}
            <details class="groups-all" open=open>
                <summary>{counted(count, "group")}</summary>
                <div class="groups-tree" inner_html=tree></div>
            </details>
        </section>
    }
}

/// A data center's id and name, leading to its root.
fn title(page: &GroupsPage, center: &DataCenter, id: &str) -> impl IntoView + use<> {
    let mut branches = page.inventory.value.tree.branches().iter();
    let root = branches
        .find(|branch| branch.depth == 0 && branch.node.data_center.as_ref() == Some(&center.id));
    let words = view! {
        <span class="groups-code">{center.id.shown()}</span>
        " "
        <bdi>{own_words(center)}</bdi>
    };
    let words = match root {
        Some(root) => {
            let href = urls::group(&page.scope, &root.node.id);
            view! { <a href=href>{words}</a> }.into_any()
        }
        None => words.into_any(),
    };
    let id = id.to_owned();
    view! { <h2 id=id>{words}</h2> }
}

/// The places of the outermost groups below a data center's root, which is the center itself.
fn tops(branches: &[Branch], mine: impl Fn(&Branch) -> bool) -> Vec<usize> {
    let (mut found, mut place) = (Vec::new(), 0);
    while let Some(branch) = branches.get(place) {
        let inside = branch.depth == 0;
        if !inside && mine(branch) {
            found.push(place);
        }
        place = if inside {
            place + 1
        } else {
            branch.end.max(place + 1)
        };
    }
    found
}

/// A name may begin with the id in capitals, which stands before it already.
fn own_words(center: &DataCenter) -> String {
    let code = format!("{} - ", center.id.shown());
    let words = center.name.strip_prefix(&code);
    words.unwrap_or(&center.name).to_owned()
}

/// An id as part of one in the page.
fn plain(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).collect()
}
