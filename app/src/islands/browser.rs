//! What islands ask of the browser, each said once.

use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Response, Window};

/// The page's window. Islands only wake in one.
pub(super) fn window() -> Window {
    leptos::tachys::dom::window()
}

/// The page's document.
pub(super) fn document() -> Document {
    leptos::tachys::dom::document()
}

/// The element with this id as a `T`, if the page has it.
pub(super) fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The elements below `parent` that one of our selectors finds.
pub(super) fn all<T: JsCast>(parent: &Element, selector: &str) -> Vec<T> {
    let Ok(list) = parent.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|place| list.get(place)?.dyn_into().ok())
        .collect()
}

/// Calls `handler` on every `event` at `target`, for as long as the page timings.
pub(super) fn listen<E: JsCast + 'static>(
    target: &EventTarget,
    event: &str,
    handler: impl Fn(E) + 'static,
) {
    listen_boxed(
        target,
        event,
        Box::new(move |event: Event| handler(event.unchecked_into())),
    );
}

/// One copy for all kinds of events.
fn listen_boxed(target: &EventTarget, event: &str, handler: Box<dyn Fn(Event)>) {
    let handler = Closure::wrap(handler);
    // Failing is possible for listeners with options only.
    let _ = target.add_event_listener_with_callback(event, handler.as_ref().unchecked_ref());
    handler.forget();
}

/// Calls `work` after `wait`.
pub(super) fn later(wait: Duration, work: impl FnOnce() + 'static) {
    leptos::prelude::set_timeout(work, wait);
}

/// Does `work` when nothing is being pressed: what moves from under the pointer before it is let go
/// is not clicked.
pub(super) fn after_press(work: Box<dyn FnOnce()>) {
    /// Between two looks.
    const LOOK: Duration = Duration::from_millis(50);
    if matches!(document().query_selector(":active"), Ok(Some(_))) {
        later(LOOK, move || after_press(work));
    } else {
        work();
    }
}

/// The text at one of our addresses; `None` where there is no good answer.
pub(super) async fn fetch_text(address: &str) -> Option<String> {
    let answer = JsFuture::from(window().fetch_with_str(address))
        .await
        .ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    // A session that has ended leads to the sign-in page.
    if !answer.ok() || answer.redirected() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

/// Whether the page at one of our addresses is no longer there for whoever asks: their session has
/// ended, or it is not theirs.
pub(super) async fn is_closed(address: &str) -> bool {
    let answer = JsFuture::from(window().fetch_with_str(address)).await;
    let answer = answer.ok().and_then(|answer| answer.dyn_into().ok());
    answer.is_some_and(|answer: Response| {
        answer.redirected() || matches!(answer.status(), 401 | 403 | 404)
    })
}

/// Changes an element's text, if it differs: writing the same would cost the browser a layout.
/// Tells whether it did.
pub(super) fn set_text(element: &Element, text: &str) -> bool {
    let differs = element.text_content().as_deref() != Some(text);
    if differs {
        element.set_text_content(Some(text));
    }
    differs
}

/// Sets an attribute of ours.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    // Failing is possible for names that are no attribute names only.
    let _ = element.set_attribute(name, value);
}

/// Sets a style property through the object model, which the content security policy allows.
pub(super) fn style(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// A property of a JavaScript object that has no binding.
pub(super) fn property<T: JsCast>(object: &JsValue, name: &str) -> Option<T> {
    js_sys::Reflect::get(object, &JsValue::from_str(name))
        .ok()?
        .dyn_into()
        .ok()
}
