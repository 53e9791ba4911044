//! All operations, gentle ones first, each as a button with the sentence that says what follows.

use super::super::server::actions::{DAYS, kinds_of};
use super::ServersPage;
use crate::components::at_most;
use crate::components::markup::Markup;
use slipway_domain::DataCenterId;
use slipway_domain::group::GroupKind;
use slipway_domain::operation::{Operation, SNAPSHOT_DAYS};
use slipway_domain::principal::Right;
use slipway_domain::server::ServerStatus;
use slipway_domain::urls::{self, ServerFilter};
use slipway_portal::inventory::Inventory;
use std::collections::BTreeSet;

/// The most characters of a group's path on offer.
const LONGEST: usize = 80;

/// The operations; `places` are of the servers on this page.
pub(super) fn actions(page: &ServersPage, places: &[usize]) -> String {
    let mut html = Markup::with_room(8_000);
    if page.has_packages && !page.principal.may(Right::RunPackages) {
        no_packages(&mut html, page.principal.reason(Right::RunPackages));
    }
    for (heading, operations) in kinds_of(page.operations) {
        html.raw("<section><h2>").raw(heading).raw("</h2>");
        let right = operations[0].right();
        let blocked = !page.principal.may(right);
        let why = operations[0].word();
        if blocked {
            html.raw("<p class=\"btn-why\" id=\"why-")
                .raw(why)
                .raw("\">")
                .raw(page.principal.reason(right))
                .raw("</p>");
        }
        html.raw("<ul role=\"list\">");
        for operation in &operations {
            html.raw("<li>");
            if blocked {
                disabled(&mut html, *operation, why);
            } else {
                offered(&mut html, *operation, page, places);
            }
            html.raw("<p id=\"then-")
                .raw(operation.word())
                .raw("\">")
                .raw(operation.consequence())
                .raw("</p></li>");
        }
        html.raw("</ul></section>");
    }
    html.finish()
}

/// Who may run packages has a button for it in the bar itself.
fn no_packages(html: &mut Markup, why: &'static str) {
    html.raw("<section><h2>Packages</h2><p class=\"btn-why\" id=\"why-run-package\">")
        .raw(why)
        .raw("</p><ul role=\"list\"><li><button class=\"btn\" type=\"button\" id=\"run-package\" aria-disabled=\"true\" aria-describedby=\"why-run-package then-run-package\">Run a package</button><p id=\"then-run-package\">Leads to the packages, to find one for what is chosen.</p></li></ul></section>");
}

fn disabled(html: &mut Markup, operation: Operation, why: &'static str) {
    html.raw(
        "<button class=\"btn\" type=\"button\" aria-disabled=\"true\" aria-describedby=\"why-",
    )
    .raw(why)
    .raw(" then-")
    .raw(operation.word())
    .raw("\">")
    .raw(operation.verb())
    .raw("</button>");
}

fn offered(html: &mut Markup, operation: Operation, page: &ServersPage, places: &[usize]) {
    match operation {
        Operation::Restore => return restore(html, page, places),
        Operation::CreateSnapshot => button(html, operation, ""),
        // What stands in the field of days is nothing to them.
        _ => button(html, operation, " formnovalidate"),
    }
    if operation == Operation::CreateSnapshot {
        html.raw("<label class=\"servers-with\">Keep for <input class=\"input\" type=\"number\" name=\"days\" value=\"")
            .shown(DAYS)
            .raw("\" min=\"")
            .shown(SNAPSHOT_DAYS.start())
            .raw("\" max=\"")
            .shown(SNAPSHOT_DAYS.end())
            .raw("\"> days</label>");
    }
}

fn button(html: &mut Markup, operation: Operation, more: &'static str) {
    html.raw("<button class=\"btn\" type=\"submit\" name=\"operation\" value=\"")
        .raw(operation.word())
        .raw("\" aria-describedby=\"then-")
        .raw(operation.word())
        .raw("\"")
        .raw(more)
        .raw(">")
        .raw(operation.verb())
        .raw("</button>");
}

/// With the groups to choose from, where the page shows archived servers; a list of hundreds of
/// groups is not worth its bytes otherwise.
fn restore(html: &mut Markup, page: &ServersPage, places: &[usize]) {
    let inventory = &page.inventory.value;
    let shown = places.iter().map(|place| &inventory.servers[*place]);
    let archived = shown.filter(|server| server.status == ServerStatus::Archived);
    let centers: BTreeSet<Option<&DataCenterId>> =
        archived.map(|server| server.data_center.as_ref()).collect();
    if !centers.is_empty() {
        button(html, Operation::Restore, " formnovalidate");
        html.raw("<label class=\"servers-with\">Into <select class=\"input\" translate=\"no\" name=\"group\"><option value=\"\">Choose a group</option>");
        groups(html, inventory, &centers);
        html.raw("</select></label>");
        return;
    }
    disabled(html, Operation::Restore, "restore");
    html.raw("<span class=\"btn-why\" id=\"why-restore\">");
    if inventory.has_archived {
        let filter = ServerFilter {
            status: Some(ServerStatus::Archived),
            ..ServerFilter::default()
        };
        html.raw("No server of this page is archived. <a href=\"")
            .text(&urls::servers(&page.scope, &filter))
            .raw("\">Show archived servers</a>");
    } else {
        html.raw("No server is archived.");
    }
    html.raw("</span>");
}

/// Servers stay in their data center.
fn groups(html: &mut Markup, inventory: &Inventory, centers: &BTreeSet<Option<&DataCenterId>>) {
    let nodes = inventory.tree.branches().iter().map(|branch| &branch.node);
    let fit = nodes.filter(|node| {
        node.kind == GroupKind::Default && centers.contains(&node.data_center.as_ref())
    });
    for node in fit {
        html.raw("<option value=\"")
            .text(node.id.as_str())
            .raw("\">");
        if let Some(center) = &node.data_center {
            html.text(&center.shown()).raw(" / ");
        }
        html.text(&at_most(node.path.clone(), LONGEST))
            .raw("</option>");
    }
}
