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

/// A person as whoever vouches for them knows them: the same name elsewhere is somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Person {
    /// Who vouches: `cloud:` and the name of the cloud that they signed in to.
    pub provider: String,
    /// What they are called there.
    pub subject: String,
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

    /// Who they are, on whichever account they act.
    pub fn person(&self) -> Person {
        Person {
            provider: format!("cloud:{}", self.cloud),
            subject: self.user.clone(),
        }
    }

    /// Names them as the owner of drafts, plans and keys of writes: the person, and beside it the
    /// account of a cloud that such a thing is for. Names may hold any letter, so it is JSON.
    pub fn owner(&self) -> String {
        let Person { provider, subject } = self.person();
        serde_json::json!([provider, subject, self.cloud, self.account]).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn principal(cloud: &str, account: &str, user: &str) -> Principal {
        Principal {
            cloud: CloudName::new(cloud),
            account: AccountAlias::new(account),
            user: user.to_owned(),
            roles: Vec::new(),
            rights: Rights::default(),
        }
    }

    fn owner(cloud: &str, account: &str, user: &str) -> String {
        principal(cloud, account, user).owner()
    }

    #[test]
    fn who_lacks_a_right_is_told_why_and_everybody_may_read() {
        const WHY: &str = "Managers may.";
        let rights = Rights::new(vec![Right::Operate], &[(Right::Manage, WHY)]);
        let somebody = Principal {
            rights,
            ..principal("Demo", "SLIP", "somebody")
        };
        let plain = "Your role in this account may not do this.";
        for (right, may, reason) in [
            (Right::Read, true, plain),
            (Right::Operate, true, plain),
            (Right::RunPackages, false, plain),
            (Right::Manage, false, WHY),
            (Right::RevokeAnyShare, false, plain),
        ] {
            assert_eq!(somebody.may(right), may, "{right:?}");
            assert_eq!(somebody.reason(right), reason, "{right:?}");
            let refusal = AppError::Forbidden(reason.to_owned());
            let expected = if may { Ok(()) } else { Err(refusal) };
            assert_eq!(somebody.require(right), expected, "{right:?}");
        }
        assert!(principal("Demo", "SLIP", "nobody").may(Right::Read));
    }

    #[test]
    fn a_person_is_the_same_on_every_account_of_a_cloud() {
        let one = principal("Demo", "SLIP", "admin");
        assert_eq!(one.person(), principal("Demo", "SLPB", "admin").person());
        assert_ne!(one.person(), principal("Twin", "SLIP", "admin").person());
        assert_ne!(one.person(), principal("Demo", "SLIP", "other").person());
        assert_eq!(one.scope(), Scope::new("Demo", "SLIP"));
    }

    /// The database holds them as a migration wrote them.
    #[test]
    fn owners_are_told_apart_by_every_part_of_their_name() {
        let admin = owner("Demo", "SLIP", "admin");
        assert_eq!(admin, r#"["cloud:Demo","admin","Demo","SLIP"]"#);
        let all = [
            admin,
            owner("Twin", "SLIP", "admin"),
            owner("Demo", "SLPB", "admin"),
            owner("Demo", "SLIP", "other"),
            owner("a/b", "C", "d"),
            owner("a", "B/C", "d"),
            owner("a", "B", "c/d"),
            owner("a", "B", "c\",\"d"),
        ];
        for (place, one) in all.iter().enumerate() {
            assert!(!all[..place].contains(one), "{one}");
        }
    }
}
