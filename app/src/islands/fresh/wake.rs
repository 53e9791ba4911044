//! Reads the page anew as often as it says itself.

use crate::islands::browser::{by_id, document, fetch_text, is_closed, set_text, window};
use crate::islands::parts;
use js_sys::Date;
use leptos::prelude::set_interval;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use web_sys::Element;

/// When the page was read, in milliseconds of the browser's own clock.
struct Reading {
    /// Last, or tried to be.
    tried: Cell<f64>,
    busy: Cell<bool>,
}

pub(super) fn wake() {
    let reading = Rc::new(Reading {
        tried: Cell::new(Date::now()),
        busy: Cell::new(false),
    });
    set_interval(move || reading.tick(), Duration::from_secs(1));
}

/// Where the page is read again, and after how many milliseconds; nothing where it waits for nothing.
fn asked() -> Option<(String, f64)> {
    let element: Element = by_id("fresh")?;
    let every: f64 = element.get_attribute("data-every")?.parse().ok()?;
    Some((element.get_attribute("data-address")?, every * 1_000.0))
}

impl Reading {
    fn tick(self: &Rc<Self>) {
        let now = Date::now();
        // A clock that is put back would stop everything until it has caught up.
        self.tried.set(self.tried.get().min(now));
        if self.busy.get() || document().hidden() {
            return;
        }
        if let Some((address, every)) = asked()
            && now - self.tried.get() >= every
        {
            self.read(address);
        }
    }

    fn read(self: &Rc<Self>, address: String) {
        self.busy.set(true);
        let reading = Rc::clone(self);
        leptos::task::spawn_local(async move {
            match fetch_text(&address).await {
                Some(html) => {
                    parts::renew(&html);
                    said("");
                }
                // The way there by itself leads to the sign-in.
                None if is_closed(&address).await => drop(window().location().reload()),
                None => said("The page could not be read again; it is tried on."),
            }
            reading.tried.set(Date::now());
            reading.busy.set(false);
        });
    }
}

fn said(words: &str) {
    if let Some(line) = by_id::<Element>("fresh-said") {
        set_text(&line, words);
    }
}
