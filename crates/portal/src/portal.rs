//! The context every use-case takes time, randomness, clouds and the store from.

use crate::actions::writes::Writes;
use crate::bus::{Bus, Message};
use crate::clouds::{CacheKey, Cloud, Clouds};
use crate::executions::readings::Readings;
use crate::packages::patterns::Turns;
use crate::runs::engine::{self, Watch};
use crate::runs::finished::FinishedRuns;
use crate::runs::live::Hub;
use crate::settings::Timings;
use crate::sign_in::asking::Asking;
use crate::sign_in::grants::Grant;
use crate::sign_in::refusals::Refusals;
use crate::sign_in::throttle::Throttle;
use slipway_cloud::{Auth, CloudError, Manners};
use slipway_domain::audit::{AuditAction, AuditEvent};
use slipway_domain::context::{hex, random_bytes};
use slipway_domain::run::{Run, RunDetail};
use slipway_domain::{AppError, AppResult, Clock, Entropy, Principal, RunId};
use slipway_store::Store;
use slipway_store::session::PortalSessions;
use std::sync::{Arc, Mutex, PoisonError};
use ulid::Ulid;

/// What a portal is made of.
pub struct Parts {
    /// What is kept.
    pub store: Store,
    /// The configured clouds.
    pub clouds: Clouds,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub entropy: Arc<dyn Entropy>,
    /// How long things take and last.
    pub timings: Timings,
}

struct Inner {
    parts: Parts,
    bus: Bus,
    hub: Arc<Hub>,
    finished: FinishedRuns,
    throttle: Throttle,
    refusals: Refusals,
    asking: Asking,
    turns: Turns,
    owner: String,
    watch: Watch,
    writes: Writes,
    readings: Readings,
    /// Held for the watcher until it is started.
    inbox: Mutex<Option<engine::Inbox>>,
}

/// The context; clones share everything.
#[derive(Clone)]
pub struct Portal(Arc<Inner>);

impl Portal {
    /// A portal over `parts`.
    pub fn new(parts: Parts) -> Self {
        let owner = hex(&random_bytes::<8>(parts.entropy.as_ref()));
        let throttle = Throttle::new(&parts.timings, Arc::clone(&parts.clock));
        let refusals = Refusals::new(parts.timings.sign_in_window);
        let timings = &parts.timings;
        let readings = Readings::new(timings.readings_shared, timings.inventory_fresh);
        let hub = Arc::new(Hub::default());
        let (requests, to_engine, inbox) = engine::channel(Arc::clone(&parts.entropy));
        let (pages, clouds) = (Arc::clone(&hub), parts.clouds.clone());
        let bus = Bus::new(vec![
            // What was read is outdated before any page hears that a run is over.
            Box::new(move |message: &Message| clouds.hear(message)),
            Box::new(move |message: &Message| pages.hear(message)),
            to_engine,
        ]);
        let watch = Watch::new(bus.clone(), requests);
        let inbox = Mutex::new(Some(inbox));
        Self(Arc::new(Inner {
            parts,
            bus,
            hub,
            finished: FinishedRuns::default(),
            throttle,
            refusals,
            asking: Asking::default(),
            turns: Turns::default(),
            owner,
            watch,
            writes: Writes::default(),
            readings,
            inbox,
        }))
    }

    /// What is kept.
    pub fn store(&self) -> &Store {
        &self.0.parts.store
    }

    /// The configured clouds.
    pub fn clouds(&self) -> &Clouds {
        &self.0.parts.clouds
    }

    /// How long things take and last.
    pub fn timings(&self) -> &Timings {
        &self.0.parts.timings
    }

    /// The present moment.
    pub fn now(&self) -> jiff::Timestamp {
        self.0.parts.clock.now()
    }

    /// The browser sessions.
    pub fn sessions(&self) -> PortalSessions {
        let (rows, clock) = (&self.store().sessions, &self.0.parts.clock);
        PortalSessions::new(Arc::clone(rows), Arc::clone(clock), self.timings().sessions)
    }

    /// Where random bytes come from.
    pub fn entropy(&self) -> &dyn Entropy {
        self.0.parts.entropy.as_ref()
    }

    /// What happens, told to whoever has to know.
    pub fn bus(&self) -> &Bus {
        &self.0.bus
    }

    /// Who listens to which run.
    pub fn hub(&self) -> &Hub {
        &self.0.hub
    }

