//! What a run's page asks of the browser beyond what other islands do.

use super::super::browser;
use super::words::local_clock;
use js_sys::{Date, Math};
use wasm_bindgen::JsValue;
use web_sys::Element;

pub(super) use super::super::browser::{document, set_text};

/// The element with this id, if the page has it.
pub(super) fn by_id(id: &str) -> Option<Element> {
    browser::by_id(id)
}

/// The first element that a selector of ours finds.
pub(super) fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// All elements that a selector of ours finds.
pub(super) fn all(selector: &str) -> Vec<Element> {
    let root = document().document_element();
    root.map_or_else(Vec::new, |root| browser::all(&root, selector))
}

/// A fresh element holding text. What is foreign stands in a `bdi`, and is nothing to translate.
pub(super) fn element(tag: &str, text: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    if tag == "bdi" {
        browser::set(&element, "translate", "no");
    }
    element.set_text_content(Some(text));
    Some(element)
}

/// Changes an element's classes, if they differ; tells whether they did.
pub(super) fn set_class(element: &Element, class: &str) -> bool {
    let differs = element.class_name() != class;
    if differs {
        element.set_class_name(class);
    }
    differs
}

/// Hides or shows an element.
pub(super) fn set_hidden(element: &Element, hidden: bool) {
    // Failing is possible for names that are no attribute names only.
    let _ = element.toggle_attribute_with_force("hidden", hidden);
}

/// Hides or shows the element with this id, if the page has it.
pub(super) fn hide(id: &str, hidden: bool) {
    if let Some(element) = by_id(id) {
        set_hidden(&element, hidden);
    }
}

/// Milliseconds since 1970 by the browser's clock.
#[expect(
    clippy::cast_possible_truncation,
    reason = "whole milliseconds of this age fit"
)]
pub(super) fn now() -> i64 {
    Date::now() as i64
}

/// A moment in the browser's terms.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of this age are exact"
)]
pub(super) fn date(millis: i64) -> Date {
    Date::new(&JsValue::from_f64(millis as f64))
}

/// The moment that a `datetime` attribute names.
#[expect(
    clippy::cast_possible_truncation,
    reason = "whole milliseconds of this age fit"
)]
pub(super) fn parse(exact: &str) -> Option<i64> {
    let millis = Date::parse(exact);
    millis.is_finite().then_some(millis as i64)
}

/// How far the reader's clock is ahead of UTC at a moment, in milliseconds.
#[expect(clippy::cast_possible_truncation, reason = "minutes of a day")]
fn offset(millis: i64) -> i64 {
    -(date(millis).get_timezone_offset() as i64) * 60_000
}

/// A moment on the reader's clock; see [`local_clock`].
pub(super) fn clock(moment: i64, base: i64) -> String {
    local_clock(moment, base, offset)
}

/// A number from 0 up to 1, so that not all pages come back at once.
pub(super) fn chance() -> f64 {
    Math::random()
}
