//! The lines of a log as the page holds them.

use crate::islands::browser::{all, by_id, document, set_text};
use crate::islands::run_live::words::local_clock;
use crate::json::Entry;
use js_sys::Date;
use std::collections::{HashSet, VecDeque};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// Lines that the page keeps at most: drawing and scrolling stay as fast as they were however long the
/// log is, and the browser's memory as small.
const MOST: usize = 2_000;

/// Stands where lines are missing.
const GAP: &str = "Much was written here at once: these lines are left out, and stand in the file.";

/// One line of a log, as the server tells it.
pub(super) struct Line {
    key: String,
    at: f64,
    level: String,
    source: String,
    text: String,
}

impl Line {
    /// `None` where it is none.
    pub(super) fn read(entry: &Entry) -> Option<Self> {
        Some(Self {
            key: entry.text("key")?,
            at: entry.member("at").as_number()?,
            level: entry.text("level")?,
            source: entry.text("source")?,
            text: entry.text("text")?,
        })
    }
}

pub(super) struct Lines {
    list: Element,
    /// Scrolls.
    frame: HtmlElement,
    /// A line without words, of which every other is a copy.
    empty: Element,
    /// What tells the lines apart that stand there, in their order.
    order: VecDeque<String>,
    known: HashSet<String>,
    /// The time that clocks are read against.
    base: i64,
    dropped: usize,
}

impl Lines {
    /// `None` where the page is not the one this was written for.
    pub(super) fn find() -> Option<Self> {
        let list: Element = by_id("log-lines")?;
        let items = all::<Element>(&list, ":scope > li");
        let keys = items
            .iter()
            .filter_map(|item| item.get_attribute("data-key"));
        let order: VecDeque<String> = keys.collect();
        let mut lines = Self {
            known: order.iter().cloned().collect(),
            order,
            frame: by_id("log-text")?,
            empty: empty()?,
            base: 0,
            dropped: 0,
            list,
        };
        lines.localise(&items);
        Some(lines)
    }

    /// Writes the times that the server wrote as the reader's own.
    fn localise(&mut self, items: &[Element]) {
        let times = items.iter().filter_map(Element::first_element_child);
        let times: Vec<_> = times
            .filter_map(|time| Some((moment(&time.get_attribute("datetime")?), time)))
            .collect();
        self.base = match times.first() {
            Some((first, _)) => *first,
            None => whole(Date::now()),
        };
        for (at, time) in &times {
            set_text(time, &clock(*at, self.base));
        }
    }

    /// Puts the last lines of a log below the others; what was written in between, if anything, is left
    /// out, which is said.
    pub(super) fn add_last(&mut self, lines: Vec<Line>) {
        let joins = lines.iter().any(|line| self.known.contains(&line.key));
        if !joins && let Some(gap) = self.empty.clone_node_with_deep(true).ok() {
            if let Some(cell) = gap.last_child() {
                cell.set_text_content(Some(GAP));
            }
            let _ = self.list.append_child(&gap);
            self.order.push_back(String::new());
        }
        self.add(lines);
    }

    /// Puts lines that are new below the others, and drops the first ones where there are too many.
    pub(super) fn add(&mut self, lines: Vec<Line>) {
        let fresh: Vec<_> = lines
            .into_iter()
            .filter(|line| self.known.insert(line.key.clone()))
            .collect();
        if fresh.is_empty() {
            return;
        }
        if let Some(words) = by_id::<Element>("log-nothing") {
            words.remove();
        }
        let batch = document().create_document_fragment();
        for line in fresh {
            if let Some(item) = self.draw(&line) {
                let _ = batch.append_child(&item);
                self.order.push_back(line.key);
            }
        }
        let _ = self.list.append_child(&batch);
        self.trim();
    }

    fn draw(&self, line: &Line) -> Option<Element> {
        let item: Element = self.empty.clone_node_with_deep(true).ok()?.unchecked_into();
        match line.level.as_str() {
            "error" => item.set_class_name("log-error"),
            "warning" => item.set_class_name("log-warning"),
            _ => {}
        }
        let at = whole(line.at);
        let words = [&clock(at, self.base), &line.level, &line.source, &line.text];
        let mut cell = item.first_element_child();
        for words in words {
            let this = cell?;
            this.set_text_content(Some(words));
            cell = this.next_element_sibling();
        }
        Some(item)
    }

    fn trim(&mut self) {
        let excess = self.order.len().saturating_sub(MOST);
        for _ in 0..excess {
            if let Some(key) = self.order.pop_front() {
                self.known.remove(&key);
            }
            if let Some(first) = self.list.first_element_child() {
                first.remove();
            }
        }
        self.dropped += excess;
        if excess > 0
            && let Some(words) = by_id::<HtmlElement>("log-dropped")
        {
            words.set_hidden(false);
            let said = format!(
                "{} earlier lines have left this page; the file holds all of them.",
                self.dropped
            );
            set_text(&words, &said);
            // It leads to what stood before the first line, which is no longer that.
            if let Some(earlier) = by_id::<HtmlElement>("log-earlier") {
                earlier.set_hidden(true);
            }
        }
    }

    /// Whether somebody looks at the last line.
    pub(super) fn is_at_end(&self) -> bool {
        let frame = &self.frame;
        frame.scroll_top() + frame.client_height() >= frame.scroll_height() - 24
    }

    pub(super) fn show_end(&self) {
        self.frame.set_scroll_top(self.frame.scroll_height());
    }

    pub(super) fn frame(&self) -> &HtmlElement {
        &self.frame
    }
}

fn empty() -> Option<Element> {
    let make = |name: &str| document().create_element(name).ok();
    let item = make("li")?;
    for name in ["time", "span", "bdi", "bdi"] {
        let cell = make(name)?;
        let _ = item.append_child(&cell);
    }
    Some(item)
}

fn moment(text: &str) -> i64 {
    whole(Date::new(&JsValue::from_str(text)).get_time())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds since 1970 are far below 2^53"
)]
fn whole(millis: f64) -> i64 {
    millis as i64
}

fn clock(at: i64, base: i64) -> String {
    local_clock(at, base, |at| {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let date = Date::new(&JsValue::from_f64(at as f64));
        -whole(date.get_timezone_offset()) * 60_000
    })
}
