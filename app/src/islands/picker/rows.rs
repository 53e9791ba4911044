//! The window of rows: as many as are in sight and a few more, moved along with the scroll and
//! filled anew in place.

use super::super::browser::{by_id, set, style};
use super::choice::Choice;
use super::parts::Parts;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTemplateElement};

/// Rows that exist, whatever the length of the list.
const WINDOW: usize = 24;
/// Rows above the first one in sight.
const ABOVE: usize = 6;

/// One row and the cells that change.
struct Row {
    whole: HtmlElement,
    name: Element,
    badge: Element,
    center: Element,
    ip: Element,
    group: Element,
    system: Element,
    /// What stands there, so that nothing is written twice: crossing into the browser costs more
    /// than comparing. The server, its place, the number of matches.
    shown: Cell<Option<(usize, usize, usize)>>,
    /// Whether it looks chosen, and active.
    marked: Cell<Option<(bool, bool)>>,
}

impl Row {
    fn new(template: &HtmlTemplateElement) -> Option<Self> {
        let copy = template
            .content()
            .first_element_child()?
            .clone_node_with_deep(true)
            .ok()?;
        let whole: HtmlElement = copy.dyn_into().ok()?;
        let cell = |class: &str| whole.query_selector(class).ok().flatten();
        Some(Self {
            name: cell(".picker-name")?,
            badge: cell(".badge")?,
            center: cell(".picker-center")?,
            ip: cell(".picker-ip")?,
            group: cell(".picker-group")?,
            system: cell(".picker-system")?,
            whole,
            shown: Cell::new(None),
            marked: Cell::new(None),
        })
    }

    fn fill(&self, choice: &Choice, place: usize, server: usize) {
        let matches = choice.matches.len();
        let before = self.shown.replace(Some((server, place, matches)));
        if before.is_none_or(|(shown, ..)| shown != server) {
            self.write(choice, server);
        }
        if before.is_none_or(|(_, at, _)| at != place) {
            set(&self.whole, "id", &format!("picker-at-{place}"));
            set(&self.whole, "aria-posinset", &(place + 1).to_string());
        }
        if before.is_none_or(|(.., all)| all != matches) {
            set(&self.whole, "aria-setsize", &matches.to_string());
        }
    }

    fn write(&self, choice: &Choice, server: usize) {
        let columns = &choice.columns;
        let (class, word) = columns.state(server);
        self.badge.set_class_name(class);
        let cells: [(&Element, &str); 6] = [
            (&self.name, &columns.names[server]),
            (&self.badge, word),
            (&self.center, &columns.centers[server].to_ascii_uppercase()),
            (&self.ip, columns.ip(server)),
            (&self.group, columns.group(server)),
            (&self.system, columns.system(server)),
        ];
        for (cell, text) in cells {
            cell.set_text_content(Some(text));
        }
    }

    fn mark(&self, chosen: bool, active: bool) {
        if self.marked.replace(Some((chosen, active))) == Some((chosen, active)) {
            return;
        }
        set(
            &self.whole,
            "aria-selected",
            if chosen { "true" } else { "false" },
        );
        let class = if active {
            "picker-row picker-active"
        } else {
            "picker-row"
        };
        self.whole.set_class_name(class);
    }
}

/// The rows and what they show.
pub(super) struct Rows {
    pool: Vec<Row>,
    /// The height of a row in pixels, which the style sheet decides.
    height: i32,
    /// The place of the first row.
    first: usize,
}

impl Rows {
    /// Puts empty rows into the list.
    pub(super) fn new(parts: &Parts) -> Option<Self> {
        let template: HtmlTemplateElement = by_id("picker-row")?;
        let rows: Vec<Row> = (0..WINDOW).filter_map(|_| Row::new(&template)).collect();
        for row in &rows {
            parts.rows.append_child(&row.whole).ok()?;
        }
        let height = rows.first()?.whole.offset_height().max(16);
        Some(Self {
            pool: rows,
            height,
            first: 0,
        })
    }

    /// Reads the height of rows again.
    pub(super) fn measure(&mut self) {
        let height = self.pool.first().map_or(0, |row| row.whole.offset_height());
        // A hidden row has none.
        if height > 0 {
            self.height = height;
        }
    }

    /// Draws the list anew, after a filter or a choice.
    pub(super) fn draw(&self, parts: &Parts, choice: &Choice) {
        let height = choice.matches.len() * self.pixels();
        style(&parts.space, "height", &format!("{height}px"));
        style(
            &parts.rows,
            "transform",
            &format!("translateY({}px)", self.first * self.pixels()),
        );
        for (offset, row) in self.pool.iter().enumerate() {
            let place = self.first + offset;
            let server = choice.matches.get(place).copied();
            row.whole.set_hidden(server.is_none());
            if let Some(server) = server {
                row.fill(choice, place, server);
                row.mark(choice.has(server), place == choice.active);
            }
        }
    }

    /// Moves the window to the beginning, without asking the page, which would lay itself out.
    pub(super) fn rewind(&mut self) {
        self.first = 0;
    }

    /// Moves the window where the list is scrolled to; tells whether it moved.
    pub(super) fn follow(&mut self, parts: &Parts, choice: &Choice) -> bool {
        let in_sight = usize::try_from(parts.list.scroll_top() / self.height).unwrap_or(0);
        let last = choice.matches.len().saturating_sub(self.pool.len());
        let first = in_sight.saturating_sub(ABOVE).min(last);
        std::mem::replace(&mut self.first, first) != first
    }

    /// Scrolls as little as is needed to see `place`.
    pub(super) fn reveal(&self, parts: &Parts, place: usize) {
        let top = i32::try_from(place)
            .unwrap_or(0)
            .saturating_mul(self.height);
        let (from, room) = (parts.list.scroll_top(), parts.list.client_height());
        if top < from {
            parts.list.set_scroll_top(top);
        } else if top + self.height > from + room {
            parts.list.set_scroll_top(top + self.height - room);
        }
    }

    /// Whole rows that fit into the list.
    pub(super) fn page(&self, parts: &Parts) -> usize {
        usize::try_from(parts.list.client_height() / self.height)
            .unwrap_or(1)
            .max(1)
    }

    fn pixels(&self) -> usize {
        usize::try_from(self.height).unwrap_or(1)
    }
}
