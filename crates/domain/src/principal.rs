//! Who is signed in, and what the cloud's roles let them do here.

use crate::error::{AppError, AppResult};
use crate::ids::{AccountAlias, CloudName};
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

impl Right {
    const fn roles(self) -> &'static [&'static str] {
        match self {
            Self::Read => &[],
            Self::Operate => &["ServerOperator", "ServerAdmin", "AccountAdmin"],
            Self::RunPackages | Self::Manage => &["ServerAdmin", "AccountAdmin"],
            Self::RevokeAnyShare => &["AccountAdmin"],
        }
    }

    /// Why the button is disabled or the request refused.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Read => "Sign in to see this.",
            Self::Operate => {
                "Your account role may not operate servers; that needs ServerOperator, ServerAdmin or AccountAdmin."
            }
            Self::RunPackages => {
                "Your account role may not run packages; that needs ServerAdmin or AccountAdmin."
            }
            Self::Manage => {
                "Your account role may not create, change or delete servers; that needs ServerAdmin or AccountAdmin."
            }
            Self::RevokeAnyShare => {
                "Only an AccountAdmin may revoke a link that somebody else made."
            }
        }
    }
}

/// A signed-in person of one cloud, acting on one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Principal {
    /// The cloud they signed in to.
    pub cloud: CloudName,
    /// The account they act on: the login's own, or one of the cloud's configured aliases.
    pub account: AccountAlias,
    /// The name the cloud knows them by (lower case; CLC ignores case here).
    pub user: String,
    /// Roles as the cloud sent them.
    pub roles: Vec<String>,
}

impl Principal {
    /// Whether any of the roles carries `right`.
    pub fn may(&self, right: Right) -> bool {
        let roles = right.roles();
        roles.is_empty() || self.roles.iter().any(|role| roles.contains(&role.as_str()))
    }

    /// Refuses with the reason when the right is missing.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] with [`Right::reason`].
    pub fn require(&self, right: Right) -> AppResult<()> {
        if self.may(right) {
            Ok(())
        } else {
            Err(AppError::Forbidden(right.reason().to_owned()))
        }
    }

    /// The unique name used to own drafts, plans and idempotency keys.
    pub fn key(&self) -> String {
        format!("{}/{}/{}", self.cloud, self.account, self.user)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(role: &str) -> Principal {
        Principal {
            cloud: CloudName::new("demo"),
            account: AccountAlias::new("SLIP"),
            user: "ada".into(),
            roles: vec![role.into()],
        }
    }

    #[test]
    fn rights_are_the_union_of_roles_and_unknown_roles_read() {
        assert!(with("AccountAdmin").may(Right::RunPackages));
        assert!(with("ServerAdmin").may(Right::RunPackages));
        assert!(!with("ServerOperator").may(Right::RunPackages));
        assert!(with("ServerOperator").may(Right::Operate));
        assert!(with("DNSManager").may(Right::Read));
        assert!(!with("DNSManager").may(Right::Operate));
        assert!(!with("ServerAdmin").may(Right::RevokeAnyShare));
        assert!(matches!(
            with("AccountViewer").require(Right::RunPackages),
            Err(AppError::Forbidden(_))
        ));
    }
}
