//! Faults on demand: which requests go wrong, how, and how often. Tests set rules under `/_sim/faults`; a layer around
//! every route but those looks here first. Nothing in this module knows of HTTP answers; `answer` does.

mod answer;
mod pattern;
mod rule;

use std::time::Duration;

use crate::json::Json;

pub(crate) use answer::answer;
use pattern::matches;
pub(crate) use rule::read;

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fault {
    /// Refused with a status, perhaps with a `Retry-After` of so many seconds.
    Status(u16, Option<u32>),
    /// A page with a status, as a proxy would send.
    Html(u16),
    /// Bytes that are no JSON under a header that says so.
    Garbage,
    /// Carried out; half of the answer arrives.
    Truncated,
    /// No answer, ever; not carried out.
    Hang,
    /// The connection is reset; not carried out.
    ResetBefore,
    /// Carried out; the connection is reset instead of an answer.
    ResetAfter,
    /// Carried out at once; the answer comes so much later, in real time.
    Delay(Duration),
}

impl Fault {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Status(..) => "status",
            Self::Html(_) => "html",
            Self::Garbage => "garbage",
            Self::Truncated => "truncated",
            Self::Hang => "hang",
            Self::ResetBefore => "resetBefore",
            Self::ResetAfter => "resetAfter",
            Self::Delay(_) => "delay",
        }
    }
}

/// A fault and the requests it is meant for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FaultRule {
    /// Of the path without its query; `*` stands for any run of characters.
    pub(crate) path: String,
    /// Any when absent.
    pub(crate) method: Option<String>,
    /// How many requests to hit; all until it is cleared when absent.
    pub(crate) count: Option<u64>,
    /// How many matching requests to leave alone first.
    pub(crate) after: u64,
    pub(crate) fault: Fault,
}

/// A rule in force.
#[derive(Debug)]
struct Standing {
    id: u64,
    rule: FaultRule,
    passed: u64,
    hits: u64,
}

/// All rules, oldest first. One that is used up stays listed until it is removed.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    standing: Vec<Standing>,
    count: u64,
}

impl Faults {
    /// Gives the rule its id.
    pub(crate) fn add(&mut self, rule: FaultRule) -> u64 {
        self.count += 1;
        self.standing.push(Standing {
            id: self.count,
            rule,
            passed: 0,
            hits: 0,
        });
        self.count
    }

    /// What happens to this request: the oldest rule that is due for it decides. Counts.
    pub(crate) fn strike(&mut self, method: &str, path: &str) -> Option<Fault> {
        self.standing
            .iter_mut()
            .find_map(|standing| standing.strike(method, path))
    }

    pub(crate) fn clear(&mut self) {
        self.standing.clear();
    }

    /// False if there is no such rule.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.standing.len();
        self.standing.retain(|standing| standing.id != id);
        self.standing.len() < before
    }

    pub(crate) fn to_json(&self) -> String {
        let mut json = Json::default();
        json.array(|json| {
            for standing in &self.standing {
                json.object(|json| standing.write(json));
            }
        });
        json.into_string()
    }
}

impl Standing {
    fn strike(&mut self, method: &str, path: &str) -> Option<Fault> {
        let rule = &self.rule;
        let meant = matches(&rule.path, path)
            && rule
                .method
                .as_ref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method));
        if !meant || rule.count.is_some_and(|count| self.hits >= count) {
            return None;
        }
        if self.passed < rule.after {
            self.passed += 1;
            return None;
        }
        self.hits += 1;
        Some(rule.fault)
    }

    fn write(&self, json: &mut Json) {
        let rule = &self.rule;
        json.key("id").raw(&self.id.to_string());
        json.pair("path", &rule.path);
        if let Some(method) = &rule.method {
            json.pair("method", method);
        }
        if let Some(count) = rule.count {
            json.key("count").raw(&count.to_string());
        }
        json.key("after").raw(&rule.after.to_string());
        json.pair("fault", rule.fault.name());
        match rule.fault {
            Fault::Html(status) => {
                json.key("status").int(status.into());
            }
            Fault::Status(status, retry_after) => {
                json.key("status").int(status.into());
                if let Some(seconds) = retry_after {
                    json.key("retryAfter").int(seconds);
                }
            }
            Fault::Delay(time) => {
                json.key("seconds").float(time.as_secs_f64());
            }
            _ => {}
        }
        json.key("passed").raw(&self.passed.to_string());
        json.key("hits").raw(&self.hits.to_string());
    }
}
