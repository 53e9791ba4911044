//! On whose behalf something is asked of a cloud.

use slipway_domain::{AccountAlias, DataCenterId, Secret};

/// Whose token, and for which account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auth {
    /// The account whose things are meant; the token of a parent account may also be good for the
    /// accounts below it.
    pub account: AccountAlias,
    /// The cloud's token.
    pub token: Secret,
}

/// A sign-in that the cloud accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The name as the cloud spells it.
    pub user: String,
    /// The account that the user belongs to.
    pub account: AccountAlias,
    /// Where new servers of this account go unless somebody says otherwise, where the cloud says.
    pub home: Option<DataCenterId>,
    /// Roles as the cloud sent them.
    pub roles: Vec<String>,
    /// The token for further calls.
    pub token: Secret,
    /// Further accounts that the same token is good for, each with the roles there; none where the
    /// cloud lists none.
    pub further: Vec<Account>,
}

/// An account that somebody may act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Which one.
    pub account: AccountAlias,
    /// Roles there as the cloud sent them.
    pub roles: Vec<String>,
}

impl Login {
    /// For calls about the user's own account.
    pub fn auth(&self) -> Auth {
        Auth {
            account: self.account.clone(),
            token: self.token.clone(),
        }
    }
}
