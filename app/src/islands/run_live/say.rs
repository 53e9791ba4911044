//! Tells people who listen how it goes: politely, and at most every few seconds.

use super::dom;
use leptos::prelude::set_timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// Time between two announcements.
const PAUSE: Duration = Duration::from_secs(6);

/// What is to be said next, if anything.
#[derive(Clone, Default)]
pub(super) struct Sayer {
    next: Rc<RefCell<Option<String>>>,
    resting: Rc<Cell<bool>>,
}

impl Sayer {
    /// Says it now, or after the pause that the last words began; newer words replace older.
    pub(super) fn say(&self, words: String) {
        self.next.replace(Some(words));
        if !self.resting.get() {
            self.speak();
        }
    }

    fn speak(&self) {
        let Some(words) = self.next.take() else {
            return self.resting.set(false);
        };
        if let Some(place) = dom::by_id("run-said") {
            dom::set_text(&place, &words);
        }
        self.resting.set(true);
        let sayer = self.clone();
        set_timeout(move || sayer.speak(), PAUSE);
    }
}