    /// A run with everything that belongs to it; `None` where there is none.
    ///
    /// # Errors
    /// `Internal`.
    pub(crate) async fn run_detail(&self, run: &RunId) -> AppResult<Option<Arc<RunDetail>>> {
        if let Some(detail) = self.0.finished.get(run) {
            return Ok(Some(detail));
        }
        let detail = self.store().runs.detail(run).await?.map(Arc::new);
        if let Some(detail) = &detail {
            self.0.finished.put(detail);
        }
        Ok(detail)
    }

    /// Counts refused sign-ins.
    pub fn throttle(&self) -> &Throttle {
        &self.0.throttle
    }

    /// Counts the refusals that are not recorded one by one.
    pub(crate) fn refusals(&self) -> &Refusals {
        &self.0.refusals
    }

    /// Whose child accounts are being asked for.
    pub(crate) fn asking(&self) -> &Asking {
        &self.0.asking
    }

    /// Whose values are checked when.
    pub(crate) fn turns(&self) -> &Turns {
        &self.0.turns
    }

    /// What sends and follows runs, once [`engine::spawn`] started it.
    pub fn watch(&self) -> &Watch {
        &self.0.watch
    }

    /// The writes that are no runs and are being carried out.
    pub(crate) fn writes(&self) -> &Writes {
        &self.0.writes
    }

    /// What was read of single executions a moment ago.
    pub(crate) fn readings(&self) -> &Readings {
        &self.0.readings
    }

    /// Resolves when no write is being carried out that is no run.
    pub async fn writes_ended(&self) {
        self.0.writes.ended().await;
    }

    /// The watcher's end of [`Self::watch`]; there is one.
    pub(crate) fn take_inbox(&self) -> Option<engine::Inbox> {
        self.0
            .inbox
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// This process's name in leases.
    pub fn owner(&self) -> &str {
        &self.0.owner
    }

    /// A fresh id that sorts by time: a ULID in lower case.
    pub fn fresh_id(&self) -> String {
        let millis = self.now().as_millisecond().unsigned_abs();
        let chance = u128::from_be_bytes(random_bytes(self.entropy()));
        Ulid::from_parts(millis, chance).to_string().to_lowercase()
    }

    /// The cloud of a principal.
    ///
    /// # Errors
    /// `NotFound` where the settings no longer name it.
    pub fn cloud_of(&self, principal: &Principal) -> AppResult<&Arc<Cloud>> {
        self.clouds().get(&principal.cloud)
    }

    /// What somebody's roles are called where there is room for one word.
    pub fn role_of(&self, principal: &Principal) -> String {
        let cloud = self.cloud_of(principal).ok();
        cloud.map_or_else(String::new, |cloud| {
            cloud.driver.identity().role(&principal.roles)
        })
    }

    /// How the cloud of a run wants to be treated.
    pub fn manners_of(&self, run: &Run) -> Manners {
        let cloud = self.clouds().get(&run.cloud).ok();
        cloud.map_or_else(Manners::default, |cloud| cloud.manners().clone())
    }

    /// The key under which a principal's upstream data is cached.
    pub fn cache_key(principal: &Principal) -> CacheKey {
        let mut roles = principal.roles.clone();
        roles.sort();
        (principal.account.clone(), roles)
    }

    /// On whose behalf the cloud is asked for a grant.
    ///
    /// # Errors
    /// `CredentialEnded` where the token is gone or the cloud refused it before.
    pub async fn auth(&self, grant: &Grant) -> AppResult<Auth> {
        let credential = self.store().credentials.get(&grant.credential).await?;
        match credential {
            Some(credential) if credential.ended_at.is_none() => Ok(Auth {
                account: grant.principal.account.clone(),
                token: credential.token,
            }),
            _ => Err(AppError::CredentialEnded),
        }
    }

    /// Turns an upstream error into what people see; a refused token ends the credential.
    pub async fn upstream_error(&self, grant: &Grant, error: CloudError) -> AppError {
        if matches!(error, CloudError::NotSignedIn) {
            let ended = self
                .store()
                .credentials
                .mark_ended(&grant.credential, self.now())
                .await;
            if let Err(error) = ended {
                tracing::error!(%error, "could not note the end of a credential");
            }
        }
        error.into()
    }

    /// A row for the audit chain, which the store keeps together with what it is about.
    pub(crate) fn audit_event(
        &self,
        principal: &Principal,
        action: AuditAction,
        subject: &str,
    ) -> AuditEvent {
        AuditEvent {
            at: self.now(),
            cloud: principal.cloud.to_string(),
            account: principal.account.to_string(),
            user: principal.user.clone(),
            action,
            subject: subject.to_owned(),
        }
    }
}
