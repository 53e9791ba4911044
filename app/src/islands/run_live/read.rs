//! From the server's JSON to what the page and its stream know.

use super::Watched;
use crate::json::Entry;
use slipway_domain::ServerId;
use slipway_domain::live::{LiveRow, LiveRun, Progress};
use slipway_domain::run::{Built, Counts, Noun, OutcomeState, RunState};

/// What the page shows when it opens; `None` where the text is something else.
pub(super) fn watched(text: &str) -> Option<Watched> {
    let entry = Entry::parse(text)?;
    Some(Watched {
        events: entry.text("events")?,
        page: entry.text("page")?,
        noun: Noun::parse(&entry.text("noun")?)?,
        version: entry.count("version")?,
        state: RunState::parse(&entry.text("state")?)?,
        rollout: entry.text("rollout")?,
        counts: counts(&entry.member("counts"))?,
        progress: progress(&entry.member("progress"))?,
        created: entry.number("created")?,
        show: entry
            .text("show")
            .and_then(|word| OutcomeState::parse(&word)),
        partial: entry.flag("partial"),
        lost_minutes: entry.number("lost_minutes")?,
        overdue_minutes: entry.number("overdue_minutes")?,
    })
}

/// A message of the stream; `None` where the text is something else.
pub(super) fn live(text: &str) -> Option<LiveRun> {
    let entry = Entry::parse(text)?;
    let rows = entry.member("rows").elements();
    Some(LiveRun {
        now: entry.number("now")?,
        version: entry.count("version")?,
        state: RunState::parse(&entry.text("state")?)?,
        rollout: entry.text("rollout").unwrap_or_default(),
        counts: counts(&entry.member("counts"))?,
        progress: progress(&entry.member("progress"))?,
        rows: rows.iter().filter_map(row).collect(),
    })
}

fn row(entry: &Entry) -> Option<LiveRow> {
    Some(LiveRow {
        target: entry.text("server")?,
        built: built(&entry.member("built")),
        state: OutcomeState::parse(&entry.text("state")?)?,
        overdue: entry.flag("overdue"),
        message: entry.text("message"),
        queued: entry.number("queued"),
        executing: entry.number("executing"),
        ended: entry.number("ended"),
    })
}

fn built(entry: &Entry) -> Option<Built> {
    Some(Built {
        // The server wrote it, and canonically; bringing it there takes tables of letters.
        id: ServerId::canonical(entry.text("id")?),
        name: entry.text("name")?,
    })
}

fn counts(entry: &Entry) -> Option<Counts> {
    Some(Counts {
        succeeded: entry.count("succeeded")?,
        failed: entry.count("failed")?,
        refused: entry.count("refused")?,
        cancelled: entry.count("cancelled")?,
        unknown: entry.count("unknown")?,
        no_reply: entry.count("no_reply")?,
        cancelling: entry.count("cancelling")?,
        executing: entry.count("executing")?,
        not_started: entry.count("not_started")?,
        waiting: entry.count("waiting")?,
    })
}

fn progress(entry: &Entry) -> Option<Progress> {
    Some(Progress {
        as_of: entry.number("as_of"),
        next_check: entry.number("next_check"),
        silent: entry.count("silent")?,
        silent_since: entry.number("silent_since"),
        lost: entry.count("lost")?,
        overdue: entry.count("overdue")?,
        held: entry.count("held")?,
    })
}
