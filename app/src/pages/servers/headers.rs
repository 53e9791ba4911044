//! The headers of the list, each a link that sorts by its column or turns the order round.

use super::ServersPage;
use super::columns::Column;
use crate::components::markup::Markup;
use crate::components::{SortOrder, sort_header};
use slipway_domain::urls::{self, ServerFilter, ServerSort};

/// The row of headers. The box that chooses the page waits for a script to show it.
pub(super) fn headers(page: &ServersPage) -> String {
    let mut html = Markup::with_room(2_000);
    html.raw("<tr>");
    if page.acts() {
        html.raw("<td class=\"table-pick\"><label id=\"pick-page\" hidden><input type=\"checkbox\" aria-label=\"Select this page\" autocomplete=\"off\"></label></td>");
    }
    sorting(&mut html, page, (ServerSort::Name, "Name", false));
    for column in page.columns() {
        header(&mut html, page, column);
    }
    html.raw("</tr>");
    html.finish()
}

fn header(html: &mut Markup, page: &ServersPage, column: Column) {
    match column.sort() {
        Some(sort) => sorting(html, page, (sort, column.label(), column.is_numeric())),
        None => {
            html.raw("<th scope=\"col\">")
                .raw(column.label())
                .raw("</th>");
        }
    }
}

fn sorting(
    html: &mut Markup,
    page: &ServersPage,
    (sort, label, numeric): (ServerSort, &'static str, bool),
) {
    let filter = &page.filter;
    let current = filter.sort == sort;
    let other = ServerFilter {
        sort,
        descending: current && !filter.descending,
        page: 1,
        ..filter.clone()
    };
    let order = current.then_some(if filter.descending {
        SortOrder::Descending
    } else {
        SortOrder::Ascending
    });
    let href = urls::servers(&page.scope, &other);
    sort_header(html, label, &href, order, numeric);
}
