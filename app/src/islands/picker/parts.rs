//! The parts of the page that the picker works with; all were drawn by the server.

use super::super::browser::by_id;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

pub(super) struct Parts {
    /// The picker itself, hidden until it wakes.
    pub(super) whole: HtmlElement,
    /// The search without a script, which the picker replaces.
    pub(super) plain: HtmlElement,
    pub(super) form: Element,
    pub(super) filter: HtmlInputElement,
    pub(super) count: Element,
    pub(super) all: HtmlElement,
    pub(super) only: Element,
    pub(super) list: HtmlElement,
    pub(super) space: HtmlElement,
    pub(super) rows: HtmlElement,
    pub(super) empty: HtmlElement,
    pub(super) chosen: Element,
    pub(super) clear: HtmlElement,
    pub(super) lost: HtmlElement,
    pub(super) names: HtmlTextAreaElement,
    pub(super) names_say: Element,
    pub(super) leave_out: HtmlElement,
}

impl Parts {
    /// `None` where the page is not the one this was written for.
    pub(super) fn find() -> Option<Self> {
        Some(Self {
            whole: by_id("picker")?,
            plain: by_id("picker-plain")?,
            form: by_id("package-form")?,
            filter: by_id("picker-filter")?,
            count: by_id("picker-count")?,
            all: by_id("picker-all")?,
            only: by_id("picker-only")?,
            list: by_id("picker-list")?,
            space: by_id("picker-space")?,
            rows: by_id("picker-rows")?,
            empty: by_id("picker-empty")?,
            chosen: by_id("picker-chosen")?,
            clear: by_id("picker-clear")?,
            lost: by_id("picker-lost")?,
            names: by_id("names")?,
            names_say: by_id("picker-names")?,
            leave_out: by_id("names-leave-out")?,
        })
    }
}
