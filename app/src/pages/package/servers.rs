//! The servers of a form: pasted names, and a search whose matches are ticked. Without a script
//! the search posts the form; what is ticked travels along as ticked boxes.

use super::{PackagePage, live};
use crate::components::{
    Button, FieldSpec, Fieldset, Icon, Look, Middle, Notice, NoticeKind, PickCell, StatusBadge,
    TableWrap, TextArea, TextInput, grouped,
};
use crate::islands::picker::{Picker, leave_out_words};
use leptos::prelude::*;
use slipway_domain::server::{PowerState, Server, ServerStatus};
use slipway_domain::urls;
use slipway_domain::{DataCenterId, ServerId};
use slipway_portal::packages::form::controls;
use slipway_portal::plans::server_selection::{Found, ServerSelection};

/// The id of the text box for names, which errors about servers lead to.
pub(super) const NAMES_ID: &str = "names";

/// The section. The picker wakes inside it and takes the place of the search.
pub(super) fn servers_section(page: &PackagePage) -> impl IntoView + use<> {
    let errors = &page.form.server_errors;
    let error = (!errors.is_empty()).then(|| errors.join(" "));
    let names = FieldSpec::new(NAMES_ID, controls::NAMES, "Server names")
        .unmarked()
        .hint("Names, ids or IP addresses as they come: lists, rows of a spreadsheet, full names with a domain. Ranges work too: web[01-12].")
        .error(error);
    let value = page.form.names.clone();
    let source = urls::inventory(&page.scope);
    let plain = plain(page);
    let picker = live::picker(page.placed);
    let leave_out = leave_out(page.form.unknown.len());
    view! {
        <div id="servers" data-inventory=source>
            <Fieldset legend="Servers" hint="Paste names, or search and tick; in a search * stands for any characters of a name: web*01. Nothing is chosen until you choose it.">
                <TextArea field=names value rows=4 mono=true/>
                <p class="picker-names" id="picker-names" role="status" translate="no"></p>
                {leave_out}
                {picker}
                {plain}
                <Picker/>
            </Fieldset>
        </div>
    }
}

/// Goes on without what is no server; the picker does so in place. Always there, so that it can.
fn leave_out(unknown: usize) -> impl IntoView + use<> {
    view! {
        <button
            class="btn btn-small"
            type="submit"
            id="names-leave-out"
            name=controls::BUTTON
            value=controls::LEAVE_OUT
            hidden={unknown == 0}
        >
            {format!("{} and review", leave_out_words(unknown))}
        </button>
    }
}

/// Searching and choosing without a script.
fn plain(page: &PackagePage) -> impl IntoView + use<> {
    let ServerSelection {
        chosen,
        found,
        problem,
        ..
    } = &page.servers;
    let search = FieldSpec::new("search", controls::SEARCH, "Search servers").unmarked();
    let button = page.blocked.is_none().then(|| {
        view! {
            <Button label="Find servers" icon=Icon::Search name=controls::BUTTON value=controls::FIND unchecked=true/>
        }
    });
    let problem = problem.as_ref().map(|error| {
        let words = error.to_string();
        view! {
            <Notice kind=NoticeKind::Warn title="The servers could not be read">
                {words}" What you chose is kept."
            </Notice>
        }
    });
    let shown = found.as_ref().map(|_| {
        let words = page.form.search.clone();
        view! { <input type="hidden" name=controls::SEARCHED value=words/> }
    });
    view! {
        <div class="servers-plain" id="picker-plain">
            {shown}
            <div class="servers-search">
                <TextInput field=search value=page.form.search.clone() kind="search" placeholder="Name or web*, IP, description or group"/>
                {button}
            </div>
            {problem}
            {found.as_ref().map(|found| matches(found, &page.form.search))}
            {(!chosen.is_empty()).then(|| chosen_list(chosen))}
        </div>
    }
}

fn matches(found: &Found, search: &str) -> impl IntoView + use<> {
    let words = found_words(found, search);
    let table = (!found.servers.is_empty()).then(|| {
        let placed = found.servers.iter().any(|one| one.data_center.is_some());
        let rows: Vec<_> = found
            .servers
            .iter()
            .map(|server| row(server, false, placed))
            .collect();
        table("Servers found", words.clone(), placed, rows)
    });
    let none = found
        .servers
        .is_empty()
        .then(|| view! { <p class="table-count" role="status">{words}</p> });
    view! { <div class="servers-found">{none}{table}</div> }
}

