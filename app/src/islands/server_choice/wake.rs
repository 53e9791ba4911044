//! What a person does to the list: ticking, clearing, posting, going away and coming back.

use super::super::browser::{fetch_text, listen, property, window};
use super::list::List;
use super::{fresh, menus};
use js_sys::{Array, Boolean, JSON};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, FormData, HtmlElement, HtmlInputElement};

pub(super) type Shared = Rc<RefCell<List>>;

pub(super) fn wake() {
    menus::heed();
    let Some(list) = List::find() else { return };
    let list = Rc::new(RefCell::new(list));
    heed(&list);
    list.borrow_mut().recall();
    ask_what_matches(&list);
    fresh::keep(list);
}

/// Calls `heed` with the list on every `event` at `target`.
fn on(list: &Shared, target: &EventTarget, event: &str, heed: impl Fn(&mut List, Event) + 'static) {
    let shared = Rc::clone(list);
    listen(target, event, move |event: Event| {
        // What a handler sets off by itself finds the new state.
        if let Ok(mut list) = shared.try_borrow_mut() {
            heed(&mut list, event);
        }
    });
}

fn heed(list: &Shared) {
    let parts = list.borrow();
    on(list, &parts.form, "change", |list, event| {
        let Some(target) = target::<HtmlInputElement>(&event) else {
            return;
        };
        if target == list.page {
            list.ticked_page();
        } else if target == list.all {
            list.redraw();
        } else if target.name() == "server" {
            list.ticked(&target);
        }
    });
    on(list, &parts.clear, "click", |list, _| list.forget());
    on(list, &parts.hidden, "click", |list, event| {
        let button = target::<HtmlElement>(&event);
        if let Some(id) = button.and_then(|button| button.get_attribute("value")) {
            list.chosen.set(&id, "", false);
            list.changed();
        }
    });
    on(list, &parts.form, "submit", |list, event| {
        if list.is_empty() {
            event.prevent_default();
            list.ask_for_servers();
        }
    });
    on(list, &parts.form, "formdata", |list, event| {
        let Some(data) = property::<FormData>(&event, "formData") else {
            return;
        };
        for id in list.unseen() {
            // Only a detached form refuses.
            let _ = data.append_with_str("server", &id);
        }
    });
    on(list, &window(), "pageshow", |list, event| {
        if property::<Boolean>(&event, "persisted").is_some_and(|kept| kept.value_of()) {
            list.recall_only();
        }
    });
}

fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// Which of the chosen servers the filter hides is asked only where some stand on no box of this
/// page.
fn ask_what_matches(list: &Shared) {
    let (unseen, address) = {
        let list = list.borrow();
        (
            !list.unseen().is_empty(),
            list.form.get_attribute("data-ids"),
        )
    };
    let Some(address) = address.filter(|_| unseen) else {
        return;
    };
    let list = Rc::clone(list);
    leptos::task::spawn_local(async move {
        let Some(text) = fetch_text(&address).await else {
            return;
        };
        let ids: Option<Array> = JSON::parse(&text).ok().and_then(|ids| ids.dyn_into().ok());
        if let (Some(ids), Ok(mut list)) = (ids, list.try_borrow_mut()) {
            list.matching = Some(ids.iter().filter_map(|id| id.as_string()).collect());
            list.redraw();
        }
    });
}
