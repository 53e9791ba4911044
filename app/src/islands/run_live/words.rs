//! Words, looks and clock times of a run, the same from the server and in the browser.
//!
//! The server writes UTC; a page that wakes writes the reader's own time by passing its offset.

use crate::components::{Look, duration_words, grouped};
use slipway_domain::live::{LiveRow, Progress};
use slipway_domain::run::{Counts, Noun, OutcomeState, RunState};

/// The states that counters, tabs and legends show, in display order. Servers being sent count
/// as waiting.
pub const SHOWN: [OutcomeState; 10] = [
    OutcomeState::Succeeded,
    OutcomeState::Failed,
    OutcomeState::Refused,
    OutcomeState::Cancelled,
    OutcomeState::Unknown,
    OutcomeState::NoReply,
    OutcomeState::Cancelling,
    OutcomeState::Executing,
    OutcomeState::NotStarted,
    OutcomeState::Waiting,
];

/// Seconds after which it is said for how long an answer has been waited for.
const LATE: i64 = 5;

const DAY_MS: i64 = 86_400_000;

/// How a server's state looks.
pub const fn state_look(state: OutcomeState, overdue: bool) -> Look {
    match state {
        _ if overdue => Look::Overdue,
        OutcomeState::Succeeded => Look::Ok,
        OutcomeState::Failed => Look::Bad,
        OutcomeState::Refused => Look::Warn,
        OutcomeState::Unknown | OutcomeState::NoReply | OutcomeState::Cancelled => Look::Unknown,
        OutcomeState::Executing | OutcomeState::Cancelling => Look::Busy,
        OutcomeState::NotStarted | OutcomeState::Sending | OutcomeState::Waiting => {
            Look::NotStarted
        }
    }
}

/// A server's state in words.
pub const fn state_words(state: OutcomeState, overdue: bool) -> &'static str {
    if overdue { "overdue" } else { state.label() }
}

/// How a run as a whole looks.
pub fn run_look(state: RunState, counts: Counts) -> Look {
    match state {
        RunState::Live => Look::Busy,
        RunState::Stopped => Look::Unknown,
        RunState::Finished if counts.succeeded == counts.total() => Look::Ok,
        // What somebody cancelled did not fail.
        RunState::Finished if counts.succeeded + counts.cancelled == 0 => Look::Bad,
        RunState::Paused | RunState::Finished => Look::Warn,
    }
}

/// Whether `state` belongs to the view of `shown`: servers being sent stand with the waiting.
pub fn belongs(state: OutcomeState, shown: OutcomeState) -> bool {
    state == shown || (state == OutcomeState::Sending && shown == OutcomeState::Waiting)
}

/// `37 succeeded, 3 failed`; what is zero is left out.
pub fn counts_words(counts: Counts) -> String {
    let mut words = String::new();
    for state in SHOWN.into_iter().filter(|state| counts.get(*state) > 0) {
        if !words.is_empty() {
            words.push_str(", ");
        }
        words.push_str(&count_of(counts, state));
    }
    words
}

/// `3 failed`.
pub fn count_of(counts: Counts, state: OutcomeState) -> String {
    format!("{} {}", grouped(counts.get(state).into()), state.label())
}

/// `1 server`, `1,000 deployments`.
pub fn targets(noun: Noun, count: u32) -> String {
    let noun = if count == 1 { noun.one() } else { noun.many() };
    format!("{} {noun}", grouped(count.into()))
}

/// How it ended, in one sentence; `seconds` is how long it took.
pub fn over_words(noun: Noun, state: RunState, counts: Counts, seconds: i64) -> String {
    let took = duration_words(seconds);
    match state {
        RunState::Stopped => format!(
            "Watching was stopped after {took}: {}.",
            counts_words(counts)
        ),
        _ if counts.succeeded == counts.total() && counts.succeeded == 1 => {
            format!("The {} succeeded in {took}.", noun.one())
        }
        _ if counts.succeeded == counts.total() => {
            let all = targets(noun, counts.succeeded);
            format!("All {all} succeeded in {took}.")
        }
        _ => format!("Finished in {took}: {}.", counts_words(counts)),
    }
}

/// Which of them the cloud has been silent about.
pub fn lost_words(noun: Noun, lost: u32, minutes: i64) -> String {
    format!(
        "The cloud has not answered about {} for {minutes} minutes; still asking. What it has queued goes on there.",
        targets(noun, lost)
    )
}

/// Of which of them the jobs did not answer when they were last read, since the time `since`.
pub fn silent_words(noun: Noun, silent: u32, since: &str) -> String {
    format!(
        "The cloud has not answered about {} since {since}; it is asked again.",
        targets(noun, silent)
    )
}

/// Which of them take longer than the `minutes` that the cloud allows.
pub fn overdue_words(noun: Noun, overdue: u32, minutes: i64) -> String {
    let have = if overdue == 1 { "has" } else { "have" };
    format!(
        "{} {have} been executing for more than {minutes} minutes, the longest that the cloud lets a package run.",
        targets(noun, overdue)
    )
}

