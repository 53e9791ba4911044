//! The page as the browser holds it, and what a message changes on it.

use super::asked::Asked;
use super::counters::Counters;
use super::say::Sayer;
use super::words::{
    belongs, counts_words, lost_words, next_words, over_words, overdue_words, run_look,
    silent_words,
};
use super::{Watched, dom, row};
use crate::components::grouped;
use leptos::prelude::set_timeout;
use slipway_domain::live::{LiveRow, LiveRun};
use slipway_domain::run::{OutcomeState, RunState};
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use web_sys::Element;

/// How long a changed row stays lit.
const LIT: Duration = Duration::from_secs(1);

/// The page.
pub(super) struct Page {
    /// What it shows now.
    pub(super) shown: Watched,
    /// How far the portal's clock is ahead of the browser's, once it told its time. The page itself
    /// cannot tell: the browser may have kept it.
    ahead: Option<i64>,
    rows: HashMap<String, Element>,
    /// Servers that belong here but came after the page was drawn.
    elsewhere: HashSet<String>,
    counters: Counters,
    sayer: Sayer,
    asked: Asked,
}

/// Whether the calls without an answer may be others than the page shows.
fn asks_anew(shown: &Watched, live: &LiveRun, full: bool) -> bool {
    let lost = |row: &LiveRow| row.state == OutcomeState::NoReply;
    let (before, now) = (shown.counts.no_reply, live.counts.no_reply);
    now > 0
        && (now != before || live.rows.iter().any(lost) && (full || live.version > shown.version))
}

impl Page {
    /// Finds everything, and writes times in the reader's own zone.
    pub(super) fn open(watched: Watched) -> Self {
        let rows = dom::all("#run-rows > tr").into_iter();
        let rows = rows.filter_map(|row| Some((row.get_attribute("data-server")?, row)));
        let page = Self {
            ahead: None,
            rows: rows.collect(),
            elsewhere: HashSet::new(),
            counters: Counters::find(),
            sayer: Sayer::default(),
            asked: Asked::default(),
            shown: watched,
        };
        row::localise(page.shown.created);
        set("run-zone", "Times are in your own time zone.");
        page.show_progress();
        page
    }

    /// Takes a message in; `full` ones count whatever their version.
    pub(super) fn take(&mut self, live: &LiveRun, full: bool) {
        self.hear(live.now);
        if live.version < self.shown.version && !full {
            return;
        }
        self.take_rows(&live.rows);
        let news = live.counts != self.shown.counts;
        let rolls = live.rollout != self.shown.rollout;
        if rolls || asks_anew(&self.shown, live, full) {
            self.asked.renew(&self.shown.page);
        }
        self.shown.version = live.version;
        self.shown.state = live.state;
        self.shown.rollout.clone_from(&live.rollout);
        self.shown.counts = live.counts;
        self.shown.progress = live.progress;
        self.show_state();
        self.show_progress();
        if news {
            self.counters.show(live.counts);
            self.sayer.say(counts_words(live.counts));
        }
    }

    /// The portal's clock is at `now`.
    pub(super) fn hear(&mut self, now: i64) {
        self.ahead = Some(now - dom::now());
    }

    fn take_rows(&mut self, rows: &[LiveRow]) {
        let mut lit = Vec::new();
        for live in rows {
            let here = self.shown.show.is_none_or(|show| belongs(live.state, show));
            let Some(row) = self.rows.get(&live.target) else {
                if self.shown.partial {
                    continue;
                }
                if here {
                    self.elsewhere.insert(live.target.clone());
                } else {
                    self.elsewhere.remove(&live.target);
                }
                continue;
            };
            if row::patch(row, live, self.shown.created) {
                lit.push(row.clone());
            }
            let _ = row.class_list().toggle_with_force("run-gone", !here);
        }
        light(lit);
        self.show_elsewhere();
    }

    fn show_elsewhere(&self) {
        let count = u32::try_from(self.elsewhere.len()).unwrap_or(u32::MAX);
        dom::hide("run-more", count == 0);
        if let Some(words) = dom::find("#run-more > span") {
            let noun = self.shown.noun;
            let are = if count == 1 {
                format!("{} is", noun.one())
            } else {
                format!("{} are", noun.many())
            };
            dom::set_text(
                &words,
                &format!("{} more {are} here now.", grouped(count.into())),
            );
        }
    }

