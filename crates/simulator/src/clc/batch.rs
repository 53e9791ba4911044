//! One call for many servers: duplicates collapse, every server is taken or refused on its own, those taken in one data
//! center become one job, and the answer lists them in an order that is never the one asked in.

use std::collections::HashSet;

use crate::clc::catalogue::Behaviour;
use crate::clc::effect::JobSpec;
use crate::clc::estate::Estate;
use crate::clc::power::INVALID;
use crate::clc::render::status_link;
use crate::clc::work::Work;
use crate::clc::world::World;
use crate::clock::Millis;
use crate::json::Json;
use crate::random::Random;

/// Who asks for what to be done on which servers.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) estate: usize,
    pub(crate) by: String,
    /// Ids as sent.
    pub(crate) servers: Vec<String>,
}

/// One server of the answer.
struct Entry {
    server: String,
    /// The position of the server in the fleet, or why it was not queued.
    taken: Result<usize, String>,
}

/// Queues what can be queued. Gives the answer, and whether there was anything.
pub(crate) fn queue(world: &mut World, batch: &Batch, work: &Work, now: Millis) -> (String, bool) {
    let behaviour = work.behaviour(&world.catalogue);
    let mut entries = sort_out(
        &world.estates[batch.estate],
        &batch.servers,
        work,
        &behaviour,
    );
    world.calls += 1;
    Random::about(world.seed, &["answer", &world.calls.to_string()]).disarrange(&mut entries);
    let jobs = queue_jobs(world, batch, work, &behaviour, &entries, now);
    let queued = jobs.iter().any(Option::is_some);
    (
        answer(&world.estates[batch.estate], &entries, &jobs),
        queued,
    )
}

/// Every server once, taken or refused.
fn sort_out(estate: &Estate, ids: &[String], work: &Work, behaviour: &Behaviour) -> Vec<Entry> {
    let mut seen = HashSet::new();
    let ids = ids
        .iter()
        .map(|id| id.trim().to_lowercase())
        .filter(|id| seen.insert(id.clone()));
    ids.map(|id| {
        let taken = match estate.server(&id) {
            None => Err(INVALID.to_owned()),
            Some(server) => work
                .refusal(server, behaviour)
                .map_or(Ok(server.index), Err),
        };
        Entry { server: id, taken }
    })
    .collect()
}

/// One job per data center, and for each data center its id.
fn queue_jobs(
    world: &mut World,
    batch: &Batch,
    work: &Work,
    behaviour: &Behaviour,
    entries: &[Entry],
    now: Millis,
) -> Vec<Option<String>> {
    let World {
        estates,
        jobs,
        timelines,
        ..
    } = world;
    let estate = &estates[batch.estate];
    let timeline = work.timeline(timelines, behaviour);
    let queue = |(center, id): (usize, &str)| {
        let taken = entries
            .iter()
            .filter_map(|entry| entry.taken.as_ref().ok().copied());
        let servers: Vec<usize> = taken
            .filter(|&at| estate.servers[at].center == center)
            .collect();
        let fails = behaviour.fails(&servers);
        let spec = JobSpec {
            estate: batch.estate,
            timeline: timeline.clone(),
            fails,
            effect: work.effect(estate, &servers),
            servers,
            by: batch.by.clone(),
        };
        (!spec.servers.is_empty()).then(|| jobs.queue(id, spec, now))
    };
    estate
        .centers
        .iter()
        .map(|center| center.id.as_str())
        .enumerate()
        .map(queue)
        .collect()
}

fn answer(estate: &Estate, entries: &[Entry], jobs: &[Option<String>]) -> String {
    let mut json = Json::default();
    json.array(|json| {
        for entry in entries {
            json.object(|json| {
                json.pair("server", &entry.server)
                    .key("isQueued")
                    .bool(entry.taken.is_ok());
                match &entry.taken {
                    Ok(at) => {
                        let job = jobs[estate.servers[*at].center]
                            .as_deref()
                            .unwrap_or_default();
                        json.key("links")
                            .array(|json| status_link(json, &estate.alias, job));
                    }
                    Err(message) => {
                        json.pair("errorMessage", message);
                    }
                }
            });
        }
    });
    json.into_string()
}
