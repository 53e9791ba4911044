//! Where a field's verdict stands: the error place that the server drew, and a line for remarks.

use super::super::browser::{all, by_id, document, set, set_text};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// Shows what has to change, or that nothing has to, and what is worth knowing.
pub(super) fn show(id: &str, error: Option<&str>, notices: &[String]) {
    let Some(place) = by_id::<Element>(&format!("{id}-error")) else {
        return;
    };
    mark(id, &place, error.is_some());
    match error {
        Some(error) => fill(&place, "i-problem", error),
        None => place.set_text_content(None),
    }
    let remark = notices.join(" ");
    let line_id = format!("{id}-remark");
    match by_id::<Element>(&line_id) {
        Some(line) => fill_or_clear(&line, &remark),
        None if remark.is_empty() => {}
        None => {
            if let Some(line) = line(&place, &line_id) {
                fill_or_clear(&line, &remark);
            }
        }
    }
}

/// Whether an error stands at the field. The server may leave an empty place with a comment.
pub(super) fn has_error(id: &str) -> bool {
    let place = by_id::<Element>(&format!("{id}-error"));
    let text = place.and_then(|place| place.text_content());
    text.is_some_and(|text| !text.is_empty())
}

/// Lets assistive technology say what appears at the field.
pub(super) fn announce(id: &str) {
    if let Some(place) = by_id::<Element>(&format!("{id}-error")) {
        set(&place, "aria-live", "polite");
    }
}

fn line(after: &Element, id: &str) -> Option<Element> {
    let line = document().create_element("p").ok()?;
    line.set_class_name("field-remark");
    set(&line, "id", id);
    set(&line, "aria-live", "polite");
    after.insert_adjacent_element("afterend", &line).ok()?
}

fn fill_or_clear(line: &Element, text: &str) {
    if text.is_empty() {
        line.set_text_content(None);
    } else {
        fill(line, "i-warning", text);
    }
}

/// An icon of the sprite and a text node.
fn fill(place: &Element, icon: &str, text: &str) {
    let said = place.query_selector("span").ok().flatten();
    if let Some(said) = said {
        set_text(&said, text);
        return;
    }
    let picture = format!(
        "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#{icon}\"/></svg><span></span>"
    );
    // Fixed markup of ours; the foreign text follows as a text node.
    place.set_inner_html(&picture);
    if let Ok(Some(said)) = place.query_selector("span") {
        said.set_text_content(Some(text));
    }
}

/// Colours the field, and ties the error to its control.
fn mark(id: &str, place: &Element, bad: bool) {
    if let Ok(Some(field)) = place.closest(".field") {
        // Only empty names are refused.
        let _ = field.class_list().toggle_with_force("field-bad", bad);
    }
    let control = by_id::<Element>(&format!("{id}-group")).or_else(|| by_id(id));
    let Some(control) = control else { return };
    let error = format!("{id}-error");
    let described = control
        .get_attribute("aria-describedby")
        .unwrap_or_default();
    let others = described
        .split(' ')
        .filter(|word| !word.is_empty() && *word != error);
    let mut words: Vec<&str> = others.collect();
    if bad {
        words.push(&error);
        set(&control, "aria-invalid", "true");
    } else {
        let _ = control.remove_attribute("aria-invalid");
    }
    set(&control, "aria-describedby", &words.join(" "));
}

/// What stands in the field now: the text of its control, or the values of its ticked boxes.
pub(super) fn entered(id: &str) -> Vec<String> {
    if let Some(group) = by_id::<Element>(&format!("{id}-group")) {
        let ticked = all::<HtmlInputElement>(&group, "input:checked");
        return ticked.iter().map(HtmlInputElement::value).collect();
    }
    let Some(control) = by_id::<Element>(id) else {
        return Vec::new();
    };
    // Text boxes, areas and selects share no type, but all have a value.
    vec![control.unchecked_into::<HtmlInputElement>().value()]
}
