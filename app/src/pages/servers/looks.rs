//! The little form that chooses columns and how close rows stand, and the downloads beside it.

use super::ServersPage;
use super::columns::{Column, Looks};
use crate::components::markup::Markup;
use crate::components::{FormScope, Icon, grouped};
use leptos::prelude::*;
use slipway_domain::urls::{self, ServerFilter};
use slipway_portal::inventory::Inventory;

/// The form. It leads back to the very list that it stands above.
pub(super) fn looks(page: &ServersPage) -> impl IntoView + use<> {
    let fields = fields(page.looks, &page.inventory.value);
    view! {
        <details class="menu">
            <summary class="btn">
                {Icon::Edit.svg()}
                <span>"Columns"</span>
            </summary>
            <form class="menu-panel servers-looks" method="post" action=urls::servers_view(&page.scope)>
                <FormScope/>
                <input type="hidden" name="back" value=page.filter.query()/>
                <div inner_html=fields></div>
                <button class="btn" type="submit">"Save"</button>
            </form>
        </details>
    }
}

/// A column with nothing to see is no choice; whether it is chosen stays as it is.
fn fields(looks: Looks, inventory: &Inventory) -> String {
    let mut html = Markup::default();
    html.raw("<fieldset><legend>Columns</legend>");
    for column in Column::ALL {
        let (word, label) = (column.word(), column.label());
        if !column.is_filled(inventory) {
            if looks.has(column) {
                html.raw("<input type=\"hidden\" name=\"column\" value=\"")
                    .raw(word)
                    .raw("\">");
            }
            continue;
        }
        field(
            &mut html,
            ["checkbox", "column", word, label],
            looks.has(column),
        );
    }
    html.raw("</fieldset><fieldset><legend>Rows</legend>");
    let rows = [
        ("compact", "Compact", false),
        ("comfortable", "Comfortable", true),
    ];
    for (word, label, comfortable) in rows {
        let checked = looks.comfortable == comfortable;
        field(&mut html, ["radio", "rows", word, label], checked);
    }
    html.raw("</fieldset>");
    html.finish()
}

fn field(html: &mut Markup, [kind, name, value, label]: [&'static str; 4], checked: bool) {
    html.raw("<label><input type=\"")
        .raw(kind)
        .raw("\" name=\"")
        .raw(name)
        .raw("\" value=\"")
        .raw(value)
        .raw("\"");
    if checked {
        html.raw(" checked");
    }
    html.raw("> ").raw(label).raw("</label>");
}

/// The whole list that the filter leaves, as a file.
pub(super) fn downloads(page: &ServersPage) -> impl IntoView + use<> {
    let filter = ServerFilter {
        page: 1,
        ..page.filter.clone()
    };
    let count = page.places.len();
    let noun = if count == 1 { "server" } else { "servers" };
    let words = format!("All columns of {} {noun}.", grouped(count as u64));
    view! {
        <details class="menu">
            <summary class="btn">
                {Icon::Download.svg()}
                <span>"Download"</span>
            </summary>
            <div class="menu-panel servers-files">
                <p class="muted">{words}</p>
                <a class="btn" download="" href=urls::servers_csv(&page.scope, &filter)>"CSV, for spreadsheets"</a>
                <a class="btn" download="" href=urls::servers_json(&page.scope, &filter)>"JSON"</a>
            </div>
        </details>
    }
}
