//! Packages that people want to find again.

use crate::error::StoreResult;
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::PackageId;

/// A package that somebody starred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Star {
    /// Which one.
    pub package: PackageId,
    /// What it was called then.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// Stars, by whose they are: [`slipway_domain::Principal::owner`].
#[async_trait]
pub trait StarStore: Send + Sync {
    /// Keeps one of `owner`'s, unless they have `most` of others already; says whether it is kept. The
    /// first time counts.
    async fn put(&self, owner: &str, star: &Star, most: u64) -> StoreResult<bool>;
    /// Forgets one of `owner`'s.
    async fn remove(&self, owner: &str, package: &PackageId) -> StoreResult<()>;
    /// All of `owner`'s, in the order in which they were kept.
    async fn list(&self, owner: &str) -> StoreResult<Vec<Star>>;
}
