//! One group: its servers and groups, what it costs, what new servers in it begin with, and what
//! can be done to it.

mod actions;
mod costs;
mod rows;

use super::super::servers::fresh::warnings;
use super::states::{self, Location};
use super::{blocked, counted, tree};
use crate::components::{
    Age, Breadcrumbs, Fact, Icon, LinkButton, Name, Notice, NoticeKind, PageHeader, PropertyList,
    Time, at_most,
};
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::action::GroupBlocked;
use slipway_domain::group::{DefaultValue, GroupKind, GroupNode};
use slipway_domain::urls::{self, GroupNote, ServerFilter};
use slipway_domain::{DataCenterId, GroupId, Principal, Scope};
use slipway_portal::inventory::Branch;
use slipway_portal::inventory::groups::{Counts, GroupView, above};

/// The most characters of a description.
const LONGEST: usize = 1_000;

/// What the page shows.
pub struct GroupPage {
    /// The account acted on.
    pub scope: Scope,
    /// Who looks at it.
    pub principal: Principal,
    /// The group.
    pub id: GroupId,
    /// What is known of it.
    pub view: GroupView,
    /// What was just done to it.
    pub note: Option<GroupNote>,
    /// The present moment.
    pub now: Timestamp,
}

impl GroupPage {
    /// The group in its place.
    pub(super) fn branch(&self) -> Option<&Branch> {
        self.view.inventory.value.tree.find(&self.id)
    }

    /// The path of a group in this one, without the part that they share; nothing for itself.
    pub(super) fn path_within(&self, path: &str) -> String {
        let own = self.branch().map(|branch| branch.node.path.as_str());
        let rest = own.and_then(|own| path.strip_prefix(own)).unwrap_or(path);
        rest.strip_prefix(" / ").unwrap_or(rest).to_owned()
    }

    /// The page's title.
    pub fn title(&self) -> String {
        self.branch()
            .map(|branch| branch.node.name.clone())
            .unwrap_or_default()
    }
}

/// The page; nothing for a group that is not there.
pub fn group_page(page: &GroupPage) -> Option<impl IntoView + use<>> {
    let branch = page.branch()?;
    let counts = Counts::of(page.view.inventory.value.servers_within(&page.id));
    let bar = states::bar(&page.scope, &Location::Group(page.id.clone()), counts);
    Some(view! {
        {header(page, branch)}
        {notice(page)}
        {warnings(&page.view.inventory, page.now)}
        <div class="server">
            <div class="server-main">
                {bar}
                {rows::rows_section(page, counts.total())}
                {groups(page, branch)}
                {costs::costs_section(page)}
                {defaults(page, branch)}
                {about(page, branch)}
            </div>
            {actions::actions_section(page, branch, counts)}
        </div>
    })
}

fn header(page: &GroupPage, branch: &Branch) -> impl IntoView + use<> {
    let inventory = &page.view.inventory;
    let mut levels = vec![
        (
            "Servers".to_owned(),
            urls::servers(&page.scope, &ServerFilter::default()),
        ),
        ("Groups".to_owned(), urls::groups(&page.scope)),
    ];
    levels.extend(above(&inventory.value, branch).into_iter().map(|above| {
        let name = match above.node.kind {
            GroupKind::Root => root_name(&above.node),
            _ => above.node.name.clone(),
        };
        (name, urls::group(&page.scope, &above.node.id))
    }));
    let place = branch.node.data_center.as_ref().map(DataCenterId::shown);
    let place = place.map(|place| view! { <span>{place}</span> });
    let words = format!("{} in it and below", counted(branch.servers, "server"));
    let again = urls::group_refresh(&page.scope, &page.id);
    let context = view! {
        {place}
        <span>{words}</span>
        <span><Age before="Read " age=inventory.age() now=page.now/></span>
        <a href=again rel="nofollow">"Refresh"</a>
    };
    let edit = urls::group_edit(&page.scope, &page.id);
    let not_offered = (!branch.node.offers.change).then(|| GroupBlocked::NotOffered.to_string());
    let reason = blocked(&page.principal).map(str::to_owned).or(not_offered);
    view! {
        <Breadcrumbs levels/>
        <PageHeader title=branch.node.name.clone() context=context.into_any()>
            <LinkButton label="Edit" icon=Icon::Edit href=edit disabled_reason=reason/>
        </PageHeader>
    }
}

/// A root is its data center itself.
fn root_name(root: &GroupNode) -> String {
    let center = root.data_center.as_ref().map(DataCenterId::shown);
    center.unwrap_or_else(|| root.name.clone())
}

fn notice(page: &GroupPage) -> Option<AnyView> {
    let (title, words) = match page.note? {
        GroupNote::Created => (
            "Created",
            "The group is there; servers can be built in it and moved to it.",
        ),
        GroupNote::Saved => ("Saved", "The cloud took the change."),
        GroupNote::Defaults => (
            "Saved",
            "New servers begin with these values from now on; those that are there stay as they are.",
        ),
        GroupNote::Same => {
            let view = view! {
                <Notice title="Nothing was different">"So nothing was sent to the cloud."</Notice>
            };
            return Some(view.into_any());
        }
    };
    Some(view! { <Notice kind=NoticeKind::Ok title>{words}</Notice> }.into_any())
}

