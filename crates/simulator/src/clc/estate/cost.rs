//! What servers cost: made-up rates, by what they are built of and whether they run.

use super::seed::Family;
use super::{PowerState, Server, Status};
use crate::clc::disks::total_gb;
use crate::clock::{Millis, iso};

/// Estimates are made anew so often.
const EVERY: Millis = 300_000;
/// Hours of a month.
const MONTH: f64 = 720.0;

/// An hour of one processor, a GB of memory, a GB of storage of either kind and a GB in the archive.
const CPU: f64 = 0.01;
const MEMORY: f64 = 0.015;
const STORAGE: f64 = 0.000_21;
const PREMIUM: f64 = 0.000_63;
const ARCHIVE: f64 = 0.000_14;
/// An hour of a Windows licence for one processor, and of people who look after a server.
const LICENCE: f64 = 0.04;
const MANAGED: f64 = 0.05;

/// What a server costs: in a month, in this one so far, and in an hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cost {
    /// Of the month, what its template's licence makes.
    pub(crate) template: f64,
    /// Of the month, what keeping it in the archive makes.
    pub(crate) archive: f64,
    pub(crate) month: f64,
    pub(crate) to_date: f64,
    pub(crate) hour: f64,
}

/// What the parts of a server cost by the hour while it runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rates {
    pub(crate) cpu: f64,
    /// A GB of it.
    pub(crate) memory: f64,
    /// A GB of it.
    pub(crate) storage: f64,
    /// Nothing where nobody looks after it.
    pub(crate) managed: f64,
}

pub(crate) fn rates(server: &Server) -> Rates {
    let premium = server.storage_type == "premium";
    Rates {
        cpu: CPU,
        memory: MEMORY,
        storage: if premium { PREMIUM } else { STORAGE },
        managed: if server.managed_os { MANAGED } else { 0.0 },
    }
}

/// When the estimates of now were made.
pub(crate) fn made(now: Millis) -> Millis {
    now - now.rem_euclid(EVERY)
}

/// What a server costs by now; nothing is told of one that is being built.
pub(crate) fn cost(server: &Server, now: Millis) -> Option<Cost> {
    if server.status == Status::UnderConstruction {
        return None;
    }
    let storage = f64::from(total_gb(&server.disks));
    let archived = server.status == Status::Archived;
    let running = !archived && server.power == PowerState::Started;
    let hour = |applies: bool, rate: f64| if applies { rate } else { 0.0 };
    let licence = hour(
        running && server.os.family == Family::Windows,
        LICENCE * f64::from(server.cpu),
    );
    let archive = hour(archived, ARCHIVE * storage);
    let rates = rates(server);
    let memory = f64::from(server.memory_mb) / 1024.0;
    let all = licence
        + archive
        + hour(!archived, rates.storage * storage + rates.managed)
        + hour(
            running,
            rates.cpu * f64::from(server.cpu) + rates.memory * memory,
        );
    Some(Cost {
        template: cents(licence * MONTH),
        archive: cents(archive * MONTH),
        month: cents(all * MONTH),
        to_date: cents(all * hours_of_month(now)),
        hour: (all * 1e5).round() / 1e5,
    })
}

/// Whole hours since the month began.
fn hours_of_month(now: Millis) -> f64 {
    let written = iso(now);
    let number = |from: usize| {
        written
            .get(from..from + 2)
            .and_then(|text| text.parse().ok())
    };
    let (day, hour): (u32, u32) = (number(8).unwrap_or(1), number(11).unwrap_or(0));
    f64::from(day.saturating_sub(1) * 24 + hour)
}

fn cents(amount: f64) -> f64 {
    (amount * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_at_nothing() {
        // 2026-02-01T00:59:59Z and 2026-02-03T05:00:00Z.
        assert!(hours_of_month(1_769_907_599_000).abs() < f64::EPSILON);
        assert!((hours_of_month(1_770_094_800_000) - 53.0).abs() < f64::EPSILON);
    }

    #[test]
    fn estimates_hold_for_five_minutes() {
        assert_eq!(made(599_999), 300_000);
        assert_eq!(made(600_000), 600_000);
    }
}
