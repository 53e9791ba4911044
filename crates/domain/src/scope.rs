//! What every address and every check of account data begins with: an account of a cloud.

use crate::ids::{AccountAlias, CloudName};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An account of a configured cloud. The same alias may stand for other people's servers in
/// another cloud, so neither is ever looked at alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Scope {
    /// The cloud, as the settings name it.
    pub cloud: CloudName,
    /// The account in it.
    pub account: AccountAlias,
}

impl Scope {
    /// From their names.
    pub fn new(cloud: impl AsRef<str>, account: impl AsRef<str>) -> Self {
        Self {
            cloud: CloudName::new(cloud),
            account: AccountAlias::new(account),
        }
    }
}

/// As people read it.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} · {}", self.cloud, self.account)
    }
}
