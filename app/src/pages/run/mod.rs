//! One run: where it stands as a whole, where each server stands, what can be done about it.
//!
//! Everything that may change while the page is open is in the markup from the start, hidden
//! where it does not apply yet: the island patches words and classes and never draws. Ids and
//! `data-state` attributes here are what it looks for.

mod again;
mod built;
pub(super) mod cells;
mod confirm;
mod counters;
mod header;
mod links;
mod notices;
mod reasons;
mod rollout;
mod rows;
#[cfg(test)]
mod tests;
mod unanswered;
mod unsettled;
mod values;

use crate::islands::run_live::words::targets;
use crate::islands::run_live::{RunLive, Watched};
use leptos::prelude::*;
use slipway_domain::live::LiveRun;
use slipway_domain::run::{Noun, OutcomeState, Run, RunDetail};
use slipway_domain::urls::{self, RunView};
use slipway_portal::runs::Related;
use slipway_portal::runs::cancel::CancelWay;
use slipway_portal::runs::rollout::RolloutView;
use std::sync::Arc;

pub use links::Pages;
pub(super) use values::facts;

/// What the page shows.
pub struct RunPage {
    /// The run with everything that belongs to it.
    pub detail: Arc<RunDetail>,
    /// The same as a live message, rows in the same order.
    pub live: LiveRun,
    /// Where its rollout stands; nothing where all of it was sent.
    pub rollout: Option<RolloutView>,
    /// The runs that it is linked with.
    pub related: Related,
    /// Of what its cloud has pages.
    pub pages: Pages,
    /// How it is looked at.
    pub view: RunView,
    /// Why the viewer may not act on this run; absent where they may.
    pub blocked: Option<&'static str>,
    /// The ways in which it can be cancelled.
    pub ways: Vec<CancelWay>,
    /// Of how many unknown ends the cloud may still tell.
    pub unsettled: usize,
    /// Buckets that it cannot be run again on, each with the reason.
    pub blocked_buckets: Vec<(OutcomeState, String)>,
    /// Whether it is shown in answer to a decision about calls that was no longer about what is
    /// true: nothing was decided.
    pub moved: bool,
    /// Whether the cloud still takes the viewer's own token.
    pub signed_in: bool,
    /// After how many minutes of silence contact counts as lost.
    pub lost_minutes: i64,
    /// After how many minutes of executing a package is overdue.
    pub overdue_minutes: i64,
    /// Its whole address, for those who read it on paper.
    pub address: String,
    /// The present.
    pub now: jiff::Timestamp,
}

impl RunPage {
    fn run(&self) -> &Run {
        &self.detail.run
    }

    /// This page, looked at in another way.
    fn address(&self, view: &RunView) -> String {
        urls::run_view(&self.run().scope(), self.run().number, view)
    }

    /// Whether its servers stand in places.
    fn is_placed(&self) -> bool {
        let mut outcomes = self.detail.outcomes.iter();
        outcomes.any(|outcome| outcome.data_center.is_some())
    }

    /// What its targets are called.
    fn noun(&self) -> Noun {
        self.run().plan.noun()
    }

    /// So many of its targets, in words.
    fn targets(&self, count: u32) -> String {
        targets(self.noun(), count)
    }

    fn is_over(&self) -> bool {
        self.live.state.is_over()
    }

    /// How long it took, in seconds; until now where it is not over.
    fn seconds(&self) -> i64 {
        let end = self.run().finished_at.unwrap_or(self.now);
        end.duration_since(self.run().created_at).as_secs()
    }
}

/// The page.
pub fn run_page(page: &RunPage) -> impl IntoView + use<> {
    view! {
        {header::header(page)}
        {header::printed(page)}
        {confirm::confirm(page)}
        {notices::notices(page)}
        {built::open(page)}
        {unsettled::unsettled(page)}
        {counters::counters(page, watched(page))}
        {rollout::rollout(page)}
        {again::again(page)}
        {reasons::reasons(page)}
        {built::built_section(page)}
        {values::values(&page.detail.run)}
        {rows::targets(page)}
        <p class="hush" id="run-said" role="status"></p>
        <RunLive/>
    }
}

/// What the island needs to know, as JSON.
fn watched(page: &RunPage) -> String {
    let watched = Watched {
        page: page.address(&RunView::default()),
        events: urls::run_events(&page.run().scope(), page.run().number),
        noun: page.noun(),
        version: page.live.version,
        state: page.live.state,
        rollout: page.live.rollout.clone(),
        counts: page.live.counts,
        progress: page.live.progress,
        created: page.run().created_at.as_millisecond(),
        show: page.view.show,
        partial: rows::is_partial(page),
        lost_minutes: page.lost_minutes,
        overdue_minutes: page.overdue_minutes,
    };
    serde_json::to_string(&watched).unwrap_or_default()
}
