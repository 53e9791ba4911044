//! What is done to whole groups by a job: deleted with all that is in them, archived, brought back.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;

use super::open;
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::effect::Effect;
use crate::clc::effect::JobSpec;
use crate::clc::estate::{GroupKind, Status};
use crate::clc::render;
use crate::clc::routes::at;
use crate::clc::routes::caller::Caller;
use crate::clc::world::World;
use crate::clock::Millis;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(in crate::clc::routes) fn routes() -> Router<Simulator> {
    at("/v2/groups/{alias}/{group}/archive", post(archive))
        .merge(at("/v2/groups/{alias}/{group}/restore", post(restore)))
}

pub(super) async fn remove(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (mut world, now) = simulator.world();
    let job = Job::find(&world, caller, &id)?;
    let movable = [GroupKind::Default, GroupKind::Archived];
    if !movable.contains(&job.kind(&world)) {
        return Err(Refusal::field("", "The group cannot be deleted."));
    }
    job.check(&world, |_| true)?;
    job.mark(&mut world, Status::QueuedForDelete);
    let effect = Effect::DeleteGroup(job.group);
    Ok(job.queue(&mut world, "deleteGroup", effect, now))
}

async fn archive(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (mut world, now) = simulator.world();
    let job = Job::find(&world, caller, &id)?;
    if job.kind(&world) != GroupKind::Default {
        return Err(Refusal::field("", "The group cannot be archived."));
    }
    job.check(&world, |status| status == Status::Active)?;
    let effect = Effect::ArchiveGroup(job.group);
    Ok(job.queue(&mut world, "archive", effect, now))
}

/// Only a group that lies in the archive itself, not one below it, comes back.
async fn restore(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    let (mut world, now) = simulator.world();
    let job = Job::find(&world, caller, &id)?;
    let estate = &world.estates[job.estate];
    let group = &estate.groups[job.group];
    let above = group.parent.map(|parent| estate.groups[parent].kind);
    if group.kind != GroupKind::Archived || above != Some(GroupKind::Archive) {
        return Err(Refusal::field("", "The group must be in Archived state."));
    }
    let key = "body.targetGroupId";
    let id = member(&body, "targetGroupId").and_then(scalar);
    let id = id.ok_or_else(|| Refusal::field(key, "The targetGroupId field is required."))?;
    let target = open(estate, &id).filter(|&at| estate.groups[at].location == group.location);
    let target =
        target.ok_or_else(|| Refusal::field(key, &format!("The group {id} is not valid.")))?;
    job.check(&world, |status| status == Status::Archived)?;
    job.mark(&mut world, Status::QueuedForRestore);
    let effect = Effect::RestoreGroup(job.group, target);
    let (estate, group) = (job.estate, job.group);
    let queued = job.start(&mut world, "restore", effect, now);
    let estate = &world.estates[estate];
    let mut json = Json::default();
    json.object(|json| {
        json.key("isQueued").bool(true).key("links").array(|json| {
            render::restored_group(json, estate, &estate.groups[group]);
            render::status_link(json, &estate.alias, &queued);
        });
    });
    Ok(reply::with_status(StatusCode::ACCEPTED, json.into_string()))
}

/// A job on a group and the servers that were below it when it was asked for.
struct Job {
    estate: usize,
    by: String,
    group: usize,
    servers: Vec<usize>,
}

impl Job {
    /// The job on a group that is there, for someone who may ask for it.
    fn find(world: &World, caller: Caller, id: &str) -> Result<Self, Refusal> {
        caller.must_manage()?;
        let estate = &world.estates[caller.estate];
        let group = estate.group_at(id).ok_or(Refusal::NotFound)?;
        Ok(Self {
            estate: caller.estate,
            by: caller.user,
            group,
            servers: estate.servers_below(group),
        })
    }

    fn kind(&self, world: &World) -> GroupKind {
        world.estates[self.estate].groups[self.group].kind
    }

    /// Refuses a group with a server that takes no jobs, or whose state does not fit.
    fn check(&self, world: &World, fits: impl Fn(Status) -> bool) -> Result<(), Refusal> {
        let servers = &world.estates[self.estate].servers;
        for server in self.servers.iter().map(|&at| &servers[at]) {
            let unfit = (!fits(server.status)).then_some("The group has servers in another state.");
            if let Some(message) = server.refuses.as_deref().or(unfit) {
                return Err(Refusal::field("", message));
            }
        }
        Ok(())
    }

    /// Shows on the servers what is to become of them.
    fn mark(&self, world: &mut World, status: Status) {
        let servers = &mut world.estates[self.estate].servers;
        for &at in &self.servers {
            servers[at].status = status;
        }
    }

    /// Queues the job and gives its id.
    fn start(self, world: &mut World, operation: &str, effect: Effect, now: Millis) -> String {
        let estate = &world.estates[self.estate];
        let center = estate.centers[estate.center_of(self.group)].id.clone();
        let spec = JobSpec {
            estate: self.estate,
            servers: self.servers,
            timeline: world.timelines.operation(operation),
            fails: false,
            effect,
            by: self.by,
        };
        world.jobs.queue(&center, spec, now)
    }

    /// Queues the job and answers with the bare link to it.
    fn queue(self, world: &mut World, operation: &str, effect: Effect, now: Millis) -> Response {
        let estate = self.estate;
        let job = self.start(world, operation, effect, now);
        let json = render::job(&world.estates[estate].alias, &job);
        reply::with_status(StatusCode::ACCEPTED, json)
    }
}
