//! Drafts (forms as typed) and plans (forms as reviewed).

use crate::error::StoreResult;
use async_trait::async_trait;
use jiff::Timestamp;
use slipway_domain::plan::PlanBody;
use slipway_domain::{AccountAlias, CloudName, PackageId, RunId, Secret};
use std::collections::BTreeMap;
use std::fmt;

/// What form a draft is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftKind {
    /// That of a package.
    Package(PackageId),
    /// That of a server to be built.
    NewServer,
    /// That of a page, which the draft itself names.
    Page,
    /// Servers that were chosen before the package that is to run on them.
    Servers,
}

impl DraftKind {
    /// The kind that a text stands for.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "new-server" => Self::NewServer,
            "page" => Self::Page,
            "servers" => Self::Servers,
            other => Self::Package(PackageId::new(other.strip_prefix("package:")?)),
        })
    }
}

impl fmt::Display for DraftKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Package(id) => write!(f, "package:{id}"),
            Self::NewServer => f.write_str("new-server"),
            Self::Page => f.write_str("page"),
            Self::Servers => f.write_str("servers"),
        }
    }
}

/// A form as it was typed, without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// [`slipway_domain::Principal::owner`] of whoever typed it; nobody else may read it.
    pub owner: String,
    /// What form it is of.
    pub kind: DraftKind,
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
    /// [`slipway_domain::Principal::owner`] of whoever reviewed it; nobody else may read it.
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
    /// Gives one another body and hash, in the place of those with the hash `was`; says whether it
    /// still had that and has become no run.
    async fn replace_body(&self, plan: &Plan, was: &str) -> StoreResult<bool>;
    /// Its secrets, an empty map where it needs none; `None` once they are erased.
    async fn secrets(&self, id: &str) -> StoreResult<Option<BTreeMap<String, Secret>>>;
    /// Erases its secrets for good.
    async fn erase_secrets(&self, id: &str) -> StoreResult<()>;
    /// Erases the secrets of plans reviewed before `at` that never became a run; says how many.
    async fn erase_unconfirmed_before(&self, at: Timestamp) -> StoreResult<u64>;
    /// Forgets plans reviewed before `at` that never became a run; says how many.
    async fn purge_before(&self, at: Timestamp) -> StoreResult<u64>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_taken_for_no_other_form_whatever_it_is_called() {
        let package = |id: &str| DraftKind::Package(PackageId::new(id));
        for (text, kind) in [
            ("new-server", DraftKind::NewServer),
            ("page", DraftKind::Page),
            ("servers", DraftKind::Servers),
            ("package:ab12", package("AB-12")),
            ("package:page", package("page")),
            ("package:package:a", package("package:a")),
            ("package:", package("")),
        ] {
            assert_eq!(kind.to_string(), text);
            assert_eq!(DraftKind::parse(text), Some(kind));
        }
        assert_eq!(DraftKind::parse("ab12"), None);
    }
}
