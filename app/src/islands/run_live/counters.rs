//! Everything on the page that counts: the bar, its legend, the tabs, the buttons.

use super::dom;
use super::words::{SHOWN, count_of};
use crate::components::grouped;
use crate::components::segment_bar::spans;
use slipway_domain::run::{Counts, OutcomeState};
use web_sys::Element;

/// What counts one state.
struct Counter {
    state: OutcomeState,
    bar: Option<Element>,
    legend: Option<Element>,
    tab: Option<Element>,
    again: Option<Element>,
}

/// What counts, by state.
pub(super) struct Counters(Vec<Counter>);

impl Counters {
    /// Finds them on the page.
    pub(super) fn find() -> Self {
        let counter = |state: OutcomeState| {
            let within = |part: &str| dom::find(&format!("{part}[data-state={}]", state.word()));
            Counter {
                state,
                bar: within("#run-counts rect"),
                legend: within("#run-counts li"),
                tab: within("#run-tabs li"),
                again: within("#run-again span"),
            }
        };
        Self(SHOWN.into_iter().map(counter).collect())
    }

    /// Shows `counts`.
    pub(super) fn show(&self, counts: Counts) {
        let numbers: Vec<u64> = self
            .0
            .iter()
            .map(|counter| counts.get(counter.state).into())
            .collect();
        for (counter, (x, width)) in self.0.iter().zip(spans(&numbers)) {
            if let Some(bar) = &counter.bar {
                let _ = bar.set_attribute("x", &x.to_string());
                let _ = bar.set_attribute("width", &width.to_string());
            }
            counter.show(counts);
        }
        show_all(counts);
    }
}

/// Running again on all servers is offered where they ended differently, and none of these ends
/// forbids it.
fn show_all(counts: Counts) {
    let ends = OutcomeState::BUCKETS
        .into_iter()
        .filter(|state| counts.get(*state) > 0);
    let blocked = |state: OutcomeState| {
        let bucket = format!("#run-again span[data-state={}][data-blocked]", state.word());
        dom::find(&bucket).is_some()
    };
    if let Some(all) = dom::find("#run-again span[data-state=all]") {
        dom::set_hidden(&all, ends.clone().count() < 2 || ends.clone().any(blocked));
    }
}

impl Counter {
    fn show(&self, counts: Counts) {
        let count = counts.get(self.state);
        let words = count_of(counts, self.state);
        if let Some(entry) = &self.legend {
            dom::set_hidden(entry, count == 0);
            set_child(entry, "a", &words);
        }
        if let Some(tab) = &self.tab {
            let current = tab
                .query_selector("[aria-current]")
                .ok()
                .flatten()
                .is_some();
            dom::set_hidden(tab, count == 0 && !current);
            set_child(tab, ".tabs-count", &grouped(count.into()));
        }
        if let Some(again) = &self.again {
            dom::set_hidden(again, count == 0);
            set_child(again, "button > span", &format!("Run again on {words}"));
        }
    }
}

fn set_child(element: &Element, selector: &str, text: &str) {
    if let Some(child) = element.query_selector(selector).ok().flatten() {
        dom::set_text(&child, text);
    }
}
