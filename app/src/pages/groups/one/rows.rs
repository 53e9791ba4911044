//! The first servers of a group, by name.

use super::GroupPage;
use crate::components::server_state::{power_look, status_look};
use crate::components::{Middle, StatusBadge, TableHead, TableWrap, grouped};
use crate::pages::groups::counted;
use leptos::prelude::*;
use slipway_domain::server::{Server, ServerStatus};
use slipway_domain::urls;

/// Servers that are listed; the list of servers shows the others.
const SHOWN: usize = 20;

pub(super) fn rows_section(page: &GroupPage, total: usize) -> impl IntoView + use<> {
    let inventory = &page.view.inventory.value;
    let servers = inventory.servers_within(&page.id).take(SHOWN);
    let rows: Vec<_> = servers.map(|server| row(page, server)).collect();
    let all = urls::servers_of_group(&page.scope, &page.id);
    let words = match total {
        0 => None,
        total if total <= SHOWN => Some("Show them in the list of servers".to_owned()),
        total => Some(format!("Show all {}", counted(total, "server"))),
    };
    let more = words.map(|words| view! { <a href=all>{words}</a> });
    let count = (total > SHOWN).then(|| format!("{SHOWN} of {}", grouped(total as u64)));
    let body = if rows.is_empty() {
        view! { <p class="muted">"No server stands in it or below it."</p> }.into_any()
    } else {
        view! {
            <TableWrap label="Servers in it" count>
                <table class="table groups-servers">
                    <TableHead columns=&[
                        ("Name", ""),
                        ("Status", "table-status"),
                        ("Group in it", ""),
                        ("IP", ""),
                    ]/>
                    <tbody>{rows}</tbody>
                </table>
            </TableWrap>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="servers">
            <div class="groups-head">
                <h2 id="servers">"Servers"</h2>
                {more}
            </div>
            {body}
        </section>
    }
}

fn row(page: &GroupPage, server: &Server) -> impl IntoView + use<> {
    let href = urls::server(&page.scope, &server.id);
    let status = server.status.label().to_owned();
    let (look, word) = match power_look(server) {
        Some((look, word)) if server.status == ServerStatus::Active => (look, word.to_owned()),
        _ => (status_look(&server.status), status),
    };
    let group = urls::group(&page.scope, &server.group);
    let path = page.path_within(&server.group_path);
    let address = server.ips.first().cloned();
    view! {
        <tr>
            <th scope="row" class="table-main"><Middle text=server.name.clone() keep=28 href/></th>
            <td class="table-status"><StatusBadge look word/></td>
            <td>{(server.group != page.id).then(|| view! { <Middle text=path keep=28 href=group/> })}</td>
            <td><code translate="no">{address}</code></td>
        </tr>
    }
}
