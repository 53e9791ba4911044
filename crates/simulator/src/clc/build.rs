//! How a server is built: it is finished when it is, whatever becomes of the packages that run on
//! it afterwards, and a managed one is worked on for a while after its job has succeeded.

use crate::clc::creation::Wanted;
use crate::clc::effect::Effect;
use crate::clc::effect::JobSpec;
use crate::clc::timeline::Timeline;
use crate::clc::world::World;
use crate::clock::Millis;

/// Queues the building of a server. Gives the id of the job and the UUID of the server.
pub(crate) fn queue(
    world: &mut World,
    estate: usize,
    by: &str,
    wanted: Wanted,
    now: Millis,
) -> (String, String) {
    let (fails, managed, ttl) = (wanted.fails, wanted.managed_os, wanted.ttl);
    let packages: Vec<_> = wanted
        .packages
        .iter()
        .map(|id| world.catalogue.behaviour(id))
        .collect();
    let own = &mut world.estates[estate];
    let at = own.create_server(wanted, by, world.seed, now);
    let center = own.centers[own.servers[at].center].id.clone();
    let uuid = own.servers[at].uuid.clone();
    let timelines = &world.timelines;
    let build = timelines.operation("createServer");
    let mut finished = vec![build.clone()];
    if managed {
        finished.push(timelines.operation("managedOS"));
    }
    let mut told = vec![build];
    let run = packages.iter().map(|package| package.timeline.as_deref());
    told.extend(run.map(|name| timelines.package(name)));
    let spoiled = packages.iter().any(|package| package.fails(&[at]));
    let spec = |timeline, fails, effect| JobSpec {
        estate,
        servers: vec![at],
        timeline,
        fails,
        effect,
        by: by.to_owned(),
    };
    let end = spec(Timeline::joined(&finished), fails, Effect::Build);
    let job = spec(Timeline::joined(&told), fails || spoiled, Effect::Nothing);
    // Nobody is told of these jobs; gaps in the numbers are usual.
    world.jobs.queue(&center, end, now);
    if let Some(ttl) = ttl {
        let wait = Timeline::waiting(ttl - now);
        let end = spec(wait, false, Effect::Expire);
        world.jobs.queue(&center, end, now);
    }
    (world.jobs.queue(&center, job, now), uuid)
}
