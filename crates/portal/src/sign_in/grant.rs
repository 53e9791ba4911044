//! What somebody may be on one account of one cloud.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use slipway_cloud::Account;
use slipway_domain::context::{hex, short_hash};
use slipway_domain::principal::Person;
use slipway_domain::{AccountAlias, DataCenterId, Principal};

/// What a session lets somebody be on one account of one cloud. Whether it still holds is for
/// `grants::recognise` and `grants::on` to say, which alone make somebody act on an account below their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Who they are, on the account of their login, or on the one they act on.
    pub principal: Principal,
    /// Which stored credential their calls use.
    pub credential: String,
    /// Accounts below that of their login which the cloud lets them act on. No session keeps them:
    /// settings and cloud are asked instead.
    #[serde(skip)]
    pub aliases: Vec<AccountAlias>,
    /// Further accounts that came with the sign-in, until each has a grant of its own.
    #[serde(skip)]
    pub further: Vec<Account>,
    /// The data center that their account calls its home; unknown to sessions of before.
    #[serde(default)]
    pub home: Option<DataCenterId>,
    /// When it is over, however much it is used; with its session, where one of before says nothing.
    #[serde(default)]
    pub ends_at: Option<Timestamp>,
    /// Whether its cloud is known to take its token no longer. It is asked only where a session holds
    /// several: one alone is what the page itself speaks of.
    #[serde(skip)]
    pub token_ended: bool,
}

impl Grant {
    /// Whose it is, on whichever account they act.
    pub fn person(&self) -> Person {
        self.principal.person()
    }

    /// Every account they may act on, the login's own first.
    pub fn accounts(&self) -> Vec<AccountAlias> {
        let own = std::iter::once(&self.principal.account);
        own.chain(&self.aliases).cloned().collect()
    }

    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.ends_at.is_some_and(|end| end <= now)
    }

    /// Names their session to its own pages, and says nothing else about it.
    pub fn session(&self) -> String {
        hex(&short_hash(&["session", &self.credential]))
    }

    pub(super) fn opens(&self, account: &AccountAlias) -> bool {
        self.principal.account == *account || self.aliases.contains(account)
    }

    /// The same person on another account of theirs.
    pub(crate) fn acting(&self, account: &AccountAlias) -> Self {
        let mut grant = self.clone();
        grant.principal.account = account.clone();
        grant
    }
}
