//! Menus that open by themselves close with Escape, or when something else is pressed.

use super::super::browser::{all, document, listen, target};
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Node};

const OPEN: &str = "details.menu[open]";

pub(super) fn attach() {
    listen(&document(), "click", |event: Event| {
        let target: Option<Node> = target(&event);
        for menu in open() {
            if !menu.contains(target.as_ref()) {
                close(&menu);
            }
        }
    });
    listen(&document(), "keydown", |event: KeyboardEvent| {
        if event.key() != "Escape" {
            return;
        }
        for menu in open() {
            close(&menu);
            if let Some(summary) = all::<HtmlElement>(&menu, ":scope > summary").pop() {
                // Only an element without a page cannot take it.
                let _ = summary.focus();
            }
        }
    });
}

fn open() -> Vec<Element> {
    document()
        .document_element()
        .map_or_else(Vec::new, |root| all(&root, OPEN))
}

fn close(menu: &Element) {
    // Failing is possible for names that are no attribute names only.
    let _ = menu.remove_attribute("open");
}
