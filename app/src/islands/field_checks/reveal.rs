//! A button beside each password that shows what was typed. Only a page with scripts has it, so
//! it is made here.

use super::super::browser::{all, document, listen, set};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

/// Gives every password of the form its button. What is posted is hidden again first: browsers
/// remember what stands in plain fields.
pub(super) fn offer(form: &Element) {
    let secrets: Rc<[(HtmlInputElement, Element)]> = all(form, "input[type=password]")
        .into_iter()
        .filter_map(|input: HtmlInputElement| Some((input.clone(), button(&input)?)))
        .collect();
    let posted = Rc::clone(&secrets);
    listen(form, "submit", move |_: Event| {
        for (input, button) in &*posted {
            show(input, button, false);
        }
    });
    for (input, button) in &*secrets {
        let (input, pressed) = (input.clone(), button.clone());
        listen(button, "click", move |_: Event| {
            show(&input, &pressed, input.type_() == "password");
        });
    }
}

fn button(input: &HtmlInputElement) -> Option<Element> {
    let button = document().create_element("button").ok()?;
    button.set_class_name("btn");
    set(&button, "type", "button");
    set(&button, "aria-controls", &input.id());
    set(&button, "aria-pressed", "false");
    set(&button, "aria-label", &name(input));
    button.set_text_content(Some("Show"));
    input.insert_adjacent_element("afterend", &button).ok()?
}

/// `Show Administrator password`; begins with what stands on the button.
fn name(input: &HtmlInputElement) -> String {
    let labels = input.labels();
    let label = labels.and_then(|list| Some(list.item(0)?.unchecked_into::<Element>()));
    let words = label.and_then(|label| label.query_selector("bdi").ok()??.text_content());
    format!("Show {}", words.unwrap_or_default())
}

fn show(input: &HtmlInputElement, button: &Element, shown: bool) {
    input.set_type(if shown { "text" } else { "password" });
    set(button, "aria-pressed", if shown { "true" } else { "false" });
}