fn groups(page: &GroupPage, branch: &Branch) -> Option<impl IntoView + use<>> {
    let inventory = &page.view.inventory.value;
    let within = inventory.tree.within(&page.id);
    let inside = &within.get(1..).unwrap_or_default();
    let grows = branch.node.kind.takes_servers();
    if inside.is_empty() && !grows {
        return None;
    }
    let body = if inside.is_empty() {
        view! { <p class="muted">"None."</p> }.into_any()
    } else {
        let branches = inventory.tree.branches();
        let first = branch.end - within.len() + 1;
        let tops: Vec<usize> = direct(branches, first, branch.end);
        let html = tree::html(&page.scope, branches, &tops, true);
        view! { <div class="groups-tree" inner_html=html></div> }.into_any()
    };
    Some(view! {
        <section aria-labelledby="groups">
            <h2 id="groups">"Groups in it"</h2>
            {body}
        </section>
    })
}

/// Places of the groups right in a group whose stretch this is.
fn direct(branches: &[Branch], mut place: usize, end: usize) -> Vec<usize> {
    let mut found = Vec::new();
    while place < end {
        found.push(place);
        place = branches[place].end.max(place + 1);
    }
    found
}

fn defaults(page: &GroupPage, branch: &Branch) -> Option<impl IntoView + use<>> {
    let body = match &page.view.defaults {
        // Nothing is built in the archive.
        _ if !branch.node.kind.takes_servers() => return None,
        Ok(defaults) => {
            let rows = [
                ("CPU", &defaults.cpu, ""),
                ("Memory", &defaults.memory_gb, " GB"),
                ("Template", &defaults.template, ""),
                ("Network", &defaults.network, ""),
                ("Primary DNS", &defaults.primary_dns, ""),
                ("Secondary DNS", &defaults.secondary_dns, ""),
            ];
            let facts = rows.map(|(term, value, unit)| Fact::new(term, default_words(value, unit)));
            view! { <PropertyList facts=facts.into()/> }.into_any()
        }
        Err(error) => {
            let words = error.to_string();
            view! { <Notice kind=NoticeKind::Warn title="Not known just now">{words}</Notice> }
                .into_any()
        }
    };
    let href = urls::group_defaults(&page.scope, &page.id);
    let not_offered =
        (!branch.node.offers.set_defaults).then(|| GroupBlocked::NotOffered.to_string());
    let reason = blocked(&page.principal).map(str::to_owned).or(not_offered);
    let change = reason
        .is_none()
        .then(|| view! { <a href=href>"Change"</a> });
    Some(view! {
        <section aria-labelledby="defaults">
            <div class="groups-head">
                <h2 id="defaults">"New servers begin with"</h2>
                {change}
            </div>
            {body}
        </section>
    })
}

fn default_words(value: &DefaultValue, unit: &'static str) -> AnyView {
    let Some(text) = &value.value else {
        return view! { <span class="muted">"nothing set"</span> }.into_any();
    };
    let text = at_most(format!("{text}{unit}"), 200);
    let inherited = value
        .inherited
        .then(|| view! { " "<span class="muted">"from above"</span> });
    view! { <Name text/>{inherited} }.into_any()
}

fn about(page: &GroupPage, branch: &Branch) -> impl IntoView + use<> {
    let node = &branch.node;
    let mut facts = Vec::new();
    if !node.description.is_empty() {
        let text = at_most(node.description.clone(), LONGEST);
        let lines = view! { <span class="lines"><Name text/></span> };
        facts.push(Fact::new("Description", lines.into_any()));
    }
    if !node.path.is_empty() {
        let text = at_most(node.path.clone(), LONGEST);
        facts.push(Fact::new("Path", view! { <Name text/> }.into_any()));
    }
    let fields = node.custom_fields.iter().map(|field| {
        let shown = if field.display.is_empty() {
            &field.value
        } else {
            &field.display
        };
        let text = at_most(shown.clone(), LONGEST);
        Fact::new(field.name.clone(), view! { <Name text/> }.into_any())
    });
    facts.extend(fields);
    let changes = [
        ("Created", &node.change.created, &node.change.created_by),
        ("Changed", &node.change.modified, &node.change.modified_by),
    ];
    facts.extend(changes.into_iter().filter_map(|(term, at, who)| {
        Some(Fact::new(
            term,
            by(at.as_deref()?, who.as_deref(), page.now),
        ))
    }));
    let id = view! { <code translate="no">{node.id.to_string()}</code> };
    facts.push(Fact::new("Id", id.into_any()));
    view! {
        <section aria-labelledby="about">
            <h2 id="about">"About"</h2>
            <PropertyList facts/>
        </section>
    }
}

fn by(at: &str, who: Option<&str>, now: Timestamp) -> AnyView {
    let at = match at.parse::<Timestamp>() {
        // The cloud's clock may be ahead of ours.
        Ok(at) => view! { <Time at now=now.max(at)/> }.into_any(),
        Err(_) => view! { <Name text=at.to_owned()/> }.into_any(),
    };
    let who = who.map(|who| view! { " by "<Name text=who.to_owned()/> });
    view! { {at}{who} }.into_any()
}
