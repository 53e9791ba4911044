//! The page's parts (`data-part`) take the content of a newer reading of the same page. Rows stay
//! the elements they are, by the server they show, so that ticks, focus and scroll stay too.

use super::browser::{all, document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlTemplateElement};

/// Where the focus goes when what held it is gone.
const TABLE: &str = "#servers-form [role=region], #executions [role=region]";

/// Takes over all that differs in `html`, a whole page.
pub(super) fn renew(html: &str) {
    let (Some(page), Ok(template)) = (
        document().document_element(),
        document().create_element("template"),
    ) else {
        return;
    };
    let template: HtmlTemplateElement = template.unchecked_into();
    template.set_inner_html(html);
    let focus = document().active_element();
    for part in all::<Element>(&page, "[data-part]") {
        let name = part.get_attribute("data-part").unwrap_or_default();
        let newer = template
            .content()
            .query_selector(&format!("[data-part={name}]"));
        match newer {
            Ok(Some(newer)) if name == "rows" => renew_rows(&part, &newer),
            Ok(Some(newer)) => renew_part(&part, &newer),
            // No server matches any more: rows give way to words, which no part is for.
            _ => return drop(window().location().reload()),
        }
    }
    if focus.is_some_and(|focus| !focus.is_connected())
        && let Some(table) = all::<HtmlElement>(&page, TABLE).pop()
    {
        // Only an element without a page cannot take it.
        let _ = table.focus();
    }
    // Tells the page's script that there may be new times to write as the reader's own.
    if let Ok(event) = Event::new("renewed") {
        let _ = document().dispatch_event(&event);
    }
}

/// What holds the focus stays as it is until the next time.
fn renew_part(part: &Element, newer: &Element) {
    let html = newer.inner_html();
    if part.inner_html() != html && !part.contains(document().active_element().as_deref()) {
        part.set_inner_html(&html);
    }
}

fn renew_rows(body: &Element, newer: &Element) {
    let wanted = by_server(newer);
    let mut rows = by_server(body);
    rows.retain(|(id, row)| {
        let stays = wanted.iter().any(|(other, _)| other == id);
        if !stays {
            row.remove();
        }
        stays
    });
    let mut next = body.first_element_child();
    for (id, newer) in wanted {
        let row = match rows.iter().find(|(other, _)| *other == id) {
            Some((_, row)) => {
                renew_cells(row, &newer);
                row.clone()
            }
            None => newer,
        };
        if next.as_ref() == Some(&row) {
            next = row.next_element_sibling();
        } else {
            // Only what is no child of the body could not be gone before.
            let _ = body.insert_before(&row, next.as_deref());
        }
    }
}

fn renew_cells(row: &Element, newer: &Element) {
    let cells = all::<Element>(row, ":scope > *");
    for (cell, newer) in cells.iter().zip(all::<Element>(newer, ":scope > *")) {
        let focus = document().active_element();
        if cell.outer_html() != newer.outer_html() && !cell.contains(focus.as_deref()) {
            let _ = cell.replace_with_with_node_1(&newer);
        }
    }
}

/// The rows by the server that each shows.
fn by_server(body: &Element) -> Vec<(String, Element)> {
    let boxes = all::<HtmlInputElement>(body, "[name=server]");
    let rows = boxes.into_iter().filter_map(|one| {
        let row = one.closest("tr").ok()??;
        Some((one.value(), row))
    });
    rows.collect()
}
