//! Reads on while the execution goes on and somebody looks, and once more after its end.

use super::lines::{Line, Lines};
use crate::islands::browser::{by_id, document, fetch_text, listen, set, set_text};
use crate::json::Entry;
use leptos::prelude::set_interval;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use web_sys::{Element, Event, HtmlElement};

/// Between two readings.
const EVERY: Duration = Duration::from_secs(2);

struct Tail {
    /// Where the log is told, without a cursor.
    address: String,
    next: RefCell<String>,
    lines: RefCell<Lines>,
    /// Whether the last line stays in sight.
    follows: Cell<bool>,
    busy: Cell<bool>,
    /// It was read once after the execution had ended.
    done: Cell<bool>,
    button: HtmlElement,
}

pub(super) fn wake() {
    let Some(log) = by_id::<Element>("log") else {
        return;
    };
    let Some(lines) = Lines::find() else { return };
    let (Some(address), Some(next)) = (
        log.get_attribute("data-reads"),
        log.get_attribute("data-next"),
    ) else {
        return;
    };
    let Some(button) = by_id::<HtmlElement>("log-follow") else {
        return;
    };
    let tail = Rc::new(Tail {
        address,
        next: RefCell::new(next),
        lines: RefCell::new(lines),
        follows: Cell::new(true),
        busy: Cell::new(false),
        done: Cell::new(!goes_on()),
        button,
    });
    tail.lines.borrow().show_end();
    if tail.done.get() {
        return;
    }
    tail.button.set_hidden(false);
    attach(&tail);
    set_interval(move || tail.tick(), EVERY);
}

fn attach(tail: &Rc<Tail>) {
    let pressed = Rc::clone(tail);
    listen(&tail.button, "click", move |_: Event| {
        pressed.follow(!pressed.follows.get());
        if pressed.follows.get() {
            pressed.lines.borrow().show_end();
        }
    });
    // Whoever scrolls up wants to read what stands there; at the end it goes on.
    let scrolled = Rc::clone(tail);
    listen(tail.lines.borrow().frame(), "scroll", move |_: Event| {
        if let Ok(lines) = scrolled.lines.try_borrow() {
            scrolled.follow(lines.is_at_end());
        }
    });
}

/// Whether the page says that its execution goes on.
fn goes_on() -> bool {
    by_id::<Element>("fresh").is_some_and(|fresh| fresh.has_attribute("data-every"))
}

impl Tail {
    fn follow(&self, follows: bool) {
        if self.follows.replace(follows) != follows {
            set(
                &self.button,
                "aria-pressed",
                if follows { "true" } else { "false" },
            );
        }
    }

    fn tick(self: &Rc<Self>) {
        if self.busy.get() || self.done.get() || document().hidden() {
            return;
        }
        self.busy.set(true);
        let tail = Rc::clone(self);
        leptos::task::spawn_local(async move {
            let was_over = !goes_on();
            let read = tail.read().await;
            // What was written at the very end may come after the page heard of it.
            tail.done.set(was_over && read == Some(false));
            tail.busy.set(false);
        });
    }

    /// Reads what was written since; `None` where the portal does not answer. Nobody follows more lines
    /// at once than a reading brings: where there are more, the last ones are read instead. Tells whether
    /// there is more.
    async fn read(&self) -> Option<bool> {
        let cursor = self.next.borrow().clone();
        let sign = if self.address.contains('?') { '&' } else { '?' };
        let cursor = js_sys::encode_uri_component(&cursor);
        let told = self
            .ask(&format!("{}{sign}after={cursor}", self.address))
            .await?;
        if told.flag("more") {
            let last = self.ask(&self.address).await?;
            self.lines.borrow_mut().add_last(lines_of(&last));
            self.after(&last)
        } else {
            self.lines.borrow_mut().add(lines_of(&told));
            self.after(&told)
        }
    }

    /// Where it is read on, once its lines stand there.
    fn after(&self, told: &Entry) -> Option<bool> {
        self.next.replace(told.text("next")?);
        if self.follows.get() {
            self.lines.borrow().show_end();
        }
        Some(told.flag("more"))
    }

    async fn ask(&self, address: &str) -> Option<Entry> {
        let told = fetch_text(address)
            .await
            .and_then(|text| Entry::parse(&text));
        say(match told {
            Some(_) => "",
            None => "What is written now could not be read; it is tried on.",
        });
        told
    }
}

fn say(words: &str) {
    if let Some(line) = by_id::<Element>("log-said") {
        set_text(&line, words);
    }
}

fn lines_of(told: &Entry) -> Vec<Line> {
    let lines = told.member("lines").elements();
    lines.iter().filter_map(Line::read).collect()
}
