//! What a person does to the list: ticking, clearing, posting, going away and coming back.

mod fresh;

use super::super::browser::{fetch_text, listen, property, target, window};
use super::list::List;
use super::menus;
use js_sys::{Array, JSON};
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget, FormData, HtmlElement, HtmlInputElement};

pub(super) type Shared = Rc<RefCell<List>>;

pub(super) fn wake() {
    menus::attach();
    let Some(list) = List::find() else { return };
    let list = Rc::new(RefCell::new(list));
    attach(&list);
    list.borrow_mut().recall();
    ask_what_matches(&list);
    fresh::keep_fresh(list);
}

/// Calls `handler` with the list on every `event` at `target`.
fn on(
    list: &Shared,
    target: &EventTarget,
    event: &str,
    handler: impl Fn(&mut List, Event) + 'static,
) {
    let shared = Rc::clone(list);
    listen(target, event, move |event: Event| {
        // What a handler sets off by itself finds the new state.
        if let Ok(mut list) = shared.try_borrow_mut() {
            handler(&mut list, event);
        }
    });
}

fn attach(list: &Shared) {
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
        let _ = data.append_with_str("selection", list.named());
    });
    on(list, &window(), "storage", |list, _| list.recall_only());
    on(list, &window(), "pageshow", |list, event| {
        if property::<JsValue>(&event, "persisted").is_some() {
            list.recall_only();
        }
    });
}

/// Which of the chosen servers are still there and which of them the filter hides is asked only
/// where some stand on no box of this page.
pub(super) fn ask_what_matches(list: &Shared) {
    let list = Rc::clone(list);
    leptos::task::spawn_local(async move {
        if let Some(there) = ids(&list, "data-all-ids").await
            && let Ok(mut list) = list.try_borrow_mut()
        {
            list.give_up_gone(&there);
        }
        if let Some(matching) = ids(&list, "data-ids").await
            && let Ok(mut list) = list.try_borrow_mut()
        {
            list.matching = Some(matching);
            list.redraw();
        }
    });
}

/// The ids at the address that the form names.
async fn ids(list: &Shared, attribute: &str) -> Option<HashSet<String>> {
    let address = {
        let list = list.try_borrow().ok()?;
        let address = list.form.get_attribute(attribute)?;
        (!list.unseen().is_empty()).then_some(address)?
    };
    let text = fetch_text(&address).await?;
    let ids: Array = JSON::parse(&text).ok()?.dyn_into().ok()?;
    Some(ids.iter().filter_map(|id| id.as_string()).collect())
}
