//! What can be asked for many servers at once: on which it is refused, how long it takes and what it leads to.

use std::collections::HashSet;
use std::sync::Arc;

use crate::clc::catalogue::{Behaviour, Catalogue};
use crate::clc::effect::Effect;
use crate::clc::estate::{Estate, Server, Status};
use crate::clc::power::{ALREADY, INVALID, PowerOperation};
use crate::clc::timeline::{Timeline, Timelines};

#[derive(Debug)]
pub(crate) enum Work {
    Power(PowerOperation),
    /// Maintenance on for these servers, by their lower-case ids, and off for all others.
    Maintenance(HashSet<String>),
    Archive,
    /// Kept for so many days.
    Snapshot(u32),
    /// A package that exists, by its id.
    Package(String),
}

impl Work {
    pub(crate) fn behaviour(&self, catalogue: &Catalogue) -> Behaviour {
        match self {
            Self::Package(id) => catalogue.behaviour(id),
            _ => Behaviour::default(),
        }
    }

    /// Why it cannot be queued for this server.
    pub(crate) fn refusal(&self, server: &Server, behaviour: &Behaviour) -> Option<String> {
        let cold = (server.status != Status::Active).then_some(INVALID);
        let state = match self {
            Self::Power(operation) => operation.refusal(server),
            Self::Maintenance(on) => {
                let already = server.in_maintenance == on.contains(&server.id);
                cold.or(already.then_some(ALREADY))
            }
            Self::Archive | Self::Snapshot(_) => cold,
            // A package may run on a stopped server: the cloud powers it on for the time.
            Self::Package(_) => cold.or_else(|| behaviour.refusal(server.index)),
        };
        server.refuses.clone().or_else(|| state.map(str::to_owned))
    }

    pub(crate) fn timeline(&self, timelines: &Timelines, behaviour: &Behaviour) -> Arc<Timeline> {
        timelines.operation(match self {
            Self::Power(operation) => operation.name(),
            Self::Maintenance(_) => "maintenance",
            Self::Archive => "archive",
            Self::Snapshot(_) => "snapshot",
            Self::Package(_) => return timelines.package(behaviour.timeline.as_deref()),
        })
    }

    /// What it leads to for these servers, by their positions.
    pub(crate) fn effect(&self, estate: &Estate, servers: &[usize]) -> Effect {
        match self {
            Self::Power(operation) => Effect::Power(operation.leads_to()),
            Self::Maintenance(on) => {
                let meant = |at: &usize| on.contains(&estate.servers[*at].id);
                Effect::Maintenance(servers.iter().copied().filter(meant).collect())
            }
            Self::Archive => Effect::Archive,
            Self::Snapshot(days) => Effect::Snapshot(*days),
            Self::Package(_) => Effect::Nothing,
        }
    }
}
