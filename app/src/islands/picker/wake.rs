//! From server-made markup to the picker: loads the inventory, takes over what was chosen, and
//! draws.

mod events;

use super::super::browser::{all, by_id, fetch_text, property, set, set_text};
use super::columns::Columns;
use super::leave_out_words;
use super::parts::Parts;
use super::rows::{self, Rows};
use super::selection::{Names, Selection};
use super::words;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, HtmlInputElement};

/// The picker at work.
pub(super) struct Picker {
    pub(super) parts: Parts,
    pub(super) selection: Selection,
    pub(super) rows: Rows,
}

/// The picker as its listeners share it.
pub(super) type Shared = Rc<RefCell<Picker>>;

/// Wakes the picker once the inventory is there. Without one the page stays as it was: names and
/// the posted search work.
pub(super) async fn wake() {
    let section = by_id::<Element>("servers");
    let said = |name: &str| {
        section
            .as_ref()
            .and_then(|section| section.get_attribute(name))
    };
    let Some(source) = said("data-inventory") else {
        return;
    };
    let Some(text) = fetch_text(&source).await else {
        return;
    };
    let Ok(parsed) = js_sys::JSON::parse(&text) else {
        return;
    };
    drop(text);
    // Entries hold no line breaks; the program sees to that.
    let column = |name: &str| {
        let list: js_sys::Array = property(&parsed, name)?;
        Some(String::from(list.join("\n")))
    };
    let Some(columns) = Columns::new(column) else {
        return;
    };
    if let Some(picker) = take_over(columns) {
        let picker = Rc::new(RefCell::new(picker));
        events::attach(&picker);
        let mut picker = picker.borrow_mut();
        picker.read_names();
        picker.filtered();
    }
}

/// What the filter looks into where the cloud has no places.
const PLACELESS: &str = "Name or web*, IP, description, group or system";

/// Takes the place of the search without a script, with what was ticked and typed there.
fn take_over(columns: Columns) -> Option<Picker> {
    let parts = Parts::find()?;
    let boxes: Vec<HtmlInputElement> = all(&parts.plain, "[name=server]");
    let ticked = boxes.iter().filter(|ticked| ticked.checked());
    let carried = ticked.map(HtmlInputElement::value).collect();
    if !columns.are_placed() {
        let _ = parts.whole.class_list().add_1("picker-placeless");
        parts.filter.set_placeholder(PLACELESS);
    }
    let mut selection = Selection::new(columns, carried);
    let focused = takes_focus(&parts);
    parts.whole.set_hidden(false);
    let rows = Rows::new(&parts)?;
    if let Some(search) = all::<HtmlInputElement>(&parts.plain, "[type=search]").first() {
        parts.filter.set_value(&search.value());
        selection.filter(Some(&search.value()));
    }
    parts.plain.remove();
    // Without that search the Enter key reviews, and the browser may check fields first.
    if let Some(enter) = by_id::<Element>("enter") {
        let _ = enter.remove_attribute("formnovalidate");
    }
    if focused {
        // Only an element without a page cannot take it.
        let _ = parts.filter.focus();
    }
    Some(Picker {
        parts,
        selection,
        rows,
    })
}

/// Whether somebody is typing in the search that goes away.
fn takes_focus(parts: &Parts) -> bool {
    let focused: Option<Element> = parts.plain.query_selector(":focus").ok().flatten();
    focused.is_some()
}

impl Picker {
    /// Draws everything after the list of matches changed.
    pub(super) fn filtered(&mut self) {
        self.rows.rewind(&self.parts);
        self.changed();
    }

    /// Draws rows and counts after a selection changed.
    pub(super) fn changed(&mut self) {
        self.draw();
        let Self {
            parts, selection, ..
        } = self;
        let (matches, total) = (selection.matches.len(), selection.columns.len());
        set_text(&parts.count, &words::shown(matches, total));
        set_text(&parts.all, &words::choose_all(matches, total));
        parts.all.set_hidden(matches == 0);
        parts.empty.set_hidden(matches > 0);
        let (centers, hidden) = selection.counts();
        set_text(&parts.chosen, &words::chosen(&centers, hidden));
        parts.clear.set_hidden(centers.is_empty());
        parts.lost.set_hidden(selection.lost.is_empty());
        if !selection.lost.is_empty() {
            set_text(&parts.lost, &words::leave_out(&selection.lost));
        }
    }

    /// Draws the rows. Where the keyboard stands is told by the id of a row that is there.
    fn draw(&mut self) {
        let Self {
            parts,
            selection,
            rows,
        } = self;
        rows.draw(parts, selection);
        let active = selection.matches.get(selection.active);
        match active.filter(|_| rows.shows(selection.active)) {
            Some(server) => set(&parts.list, "aria-activedescendant", &rows::id_of(*server)),
            None => drop(parts.list.remove_attribute("aria-activedescendant")),
        }
    }

    /// Draws rows out of sight as well.
    pub(super) fn unfold(&mut self) {
        if self.rows.unfold() {
            self.draw();
        }
    }

    /// Draws the rows where the list was scrolled to.
    pub(super) fn scrolled(&mut self) {
        if self.rows.follow(&self.parts, &self.selection) {
            self.draw();
        }
    }

    /// Reads the names in the text box and says what they came to.
    pub(super) fn read_names(&mut self) {
        let text = self.parts.names.value();
        let names = self.selection.name(&text);
        let (sentence, bad) = words::names(&names, events::old_error().is_some());
        set_text(&self.parts.names_say, &sentence);
        let class = if bad {
            "picker-names picker-bad"
        } else {
            "picker-names"
        };
        self.parts.names_say.set_class_name(class);
        let unknown = match &names {
            Names::Read(_, unknown, _) => unknown.len(),
            _ => 0,
        };
        self.parts.leave_out.set_hidden(unknown == 0);
        set_text(&self.parts.leave_out, &leave_out_words(unknown));
    }

    /// Leaves out what is no server; what was found is now chosen in the list.
    pub(super) fn leave_out(&mut self) {
        let text = self.parts.names.value();
        if let Names::Read(_, _, several) = self.selection.name(&text) {
            self.selection.adopt();
            self.parts.names.set_value(&several.join("\n"));
            // Only an element without a page cannot take it.
            let _ = self.parts.names.focus();
        }
        self.read_names();
    }

    /// Leaves in the text box only what was not found: the rest is now chosen in the list.
    pub(super) fn shorten_names(&mut self) {
        let text = self.parts.names.value();
        let rest = match self.selection.name(&text) {
            Names::Read(_, mut unknown, several) => {
                unknown.extend(several);
                unknown.join("\n")
            }
            Names::Nothing | Names::Unreadable(_) => text,
        };
        self.parts.names.set_value(&rest);
        self.read_names();
    }
}
