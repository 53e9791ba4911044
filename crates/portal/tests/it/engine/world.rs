//! A portal over a scripted driver, and the only clock there is.

use crate::made;
use crate::support::by;
use jiff::{SignedDuration, Timestamp};
use slipway_domain::audit::AuditAction;
use slipway_domain::plan::Rollout;
use slipway_domain::run::{BatchState, Handle, OutcomeState, RunDetail, Target};
use slipway_domain::{AppResult, Clock, CloudName, Entropy, RunId, Scope, Secret, ServerId};
use slipway_portal::clouds::Clouds;
use slipway_portal::runs::engine::{self, Cancel, Watcher};
use slipway_portal::sign_in::{SignIn, sign_in};
use slipway_portal::{Cloud, CloudSettings, Grant, Parts, Portal, Timings};
use slipway_scripted::{Scripted, job_of};
use slipway_store::Store;
use slipway_store::vault::{SecretKey, Vault};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Milliseconds since 1970; moved by [`World::pass`] alone.
struct MovedClock(AtomicI64);

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// Counts up: nothing here has to be unguessable.
struct Counting(AtomicI64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        for (byte, next) in bytes.iter_mut().rev().zip(count.into_iter().rev().cycle()) {
            *byte = next;
        }
    }
}

/// One cloud, one portal at a time, one clock.
pub(super) struct World {
    pub(super) cloud: Arc<Scripted>,
    pub(super) portal: Portal,
    store: Store,
    /// The store as the portal finds it.
    kept: Store,
    clock: Arc<MovedClock>,
    entropy: Arc<Counting>,
    watcher: Option<Watcher>,
    _folder: tempfile::TempDir,
}

/// Steps in which time passes; shorter than anything that the engine waits for.
/// Readings of the store in which others have had their turn with it.
const TURNS: usize = 50;
const STEP: Duration = Duration::from_millis(500);
/// How long a test waits for something to come true, by the moved clock.
const PATIENCE: Duration = Duration::from_mins(20);
/// How long a rollout that is held waits here: a day would take these tests too long.
const HOLD: Duration = Duration::from_hours(1);

impl World {
    /// Has to be called in a runtime whose time stands still.
    pub(super) async fn new(cloud: Scripted) -> Self {
        Self::over(cloud, Store::clone).await
    }

    /// The same over a store that `change` made worse.
    pub(super) async fn over(cloud: Scripted, change: impl FnOnce(&Store) -> Store) -> Self {
        // A runtime with nothing to do would move its time on by itself.
        tokio::spawn(async {
            loop {
                tokio::task::yield_now().await;
            }
        });
        let folder = tempfile::tempdir().unwrap();
        let entropy = Arc::new(Counting(AtomicI64::new(1)));
        let vault = Vault::new(SecretKey::generate(entropy.as_ref()), entropy.clone());
        let path = folder.path().join("test.db");
        let store = slipway_store::sqlite::open(&path, vault).await.unwrap();
        let clock = Arc::new(MovedClock(AtomicI64::new(1_800_000_000_000)));
        let cloud = Arc::new(cloud);
        let kept = change(&store);
        let portal = portal(Some(&cloud), &kept, &clock, &entropy);
        let watcher = Some(engine::spawn(portal.clone()));
        Self {
            cloud,
            portal,
            store,
            kept,
            clock,
            entropy,
            watcher,
            _folder: folder,
        }
    }

    /// The portal ends like a crash, and another one takes its runs over.
    pub(super) async fn restart(&mut self) {
        self.crash();
        self.open(true);
        // The lease of the one before has to run out.
        self.pass(Timings::default().lease * 2).await;
    }

    /// The portal ends like a crash.
    pub(super) fn crash(&mut self) {
        self.watcher().abort();
    }

    /// What follows the portal's runs, for whoever ends it.
    pub(super) fn watcher(&mut self) -> Watcher {
        self.watcher.take().unwrap()
    }

