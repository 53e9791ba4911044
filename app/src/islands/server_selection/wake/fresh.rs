//! The list stays fresh in place: a page that is looked at is read anew every
//! half minute, and "Refresh" does so at once. Nothing is disabled and the focus stays.

use super::{Shared, ask_what_matches};
use crate::islands::browser::{by_id, document, fetch_text, listen, set_text};
use crate::islands::parts;
use js_sys::Date;
use leptos::prelude::set_interval;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::{Element, Event};

/// Milliseconds between two readings that nobody asks for.
const EVERY: f64 = 30_000.0;
/// For how many milliseconds it is said that the list was read.
const SAID: f64 = 4_000.0;

/// When things happened, in milliseconds of the browser's own clock.
struct Fresh {
    list: Shared,
    said: Element,
    /// When the page was last read, or tried to be.
    tried: Cell<f64>,
    busy: Cell<bool>,
    failed: Cell<bool>,
}

/// Keeps `list` fresh for as long as the page lives.
pub(super) fn keep_fresh(list: Shared) {
    let (Some(said), Some(link)) = (by_id("refreshed"), by_id::<Element>("refresh")) else {
        return;
    };
    let fresh = Rc::new(Fresh {
        list,
        said,
        tried: Cell::new(Date::now()),
        busy: Cell::new(false),
        failed: Cell::new(false),
    });
    local_time();
    let ticking = Rc::clone(&fresh);
    set_interval(move || ticking.tick(), Duration::from_secs(1));
    let address = link.get_attribute("href").unwrap_or_default();
    listen(&link, "click", move |event: Event| {
        // The way there by itself tells what is wrong: a session that ended, a portal that is away.
        if fresh.failed.get() {
            return;
        }
        event.prevent_default();
        set_text(&fresh.said, "Refreshing…");
        fresh.read(address.clone());
    });
}

impl Fresh {
    fn tick(self: &Rc<Self>) {
        let now = Date::now();
        // A clock that is put back would stop everything until it has caught up.
        self.tried.set(self.tried.get().min(now));
        let since = now - self.tried.get();
        if since > SAID && !self.busy.get() && !self.failed.get() {
            set_text(&self.said, "");
        }
        if since > EVERY && !self.busy.get() && !document().hidden() {
            // Nothing stands for the page's own address.
            self.read(String::new());
        }
    }

    fn read(self: &Rc<Self>, address: String) {
        self.busy.set(true);
        let fresh = Rc::clone(self);
        leptos::task::spawn_local(async move {
            let text = fetch_text(&address).await;
            fresh.busy.set(false);
            fresh.tried.set(Date::now());
            fresh.failed.set(text.is_none());
            match text {
                Some(html) => fresh.show(&html, !address.is_empty()),
                None => drop(set_text(&fresh.said, "Could not be refreshed.")),
            }
        });
    }

    fn show(&self, html: &str, asked: bool) {
        parts::renew(html);
        local_time();
        if let Ok(mut list) = self.list.try_borrow_mut() {
            list.renewed();
        }
        ask_what_matches(&self.list);
        set_text(&self.said, if asked { said() } else { "" });
    }
}

/// What came of a refresh, going by what the page says is missing.
fn said() -> &'static str {
    let age = by_id::<Element>("as-of-age");
    match age
        .and_then(|age| age.get_attribute("data-missing"))
        .as_deref()
    {
        None => "Refreshed.",
        Some("some") => "Refreshed as far as the cloud answered.",
        Some(_) => "Could not be refreshed.",
    }
}

/// Writes the time of the list as the reader's own.
fn local_time() {
    let Some(time) = by_id::<Element>("as-of") else {
        return;
    };
    if let Some(at) = time.get_attribute("datetime") {
        let at = Date::new(&JsValue::from_str(&at));
        let two = |number: u32| format!("{number:02}");
        let clock = [at.get_hours(), at.get_minutes(), at.get_seconds()].map(two);
        set_text(&time, &clock.join(":"));
    }
}
