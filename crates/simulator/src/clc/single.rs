//! A job about one server, whose path names it.

use crate::clc::effect::Effect;
use crate::clc::effect::JobSpec;
use crate::clc::estate::{Estate, Server};
use crate::clc::world::World;
use crate::clock::Millis;
use crate::reply::Refusal;

/// Who asks for which server.
#[derive(Debug)]
pub(crate) struct Single {
    pub(crate) estate: usize,
    pub(crate) by: String,
    /// The position of the server in the fleet.
    pub(crate) server: usize,
}

impl Single {
    /// The job on a server that is there and takes jobs.
    pub(crate) fn find(
        world: &World,
        estate: usize,
        by: String,
        id: &str,
    ) -> Result<Self, Refusal> {
        let server = world.estates[estate].server(id).ok_or(Refusal::NotFound)?;
        match &server.refuses {
            Some(message) => Err(Refusal::field("", message)),
            None => Ok(Self {
                estate,
                by,
                server: server.index,
            }),
        }
    }

    pub(crate) fn server<'a>(&self, world: &'a World) -> &'a Server {
        &self.estate(world).servers[self.server]
    }

    pub(crate) fn estate<'a>(&self, world: &'a World) -> &'a Estate {
        &world.estates[self.estate]
    }

    /// Queues the job, which takes the course of this operation, and gives its id.
    pub(crate) fn queue(
        self,
        world: &mut World,
        operation: &str,
        effect: Effect,
        now: Millis,
    ) -> String {
        let estate = &world.estates[self.estate];
        let center = estate.servers[self.server].center;
        let spec = JobSpec {
            estate: self.estate,
            servers: vec![self.server],
            timeline: world.timelines.operation(operation),
            fails: false,
            effect,
            by: self.by,
        };
        world.jobs.queue(&estate.centers[center].id, spec, now)
    }
}
