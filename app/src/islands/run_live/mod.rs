//! Keeps an open run page true: listens to the run's changes and patches the server's markup.
//!
//! It draws nothing. Rows, counters and notices stand in the page from the start; `page` finds
//! them, the other files change words, classes and what is hidden. Foreign text becomes text
//! nodes only.

pub mod words;

#[cfg(feature = "hydrate")]
mod asked;
#[cfg(feature = "hydrate")]
mod counters;
#[cfg(feature = "hydrate")]
mod dom;
#[cfg(feature = "hydrate")]
mod page;
#[cfg(feature = "hydrate")]
mod read;
#[cfg(feature = "hydrate")]
mod row;
#[cfg(feature = "hydrate")]
mod say;
#[cfg(feature = "hydrate")]
mod stream;

use leptos::prelude::*;
use serde::Serialize;
use slipway_domain::live::Progress;
use slipway_domain::run::{Counts, Noun, OutcomeState, RunState};

/// What the page shows when it opens, as JSON in its counters. Times are milliseconds since 1970.
#[derive(Clone, Debug, Serialize)]
pub struct Watched {
    /// Where the run's changes are told.
    pub events: String,
    /// The page itself, however it is looked at.
    pub page: String,
    /// What its targets are called.
    pub noun: Noun,
    /// The version shown.
    pub version: u64,
    /// Where the run stands.
    pub state: RunState,
    /// Where its rollout stands, as a text that changes with it.
    pub rollout: String,
    /// How its servers stand.
    pub counts: Counts,
    /// When its jobs are read.
    pub progress: Progress,
    /// When it was submitted.
    pub created: i64,
    /// The only state shown, if the page does not show all servers.
    pub show: Option<OutcomeState>,
    /// Whether it shows some of those only: what is not on it need not be missed.
    pub partial: bool,
    /// After how many minutes of silence contact counts as lost.
    pub lost_minutes: i64,
    /// After how many minutes of executing a package is overdue.
    pub overdue_minutes: i64,
}

/// Watches the run that the page around it shows.
#[island]
pub fn RunLive() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    if let Some(watched) =
        dom::find("#run-counts").and_then(|counts| counts.get_attribute("data-watched"))
        && let Some(watched) = read::watched(&watched)
    {
        stream::follow(watched);
    }
}
