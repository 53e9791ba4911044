//! The groups as a tree of links: data centers, groups in them, groups in groups, each with how
//! many servers stand there. ServerSelection one shows it and all below.

use super::ServersPage;
use crate::components::markup::Markup;
use crate::components::{Icon, grouped};
use leptos::prelude::*;
use slipway_domain::DataCenterId;
use slipway_domain::server::DataCenter;
use slipway_domain::urls::{self, ServerFilter};
use slipway_portal::inventory::Branch;

/// Up to this many groups stand open; with more, each data center opens by itself.
const OPEN: usize = 40;
/// Up to this many are in every page; with more, only those of the chosen data center.
const WHOLE: usize = 200;
/// The most characters of a group's name.
const KEEP: usize = 40;

pub(super) fn groups(page: &ServersPage) -> impl IntoView + use<> {
    let inventory = &page.inventory.value;
    let mut html = Markup::with_room(8_000);
    let links = Links::of(page);
    for (center, servers) in inventory.places() {
        links.place(&mut html, page, center, servers);
    }
    view! {
        <details class="menu servers-groups">
            <summary class="btn">
                {Icon::Filter.svg()}
                <span>"Groups"</span>
            </summary>
            <nav class="menu-panel" aria-label="Groups">
                <div class="servers-tree" data-part="tree" inner_html=html.finish()></div>
            </nav>
        </details>
    }
}

/// Addresses of the same list at another place.
struct Links<'a> {
    /// What an address begins with that goes on with a field's name.
    begin: String,
    chosen: Option<&'a str>,
    /// The data center that is looked at.
    center: Option<&'a DataCenterId>,
    total: usize,
}

impl<'a> Links<'a> {
    fn of(page: &'a ServersPage) -> Self {
        let anywhere = ServerFilter {
            data_center: None,
            group: None,
            page: 1,
            ..page.filter.clone()
        };
        let address = urls::servers(&page.scope, &anywhere);
        let joint = if address.contains('?') { "&" } else { "?" };
        let tree = &page.inventory.value.tree;
        let group = page.filter.group.as_ref();
        let branch = group.and_then(|id| tree.find(id));
        Self {
            begin: address + joint,
            chosen: group.map(slipway_domain::GroupId::as_str),
            center: branch.map_or(page.filter.data_center.as_ref(), |branch| {
                branch.node.data_center.as_ref()
            }),
            total: tree.branches().len(),
        }
    }

    /// A data center that opens; what stands in none is open.
    fn place(
        &self,
        html: &mut Markup,
        page: &ServersPage,
        center: Option<&DataCenter>,
        servers: usize,
    ) {
        let id = center.map(|center| &center.id);
        let here = self.center == id;
        if let Some(center) = center {
            html.raw("<details class=\"servers-center\"");
            if here || self.total <= OPEN {
                html.raw(" open");
            }
            html.raw("><summary>");
            // Most are called after their id.
            let upper = center.id.shown();
            if !center.name.starts_with(&upper) {
                html.text(&upper).raw(" - ");
            }
            html.text(&center.name).raw("</summary>");
        }
        html.raw("<ul role=\"list\"><li>");
        let current = here && self.chosen.is_none();
        let dc = id.map_or("", DataCenterId::as_str);
        self.link(html, "dc", dc, "All groups", current, servers);
        html.raw("</li>");
        if here || self.total <= WHOLE {
            self.outermost(html, page.inventory.value.tree.branches(), id);
        }
        html.raw("</ul>");
        if center.is_some() {
            html.raw("</details>");
        }
    }

    /// The outermost groups of a place; a root is its place itself.
    fn outermost(&self, html: &mut Markup, branches: &[Branch], id: Option<&DataCenterId>) {
        let mut place = 0;
        while place < branches.len() {
            let branch = &branches[place];
            let own = branch.node.data_center.as_ref() == id;
            if own && branch.depth == 0 {
                self.list(html, branches, place + 1, branch.end);
            } else if own && branch.depth == 1 {
                self.item(html, branches, place);
            }
            place = branch.end.max(place + 1);
        }
    }

    /// The groups from `place` on, each with those below it.
    fn list(&self, html: &mut Markup, branches: &[Branch], mut place: usize, end: usize) {
        while place < end {
            self.item(html, branches, place);
            place = branches[place].end.max(place + 1);
        }
    }

    fn item(&self, html: &mut Markup, branches: &[Branch], place: usize) {
        let branch = &branches[place];
        let id = branch.node.id.as_str();
        html.raw("<li>");
        let current = self.chosen == Some(id);
        self.link(
            html,
            "group",
            id,
            &branch.node.name,
            current,
            branch.servers,
        );
        if branch.end > place + 1 {
            html.raw("<ul role=\"list\">");
            self.list(html, branches, place + 1, branch.end);
            html.raw("</ul>");
        }
        html.raw("</li>");
    }

    fn link(
        &self,
        html: &mut Markup,
        field: &'static str,
        id: &str,
        name: &str,
        current: bool,
        servers: usize,
    ) {
        html.raw("<a href=\"")
            .text(&self.begin)
            .raw(field)
            .raw("=")
            .text(&urls::segment(id))
            .raw("\"");
        if current {
            html.raw(" aria-current=\"true\"");
        }
        html.raw(">");
        crate::components::ident::write_name(html, name, KEEP);
        html.raw(" <span class=\"tabs-count\">")
            .text(&grouped(servers as u64))
            .raw("</span></a>");
    }
}