/// When jobs are read next, counted from `now` (milliseconds since 1970).
pub fn next_words(progress: Progress, now: i64) -> String {
    match progress
        .next_check
        .map(|next| (next - now).div_euclid(1000))
    {
        Some(seconds) if seconds > 0 => format!("next check in {}", duration_words(seconds)),
        Some(late) if late < -LATE => {
            format!("checking for {}, no answer yet", duration_words(-late))
        }
        Some(_) => "checking now".to_owned(),
        None => String::new(),
    }
}

/// `02:15:03` of a moment in milliseconds since 1970, UTC.
pub fn clock(moment: i64, base: i64) -> String {
    local_clock(moment, base, |_| 0)
}

/// The same where a clock is `offset` milliseconds east of UTC, which changes in spring and autumn;
/// with `+1 d` where it is a later day than that of `base`.
pub fn local_clock(moment: i64, base: i64, offset: impl Fn(i64) -> i64) -> String {
    let local = moment + offset(moment);
    let seconds = local.div_euclid(1000).rem_euclid(86_400);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let mut text = String::with_capacity(8);
    for (place, number) in [hours, minutes, seconds].into_iter().enumerate() {
        if place > 0 {
            text.push(':');
        }
        for digit in [number / 10, number % 10] {
            text.push(char::from(b'0' + u8::try_from(digit).unwrap_or(0)));
        }
    }
    let days = local.div_euclid(DAY_MS) - (base + offset(base)).div_euclid(DAY_MS);
    if days == 0 {
        text
    } else {
        format!("{text} {days:+} d")
    }
}

/// The start of a message that is too long for one line, to fold the rest behind.
pub fn fold(message: &str) -> Option<String> {
    let (cut, _) = message.char_indices().nth(100)?;
    Some(format!("{}…", &message[..cut]))
}

/// How long a server took, from when the cloud queued it. What was queued elsewhere, where nobody here
/// saw it, is measured from when it began.
pub fn took_words(row: &LiveRow) -> Option<String> {
    took_seconds(row).map(duration_words)
}

/// The same in seconds.
pub fn took_seconds(row: &LiveRow) -> Option<i64> {
    let ended = row.ended?;
    let begun = row.queued.or(row.executing)?;
    Some((ended - begun).div_euclid(1000).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_times_know_their_day_and_zone() {
        let base = 1_700_000_000_000; // 2023-11-14T22:13:20Z
        let hour = 3_600_000;
        assert_eq!(clock(base, base), "22:13:20");
        assert_eq!(clock(base + 2 * hour, base), "00:13:20 +1 d");
        assert_eq!(local_clock(base, base, |_| hour), "23:13:20");
        assert_eq!(local_clock(base, base, |_| 2 * hour), "00:13:20");
        assert_eq!(clock(-1, -1), "23:59:59");
    }

    #[test]
    fn a_day_stays_one_where_the_clocks_change() {
        let hour = 3_600_000;
        // 2026-10-25 in Berlin, where clocks go back at 01:00 UTC; and 2026-03-29, where they go ahead.
        let (autumn, spring) = (1_792_890_000_000, 1_774_746_000_000);
        let back = |at| if at < autumn { 2 * hour } else { hour };
        let ahead = |at| if at < spring { hour } else { 2 * hour };
        let half_past_midnight = autumn - 2 * hour - hour / 2;
        let at = local_clock(autumn + 3 * hour, half_past_midnight, back);
        assert_eq!(at, "05:00:00");
        let late = spring - 2 * hour - hour / 2;
        assert_eq!(local_clock(late, late, ahead), "23:30:00");
        let at = local_clock(spring + 3 * hour, late, ahead);
        assert_eq!(at, "06:00:00 +1 d");
    }

    #[test]
    fn ends_are_said_in_one_sentence() {
        let counts = Counts {
            succeeded: 37,
            failed: 3,
            ..Counts::default()
        };
        let words = over_words(Noun::Server, RunState::Finished, counts, 134);
        assert_eq!(words, "Finished in 2 min 14 s: 37 succeeded, 3 failed.");
        let counts = Counts {
            succeeded: 40,
            ..Counts::default()
        };
        let words = over_words(Noun::Server, RunState::Finished, counts, 60);
        assert_eq!(words, "All 40 servers succeeded in 1 min.");
        let one = Counts {
            succeeded: 1,
            ..Counts::default()
        };
        let words = over_words(Noun::Deployment, RunState::Finished, one, 60);
        assert_eq!(words, "The deployment succeeded in 1 min.");
        assert_eq!(targets(Noun::Deployment, 2), "2 deployments");
    }

    #[test]
    fn the_next_check_is_counted_down() {
        let progress = Progress {
            next_check: Some(5_000),
            ..Progress::default()
        };
        assert_eq!(next_words(progress, 1_500), "next check in 3 s");
        assert_eq!(next_words(progress, 5_000), "checking now");
        let late = "checking for 12 s, no answer yet";
        assert_eq!(next_words(progress, 17_000), late);
        assert_eq!(next_words(Progress::default(), 0), "");
    }
}
