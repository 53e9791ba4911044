//! The window of rows: as many as are in sight and a few more, moved along with the scroll and
//! filled anew in place.
//!
//! A keystroke costs what it changes, most of it the browser's layout and paint. So it fills only
//! rows in sight and only cells that say something else; the other rows come with the pointer or
//! the first scroll.

use super::super::browser::{all, by_id, set, style};
use super::columns::Columns;
use super::parts::Parts;
use super::selection::Selection;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTemplateElement};

/// Rows that exist, whatever the length of the list.
const WINDOW: usize = 24;
/// Rows above the first one in sight.
const ABOVE: usize = 6;

/// What the ids of rows begin with; the server's number follows.
const ID: &str = "picker-at-";

/// The id of the row that shows a server.
pub(super) fn id_of(server: usize) -> String {
    format!("{ID}{server}")
}

/// The server that a row says it shows, whatever became of its texts.
pub(super) fn server_of(row: &Element) -> Option<usize> {
    row.id().strip_prefix(ID)?.parse().ok()
}

/// One row and the cells that change. Cells are written whole: a translator or an extension may
/// have put other texts into them, and whoever kept a text node would write to one that nobody
/// sees any more.
struct Row {
    whole: HtmlElement,
    /// Its cells, in the order of [`cells`].
    cells: [Element; CELLS.len()],
    /// What stands there, so that nothing is written twice: crossing into the browser costs more
    /// than comparing. The server, its place, the number of matches.
    shown: Cell<Option<(usize, usize, usize)>>,
    /// Whether it looks chosen, and active.
    marked: Cell<Option<(bool, bool)>>,
    hidden: Cell<bool>,
}

/// The place of the badge among the cells.
const BADGE: usize = 1;

/// Where a row's texts stand.
const CELLS: [&str; 6] = [
    ".picker-name",
    ".badge",
    ".picker-center",
    ".picker-ip",
    ".picker-group",
    ".picker-system",
];

/// A server's texts, in the order of [`CELLS`].
fn cells(columns: &Columns, server: usize) -> [&str; CELLS.len()] {
    [
        &columns.names[server],
        columns.state(server).1,
        &columns.centers[server],
        columns.ip(server),
        columns.group(server),
        columns.system(server),
    ]
}

impl Row {
    fn new(template: &HtmlTemplateElement) -> Option<Self> {
        let copy = template
            .content()
            .first_element_child()?
            .clone_node_with_deep(true)
            .ok()?;
        let whole: HtmlElement = copy.unchecked_into();
        let cells = CELLS
            .iter()
            .filter_map(|class| all(&whole, class).into_iter().next());
        Some(Self {
            cells: cells.collect::<Vec<Element>>().try_into().ok()?,
            whole,
            shown: Cell::new(None),
            marked: Cell::new(None),
            hidden: Cell::new(false),
        })
    }

    fn hide(&self, hidden: bool) {
        if self.hidden.replace(hidden) != hidden {
            self.whole.set_hidden(hidden);
            if hidden {
                // Another row may show this server from now on.
                let _ = self.whole.remove_attribute("id");
                self.shown.set(None);
            }
        }
    }

    fn fill(&self, selection: &Selection, place: usize, server: usize) {
        let matches = selection.matches.len();
        let before = self.shown.replace(Some((server, place, matches)));
        self.write(&selection.columns, server, before.map(|(shown, ..)| shown));
        if before.is_none_or(|(_, at, _)| at != place) {
            set(&self.whole, "aria-posinset", &(place + 1).to_string());
        }
        if before.is_none_or(|(.., all)| all != matches) {
            set(&self.whole, "aria-setsize", &matches.to_string());
        }
    }

