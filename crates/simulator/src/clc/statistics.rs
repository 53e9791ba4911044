//! How busy servers are: made up from the seed, the server and the time, so that the same hour is told alike whenever it
//! is asked for. The group's answer is that of its servers in one list.

use std::f64::consts::TAU;

use crate::clc::disks::total_gb;
use crate::clc::estate::seed::Family;
use crate::clc::estate::{PowerState, Server, Status};
use crate::clock::{Millis, iso};
use crate::json::Json;
use crate::random::Random;
use crate::reply::Refusal;

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;
/// The words of the service.
const WINDOW: &str = "The 'end' parameter must represent a time that occurs at least one 'sampleInterval' before 'start.'";

/// Which measurements are asked for.
#[derive(Debug)]
pub(crate) struct Sampling {
    times: Vec<Millis>,
    /// Hourly answers write names in lower case, and disks in no order.
    hourly: bool,
    latest: bool,
}

impl Sampling {
    /// As a query says, whose values are told by their names.
    pub(crate) fn read(
        said: impl Fn(&str) -> Option<String>,
        now: Millis,
    ) -> Result<Self, Refusal> {
        let kind = said("type").map(|kind| kind.to_ascii_lowercase());
        let (shortest, furthest) = match kind.as_deref() {
            Some("latest") => {
                return Ok(Self {
                    times: vec![now.div_euclid(5 * MINUTE) * 5 * MINUTE],
                    hourly: false,
                    latest: true,
                });
            }
            None | Some("hourly") => (HOUR, 14 * DAY),
            Some("realtime") => (5 * MINUTE, 4 * HOUR),
            Some(_) => return Err(Refusal::Message("The 'type' parameter is not valid.")),
        };
        let moment =
            |name: &str| said(name).map(|text| time(&text).ok_or(Refusal::Message(WINDOW)));
        let end = moment("end").transpose()?.unwrap_or(now);
        let start = moment("start")
            .transpose()?
            .unwrap_or(end - furthest.min(DAY));
        let step = said("sampleInterval").map(|text| span(&text));
        let step = step
            .unwrap_or(Some(shortest))
            .filter(|step| *step >= shortest);
        let step = step.ok_or(Refusal::Message(
            "The 'sampleInterval' parameter is not valid.",
        ))?;
        // A minute of grace: the clocks of asker and cloud differ.
        let too_old = start < now - furthest - MINUTE;
        if end - start < step || end - start > furthest || too_old {
            return Err(Refusal::Message(WINDOW));
        }
        let first = start.div_euclid(step) * step;
        let hourly = shortest == HOUR;
        // As recorded, hours are told to the end of the window, shorter times up to it.
        let within = |at: &Millis| *at < end || (hourly && *at == end);
        let times = (0..).map(|n| first + n * step);
        let times = times
            .skip_while(|at| *at < start)
            .take_while(|at| within(at) && *at <= now);
        Ok(Self {
            times: times.collect(),
            hourly,
            latest: false,
        })
    }

    /// The measurements of one server; none of one that does not run.
    pub(crate) fn write(&self, json: &mut Json, server: &Server, seed: u64) {
        let runs = server.status == Status::Active && server.power == PowerState::Started;
        let name = if self.hourly {
            server.id.clone()
        } else {
            server.id.to_ascii_uppercase()
        };
        json.object(|json| {
            json.pair("name", &name).key("stats").array(|json| {
                for &at in self.times.iter().filter(|_| runs) {
                    sample(json, server, seed, at, self.latest);
                }
            });
        });
    }
}

