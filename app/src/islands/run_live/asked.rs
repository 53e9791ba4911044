//! What the portal draws anew while the page is open: the forms about calls without an answer and about
//! the rollout when they are about something else, so that what they post is what they show; and what
//! came out, once the run is over.

use super::super::browser::{fetch_text, later};
use super::dom;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTemplateElement};

const PLACES: [&str; 3] = ["#run-no-reply", "#run-rollout", REASONS];
const REASONS: &str = "#run-reasons";

/// How long further losses are waited for, so that many at once are drawn once.
const GATHER: Duration = Duration::from_millis(500);

/// Whether drawing is on its way.
#[derive(Clone, Default)]
pub(super) struct Asked(Rc<Cell<bool>>);

impl Asked {
    /// Draws them anew, soon.
    pub(super) fn renew(&self, page: &str) {
        if self.0.replace(true) {
            return;
        }
        let (under_way, page) = (Rc::clone(&self.0), page.to_owned());
        later(GATHER, move || {
            // What comes from here on is drawn by a further reading.
            under_way.set(false);
            leptos::task::spawn_local(async move {
                // Where it cannot be read the old forms stay: the portal refuses what they post.
                if let Some(html) = fetch_text(&page).await {
                    replace(&html);
                }
            });
        });
    }
}

/// Takes over those parts of `html`, a whole page; the focus stays on the button it is on.
fn replace(html: &str) {
    let Ok(template) = dom::document().create_element("template") else {
        return;
    };
    let template: HtmlTemplateElement = template.unchecked_into();
    template.set_inner_html(html);
    for place in PLACES {
        renew(&template, place);
    }
}

fn renew(template: &HtmlTemplateElement, at: &str) {
    let newer = template.content().query_selector(at).ok().flatten();
    let (Some(place), Some(newer)) = (dom::find(at), newer) else {
        return;
    };
    if place.inner_html() == newer.inner_html() {
        return;
    }
    let focus = dom::document().active_element();
    let button = focus
        .filter(|focus| place.contains(Some(focus)))
        .and_then(|focus| focus.text_content());
    place.set_inner_html(&newer.inner_html());
    if at == REASONS {
        dom::set_hidden(&place, newer.has_attribute("hidden"));
    }
    let Some(words) = button else { return };
    let buttons = dom::all(&format!("{at} button"));
    let same = |one: &web_sys::Element| one.text_content().as_deref() == Some(words.as_str());
    if let Some(button) = buttons.into_iter().find(same) {
        let _ = button.unchecked_into::<HtmlElement>().focus();
    }
}