    fn show_state(&self) {
        let Watched { state, counts, .. } = self.shown;
        if let Some(badge) = dom::by_id("run-state") {
            dom::set_class(&badge, run_look(state, counts).badge_class());
            dom::set_text(&badge, state.word());
        }
        dom::hide("run-paused", state != RunState::Paused);
        dom::hide("run-no-reply", counts.no_reply == 0);
    }

    fn show_progress(&self) {
        let Watched {
            noun,
            progress,
            created,
            lost_minutes,
            overdue_minutes,
            ..
        } = self.shown;
        dom::hide("run-lost", progress.lost == 0);
        put(
            "#run-lost .notice-body p:last-child",
            &lost_words(noun, progress.lost, lost_minutes),
        );
        dom::hide("run-silent", progress.silent == 0);
        if let Some(since) = progress.silent_since {
            let since = dom::clock(since, created);
            set("run-silent", &silent_words(noun, progress.silent, &since));
        }
        dom::hide("run-held", progress.held == 0);
        dom::hide("run-overdue", progress.overdue == 0);
        put(
            "#run-overdue .notice-body p:last-child",
            &overdue_words(noun, progress.overdue, overdue_minutes),
        );
        if let Some(at) = progress.as_of {
            set("run-asof", &format!("As of {}", dom::clock(at, created)));
        }
        self.tick();
    }

    /// Counts down to the next reading.
    pub(super) fn tick(&self) {
        if let Some(ahead) = self.ahead {
            set(
                "run-next",
                &next_words(self.shown.progress, dom::now() + ahead),
            );
        }
    }

    /// The run is over: says how it ended and offers to run it again. Nothing is loaded anew, so
    /// focus and scroll stay where they are.
    pub(super) fn end(&self) {
        let Watched {
            noun,
            state,
            counts,
            progress,
            created,
            ..
        } = self.shown;
        let ended = progress
            .as_of
            .unwrap_or_else(|| dom::now() + self.ahead.unwrap_or(0));
        let words = over_words(noun, state, counts, (ended - created).div_euclid(1000));
        if counts.succeeded == counts.total() {
            if let Some(notice) = dom::find("#run-over > .notice") {
                dom::set_class(&notice, "notice notice-ok");
            }
            if let Some(icon) = dom::find("#run-over use") {
                let _ = icon.set_attribute("href", "#i-success");
            }
        }
        put("#run-over .notice-body p", &words);
        dom::hide("run-over", false);
        dom::hide("run-again", false);
        dom::hide("run-stop", true);
        dom::hide("run-cancel", true);
        dom::hide("run-confirm", true);
        self.asked.renew(&self.shown.page);
        self.sayer.say(words);
    }

    /// Since when the portal has not been heard; `heard` is by the browser's clock.
    pub(super) fn silence_words(&self, heard: i64) -> String {
        let since = dom::clock(heard, self.shown.created);
        format!("No contact with the portal since {since}; trying again.")
    }

    /// Says that news do not come through at present, or that they do again.
    pub(super) fn interrupted(words: Option<&str>) {
        dom::hide("run-link", words.is_none());
        if let Some(words) = words {
            put("#run-link > span", words);
            // Nothing is known of readings meanwhile.
            set("run-next", "");
        }
    }
}

fn set(id: &str, text: &str) {
    if let Some(element) = dom::by_id(id) {
        dom::set_text(&element, text);
    }
}

fn put(selector: &str, text: &str) {
    if let Some(element) = dom::find(selector) {
        dom::set_text(&element, text);
    }
}

/// Lights rows up once; the style sheet keeps still where people ask for it.
fn light(rows: Vec<Element>) {
    if rows.is_empty() {
        return;
    }
    for row in &rows {
        let _ = row.class_list().add_1("table-flash");
    }
    set_timeout(
        move || {
            for row in &rows {
                let _ = row.class_list().remove_1("table-flash");
            }
        },
        LIT,
    );
}
