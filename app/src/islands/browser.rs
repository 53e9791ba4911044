//! What islands ask of the browser, each said once.

use js_sys::Promise;
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, Event, EventTarget, HtmlElement, RequestInit, Response, UrlSearchParams,
    Window,
};

/// The page's window. Islands only wake in one.
pub(super) fn window() -> Window {
    leptos::tachys::dom::window()
}

/// The page's document.
pub(super) fn document() -> Document {
    leptos::tachys::dom::document()
}

/// The element with this id, if the page has it; our pages say what `T` it is.
pub(super) fn by_id<T: JsCast>(id: &str) -> Option<T> {
    Some(document().get_element_by_id(id)?.unchecked_into())
}

/// The elements below `parent` that one of our selectors finds, which says what `T` they are.
pub(super) fn all<T: JsCast>(parent: &Element, selector: &str) -> Vec<T> {
    let Ok(list) = parent.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|place| Some(list.get(place)?.unchecked_into()))
        .collect()
}

/// Calls `handler` on every `event` at `target`, for as long as the page lives.
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
    text_of(window().fetch_with_str(address)).await
}

/// The text that one of our addresses answers to a form's fields.
pub(super) async fn post(address: &str, fields: &[(&str, &str)]) -> Option<String> {
    let body = UrlSearchParams::new().ok()?;
    for (name, value) in fields {
        body.append(name, value);
    }
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&body);
    text_of(window().fetch_with_str_and_init(address, &request)).await
}

async fn text_of(answer: Promise) -> Option<String> {
    let answer = answered(answer).await?;
    // A session that has ended leads to the sign-in page.
    if !answer.ok() || answer.redirected() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

async fn answered(answer: Promise) -> Option<Response> {
    Some(JsFuture::from(answer).await.ok()?.unchecked_into())
}

/// Whether the page at one of our addresses is no longer there for whoever asks: their session has
/// ended, or it is not theirs.
pub(super) async fn is_closed(address: &str) -> bool {
    let answer = answered(window().fetch_with_str(address)).await;
    answer.is_some_and(|answer| answer.redirected() || matches!(answer.status(), 401 | 403 | 404))
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

/// A property of a JavaScript object that has no binding, which says what `T` it is.
pub(super) fn property<T: JsCast>(object: &JsValue, name: &str) -> Option<T> {
    let value = js_sys::Reflect::get(object, &JsValue::from_str(name)).ok()?;
    value.is_truthy().then(|| value.unchecked_into())
}

/// The element that an event in the page is about.
pub(super) fn target<T: JsCast>(event: &Event) -> Option<T> {
    Some(event.target()?.unchecked_into())
}
