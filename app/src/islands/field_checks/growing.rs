//! Fields of one line that grow with what is pasted: the Enter key still sends the form from
//! them, as from any line, until there are several lines.

use super::super::browser::{all, listen, set, target};
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement, KeyboardEvent};

/// The most lines that are shown at once.
const MOST_ROWS: usize = 12;

/// Begins to watch the fields of `form`.
pub(super) fn watch(form: &Element) {
    // The first button of the form, which the key presses from an input.
    let buttons = all::<HtmlElement>(form, "[type=submit]");
    let first = buttons.into_iter().next();
    listen(form, "keydown", move |event: KeyboardEvent| {
        if sends(&event) {
            event.prevent_default();
            if let Some(button) = &first {
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
}

fn sends(event: &KeyboardEvent) -> bool {
    let changed = event.shift_key() || event.ctrl_key() || event.alt_key() || event.meta_key();
    if event.key() != "Enter" || changed || event.is_composing() {
        return false;
    }
    field(event).is_some_and(|field| !field.value().contains('\n'))
}

fn field(event: &Event) -> Option<HtmlTextAreaElement> {
    let field: HtmlTextAreaElement = target(event)?;
    field.class_list().contains("input-grow").then_some(field)
}
