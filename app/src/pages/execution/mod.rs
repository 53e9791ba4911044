//! One execution of a workflow: where it stands, what it writes, the steps that it goes through, and
//! what can be done to it.
//!
//! Its parts (`data-part`) are renewed in place while it goes on; the log is no part, since it goes on
//! from where it is.

pub mod by_hand;
mod header;
mod log;
mod state;
mod steps;
mod ways;

use crate::components::{Fact, PropertyList, exact};
use crate::islands::fresh::Fresh;
use crate::islands::log_tail::LogTail;
use jiff::Timestamp;
use leptos::prelude::*;
use slipway_domain::run::JobStatus;
use slipway_domain::urls::{self, ExecutionView as View, LogFrom, LogView};
use slipway_domain::{AppResult, ExecutionId, Scope, is_secret_name};
use slipway_portal::executions::readings::LogPart;
use slipway_portal::executions::{Execution, ExecutionView, title};
use std::sync::Arc;

/// Seconds between two readings of a page that is looked at while the execution goes on.
const EVERY: u32 = 4;

/// What the page shows.
pub struct ExecutionPage {
    /// The account acted on.
    pub scope: Scope,
    /// The execution, and what can be done to it.
    pub view: ExecutionView,
    /// How it is looked at.
    pub look: View,
    /// The part of its log that is looked at, or why it is not known; left out where nobody asks.
    pub log: Option<AppResult<Arc<LogPart>>>,
    /// Why the person may not do anything to it; absent where they may.
    pub blocked: Option<&'static str>,
    /// A key of its own for the form that confirms.
    pub key: String,
    /// The present.
    pub now: Timestamp,
}

impl ExecutionPage {
    fn execution(&self) -> &Execution {
        &self.view.told.execution
    }

    fn id(&self) -> &ExecutionId {
        &self.execution().id
    }

    /// The page's title.
    pub fn title(&self) -> String {
        title(self.execution())
    }

    /// Whether it has ended.
    pub fn is_over(&self) -> bool {
        self.execution().status.is_terminal()
    }

    /// Whether it loads itself where no scripts run: not while it asks, nor away from what was written
    /// before.
    pub fn reloads(&self) -> bool {
        let is_asked = self.look.confirming.is_some() || self.look.log.from != LogFrom::End;
        !self.is_over() && !is_asked
    }

    /// What people call its status.
    fn word(&self) -> String {
        let known = self.view.status;
        known.map_or_else(
            || self.execution().word.clone(),
            |status| status.label.to_owned(),
        )
    }

    fn status(&self) -> JobStatus {
        self.execution().status
    }

    /// This page, looked at in another way.
    fn address(&self, look: &View) -> String {
        urls::execution_view(&self.scope, self.id(), look)
    }

    /// This page with another part of the log.
    fn with_log(&self, log: LogView) -> String {
        self.address(&View {
            log,
            still: self.look.still,
            ..View::default()
        })
    }
}

/// The page.
pub fn execution_page(page: &ExecutionPage) -> impl IntoView + use<> {
    view! {
        {header::header(page)}
        {ways::confirm(page)}
        <div class="execution-state" data-part="state">{state::state(page)}</div>
        <div class="execution">
            <div class="execution-main">
                {log::log(page)}
                <section aria-labelledby="operations" data-part="steps">{steps::steps(page)}</section>
            </div>
            <div class="execution-side">
                <section aria-labelledby="end" data-part="ways">{ways::ways(page)}</section>
                <section aria-labelledby="parameters">{parameters(page)}</section>
            </div>
        </div>
        <p class="hush" id="fresh-said" role="status"></p>
        <Fresh/>
        <LogTail/>
    }
}

/// What it was started with.
fn parameters(page: &ExecutionPage) -> impl IntoView + use<> {
    let execution = page.execution();
    let given = execution.parameters.iter().map(|(name, value)| {
        if is_secret_name(name) {
            let hidden = view! { <span class="run-hint">"a secret, not shown"</span> };
            Fact::new(name.clone(), hidden.into_any())
        } else {
            Fact::new(name.clone(), exact(value).into_any())
        }
    });
    let yes = |is: bool, words: &'static str| if is { words } else { "No" };
    let flags = [
        Fact::new("Dry run", yes(execution.dry_run, "Yes: nothing is done")),
        Fact::new("Resumed", yes(execution.resumed, "Yes, after an end")),
    ];
    let none = execution
        .parameters
        .is_empty()
        .then(|| view! { <p class="run-hint">"It was started without any."</p> });
    view! {
        <h2 id="parameters">"Parameters"</h2>
        {none}
        <PropertyList facts=given.chain(flags).collect()/>
    }
}
