//! One server's row: its state, its times, its message.

use super::dom;
use super::words::{fold, state_look, state_words, took_words};
use slipway_domain::live::LiveRow;
use slipway_domain::run::{Built, OutcomeState};
use web_sys::Element;

/// Cells by their place in the row.
const STATUS: u32 = 0;
const NAME: u32 = 1;
/// Cells by their place from the end: before them may stand where the server is.
const QUEUED: u32 = 5;
const BEGAN: u32 = 4;
const ENDED: u32 = 3;
const TOOK: u32 = 2;
const MESSAGE: u32 = 1;

/// Brings a row up to date; tells whether anything in it changed.
pub(super) fn patch(row: &Element, live: &LiveRow, created: i64) -> bool {
    let cells = row.children();
    let cell = |place: u32| cells.item(place);
    let last = |place: u32| cells.item(cells.length().checked_sub(place)?);
    let mut changed = false;
    if let Some(badge) = cell(STATUS).and_then(|cell| cell.first_element_child()) {
        let look = state_look(live.state, live.overdue);
        changed |= dom::set_class(&badge, look.badge_class());
        changed |= dom::set_text(&badge, state_words(live.state, live.overdue));
    }
    if let (Some(cell), Some(built)) = (cell(NAME), &live.built) {
        changed |= set_built(&cell, built, live.state);
    }
    for (place, moment) in [
        (QUEUED, live.queued),
        (BEGAN, live.executing),
        (ENDED, live.ended),
    ] {
        changed |= last(place).is_some_and(|cell| set_moment(&cell, moment, created));
    }
    if let Some(cell) = last(TOOK) {
        changed |= dom::set_text(&cell, &took_words(live).unwrap_or_default());
    }
    if let Some(cell) = last(MESSAGE) {
        changed |= set_message(&cell, live.message.as_deref().unwrap_or_default());
    }
    changed
}

/// The name that the cloud gave to a server, leading to its page; and the button that leads there
/// once it is active, where the run builds one only.
fn set_built(cell: &Element, built: &Built, state: OutcomeState) -> bool {
    let rows = dom::by_id("run-rows");
    let Some(servers) = rows.and_then(|rows| rows.get_attribute("data-servers")) else {
        return false;
    };
    let id = js_sys::encode_uri_component(built.id.as_str());
    let (href, name) = (format!("{servers}{id}"), built.name.as_str());
    if state == OutcomeState::Succeeded
        && let Some(open) = dom::find("#run-open > a")
    {
        let _ = open.set_attribute("href", &href);
        if let Some(words) = open.last_element_child() {
            dom::set_text(&words, &format!("Open {name}"));
        }
        dom::hide("run-open", false);
    }
    if cell.text_content().as_deref() == Some(name) {
        return false;
    }
    let (Some(link), Some(words)) = (dom::element("a", ""), dom::element("bdi", name)) else {
        return false;
    };
    let _ = link.set_attribute("href", &href);
    let _ = link.append_child(&words);
    cell.replace_children_with_node_1(&link);
    true
}

fn set_moment(cell: &Element, moment: Option<i64>, created: i64) -> bool {
    let Some(moment) = moment else {
        return dom::set_text(cell, "");
    };
    let text = dom::clock(moment, created);
    if cell.text_content().as_deref() == Some(text.as_str()) {
        return false;
    }
    let Some(time) = dom::element("time", &text) else {
        return false;
    };
    describe(&time, moment);
    cell.replace_children_with_node_1(&time);
    true
}

/// The exact moment behind a time.
fn describe(time: &Element, moment: i64) {
    let date = dom::date(moment);
    let _ = time.set_attribute("datetime", &String::from(date.to_iso_string()));
    let title = date.to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED);
    let _ = time.set_attribute("title", &String::from(title));
}

/// Writes the server's clock times in the reader's own.
pub(super) fn localise(created: i64) {
    for time in dom::all("#run-rows time") {
        let Some(exact) = time.get_attribute("datetime") else {
            continue;
        };
        let Some(moment) = dom::parse(&exact) else {
            continue;
        };
        dom::set_text(&time, &dom::clock(moment, created));
    }
}

fn set_message(cell: &Element, message: &str) -> bool {
    // The whole message stands last, whether it is folded or not.
    let shown = cell
        .last_element_child()
        .map(|child| child.last_element_child().unwrap_or(child));
    let shown = shown
        .and_then(|element| element.text_content())
        .unwrap_or_default();
    if shown == message {
        return false;
    }
    cell.set_text_content(None);
    let built = match fold(message) {
        _ if message.is_empty() => return true,
        None => dom::element("bdi", message),
        Some(start) => folded(&start, message),
    };
    if let Some(built) = built {
        let _ = cell.append_child(&built);
    }
    true
}

fn folded(start: &str, message: &str) -> Option<Element> {
    let details = dom::element("details", "")?;
    let summary = dom::element("summary", "")?;
    let (short, whole) = (dom::element("bdi", start)?, dom::element("bdi", message)?);
    let _ = summary.append_child(&short);
    let _ = details.append_with_node_2(&summary, &whole);
    Some(details)
}
