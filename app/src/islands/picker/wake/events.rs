//! What a person does to the picker: typing, clicking, keys, and the form's post.

use super::{Picker, Shared};
use crate::islands::browser::{
    after_press, document, later, listen, property, set, target, window,
};
use crate::islands::picker::rows;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, FormData, KeyboardEvent, MouseEvent};

/// How long names may be typed before they are looked up.
const NAMES_PAUSE: Duration = Duration::from_millis(150);

/// Listens to everything.
pub(super) fn attach(picker: &Shared) {
    filter(picker);
    names(picker);
    buttons(picker);
    list(picker);
    post(picker);
}

/// Calls `handler` with the picker on every `event` at `target`.
fn on<E: JsCast + 'static>(
    picker: &Shared,
    target: &EventTarget,
    event: &str,
    handler: impl Fn(&mut Picker, E) + 'static,
) {
    let shared = Rc::clone(picker);
    listen(target, event, move |event: E| {
        // A handler that changes the page may set off another event; that one finds the new state.
        if let Ok(mut picker) = shared.try_borrow_mut() {
            handler(&mut picker, event);
        }
    });
}

fn filter(picker: &Shared) {
    let input = picker.borrow().parts.filter.clone();
    on(picker, &input, "input", |picker, event: Event| {
        // No field of the form: whatever checks those need not look at this one.
        event.stop_propagation();
        let text = picker.parts.filter.value();
        picker.selection.filter(Some(&text));
        picker.filtered();
    });
    on(
        picker,
        &input,
        "keydown",
        |picker, event: KeyboardEvent| match event.key().as_str() {
            // Enter would post the form.
            "Enter" => event.prevent_default(),
            "ArrowDown" => {
                event.prevent_default();
                let _ = picker.parts.list.focus();
            }
            _ => {}
        },
    );
}

/// Looks names up a moment after they were typed or pasted.
fn names(picker: &Shared) {
    let text = picker.borrow().parts.names.clone();
    let turn = Rc::new(Cell::new(0_u32));
    let shared = Rc::clone(picker);
    listen(&text, "input", move |_: Event| {
        turn.set(turn.get().wrapping_add(1));
        let (mine, turn, shared) = (turn.get(), Rc::clone(&turn), Rc::clone(&shared));
        let look = move || {
            if turn.get() == mine
                && let Ok(mut picker) = shared.try_borrow_mut()
            {
                picker.forget_old_error();
                picker.read_names();
                picker.changed();
            }
        };
        later(NAMES_PAUSE, move || after_press(Box::new(look)));
    });
}

fn buttons(picker: &Shared) {
    let shared = picker.borrow();
    let parts = &shared.parts;
    on(picker, &parts.all, "click", |picker, _: Event| {
        picker.selection.choose_matches();
        picker.forget_old_error();
        picker.changed();
    });
    on(picker, &parts.only, "click", |picker, _: Event| {
        let pressed = picker.selection.toggle_only_chosen();
        set(
            &picker.parts.only,
            "aria-pressed",
            if pressed { "true" } else { "false" },
        );
        picker.filtered();
    });
    on(picker, &parts.clear, "click", |picker, _: Event| {
        picker.selection.clear();
        picker.shorten_names();
        picker.selection.filter(None);
        picker.filtered();
    });
    on(picker, &parts.leave_out, "click", |picker, event: Event| {
        event.prevent_default();
        picker.leave_out();
        picker.forget_old_error();
        picker.changed();
    });
    on(picker, &parts.lost, "click", |picker, _: Event| {
        picker.selection.lost.clear();
        picker.changed();
    });
}

fn list(picker: &Shared) {
    let shared = picker.borrow();
    let list = shared.parts.list.clone();
    on(picker, &list, "scroll", |picker, _: Event| {
        picker.scrolled();
    });
    // Whoever points at the list may scroll it in a moment.
    on(picker, &list, "pointerenter", |picker, _: Event| {
        picker.unfold();
    });
    on(picker, &list, "click", |picker, event: MouseEvent| {
        let Some(place) = row_of(&event).and_then(|row| picker.place_of(&row)) else {
            return;
        };
        if event.shift_key() {
            picker.selection.extend(place);
            picker.forget_old_error();
            picker.changed();
        } else {
            picker.toggle(place);
        }
    });
    on(picker, &list, "mousedown", |_, event: MouseEvent| {
        // A range is chosen, not text marked.
        if event.shift_key() {
            event.prevent_default();
        }
    });
    on(picker, &list, "keydown", |picker, event: KeyboardEvent| {
        if key(picker, &event) {
            event.prevent_default();
        }
    });
    // Another zoom or a turned phone may change the height of rows.
    on(picker, &window(), "resize", |picker, _: Event| {
        picker.rows.measure(&picker.parts);
        picker.scrolled();
        picker.changed();
    });
}

/// The row that was clicked.
fn row_of(event: &MouseEvent) -> Option<Element> {
    let target: Element = target(event)?;
    target.closest("[role=option]").ok()?
}

/// Does what a key means in the list; tells whether it means anything.
fn key(picker: &mut Picker, event: &KeyboardEvent) -> bool {
    let name = event.key();
    let command = event.ctrl_key() || event.meta_key();
    let (active, page) = (picker.selection.active, picker.rows.page(&picker.parts));
    let target = match name.as_str() {
        "a" | "A" if command => {
            picker.selection.choose_matches();
            picker.forget_old_error();
            picker.changed();
            return true;
        }
        _ if command => return false,
        " " | "Enter" => {
            picker.toggle(active);
            return true;
        }
        "ArrowDown" => active + 1,
        "ArrowUp" => active.saturating_sub(1),
        "PageDown" => active + page,
        "PageUp" => active.saturating_sub(page),
        "Home" => 0,
        "End" => usize::MAX,
        _ => return false,
    };
    picker.step(target, event.shift_key());
    true
}

/// Adds the chosen servers to what the form posts.
fn post(picker: &Shared) {
    let form = picker.borrow().parts.form.clone();
    on(picker, &form, "formdata", |picker, event: Event| {
        let Some(data) = property::<FormData>(&event, "formData") else {
            return;
        };
        for id in picker.selection.posted() {
            // Only a detached form refuses.
            let _ = data.append_with_str("server", id);
        }
    });
}

/// What the last review said about servers, where it is still there.
pub(super) fn old_error() -> Option<Element> {
    let error = document().get_element_by_id("names-error")?;
    let text = error.text_content()?;
    (!text.is_empty()).then_some(error)
}

impl Picker {
    /// The place among the matches of the server that a row shows.
    fn place_of(&self, row: &Element) -> Option<usize> {
        let server = rows::server_of(row)?;
        self.selection.matches.iter().position(|own| *own == server)
    }

    fn toggle(&mut self, place: usize) {
        if self.selection.toggle(place) {
            self.shorten_names();
        }
        self.forget_old_error();
        self.changed();
    }

    fn step(&mut self, place: usize, extend: bool) {
        if extend {
            self.selection.extend(place);
        } else {
            self.selection.go(place);
        }
        self.rows.reveal(&self.parts, self.selection.active);
        self.rows.follow(&self.parts, &self.selection);
        self.changed();
    }

    /// What the last review said about servers is answered by choosing others.
    fn forget_old_error(&mut self) {
        if let Some(error) = old_error() {
            error.set_text_content(None);
            let _ = self.parts.names.remove_attribute("aria-invalid");
            self.read_names();
        }
    }
}
