//! A store whose commits fail: after they happened, or without having happened; and which cannot read
//! the secrets of a plan.

use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::audit::AuditEvent;
use slipway_domain::run::{BatchState, Handle, RunDetail, RunName, RunNumber, Target};
use slipway_domain::{AccountAlias, CloudName, RunId, Secret, ServerId};
use slipway_store::*;
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// What goes wrong with one commit, of which nobody then says whether it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It happened.
    Kept,
    /// It did not.
    NotKept,
}

/// The faults to come, in their order.
#[derive(Clone, Default)]
pub(crate) struct Faults {
    commits: Arc<Mutex<VecDeque<Fault>>>,
    unread: Arc<AtomicUsize>,
}

impl Faults {
    pub(crate) fn come(&self, faults: impl IntoIterator<Item = Fault>) {
        self.commits.lock().unwrap().extend(faults);
    }

    pub(crate) fn left(&self) -> usize {
        self.commits.lock().unwrap().len()
    }

    /// So many times the secrets of a plan cannot be read.
    pub(crate) fn unread(&self, times: usize) {
        self.unread.store(times, Ordering::SeqCst);
    }

    pub(crate) fn unread_left(&self) -> usize {
        self.unread.load(Ordering::SeqCst)
    }

    /// The store as it is with these faults: of runs, where they are made, sent or cancelled, of
    /// writes that begin, and of the secrets of plans.
    pub(crate) fn over(&self, store: &Store) -> Store {
        Store {
            runs: Arc::new(Failing(self.clone(), store.runs.clone())),
            writes: Arc::new(Failing(self.clone(), store.writes.clone())),
            plans: Arc::new(Failing(self.clone(), store.plans.clone())),
            ..store.clone()
        }
    }

    /// Commits as the next fault lets it.
    async fn commit<T>(&self, work: impl Future<Output = StoreResult<T>>) -> StoreResult<T> {
        let fault = self.commits.lock().unwrap().pop_front();
        match fault {
            None => work.await,
            Some(fault) => {
                if fault == Fault::Kept {
                    drop(work.await);
                }
                Err(StoreError::CommitUnknown("the line broke".to_owned()))
            }
        }
    }
}

struct Failing<T: ?Sized>(Faults, Arc<T>);

#[async_trait]
impl RunStore for Failing<dyn RunStore> {
    async fn create(&self, run: &NewRun) -> StoreResult<Created> {
        self.0.commit(self.1.create(run)).await
    }

    async fn record(
        &self,
        run: &RunId,
        holder: Option<Holder<'_>>,
        change: &RunChange,
    ) -> StoreResult<u64> {
        let sends = |batch: &slipway_domain::run::Batch| batch.state == BatchState::Sending;
        if change.batches.iter().any(sends) || !change.audit.is_empty() {
            self.0.commit(self.1.record(run, holder, change)).await
        } else {
            self.1.record(run, holder, change).await
        }
    }

    async fn by_idempotency(&self, key: &Idempotency) -> StoreResult<Option<RunId>> {
        self.1.by_idempotency(key).await
    }

    async fn named(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
        name: &RunName,
    ) -> StoreResult<Option<(RunId, RunNumber)>> {
        self.1.named(cloud, account, name).await
    }

    async fn repeats_of(&self, run: &RunId, limit: u64) -> StoreResult<Vec<Repeat>> {
        self.1.repeats_of(run, limit).await
    }

    async fn detail(&self, run: &RunId) -> StoreResult<Option<RunDetail>> {
        self.1.detail(run).await
    }

    async fn version(&self, run: &RunId) -> StoreResult<Option<u64>> {
        self.1.version(run).await
    }

    async fn list(&self, query: &RunQuery) -> StoreResult<RunPage> {
        self.1.list(query).await
    }

    async fn lease(
        &self,
        run: &RunId,
        owner: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> StoreResult<bool> {
        self.1.lease(run, owner, now, until).await
    }

    async fn release(&self, run: &RunId, owner: &str) -> StoreResult<()> {
        self.1.release(run, owner).await
    }

    async fn unfinished(&self) -> StoreResult<Vec<RunId>> {
        self.1.unfinished().await
    }

    async fn busy(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
    ) -> StoreResult<Vec<(Target, RunId)>> {
        self.1.busy(cloud, account).await
    }

    async fn following(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
        handle: &Handle,
    ) -> StoreResult<Option<RunId>> {
        self.1.following(cloud, account, handle).await
    }

    async fn of_server(
        &self,
        cloud: &CloudName,
        account: &AccountAlias,
        server: &ServerId,
        limit: u64,
    ) -> StoreResult<Vec<ServerRun>> {
        self.1.of_server(cloud, account, server, limit).await
    }

    async fn plan_of(&self, run: &RunId) -> StoreResult<Option<String>> {
        self.1.plan_of(run).await
    }

    async fn token(&self, run: &RunId) -> StoreResult<Option<RunToken>> {
        self.1.token(run).await
    }

    async fn set_token(
        &self,
        run: &RunId,
        token: &RunToken,
        audit: Option<&AuditEvent>,
    ) -> StoreResult<()> {
        self.1.set_token(run, token, audit).await
    }
}

#[async_trait]
impl WriteStore for Failing<dyn WriteStore> {
    async fn begin(&self, write: &Write) -> StoreResult<bool> {
        self.0.commit(self.1.begin(write)).await
    }

    async fn end(&self, key: &WriteKey, end: &WriteEnd, audit: &AuditEvent) -> StoreResult<()> {
        self.1.end(key, end, audit).await
    }

    async fn forget(&self, key: &WriteKey, audit: &AuditEvent) -> StoreResult<()> {
        self.1.forget(key, audit).await
    }

    async fn get(&self, key: &WriteKey) -> StoreResult<Option<Write>> {
        self.1.get(key).await
    }

    async fn open(&self) -> StoreResult<Vec<Write>> {
        self.1.open().await
    }

    async fn purge_before(&self, at: Timestamp) -> StoreResult<u64> {
        self.1.purge_before(at).await
    }
}

#[async_trait]
impl PlanStore for Failing<dyn PlanStore> {
    async fn put(&self, plan: &Plan, secrets: &BTreeMap<String, Secret>) -> StoreResult<()> {
        self.1.put(plan, secrets).await
    }

    async fn get(&self, id: &str, owner: &str) -> StoreResult<Option<Plan>> {
        self.1.get(id, owner).await
    }

    async fn replace_body(&self, plan: &Plan, hash: &str) -> StoreResult<bool> {
        self.1.replace_body(plan, hash).await
    }

    async fn secrets(&self, id: &str) -> StoreResult<Option<BTreeMap<String, Secret>>> {
        let one_less = |times: usize| times.checked_sub(1);
        let unread = &self.0.unread;
        match unread.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less) {
            Ok(_) => Err(StoreError::Database("the disk does not answer".to_owned())),
            Err(_) => self.1.secrets(id).await,
        }
    }

    async fn erase_secrets(&self, id: &str) -> StoreResult<()> {
        self.1.erase_secrets(id).await
    }

    async fn erase_unconfirmed_before(&self, at: Timestamp) -> StoreResult<u64> {
        self.1.erase_unconfirmed_before(at).await
    }

    async fn purge_before(&self, at: Timestamp) -> StoreResult<u64> {
        self.1.purge_before(at).await
    }
}