    /// The portal shuts down; how long that takes.
    pub(super) async fn shut_down(&mut self) -> Duration {
        let down = tokio::spawn(self.watcher().shutdown());
        let mut passed = Duration::ZERO;
        while !down.is_finished() {
            assert!(passed < PATIENCE, "waited in vain");
            passed += STEP;
            self.pass(STEP).await;
            // What is given back is written while no time passes, however busy the machine is.
            for _ in 0..TURNS {
                let _ = self.store.runs.unfinished().await.unwrap();
            }
        }
        passed
    }

    /// Another portal over the same store, whose settings name the cloud or not.
    pub(super) fn open(&mut self, names_cloud: bool) {
        let cloud = names_cloud.then_some(&self.cloud);
        self.portal = portal(cloud, &self.kept, &self.clock, &self.entropy);
        self.watcher = Some(engine::spawn(self.portal.clone()));
    }

    /// Lets time pass until something has come true; how long that took.
    pub(super) async fn passes_until(&self, come_true: impl Fn() -> bool) -> Duration {
        let mut passed = Duration::ZERO;
        while !come_true() {
            assert!(passed < PATIENCE, "waited in vain");
            passed += STEP;
            self.pass(STEP).await;
        }
        passed
    }

    /// Waits for what comes true without any time passing.
    pub(super) async fn at_once(&self, come_true: impl Fn() -> bool) {
        for _ in 0..10_000 {
            if come_true() {
                return;
            }
            // Others get their turn with the store.
            let _ = self.store.runs.unfinished().await.unwrap();
        }
        panic!("waited in vain");
    }

    /// Lets time pass until the cloud was asked for so many calls.
    pub(super) async fn until_sent(&self, calls: usize) {
        self.passes_until(|| self.sent() >= calls).await;
    }

    /// How often calls were made.
    pub(super) fn sent(&self) -> usize {
        self.cloud.script().submits_asked().len()
    }

    /// Whether nobody holds the run's lease.
    pub(super) async fn is_free(&self, run: &RunId) -> bool {
        let (runs, now) = (&self.store.runs, self.portal.now());
        let until = now + Timings::default().lease;
        let free = runs.lease(run, "another", now, until).await.unwrap();
        runs.release(run, "another").await.unwrap();
        free
    }

    /// Lets time pass, for everybody.
    pub(super) async fn pass(&self, time: Duration) {
        let mut left = time;
        while !left.is_zero() {
            let step = left.min(STEP);
            let millis = i64::try_from(step.as_millis()).unwrap();
            self.clock.0.fetch_add(millis, Ordering::SeqCst);
            tokio::time::advance(step).await;
            left -= step;
            // What was due now gets its turn with the store before more time passes.
            let _ = self.store.runs.unfinished().await.unwrap();
        }
    }

    pub(super) async fn detail(&self, run: &RunId) -> RunDetail {
        self.store.runs.detail(run).await.unwrap().unwrap()
    }

    /// Lets time pass until the store holds what `wanted` asks for.
    pub(super) async fn until(
        &self,
        run: &RunId,
        wanted: impl Fn(&RunDetail) -> bool,
    ) -> RunDetail {
        let mut passed = Duration::ZERO;
        loop {
            let detail = self.detail(run).await;
            if wanted(&detail) {
                return detail;
            }
            assert!(passed < PATIENCE, "waited in vain: {detail:#?}");
            passed += STEP;
            self.pass(STEP).await;
        }
    }

    /// Lets time pass until every target stands in `state`.
    pub(super) async fn until_all(&self, run: &RunId, state: OutcomeState) -> RunDetail {
        self.until(run, |detail| {
            detail.outcomes.iter().all(|one| one.state == state)
        })
        .await
    }

    /// A run on these targets, which is followed at once with the token of `starter`.
    pub(super) async fn start(&self, targets: &[&str], rollout: Rollout) -> RunId {
        // The first letter of a target names its place.
        let planned = |name: &&str| made::planned(server(name), name, &name[..1]);
        let targets = targets.iter().map(planned).collect();
        let plan = made::plan("p", Vec::new(), targets, rollout);
        let scope = Scope::new("Scripted", "MAIN");
        let detail = made::run(&self.portal, scope, "starter", plan, BatchState::Pending);
        let token = Secret::new("token of starter");
        let id = made::save(&self.store, detail, &BTreeMap::new(), token).await;
        self.portal.watch().follow(id.clone());
        id
    }

