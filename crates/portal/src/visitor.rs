//! Who asks: a signed-in person with the credential their session holds.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use slipway_domain::context::{hex, short_hash};
use slipway_domain::{AccountAlias, DataCenterId, Principal};

/// What a session knows about its person. Whether it still holds is for [`crate::grants`] to say,
/// which alone makes somebody act on an account below their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    /// Who they are, on the account of their login, or on the one they act on.
    pub principal: Principal,
    /// Which stored credential their calls use.
    pub credential: String,
    /// Accounts below that of their login which the cloud lets them act on. No session keeps them:
    /// settings and cloud are asked instead.
    #[serde(skip)]
    pub aliases: Vec<AccountAlias>,
    /// The data center that their account calls its home; unknown to sessions of before.
    #[serde(default)]
    pub home: Option<DataCenterId>,
    /// When it is over, however much it is used; with its session, where one of before says nothing.
    #[serde(default)]
    pub ends_at: Option<Timestamp>,
}

impl Visitor {
    /// Every account they may act on, the login's own first.
    pub fn accounts(&self) -> Vec<AccountAlias> {
        let own = std::iter::once(&self.principal.account);
        own.chain(&self.aliases).cloned().collect()
    }

    /// Names their session to its own pages, and says nothing else about it.
    pub fn session(&self) -> String {
        hex(&short_hash(&["session", &self.credential]))
    }

    /// The same person on another account of theirs.
    pub(crate) fn acting(&self, account: &AccountAlias) -> Self {
        let mut visitor = self.clone();
        visitor.principal.account = account.clone();
        visitor
    }
}
