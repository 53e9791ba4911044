//! Drafts (forms as typed) and plans (forms as reviewed).

use crate::error::StoreResult;
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::plan::PlanBody;
use slipway_domain::{AccountAlias, CloudName, PackageId, RunId, Secret};
use std::collections::BTreeMap;

/// A form as it was typed, without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// [`slipway_domain::Principal::key`] of whoever typed it; nobody else may read it.
    pub owner: String,
    /// The package whose form it is.
    pub package: PackageId,
    /// The form's content as JSON; its shape is the portal's.
    pub form: String,
    /// When it was kept.
    pub created_at: Timestamp,
}

/// Forms as typed.
#[async_trait]
pub trait DraftStore: Send + Sync {
    /// Keeps one.
    async fn put(&self, draft: &Draft) -> StoreResult<()>;
    /// Reads one of `owner`'s.
    async fn get(&self, id: &str, owner: &str) -> StoreResult<Option<Draft>>;
    /// Forgets those kept before `at`; says how many.
    async fn purge_before(&self, at: Timestamp) -> StoreResult<u64>;
}

/// A reviewed plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: String,
    /// [`slipway_domain::Principal::key`] of whoever reviewed it; nobody else may read it.
    pub owner: String,
    /// Where it would run.
    pub cloud: CloudName,
    /// For which account.
    pub account: AccountAlias,
    /// [`PlanBody::hash`] at review.
    pub hash: String,
    /// What was reviewed.
    pub body: PlanBody,
    /// The run it repeats, if any.
    pub repeats: Option<RunId>,
    /// When it was reviewed.
    pub created_at: Timestamp,
    /// The run it became.
    pub run: Option<RunId>,
}

/// Plans as reviewed, with their sealed secrets.
#[async_trait]
pub trait PlanStore: Send + Sync {
    /// Keeps one; the secrets are sealed under the plan's id.
    async fn put(&self, plan: &Plan, secrets: &BTreeMap<String, Secret>) -> StoreResult<()>;
    /// Reads one of `owner`'s.
    async fn get(&self, id: &str, owner: &str) -> StoreResult<Option<Plan>>;
    /// Its secrets, an empty map where it needs none; `None` once they are erased.
    async fn secrets(&self, id: &str) -> StoreResult<Option<BTreeMap<String, Secret>>>;
    /// Erases its secrets for good.
    async fn erase_secrets(&self, id: &str) -> StoreResult<()>;
    /// Erases the secrets of plans reviewed before `at` that never became a run; says how many.
    async fn erase_unconfirmed_before(&self, at: Timestamp) -> StoreResult<u64>;
    /// Forgets plans reviewed before `at` that never became a run; says how many.
    async fn purge_before(&self, at: Timestamp) -> StoreResult<u64>;
}