fn sample(json: &mut Json, server: &Server, seed: u64, at: Millis, sorted: bool) {
    let stamp = iso(at);
    let mut own = Random::about(seed, &["load", &server.id]);
    let mut now = Random::about(seed, &["load", &server.id, &stamp]);
    let base = 3.0 + part(&mut own) * 45.0;
    let day = (turn(at) - part(&mut own)) * TAU;
    let load = base * (1.0 + day.sin() * 0.5) + part(&mut now) * 8.0;
    // What hardly moves is measured a little below zero at times.
    let quiet = own.percent(20);
    let mut rate = |most: f64| {
        if quiet {
            [0.0, 0.0, -0.01, -0.03][usize::try_from(now.below(4)).unwrap_or(0)]
        } else {
            load * most * (0.5 + part(&mut now))
        }
    };
    let (received, sent) = (rate(6.0), rate(9.0));
    let memory = 20.0 + part(&mut own) * 50.0 + part(&mut now) * 3.0;
    json.object(|json| {
        json.pair("timestamp", &stamp);
        let mut number = |key: &str, value: f64| {
            json.key(key).float((value * 100.0).round() / 100.0);
        };
        number("cpu", f64::from(server.cpu));
        number("cpuPercent", load.min(100.0));
        number("memoryMB", f64::from(server.memory_mb));
        number("memoryPercent", memory);
        number("networkReceivedKBps", received);
        number("networkTransmittedKBps", sent);
        let capacity = f64::from(total_gb(&server.disks)) * 1024.0;
        number("diskUsageTotalCapacityMB", capacity);
        disks(json, server, sorted);
        guest(json, server, part(&mut own));
    });
}

fn disks(json: &mut Json, server: &Server, sorted: bool) {
    json.key("diskUsage").array(|json| {
        let mut disk = |at: usize| {
            let disk = &server.disks[at];
            json.object(|json| {
                json.pair("id", &disk.id());
                json.key("capacityMB").int(disk.size_gb * 1024);
            });
        };
        let all = 0..server.disks.len();
        if sorted {
            all.for_each(&mut disk);
        } else {
            all.rev().for_each(&mut disk);
        }
    });
}

/// What the system tells of its file systems; nothing where the cloud cannot look into it.
fn guest(json: &mut Json, server: &Server, full: f64) {
    json.key("guestDiskUsage").array(|json| {
        let mut file_system = |path: &str, capacity: u32, full: f64| {
            json.object(|json| {
                let consumed = (f64::from(capacity) * full).round();
                json.pair("path", path).key("capacityMB").int(capacity);
                json.key("consumedMB").raw(&format!("{consumed:.0}"));
            });
        };
        let system = server.os.system_disk_gb * 1024;
        match server.os.family {
            Family::Windows => file_system("C:\\", system.saturating_sub(350), 0.3 + full * 0.5),
            Family::Linux if server.host_name.is_empty() => {}
            Family::Linux => {
                file_system("/", system.saturating_sub(353), 0.08 + full * 0.7);
                file_system("/boot", 494, 0.22);
            }
        }
    });
}

/// Between 0 and 1.
fn part(random: &mut Random) -> f64 {
    f64::from(u32::try_from(random.below(10_000)).unwrap_or(0)) / 10_000.0
}

/// How much of the day is over.
fn turn(at: Millis) -> f64 {
    f64::from(i32::try_from(at.rem_euclid(DAY)).unwrap_or(0)) / f64::from(24 * 3_600_000)
}

/// A time with or without its zone, which is UTC then.
fn time(text: &str) -> Option<Millis> {
    let text = text.trim();
    let stamp = text.parse::<jiff::Timestamp>();
    let stamp = stamp.or_else(|_| format!("{text}Z").parse());
    stamp.ok().map(jiff::Timestamp::as_millisecond)
}

/// `dd:hh:mm:ss` or `hh:mm:ss`.
fn span(text: &str) -> Option<Millis> {
    let parts: Option<Vec<i64>> = text
        .trim()
        .split(':')
        .map(|part| part.parse().ok())
        .collect();
    let (days, [hours, minutes, seconds]) = match parts?[..] {
        [days, hours, minutes, seconds] => (days, [hours, minutes, seconds]),
        [hours, minutes, seconds] => (0, [hours, minutes, seconds]),
        _ => return None,
    };
    let sane = |number: i64| (0..=1_000).contains(&number);
    let all = [days, hours, minutes, seconds].into_iter().all(sane);
    all.then(|| days * DAY + hours * HOUR + minutes * MINUTE + seconds * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_spans_are_read_as_the_service_reads_them() {
        assert_eq!(span("01:00:00"), Some(HOUR));
        assert_eq!(span("00:02:00:00"), Some(2 * HOUR));
        assert_eq!((span("1h"), span("-1:0:0"), span("")), (None, None, None));
        assert_eq!(time("2015-07-23T15:00:00"), time("2015-07-23T15:00:00Z"));
        assert_eq!(time("soon"), None);
    }
}
