//! Where a run's calls go, and with which token.

use crate::clouds::{Cloud, Lane};
use crate::portal::Portal;
use slipway_clc::Session;
use slipway_domain::run::Run;
use slipway_domain::{AccountAlias, Secret};
use std::sync::Arc;

/// A run's cloud, and the lane of its account there.
#[derive(Clone)]
pub(super) struct Upstream {
    pub(super) cloud: Arc<Cloud>,
    pub(super) lane: Arc<Lane>,
}

impl Upstream {
    /// `None` where the settings no longer name the run's cloud.
    pub(super) fn of(run: &Run, portal: &Portal) -> Option<Self> {
        let cloud = portal.clouds().get(&run.cloud).ok()?.clone();
        let lane = cloud.lane(&run.account, portal.lives());
        Some(Self { cloud, lane })
    }
}

/// A token and what it is good for.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) token: Secret,
    /// Whether its holder may start runs; without it, jobs are only read.
    pub(super) may_submit: bool,
    /// Counts the tokens of a run, so that the refusal of an old one does not end a new one.
    pub(super) generation: u32,
}

impl Key {
    pub(super) fn session(&self, account: &AccountAlias) -> Session {
        Session {
            account: account.clone(),
            token: self.token.clone(),
        }
    }
}
