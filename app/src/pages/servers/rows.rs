//! One row for each server, written by hand: fifty of them are most of the page.

use super::ServersPage;
use super::columns::Column;
use crate::components::ident::write_name;
use crate::components::markup::Markup;
use crate::components::server_state::{power_look, status_look};
use crate::components::{Look, relative_words};
use jiff::Timestamp;
use slipway_domain::DataCenterId;
use slipway_domain::server::Server;
use slipway_domain::urls::{self, ServerFilter, segment};

/// Writes rows of the same columns.
pub(super) struct Rows {
    columns: Vec<Column>,
    /// Whether the state of power says when a server is in maintenance, for want of a column.
    marks_maintenance: bool,
    /// What an address of a server's page begins with; none where they have no pages.
    page: Option<String>,
    /// Whether servers can be chosen.
    picks: bool,
    now: Timestamp,
}

impl Rows {
    pub(super) fn of(page: &ServersPage) -> Self {
        let list = || urls::servers(&page.scope, &ServerFilter::default());
        Self {
            columns: page.columns().collect(),
            marks_maintenance: !page.looks.has(Column::Maintenance),
            page: page.shows_servers.then(|| list() + "/"),
            picks: page.acts(),
            now: page.now,
        }
    }

    pub(super) fn write(&self, html: &mut Markup, server: &Server) {
        let id = server.id.as_str();
        html.raw("<tr>");
        if self.picks {
            html.raw(
                "<td class=\"table-pick\"><label><input type=\"checkbox\" name=\"server\" value=\"",
            )
            .text(id)
            .raw("\" translate=\"no\" aria-label=\"Choose ")
            .text(&server.name)
            .raw("\"></label></td>");
        }
        html.raw("<th scope=\"row\" class=\"table-main\">");
        if let Some(page) = &self.page {
            html.raw("<a href=\"")
                .text(page)
                .text(&segment(id))
                .raw("\">");
        }
        write_name(html, &server.name, 28);
        html.raw(if self.page.is_some() {
            "</a></th>"
        } else {
            "</th>"
        });
        for column in &self.columns {
            self.cell(html, *column, server);
        }
        html.raw("</tr>");
    }

    fn cell(&self, html: &mut Markup, column: Column, server: &Server) {
        match column {
            Column::Status => {
                html.raw("<td class=\"table-status\">");
                badge(html, status_look(&server.status), server.status.label());
            }
            Column::Power => {
                html.raw("<td class=\"servers-power\">");
                self.power(html, server);
            }
            Column::Ips => addresses(html, &server.ips),
            Column::DataCenter => {
                let center = server.data_center.as_ref().map(DataCenterId::shown);
                html.raw("<td>").text(&center.unwrap_or_default());
            }
            Column::Cpu => amount(html, "CPU", server.cpu.into(), ""),
            Column::Memory => amount(html, "Memory", server.memory_mb.div_ceil(1024), " GB"),
            Column::Storage => amount(html, "Storage", server.storage_gb, " GB"),
            Column::Group => {
                html.raw("<td>");
                write_name(html, &server.group_path, 22);
            }
            Column::Os => {
                html.raw("<td>");
                // Nearly all are of 64 bits; what is not stands out.
                let system = server.os_name.trim_end_matches(" 64-bit");
                write_name(html, system, 28);
            }
            Column::Description => {
                html.raw("<td>");
                write_name(html, &server.description, 32);
            }
            Column::Maintenance => {
                html.raw("<td>");
                if server.in_maintenance {
                    badge(html, Look::Warn, "in maintenance");
                }
            }
            Column::Modified => self.modified(html, server.modified.as_deref()),
        }
        html.raw("</td>");
    }

    /// Nothing where the cloud does not say.
    fn power(&self, html: &mut Markup, server: &Server) {
        if server.in_maintenance && self.marks_maintenance {
            badge(html, Look::Warn, "in maintenance");
        } else if let Some((look, word)) = power_look(server) {
            badge(html, look, word);
        }
    }

    /// How long ago; as the cloud wrote it where that is no time.
    fn modified(&self, html: &mut Markup, modified: Option<&str>) {
        html.raw("<td data-label=\"Modified\">");
        let Some(text) = modified else { return };
        match text.parse::<Timestamp>() {
            Ok(at) => html
                .raw("<time class=\"time\" datetime=\"")
                .shown(at)
                .raw("\" title=\"")
                .shown(at.strftime("%Y-%m-%d %H:%M:%S UTC"))
                .raw("\">")
                .text(&relative_words(at, self.now))
                .raw("</time>"),
            Err(_) => html.text(text),
        };
    }
}

fn badge(html: &mut Markup, look: Look, word: &str) {
    html.raw("<span class=\"")
        .raw(look.badge_class())
        .raw("\">")
        .text(word)
        .raw("</span>");
}

/// The first address, how many more there are, and all of them in the title.
fn addresses(html: &mut Markup, ips: &[String]) {
    html.raw("<td");
    if ips.len() > 1 {
        html.raw(" title=\"").text(&ips.join(", ")).raw("\"");
    }
    html.raw(">");
    if let Some(first) = ips.first() {
        html.raw("<code translate=\"no\">")
            .text(first)
            .raw("</code>");
    }
    if ips.len() > 1 {
        html.raw(" +").shown(ips.len() - 1);
    }
}

/// An amount with its unit; a dash where the cloud named none.
fn amount(html: &mut Markup, label: &'static str, amount: u64, unit: &'static str) {
    html.raw("<td data-label=\"")
        .raw(label)
        .raw("\" class=\"table-num\">");
    match amount {
        0 => html.raw("–"),
        amount => html.shown(amount).raw(unit),
    };
}