    /// Writes what differs from the server shown before, and which one it is.
    fn write(&self, columns: &Columns, server: usize, before: Option<usize>) {
        if before == Some(server) {
            return;
        }
        set(&self.whole, "id", &id_of(server));
        let class = columns.state(server).0;
        if before.is_none_or(|before| columns.state(before).0 != class) {
            self.cells[BADGE].set_class_name(class);
        }
        let stands = before.map(|before| cells(columns, before));
        for (place, text) in cells(columns, server).iter().enumerate() {
            if stands.is_none_or(|stands| stands[place] != *text) {
                self.cells[place].set_text_content(Some(text));
            }
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
    /// Rows in sight when the list is at its beginning.
    fit: usize,
    /// Rows that are drawn; the others are hidden.
    drawn: usize,
    /// Whether the list was scrolled since it began anew.
    scrolled: bool,
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
        let mut rows = Self {
            pool: rows,
            height,
            first: 0,
            fit: 0,
            drawn: 0,
            scrolled: false,
        };
        rows.fit = rows.in_sight(parts);
        rows.rewind(parts);
        Some(rows)
    }

    /// Reads the height of rows again, and draws all of them from now on.
    pub(super) fn measure(&mut self, parts: &Parts) {
        let height = self.pool.first().map_or(0, |row| row.whole.offset_height());
        // A hidden row has none.
        if height > 0 {
            self.height = height;
            self.fit = self.in_sight(parts);
        }
        self.unfold();
    }

    /// Draws rows out of sight too, as the list may be scrolled soon; tells whether that is news.
    pub(super) fn unfold(&mut self) -> bool {
        std::mem::replace(&mut self.drawn, self.pool.len()) < self.pool.len()
    }

    /// Puts fresh rows into the list where something took the old ones out of the page.
    fn restore(&mut self, parts: &Parts) {
        let intact = |row: &Row| row.cells[0].is_connected();
        if self.pool.iter().all(intact) {
            return;
        }
        let Some(template) = by_id::<HtmlTemplateElement>("picker-row") else {
            return;
        };
        parts.rows.set_text_content(None);
        self.pool = (0..WINDOW).filter_map(|_| Row::new(&template)).collect();
        for row in &self.pool {
            // Only an element that holds the list could not be taken.
            let _ = parts.rows.append_child(&row.whole);
        }
    }

    /// Whether the row of this place is on the page.
    pub(super) fn shows(&self, place: usize) -> bool {
        (self.first..self.first + self.drawn.min(self.pool.len())).contains(&place)
    }

    /// Draws the list anew, after a filter or a selection.
    pub(super) fn draw(&mut self, parts: &Parts, selection: &Selection) {
        self.restore(parts);
        let height = selection.matches.len() * self.pixels();
        style(&parts.space, "height", &format!("{height}px"));
        style(
            &parts.rows,
            "transform",
            &format!("translateY({}px)", self.first * self.pixels()),
        );
        for (offset, row) in self.pool.iter().enumerate() {
            let place = self.first + offset;
            let server = selection.matches.get(place).copied();
            let server = server.filter(|_| offset < self.drawn);
            row.hide(server.is_none());
            if let Some(server) = server {
                row.fill(selection, place, server);
                row.mark(selection.has(server), place == selection.active);
            }
        }
    }

    /// Goes back to the beginning. Only rows in sight are drawn until the list is scrolled.
    pub(super) fn rewind(&mut self, parts: &Parts) {
        // A page that changed would lay itself out for this, so it is done where needed only.
        if std::mem::take(&mut self.scrolled) {
            parts.list.set_scroll_top(0);
        }
        (self.first, self.drawn) = (0, self.fit.min(self.pool.len()));
    }

    /// Moves the window where the list is scrolled to; tells whether it moved.
    pub(super) fn follow(&mut self, parts: &Parts, selection: &Selection) -> bool {
        let top = parts.list.scroll_top();
        self.scrolled |= top > 0;
        let in_sight = usize::try_from(top / self.height).unwrap_or(0);
        let last = selection.matches.len().saturating_sub(self.pool.len());
        let first = in_sight.saturating_sub(ABOVE).min(last);
        let unfolded = top > 0 && self.unfold();
        std::mem::replace(&mut self.first, first) != first || unfolded
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

    /// Rows that the list shows at least a part of.
    fn in_sight(&self, parts: &Parts) -> usize {
        let room = usize::try_from(parts.list.client_height()).unwrap_or(0);
        room.div_ceil(self.pixels())
    }

    fn pixels(&self) -> usize {
        usize::try_from(self.height).unwrap_or(1)
    }
}
