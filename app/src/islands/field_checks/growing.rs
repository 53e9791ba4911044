//! Fields of one line that grow with what is pasted: the Enter key still sends the form from
//! them, as from any line, until there are several lines. What cannot grow, as a password, says
//! that the browser joined what was pasted.

use super::super::browser::{by_id, document, listen, property, set};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

/// What is said beside a field that holds one line.
const JOINED: &str = "This field holds one line: the line ends of what was pasted were left out.";

/// The most lines that are shown at once.
const MOST_ROWS: usize = 12;

/// Begins to watch the fields of `form`.
pub(super) fn watch(form: &Element) {
    listen(form, "keydown", |event: KeyboardEvent| {
        if sends(&event) {
            event.prevent_default();
            // The first button of the form, which the key presses from an input.
            if let Some(button) = by_id::<HtmlElement>("enter") {
                button.click();
            }
        }
    });
    listen(form, "input", |event: Event| {
        if let Some(field) = field(&event) {
            let rows = (field.value().matches('\n').count() + 1).min(MOST_ROWS);
            set(&field, "rows", &rows.to_string());
        }
    });
    listen(form, "paste", |event: Event| {
        if let Some((field, text)) = pasted(&event) {
            say(&field, text.trim_end().contains(['\n', '\r']));
        }
    });
}

/// What was pasted into a field that holds one line.
fn pasted(event: &Event) -> Option<(HtmlInputElement, String)> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let data: JsValue = property(event, "clipboardData")?;
    let read: js_sys::Function = property(&data, "getData")?;
    let text = read.call1(&data, &JsValue::from_str("text")).ok()?;
    Some((field, text.as_string()?))
}

fn say(field: &HtmlInputElement, joined: bool) {
    let id = format!("{}-pasted", field.id());
    let words = joined.then_some(JOINED);
    if let Some(line) = by_id::<Element>(&id) {
        return line.set_text_content(words);
    }
    let place = by_id::<Element>(&format!("{}-error", field.id()));
    let (Some(place), true) = (place, joined) else {
        return;
    };
    let Ok(line) = document().create_element("p") else {
        return;
    };
    line.set_class_name("field-remark");
    set(&line, "id", &id);
    set(&line, "role", "status");
    line.set_text_content(words);
    // Failing is possible for places that are no places only.
    let _ = place.insert_adjacent_element("afterend", &line);
}

fn sends(event: &KeyboardEvent) -> bool {
    let changed = event.shift_key() || event.ctrl_key() || event.alt_key() || event.meta_key();
    if event.key() != "Enter" || changed || event.is_composing() {
        return false;
    }
    field(event).is_some_and(|field| !field.value().contains('\n'))
}

fn field(event: &Event) -> Option<HtmlTextAreaElement> {
    let field: HtmlTextAreaElement = event.target()?.dyn_into().ok()?;
    field.class_list().contains("input-grow").then_some(field)
}
