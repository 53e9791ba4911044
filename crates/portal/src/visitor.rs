//! Who asks: a signed-in person with the credential their session holds.

use serde::{Deserialize, Serialize};
use slipway_domain::{AccountAlias, AppError, AppResult, DataCenterId, Principal};

/// What a session knows about its person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    /// Who they are, on the account of their login.
    pub principal: Principal,
    /// Which stored credential their calls use.
    pub credential: String,
    /// Further accounts they may act on (the cloud's configured aliases at sign-in).
    pub aliases: Vec<AccountAlias>,
    /// The data center that their account calls its home; unknown to sessions of before.
    #[serde(default)]
    pub home: Option<DataCenterId>,
}

impl Visitor {
    /// The same person acting on `account`, if it is theirs or one of the aliases.
    ///
    /// # Errors
    /// `NotFound` for any other account: whether it exists is nobody's business.
    pub fn on(&self, account: &AccountAlias) -> AppResult<Self> {
        let own = self.principal.account == *account;
        if !own && !self.aliases.contains(account) {
            return Err(AppError::not_found("Account"));
        }
        let mut visitor = self.clone();
        visitor.principal.account = account.clone();
        Ok(visitor)
    }

    /// Every account they may act on, the login's own first.
    pub fn accounts(&self) -> Vec<AccountAlias> {
        let mut accounts = vec![self.principal.account.clone()];
        accounts.extend(
            self.aliases
                .iter()
                .filter(|a| **a != self.principal.account)
                .cloned(),
        );
        accounts
    }
}
