//! Schedules: what is started again and again, and when. The times are computed, not kept.

use jiff::civil::{DateTime, Weekday};
use jiff::{Span, ToSpan};
use serde_json::{Map, Value};

use crate::clock::Millis;

use super::when::{civil, millis};

/// How many of the next times are told at most.
const TOLD: usize = 50;
/// How often the service that starts them looks.
const POLL: Millis = 60_000;
/// How many steps are looked at for them.
const LOOKED_AT: usize = 10_000;

#[derive(Debug, Clone)]
pub(super) struct Schedule {
    pub(super) id: String,
    pub(super) tenant: &'static str,
    pub(super) deployment: String,
    pub(super) created_at: Millis,
    pub(super) created_by: &'static str,
    pub(super) workflow: String,
    pub(super) since: Millis,
    pub(super) until: Option<Millis>,
    pub(super) rule: Rule,
    /// In minutes.
    pub(super) slip: i64,
    pub(super) parameters: Option<Map<String, Value>>,
    pub(super) arguments: Map<String, Value>,
    pub(super) stop_on_fail: bool,
    pub(super) enabled: bool,
    /// The execution that it started last.
    pub(super) latest: Option<String>,
    /// Times up to here were looked after.
    pub(super) served: Millis,
}

/// When it recurs.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Rule {
    Once,
    Every {
        /// As it was written.
        recurrence: Option<String>,
        count: Option<i64>,
        weekdays: Option<Vec<String>>,
    },
    /// In the words of RFC 5545.
    Text(String),
}

impl Schedule {
    /// The times after a moment, at most so many as are told.
    pub(super) fn next_times(&self, now: Millis) -> Vec<Millis> {
        let times = self.times().into_iter().filter(|at| *at > now);
        times.take(TOLD).collect()
    }

    /// The first of its times that was not looked after, and when that is done: the service looks once a minute.
    pub(super) fn due(&self, now: Millis) -> Option<(Millis, Millis)> {
        if !self.enabled {
            return None;
        }
        let mut times = self.times().into_iter();
        let due = times.find(|at| *at > self.served)?;
        let looks = due + POLL - due.rem_euclid(POLL);
        (looks <= now).then_some((looks, due))
    }

    /// All its times, in whole seconds.
    fn times(&self) -> Vec<Millis> {
        let Some((step, weekdays, count)) = self.stride() else {
            return vec![self.since - self.since.rem_euclid(1_000)];
        };
        let until = self.until.unwrap_or(Millis::MAX);
        let count = count.unwrap_or(LOOKED_AT);
        let first = civil(self.since - self.since.rem_euclid(1_000));
        let mut times = Vec::new();
        for at in 0..LOOKED_AT {
            let Ok(number) = i64::try_from(at) else { break };
            let Some(from) = stepped(first, step, number) else {
                break;
            };
            for at in days(from, &weekdays) {
                let Some(at) = millis(at).filter(|at| *at >= self.since - 1_000) else {
                    continue;
                };
                if at > until || times.len() == count {
                    return times;
                }
                times.push(at);
            }
        }
        times
    }

    /// From one time to the next, on which days of the week, and how often; nothing for what comes once.
    fn stride(&self) -> Option<(Span, Vec<Weekday>, Option<usize>)> {
        let limit = |count: Option<i64>| count.and_then(|count| usize::try_from(count).ok());
        match &self.rule {
            Rule::Once => None,
            Rule::Every {
                recurrence,
                count,
                weekdays,
            } => {
                let step = step(recurrence.as_deref()?)?;
                let weekdays = weekdays.iter().flatten().filter_map(|day| weekday(day));
                Some((step, weekdays.collect(), limit(*count)))
            }
            Rule::Text(text) => {
                let part = |name: &str| {
                    let mut parts = text.trim_start_matches("RRULE:").split(';');
                    parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
                };
                let every = part("INTERVAL")
                    .and_then(|text| text.parse().ok())
                    .unwrap_or(1);
                let unit = match part("FREQ")? {
                    "SECONDLY" => "s",
                    "MINUTELY" => "min",
                    "HOURLY" => "h",
                    "DAILY" => "d",
                    "WEEKLY" => "w",
                    "MONTHLY" => "mo",
                    _ => "y",
                };
                let days = part("BYDAY").into_iter().flat_map(|days| days.split(','));
                let count = part("COUNT").and_then(|text| text.parse().ok());
                Some((
                    span(every, unit)?,
                    days.filter_map(weekday).collect(),
                    limit(count),
                ))
            }
        }
    }
}

/// `2 weeks`, `1 min`, `3d`.
pub(super) fn step(text: &str) -> Option<Span> {
    let text = text.trim();
    let digits = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, unit) = text.split_at(digits);
    let unit = unit.trim();
    span(
        number.parse().ok()?,
        unit.strip_suffix('s')
            .filter(|unit| unit.len() > 1)
            .unwrap_or(unit),
    )
}

fn span(number: i64, unit: &str) -> Option<Span> {
    // A step of nothing would never end, and larger ones than these lead nowhere.
    if !(1..100_000).contains(&number) {
        return None;
    }
    Some(match unit {
        "s" | "sec" | "second" => number.seconds(),
        "min" | "minute" => number.minutes(),
        "h" | "hour" => number.hours(),
        "d" | "day" => number.days(),
        "w" | "week" => number.weeks(),
        "mo" | "month" => i32::try_from(number).ok().filter(|n| *n < 10_000)?.months(),
        "y" | "year" => i32::try_from(number).ok().filter(|n| *n < 1_000)?.years(),
        _ => return None,
    })
}

fn stepped(first: DateTime, step: Span, number: i64) -> Option<DateTime> {
    first.checked_add(step.checked_mul(number).ok()?).ok()
}

/// The day itself, or those days of its week that are wanted.
fn days(from: DateTime, weekdays: &[Weekday]) -> Vec<DateTime> {
    if weekdays.is_empty() {
        return vec![from];
    }
    let back = i64::from(from.weekday().to_monday_zero_offset());
    let monday = from.checked_sub(back.days()).unwrap_or(from);
    let week = (0..7_i64).filter_map(|day| monday.checked_add(day.days()).ok());
    week.filter(|day| weekdays.contains(&day.weekday()))
        .collect()
}

/// A day of the week by its first two letters; what stands before them is left to months and years.
pub(super) fn weekday(text: &str) -> Option<Weekday> {
    let letters = text.get(text.len().checked_sub(2)?..)?;
    Some(match letters.to_ascii_lowercase().as_str() {
        "mo" => Weekday::Monday,
        "tu" => Weekday::Tuesday,
        "we" => Weekday::Wednesday,
        "th" => Weekday::Thursday,
        "fr" => Weekday::Friday,
        "sa" => Weekday::Saturday,
        "su" => Weekday::Sunday,
        _ => return None,
    })
}
