//! The age of the list counts on, and its time is the reader's own.

use super::super::browser::{by_id, set_text};
use crate::components::ago_words;
use js_sys::Date;
use leptos::prelude::set_interval;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::Element;

pub(super) fn tick() {
    let (Some(time), Some(age)) = (by_id::<Element>("as-of"), by_id::<Element>("as-of-age")) else {
        return;
    };
    if let Some(at) = time.get_attribute("datetime") {
        let at = Date::new(&JsValue::from_str(&at));
        let two = |number: u32| format!("{number:02}");
        let clock = [at.get_hours(), at.get_minutes(), at.get_seconds()].map(two);
        set_text(&time, &clock.join(":"));
    }
    let Some(read) = age.get_attribute("data-age") else {
        return;
    };
    // Whole seconds: reading fractions would bring tables of 10 kB along.
    let Ok(read) = read.parse::<i32>() else {
        return;
    };
    // By the browser's clock alone: it may differ from the server's.
    let begun = Date::now() / 1000.0 - f64::from(read);
    set_interval(
        move || {
            #[expect(clippy::cast_possible_truncation, reason = "seconds, far below 2^53")]
            let past = (Date::now() / 1000.0 - begun) as i64;
            set_text(&age, &ago_words(past));
        },
        Duration::from_secs(1),
    );
}
