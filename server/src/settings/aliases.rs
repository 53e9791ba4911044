//! `aliases`: which accounts stand below which. Of the list that stood here before nobody could say
//! whose accounts they were, so it is refused with the words that are to be written instead.

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use slipway_domain::AccountAlias;
use std::collections::BTreeMap;
use std::fmt;

/// Accounts by the account above them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases(pub BTreeMap<AccountAlias, Vec<AccountAlias>>);

impl<'de> Deserialize<'de> for Aliases {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Aliases;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("accounts by their parent account, such as aliases = { PARENT = [\"SUB\"] }")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Aliases, A::Error> {
        let mut named = Vec::new();
        while let Some(alias) = list.next_element::<String>()? {
            named.push(format!("{alias:?}"));
        }
        let named = named.join(", ");
        Err(A::Error::custom(format!(
            "aliases: a list does not say whose accounts these are; write aliases = {{ PARENT = [{named}] }} with the alias of the account above them in place of PARENT"
        )))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Aliases, A::Error> {
        let mut aliases: BTreeMap<_, Vec<_>> = BTreeMap::new();
        while let Some((parent, children)) = map.next_entry::<String, Vec<String>>()? {
            let above = AccountAlias::new(parent.to_uppercase());
            for child in children {
                let below = AccountAlias::new(child.to_uppercase());
                if above.as_str().is_empty() || below.as_str().is_empty() || above == below {
                    return Err(A::Error::custom(format!(
                        "aliases: {child:?} cannot stand below {parent:?}; write aliases = {{ PARENT = [\"SUB\"] }} with two different accounts"
                    )));
                }
                let children = aliases.entry(above.clone()).or_default();
                if !children.contains(&below) {
                    children.push(below);
                }
            }
        }
        Ok(Aliases(aliases))
    }
}
