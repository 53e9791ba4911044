//! The name of an account of a cloud.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A cloud account, as its cloud spells it. Case does not tell two apart, since people type it into
/// addresses; but some clouds take it only as they spell it, so that the spelling is kept.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct AccountAlias(String);

impl AccountAlias {
    /// The account that `text` names.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(text.as_ref().trim().to_owned())
    }

    /// As it is spelled.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn folded(&self) -> impl Iterator<Item = char> {
        self.0.chars().flat_map(char::to_uppercase)
    }
}

impl PartialEq for AccountAlias {
    fn eq(&self, other: &Self) -> bool {
        self.folded().eq(other.folded())
    }
}

impl Eq for AccountAlias {}

impl PartialOrd for AccountAlias {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for AccountAlias {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded().cmp(other.folded())
    }
}

impl Hash for AccountAlias {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded().for_each(|c| c.hash(state));
        // So that a name and the beginning of a longer one differ.
        state.write_u8(0xFF);
    }
}

impl From<String> for AccountAlias {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<AccountAlias> for String {
    fn from(account: AccountAlias) -> Self {
        account.0
    }
}

impl fmt::Display for AccountAlias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for AccountAlias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountAlias({:?})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn case_tells_no_two_apart_and_is_kept() {
        let account = AccountAlias::new;
        assert_eq!(account(" slip "), account("SLIP"));
        assert_eq!(account("default_tenant").as_str(), "default_tenant");
        assert_eq!(account("straße"), account("STRASSE"));
        assert_ne!(account("a"), account("ab"));
        assert_eq!(account("b").cmp(&account("A")), Ordering::Greater);
        let known = HashSet::from([account("Tenant_B")]);
        let found = known.get(&account("tenant_b")).map(AccountAlias::as_str);
        assert_eq!(found, Some("Tenant_B"));
        let read: AccountAlias = serde_json::from_str("\"Tenant_B\"").unwrap();
        assert_eq!(read.as_str(), "Tenant_B");
        assert_eq!(serde_json::to_string(&read).unwrap(), "\"Tenant_B\"");
    }
}