    /// The subjects of what was recorded under this word.
    pub(super) async fn audited(&self, word: &str) -> Vec<String> {
        let rows = self.store.audit.newest("Scripted", "MAIN", 100);
        let rows = rows.await.unwrap().into_iter().map(|row| row.event);
        let rows = rows.filter(|event| event.action.word() == word);
        rows.map(|event| event.subject).collect()
    }

    /// How many rows of any account were recorded under this word.
    pub(super) async fn recorded(&self, word: &str) -> usize {
        let by = by(AuditAction::Cancel);
        let rows = self.store.audit.newest(&by.cloud, &by.account, 100);
        let rows = rows.await.unwrap();
        let rows = rows.iter().filter(|row| row.event.action.word() == word);
        rows.count()
    }

    /// Somebody signs in.
    pub(super) async fn signed_in(&self, user: &str) -> Grant {
        let attempt = SignIn {
            cloud: CloudName::new("Scripted"),
            user: user.to_owned(),
            password: Secret::new("slipway"),
            address: Ipv4Addr::LOCALHOST.into(),
        };
        sign_in(&self.portal, attempt).await.unwrap()
    }

    /// Somebody has watching stopped.
    pub(super) fn stop(&self, run: &RunId) -> impl Future<Output = AppResult<()>> + use<> {
        let (portal, run) = (self.portal.clone(), run.clone());
        async move {
            portal
                .watch()
                .stop(&run, by(AuditAction::StopWatching))
                .await
        }
    }

    /// Somebody else cancels the run.
    pub(super) fn cancel(
        &self,
        run: &RunId,
        way: &str,
    ) -> impl Future<Output = AppResult<()>> + use<> {
        let cancel = Cancel {
            by: by(AuditAction::Cancel),
            token: Secret::new("token of presser"),
            way: way.to_owned(),
        };
        let (portal, run) = (self.portal.clone(), run.clone());
        async move { portal.watch().cancel(&run, cancel).await }
    }
}

pub(super) fn server(name: &str) -> Target {
    Target::Server(ServerId::new(name))
}

/// The job that a target of a run's first attempt at a call gets by itself.
pub(super) fn job(run: &RunId, batch: u32, target: &str) -> Handle {
    job_of(&key(run, batch, 1), &server(target))
}

pub(super) fn key(run: &RunId, batch: u32, attempt: u32) -> slipway_cloud::CallKey {
    slipway_cloud::CallKey {
        run: run.clone(),
        batch,
        attempt,
    }
}

fn portal(
    cloud: Option<&Arc<Scripted>>,
    store: &Store,
    clock: &Arc<MovedClock>,
    entropy: &Arc<Counting>,
) -> Portal {
    let timings = Timings {
        hold: HOLD,
        ..Timings::default()
    };
    let named = |cloud: &Arc<Scripted>| {
        let settings = CloudSettings::named(CloudName::new("Scripted"));
        Cloud::new(settings, cloud.clone(), &timings)
    };
    Portal::new(Parts {
        store: store.clone(),
        clouds: Clouds::new(cloud.map(named).into_iter().collect()),
        clock: clock.clone(),
        entropy: entropy.clone(),
        timings,
    })
}

/// The states of a run's targets, by name.
pub(super) fn states(detail: &RunDetail) -> Vec<(&str, OutcomeState)> {
    let outcomes = detail.outcomes.iter();
    let mut states: Vec<_> = outcomes.map(|one| (one.name.as_str(), one.state)).collect();
    states.sort_unstable();
    states
}

/// What is said of a target.
pub(super) fn message<'a>(detail: &'a RunDetail, target: &str) -> &'a str {
    let mut outcomes = detail.outcomes.iter();
    let outcome = outcomes.find(|one| one.name == target).unwrap();
    outcome.message.as_deref().unwrap_or_default()
}

pub(super) fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}
