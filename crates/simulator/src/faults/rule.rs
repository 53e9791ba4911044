//! Reads the rule that a test sets. Everything that is wrong is named at once, an unknown member too: a switch with a misspelt
//! name would let the test that set it pass for the wrong reason.

use std::time::Duration;

use serde_json::Value;

use super::{Fault, FaultRule};
use crate::body::member;
use crate::reply::Refusal;

const MEMBERS: [&str; 8] = [
    "path",
    "method",
    "count",
    "after",
    "fault",
    "status",
    "retryAfter",
    "seconds",
];
const FAULTS: &str =
    "One of status, html, garbage, truncated, hang, resetBefore, resetAfter and delay is required.";
/// Longer than any test waits.
const LONGEST_DELAY: f64 = 3_600.0;

/// A rule, or all that is wrong with it.
pub(crate) fn read(body: &Value) -> Result<FaultRule, Refusal> {
    let mut reader = Reader {
        body,
        wrong: Vec::new(),
    };
    reader.refuse_unknown();
    let rule = FaultRule {
        path: reader.path(),
        method: reader.method(),
        count: reader.number("count", 1),
        after: reader.number("after", 0).unwrap_or(0),
        fault: reader.fault(),
    };
    if reader.wrong.is_empty() {
        Ok(rule)
    } else {
        Err(Refusal::ModelState(reader.wrong))
    }
}

struct Reader<'a> {
    body: &'a Value,
    /// What is wrong: (key, message).
    wrong: Vec<(String, String)>,
}

impl Reader<'_> {
    fn complain(&mut self, name: &str, message: &str) {
        self.wrong
            .push((format!("body.{name}"), message.to_owned()));
    }

    fn refuse_unknown(&mut self) {
        let names = self.body.as_object().into_iter().flat_map(|map| map.keys());
        for name in names {
            if !MEMBERS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                self.complain(name, "There is no such member.");
            }
        }
    }

    fn path(&mut self) -> String {
        let path = member(self.body, "path").and_then(Value::as_str);
        let path = path.filter(|path| path.starts_with(['/', '*']));
        if path.is_none() {
            self.complain("path", "A pattern that begins with / or * is required.");
        }
        path.unwrap_or_default().to_owned()
    }

    fn method(&mut self) -> Option<String> {
        let method = member(self.body, "method")?;
        let word = method
            .as_str()
            .filter(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
        if word.is_none() {
            self.complain("method", "The method must be a word like GET or POST.");
        }
        word.map(str::to_ascii_uppercase)
    }

    /// A whole number of at least so much, if it is given.
    fn number(&mut self, name: &str, least: u64) -> Option<u64> {
        let number = member(self.body, name)?.as_u64();
        let number = number.filter(|number| *number >= least);
        if number.is_none() {
            let message = format!("The {name} must be a whole number, {least} or more.");
            self.complain(name, &message);
        }
        number
    }

    fn fault(&mut self) -> Fault {
        let name = member(self.body, "fault").and_then(Value::as_str);
        let fault = match name.unwrap_or_default() {
            "status" => self.status(),
            "html" => self.page(),
            "garbage" => Fault::Garbage,
            "truncated" => Fault::Truncated,
            "hang" => Fault::Hang,
            "resetBefore" => Fault::ResetBefore,
            "resetAfter" => Fault::ResetAfter,
            "delay" => self.delay(),
            _ => {
                self.complain("fault", FAULTS);
                return Fault::Html(200);
            }
        };
        self.refuse_strangers(fault);
        fault
    }

    /// Members that say something about another fault than the one meant.
    fn refuse_strangers(&mut self, fault: Fault) {
        let retries = matches!(fault, Fault::Status(429 | 503, _));
        let at_home = [
            (
                "status",
                matches!(fault, Fault::Status(..) | Fault::Html(_)),
                "Only the faults status and html have one.",
            ),
            ("retryAfter", retries, "Only the status 429 or 503 has one."),
            (
                "seconds",
                matches!(fault, Fault::Delay(_)),
                "Only the fault delay has them.",
            ),
        ];
        for (name, fits, message) in at_home {
            if !fits && member(self.body, name).is_some() {
                self.complain(name, message);
            }
        }
    }

    /// A page has the status 200 unless it is said.
    fn page(&mut self) -> Fault {
        match member(self.body, "status") {
            None => Fault::Html(200),
            Some(_) => Fault::Html(self.code()),
        }
    }

    fn code(&mut self) -> u16 {
        let given = self.number("status", 200);
        // 1xx would not end the exchange.
        let status = given.and_then(|status| u16::try_from(status).ok().filter(|s| *s < 600));
        if status.is_none() {
            self.complain("status", "A status from 200 to 599 is required.");
        }
        status.unwrap_or(200)
    }

    fn status(&mut self) -> Fault {
        let status = self.code();
        let seconds = self.number("retryAfter", 0);
        let seconds = seconds.map(|seconds| u32::try_from(seconds).unwrap_or(u32::MAX));
        Fault::Status(status, seconds)
    }

    fn delay(&mut self) -> Fault {
        let seconds = member(self.body, "seconds").and_then(Value::as_f64);
        let seconds = seconds.filter(|seconds| *seconds > 0.0 && *seconds <= LONGEST_DELAY);
        if seconds.is_none() {
            self.complain(
                "seconds",
                "A number of seconds above 0, at most 3600, is required.",
            );
        }
        Fault::Delay(Duration::from_secs_f64(seconds.unwrap_or_default()))
    }
}
