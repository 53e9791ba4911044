//! Where a run's calls go, and with which token.

use crate::clouds::{Cloud, Limiter};
use crate::portal::Portal;
use slipway_cloud::Auth;
use slipway_domain::run::Run;
use slipway_domain::{AccountAlias, Secret};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A run's cloud, and the limiter of its account there.
#[derive(Clone)]
pub(super) struct Upstream {
    pub(super) cloud: Arc<Cloud>,
    pub(super) limiter: Arc<Limiter>,
}

impl Upstream {
    /// `None` where the settings no longer name the run's cloud.
    pub(super) fn of(run: &Run, portal: &Portal) -> Option<Self> {
        let cloud = portal.clouds().get(&run.cloud).ok()?.clone();
        let limiter = cloud.limiter(&run.account);
        Some(Self { cloud, limiter })
    }

    /// Whether the driver can find out what became of a call without an answer.
    pub(super) fn looks_up(&self) -> bool {
        self.cloud.driver.jobs().look_ups().is_some()
    }
}

/// A token and what it is good for.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) token: Secret,
    /// What its holder let be sent with it; jobs are read with it in any case.
    pub(super) sends: Sends,
    /// Counts the tokens of a run, so that the refusal of an old one does not end a new one.
    pub(super) generation: u32,
}

/// Which calls of a run a token is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sends {
    /// All that are left to send.
    All,
    /// Those that its holder had sent again, and no other.
    Only(BTreeSet<u32>),
}

impl Sends {
    /// None: somebody only signed in.
    pub(super) const NONE: Self = Self::Only(BTreeSet::new());

    /// Whether the call with this number may be sent.
    pub(super) fn covers(&self, batch: u32) -> bool {
        match self {
            Self::All => true,
            Self::Only(batches) => batches.contains(&batch),
        }
    }
}

impl Key {
    pub(super) fn auth(&self, account: &AccountAlias) -> Auth {
        Auth {
            account: account.clone(),
            token: self.token.clone(),
        }
    }
}