/// What the search found, in words.
fn found_words(found: &Found, search: &str) -> String {
    let about = if search.trim().is_empty() {
        String::new()
    } else {
        format!(" for “{search}”")
    };
    let already = match found.chosen {
        0 => String::new(),
        n => format!(" {} of the matches are chosen already.", grouped(n as u64)),
    };
    let shown = found.servers.len();
    let count = match found.total {
        0 if found.chosen > 0 => format!("No more servers{about}."),
        0 => format!("No servers{about}."),
        1 => format!("1 server found{about}. Tick it to choose it."),
        total if total > shown => format!(
            "{} servers found{about}; the first {shown} are shown. Search for more words to narrow it down.",
            grouped(total as u64)
        ),
        total => format!("{total} servers found{about}. Tick those you want."),
    };
    format!("{count}{already}")
}

fn chosen_list(chosen: &[(ServerId, Option<Server>)]) -> impl IntoView + use<> {
    let mut known = chosen.iter().filter_map(|(_, server)| server.as_ref());
    let placed = known.any(|server| server.data_center.is_some());
    let rows: Vec<_> = chosen
        .iter()
        .map(|(id, server)| match server {
            Some(server) => row(server, true, placed).into_any(),
            None => lost_row(id, placed).into_any(),
        })
        .collect();
    let words = match chosen.len() {
        1 => "1 server chosen.".to_owned(),
        many => format!("{} servers chosen.", grouped(many as u64)),
    };
    table(
        "Chosen servers",
        format!("{words} Untick what you do not want."),
        placed,
        rows,
    )
}

fn table(
    label: &'static str,
    count: String,
    placed: bool,
    rows: impl IntoView + 'static,
) -> impl IntoView {
    let center = placed.then(|| view! { <th scope="col">"Data center"</th> });
    view! {
        <TableWrap label count wide=true>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col"><span class="hush">"Choose"</span></th>
                        <th scope="col">"Name"</th>
                        <th scope="col">"State"</th>
                        {center}
                        <th scope="col">"IP"</th>
                        <th scope="col">"Group"</th>
                        <th scope="col">"Operating system"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableWrap>
    }
}

fn row(server: &Server, checked: bool, placed: bool) -> impl IntoView + use<> {
    let center = placed.then(|| {
        let center = server.data_center.as_ref().map(DataCenterId::shown);
        view! { <td data-label="Data center">{center}</td> }
    });
    let (look, word) = state(server);
    let address = server.ips.first().cloned().unwrap_or_default();
    view! {
        <tr>
            <PickCell
                name=controls::SERVER
                value=server.id.to_string()
                label=format!("Choose {}", server.name)
                checked=checked
            />
            <td class="table-main"><Middle text=server.name.clone() keep=28/></td>
            <td class="table-status"><StatusBadge look word/></td>
            {center}
            <td data-label="IP"><code translate="no">{address}</code></td>
            <td data-label="Group"><Middle text=server.group_path.clone() keep=28/></td>
            <td data-label="Operating system">{server.os_name.clone()}</td>
        </tr>
    }
}

/// A chosen server that the inventory does not hold: kept, so that the review can say so.
fn lost_row(id: &ServerId, placed: bool) -> impl IntoView + use<> {
    let center = placed.then(|| view! { <td></td> });
    view! {
        <tr>
            <PickCell name=controls::SERVER value=id.to_string() label=format!("Choose {id}") checked=true/>
            <td class="table-main"><Middle text=id.to_string() keep=28/></td>
            <td class="table-status"><StatusBadge look=Look::Unknown word="not found"/></td>
            {center}
            <td></td>
            <td></td>
            <td></td>
        </tr>
    }
}

/// The one state that matters for choosing.
fn state(server: &Server) -> (Look, String) {
    if server.status != ServerStatus::Active {
        return (Look::Warn, server.status.label().to_owned());
    }
    if server.in_maintenance {
        return (Look::Warn, "in maintenance".to_owned());
    }
    match server.power {
        Some(PowerState::Started) => (Look::Ok, "started".to_owned()),
        Some(power) => (Look::NotStarted, power.word().to_owned()),
        None => (Look::Unknown, "unknown".to_owned()),
    }
}
