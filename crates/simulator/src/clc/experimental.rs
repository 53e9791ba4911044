//! Operations of the experimental interface. Each stands for a job of the usual queue, whose number it tells, and has an
//! id and a vocabulary of its own.

use std::collections::HashMap;

use crate::clock::{Millis, iso};
use crate::json::Json;
use crate::random::Random;

#[derive(Debug)]
struct Operation {
    estate: usize,
    /// The job, for example `va1-337564`.
    job: String,
    requested: Millis,
    by: String,
    about: About,
}

/// What an operation is about, which decides what is told of it.
#[derive(Debug, Clone)]
pub(crate) enum About {
    /// A network to be had, with the id it will get.
    Network { id: String },
    /// A network card, of which only the status is told.
    Card,
}

/// All operations ever asked for.
#[derive(Debug)]
pub(crate) struct Operations {
    seed: u64,
    by_id: HashMap<String, Operation>,
}

impl Operations {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            by_id: HashMap::new(),
        }
    }

    /// How many were asked for.
    pub(crate) fn count(&self) -> usize {
        self.by_id.len()
    }

    /// Names the operation that a job is, and gives its id.
    pub(crate) fn name(
        &mut self,
        (estate, by): (usize, String),
        job: String,
        about: About,
        requested: Millis,
    ) -> String {
        let id = Random::about(self.seed, &["operation", &job]).hex_id();
        let operation = Operation {
            estate,
            job,
            requested,
            by,
            about,
        };
        self.by_id.insert(id.clone(), operation);
        id
    }

    /// The job of an operation, if this account asked for it.
    pub(crate) fn job(&self, estate: usize, id: &str) -> Option<&str> {
        let found = self.by_id.get(&id.to_ascii_lowercase());
        let own = found.filter(|operation| operation.estate == estate);
        own.map(|operation| operation.job.as_str())
    }

    /// What is told of an operation whose job is in this state.
    pub(crate) fn told(&self, alias: &str, id: &str, state: &str) -> Option<String> {
        let operation = self.by_id.get(&id.to_ascii_lowercase())?;
        let mut json = Json::default();
        json.object(|json| operation.write(json, alias, word(state)));
        Some(json.into_string())
    }
}

impl Operation {
    fn write(&self, json: &mut Json, alias: &str, status: &str) {
        let About::Network { id } = &self.about else {
            json.pair("status", status);
            return;
        };
        let (center, number) = self.job.split_once('-').unwrap_or_default();
        let upper = center.to_ascii_uppercase();
        json.pair("requestType", "blueprintOperation")
            .pair("status", status)
            .key("summary")
            .object(|json| {
                json.key("blueprintId")
                    .raw(number)
                    .pair("locationId", &upper);
                if status == "succeeded" {
                    let alias = alias.to_ascii_uppercase();
                    let base = ["/v2-experimental/networks/", &alias, "/", &upper, "/", id];
                    json.key("links").array(|json| {
                        json.object(|json| {
                            json.pair("rel", "network").key("href").plain(&base);
                            json.pair("id", id);
                        });
                    });
                }
            })
            .key("source")
            .object(|json| {
                json.pair("userName", &self.by)
                    .pair("requestedAt", &iso(self.requested));
            });
    }
}

/// A state of the usual queue in the words of this one.
fn word(state: &str) -> &str {
    match state {
        "notStarted" => "queued",
        "executing" | "resumed" => "running",
        ended => ended,
    }
}
