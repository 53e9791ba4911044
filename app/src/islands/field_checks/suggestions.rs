//! What there is to name grows with what is typed: the cloud may hold thousands, and the page brings
//! the first few.

use super::super::browser::{all, by_id, document, set};
use web_sys::{Element, HtmlInputElement};

/// Adds what was found to the suggestions of the control with this id, where it has any.
pub(super) fn add(id: &str, found: &[(String, String)]) {
    let Some(list) = by_id::<Element>(&format!("{id}-known")) else {
        return;
    };
    // Options and inputs share no type, but both have a value.
    let known = all::<HtmlInputElement>(&list, "option");
    for (id, name) in found {
        if known.iter().any(|one| one.value() == *id) {
            continue;
        }
        let Ok(option) = document().create_element("option") else {
            continue;
        };
        set(&option, "value", id);
        if name != id {
            option.set_text_content(Some(name));
        }
        // Only what is no element could not be added.
        let _ = list.append_child(&option);
    }
}
