//! Who is signed in, and what they may do here.

use crate::error::{AppError, AppResult};
use crate::ids::{AccountAlias, CloudName};
use crate::scope::Scope;
use serde::{Deserialize, Serialize};

/// What a use-case asks permission for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// See packages, servers and runs of the account.
    Read,
    /// Power operations on servers.
    Operate,
    /// Run packages.
    RunPackages,
    /// Create, change and delete servers and groups; see credentials.
    Manage,
    /// Revoke share links that somebody else made.
    RevokeAnyShare,
}

/// What somebody may do in an account, as the driver of their cloud reads their roles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    granted: Vec<Right>,
    reasons: &'static [(Right, &'static str)],
}

impl Rights {
    /// Those that are granted beside [`Right::Read`], and why somebody may lack each of them: a
    /// sentence for people that says who may.
    pub const fn new(granted: Vec<Right>, reasons: &'static [(Right, &'static str)]) -> Self {
        Self { granted, reasons }
    }

    /// Whether `right` is among them.
    pub fn has(&self, right: Right) -> bool {
        right == Right::Read || self.granted.contains(&right)
    }

    /// Why a button is disabled or a request refused that needs `right`.
    pub fn reason(&self, right: Right) -> &'static str {
        let mut reasons = self.reasons.iter();
        let found = reasons.find(|(of, _)| *of == right);
        found.map_or(
            "Your role in this account may not do this.",
            |(_, reason)| reason,
        )
    }
}

/// A signed-in person of one cloud, acting on one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Principal {
    /// The cloud they signed in to.
    pub cloud: CloudName,
    /// The account they act on: the login's own, or one of the cloud's configured aliases.
    pub account: AccountAlias,
    /// The name the cloud knows them by (lower case: clouds ignore case here).
    pub user: String,
    /// Roles as the cloud sent them.
    pub roles: Vec<String>,
    /// What these let them do. It is read from the roles anew for every request.
    #[serde(skip)]
    pub rights: Rights,
}

impl Principal {
    /// Whether they may do what needs `right`.
    pub fn may(&self, right: Right) -> bool {
        self.rights.has(right)
    }

    /// Why they may not.
    pub fn reason(&self, right: Right) -> &'static str {
        self.rights.reason(right)
    }

    /// Refuses with the reason when the right is missing.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] with [`Rights::reason`].
    pub fn require(&self, right: Right) -> AppResult<()> {
        if self.may(right) {
            Ok(())
        } else {
            Err(AppError::Forbidden(self.reason(right).to_owned()))
        }
    }

    /// The account of a cloud that they act on.
    pub fn scope(&self) -> Scope {
        Scope {
            cloud: self.cloud.clone(),
            account: self.account.clone(),
        }
    }

    /// The unique name used to own drafts, plans and idempotency keys.
    pub fn key(&self) -> String {
        format!("{}/{}/{}", self.cloud, self.account, self.user)
    }
}
