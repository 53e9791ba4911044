//! Groups as a tree of rows: name, what people wrote about it, and how many servers stand in it
//! and below, written by hand because an account can have thousands.

use crate::components::at_most;
use crate::components::grouped;
use crate::components::ident::write_name;
use crate::components::markup::Markup;
use slipway_domain::Scope;
use slipway_domain::urls;
use slipway_portal::inventory::Branch;

/// The most characters of a name.
const NAME: usize = 60;
/// The most characters of a description.
const ABOUT: usize = 160;

/// The groups at `tops` with all below them; `linked` where they have pages of their own.
pub(super) fn html(scope: &Scope, branches: &[Branch], tops: &[usize], linked: bool) -> String {
    let mut html = Markup::default();
    let tree = Tree {
        scope,
        branches,
        linked,
    };
    if !tops.is_empty() {
        html.raw("<ul role=\"list\">");
        for place in tops {
            tree.item(&mut html, *place);
        }
        html.raw("</ul>");
    }
    html.finish()
}

struct Tree<'a> {
    scope: &'a Scope,
    branches: &'a [Branch],
    linked: bool,
}

impl Tree<'_> {
    fn item(&self, html: &mut Markup, place: usize) {
        let branch = &self.branches[place];
        html.raw("<li>");
        self.row(html, branch);
        let mut next = place + 1;
        if next < branch.end {
            html.raw("<ul role=\"list\">");
            while next < branch.end {
                self.item(html, next);
                next = self.branches[next].end.max(next + 1);
            }
            html.raw("</ul>");
        }
        html.raw("</li>");
    }

    fn row(&self, html: &mut Markup, branch: &Branch) {
        let node = &branch.node;
        html.raw("<div class=\"groups-row\">");
        if self.linked {
            html.raw("<a href=\"")
                .text(&urls::group(self.scope, &node.id))
                .raw("\">");
        }
        write_name(html, &node.name, NAME);
        html.raw(if self.linked { "</a>" } else { "" })
            .raw("<bdi class=\"groups-about\">")
            .text(&at_most(node.description.clone(), ABOUT))
            .raw("</bdi>");
        let count = grouped(branch.servers as u64);
        if branch.servers == 0 {
            html.raw(
                "<span class=\"groups-count muted\">0<span class=\"hush\"> servers</span></span>",
            );
        } else {
            html.raw("<a class=\"groups-count\" href=\"")
                .text(&urls::servers_of_group(self.scope, &node.id))
                .raw("\">")
                .text(&count)
                .raw("<span class=\"hush\">")
                .raw(if branch.servers == 1 {
                    " server in "
                } else {
                    " servers in "
                });
            write_name(html, &node.name, NAME);
            html.raw("</span></a>");
        }
        html.raw("</div>");
    }
}
