//! Words, looks and clock times of a run, the same from the server and in the browser.
//!
//! The server writes UTC; a page that wakes writes the reader's own time by passing its offset.

use crate::components::{Look, duration_words, grouped};
use slipway_domain::live::{LiveRow, Pulse};
use slipway_domain::run::{Counts, OutcomeState, RunState};

/// The states that counters, tabs and legends show, in display order. Servers being sent count
/// as waiting.
pub const SHOWN: [OutcomeState; 8] = [
    OutcomeState::Succeeded,
    OutcomeState::Failed,
    OutcomeState::NeverQueued,
    OutcomeState::Unknown,
    OutcomeState::NoAnswer,
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
        OutcomeState::NeverQueued => Look::Warn,
        OutcomeState::Unknown | OutcomeState::NoAnswer => Look::Unknown,
        OutcomeState::Executing => Look::Busy,
        OutcomeState::NotStarted | OutcomeState::Sending | OutcomeState::Waiting => {
            Look::NotStarted
        }
    }
}

/// A server's state in words.
pub const fn state_words(state: OutcomeState, overdue: bool) -> &'static str {
    if overdue { "overdue" } else { state.words() }
}

/// How a run as a whole looks.
pub const fn run_look(state: RunState, counts: Counts) -> Look {
    match state {
        RunState::Live => Look::Busy,
        RunState::Stopped => Look::Unknown,
        RunState::Finished if counts.failed + counts.never_queued + counts.unknown == 0 => Look::Ok,
        RunState::Finished if counts.succeeded == 0 => Look::Bad,
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
    format!("{} {}", grouped(counts.get(state).into()), state.words())
}

/// `1 server`, `1,000 servers`.
pub fn servers(count: u32) -> String {
    format!(
        "{} server{}",
        grouped(count.into()),
        if count == 1 { "" } else { "s" }
    )
}

/// How it ended, in one sentence; `seconds` is how long it took.
pub fn over_words(state: RunState, counts: Counts, seconds: i64) -> String {
    let took = duration_words(seconds);
    match state {
        RunState::Stopped => format!(
            "Watching was stopped after {took}: {}.",
            counts_words(counts)
        ),
        _ if counts.succeeded == counts.total() && counts.succeeded == 1 => {
            format!("The server succeeded in {took}.")
        }
        _ if counts.succeeded == counts.total() => {
            format!("All {} succeeded in {took}.", servers(counts.succeeded))
        }
        _ => format!("Finished in {took}: {}.", counts_words(counts)),
    }
}

/// Which servers the cloud has been silent about.
pub fn lost_words(lost: u32, minutes: i64) -> String {
    format!(
        "The cloud has not answered about {} for {minutes} minutes; still asking. What it has queued goes on there.",
        servers(lost)
    )
}

/// Which servers' jobs did not answer when they were last read, since the time `since`.
pub fn silent_words(silent: u32, since: &str) -> String {
    format!(
        "The cloud has not answered about {} since {since}; it is asked again.",
        servers(silent)
    )
}

/// Which servers take longer than the cloud allows.
pub fn overdue_words(overdue: u32) -> String {
    let have = if overdue == 1 { "has" } else { "have" };
    format!(
        "{} {have} been executing for more than 5 minutes, the longest that the cloud lets a package run.",
        servers(overdue)
    )
}

/// When jobs are read next, counted from `now` (milliseconds since 1970).
pub fn next_words(pulse: Pulse, now: i64) -> String {
    match pulse.next_check.map(|next| (next - now).div_euclid(1000)) {
        Some(seconds) if seconds > 0 => format!("next check in {}", duration_words(seconds)),
        Some(late) if late < -LATE => {
            format!("checking for {}, no answer yet", duration_words(-late))
        }
        Some(_) => "checking now".to_owned(),
        None => String::new(),
    }
}

/// `02:15:03` of a moment in milliseconds since 1970, `offset` milliseconds east of UTC; with
/// `+1 d` where it is a later day than that of `base`.
pub fn clock(moment: i64, base: i64, offset: i64) -> String {
    let local = moment + offset;
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
    let days = local.div_euclid(DAY_MS) - (base + offset).div_euclid(DAY_MS);
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

/// How long a server took, from when it began (or was queued, where nobody saw it begin).
pub fn took_words(row: &LiveRow) -> Option<String> {
    let ended = row.ended?;
    let begun = row.executing.or(row.queued)?;
    Some(duration_words((ended - begun).div_euclid(1000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_times_know_their_day_and_zone() {
        let base = 1_700_000_000_000; // 2023-11-14T22:13:20Z
        assert_eq!(clock(base, base, 0), "22:13:20");
        assert_eq!(clock(base + 7_200_000, base, 0), "00:13:20 +1 d");
        assert_eq!(clock(base, base, 3_600_000), "23:13:20");
        assert_eq!(clock(base, base, 7_200_000), "00:13:20");
        assert_eq!(clock(-1, -1, 0), "23:59:59");
    }

    #[test]
    fn ends_are_said_in_one_sentence() {
        let counts = Counts {
            succeeded: 37,
            failed: 3,
            ..Counts::default()
        };
        let words = over_words(RunState::Finished, counts, 134);
        assert_eq!(words, "Finished in 2 min 14 s: 37 succeeded, 3 failed.");
        let counts = Counts {
            succeeded: 40,
            ..Counts::default()
        };
        let words = over_words(RunState::Finished, counts, 60);
        assert_eq!(words, "All 40 servers succeeded in 1 min.");
    }

    #[test]
    fn the_next_check_is_counted_down() {
        let pulse = Pulse {
            next_check: Some(5_000),
            ..Pulse::default()
        };
        assert_eq!(next_words(pulse, 1_500), "next check in 3 s");
        assert_eq!(next_words(pulse, 5_000), "checking now");
        let late = "checking for 12 s, no answer yet";
        assert_eq!(next_words(pulse, 17_000), late);
        assert_eq!(next_words(Pulse::default(), 0), "");
    }
}
