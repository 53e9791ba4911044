//! What a thing's links offer beyond reading. Only what is known of them is kept: an inventory
//! has fifteen links for each of ten thousand servers.

use crate::wire::{Absent, List, Loose, wire};
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use slipway_domain::offered_actions::{OfferedAction, OfferedActions};
use std::fmt;

/// The relations that are looked for.
const RELS: [&str; 9] = [
    "self",
    "credentials",
    "restore",
    "delete",
    "createGroup",
    "createServer",
    "archiveGroupAction",
    "defaults",
    "parentGroup",
];
/// The verbs that are looked for.
const VERBS: [&str; 4] = ["PATCH", "DELETE", "POST", "PUT"];

wire! {
    /// A link, read for what it offers only.
    OfferLink {
        rel: Rel = "rel",
        verbs: Verbs = "verbs",
    }
}

/// One of the known relations.
#[derive(Default)]
pub(crate) struct Rel(Option<&'static str>);

/// Some of the known verbs; nothing where none were sent at all.
#[derive(Default)]
pub(crate) struct Verbs(Option<u8>);

impl Absent for Rel {
    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl Absent for Verbs {
    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl OfferLink {
    /// Whether it is called `rel`.
    pub(crate) fn is(&self, rel: &str) -> bool {
        self.rel.0 == Some(rel)
    }

    /// Whether it is called `rel` and lists `verb`.
    pub(crate) fn lists(&self, rel: &str, verb: &str) -> bool {
        self.rel.0 == Some(rel) && self.verbs.0.unwrap_or(0) & bit(verb) != 0
    }

    /// Whether it is the action `rel`: the cloud leaves the verb out of most of them.
    pub(crate) fn is_action(&self, rel: &str, verb: &str) -> bool {
        self.rel.0 == Some(rel) && self.verbs.0.is_none_or(|verbs| verbs & bit(verb) != 0)
    }
}

/// What the links of a server offer.
pub(crate) fn of_server(links: List<Loose<OfferLink>>) -> OfferedActions {
    let mut offers = OfferedActions::NONE;
    for link in links.objects() {
        for (offer, made) in [
            (OfferedAction::Patch, link.lists("self", "PATCH")),
            (
                OfferedAction::Delete,
                link.lists("self", "DELETE") || link.is_action("delete", "DELETE"),
            ),
            (
                OfferedAction::Credentials,
                link.rel.0 == Some("credentials"),
            ),
            (OfferedAction::Restore, link.is_action("restore", "POST")),
        ] {
            if made {
                offers = offers.with(offer);
            }
        }
    }
    offers
}

fn bit(verb: &str) -> u8 {
    let mut verbs = VERBS.iter();
    verbs
        .position(|known| known.eq_ignore_ascii_case(verb))
        .map_or(0, |at| 1 << at)
}

impl<'de> Deserialize<'de> for Rel {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(RelVisitor)
    }
}

impl<'de> Deserialize<'de> for Verbs {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(VerbsVisitor)
    }
}

struct RelVisitor;
struct VerbsVisitor;

/// What every visitor here makes of values it does not look for.
macro_rules! nothing_else {
    ($nothing:expr) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("anything")
        }
        fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
            Ok($nothing)
        }
        fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
            Ok($nothing)
        }
        fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
            Ok($nothing)
        }
        fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
            Ok($nothing)
        }
        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok($nothing)
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok($nothing)
        }
    };
}

impl<'de> Visitor<'de> for RelVisitor {
    type Value = Rel;

    nothing_else!(Rel(None));

    fn visit_str<E: Error>(self, text: &str) -> Result<Rel, E> {
        let mut known = RELS.into_iter();
        Ok(Rel(known.find(|rel| rel.eq_ignore_ascii_case(text))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Rel, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Rel(None))
    }
}

impl<'de> Visitor<'de> for VerbsVisitor {
    type Value = Verbs;

    nothing_else!(Verbs(None));

    fn visit_str<E: Error>(self, verb: &str) -> Result<Verbs, E> {
        Ok(Verbs(Some(bit(verb))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Verbs, A::Error> {
        let mut all = 0;
        while let Some(Verbs(one)) = seq.next_element()? {
            all |= one.unwrap_or(0);
        }
        Ok(Verbs(Some(all)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::decode;

    fn offered(links: &str) -> Vec<OfferedAction> {
        let links = decode::<Vec<Loose<OfferLink>>>(links.as_bytes());
        let offers = of_server(List(links.unwrap_or_default()));
        let all = OfferedAction::ALL.into_iter();
        all.filter(|offer| offers.has(*offer)).collect()
    }

    #[test]
    fn links_offer_what_their_verbs_say() {
        let active = r#"[{"rel":"self","href":"/x","verbs":["GET","PATCH","DELETE"]},
            {"rel":"credentials","href":"/x"},{"rel":"restores"}]"#;
        let three = [
            OfferedAction::Patch,
            OfferedAction::Delete,
            OfferedAction::Credentials,
        ];
        assert_eq!(offered(active), three);
        let archived = r#"[{"Rel":"SELF","Verbs":["get","patch"]},{"rel":"restore"},
            {"rel":"delete","verbs":null}]"#;
        let three = [
            OfferedAction::Patch,
            OfferedAction::Delete,
            OfferedAction::Restore,
        ];
        assert_eq!(offered(archived), three);
    }

    #[test]
    fn reading_alone_offers_nothing() {
        for links in [
            "[]",
            r#"[{"rel":"self"}]"#,
            r#"[{"rel":"self","verbs":["GET"]}]"#,
            r#"[{"rel":"delete","verbs":["GET"]},{"rel":"restore","verbs":[]}]"#,
            r#"[7,null,"self",{"rel":["self"],"verbs":{"PATCH":1}},{"rel":7,"verbs":[7,{},"PATCH"]}]"#,
        ] {
            assert_eq!(offered(links), [], "{links}");
        }
    }
}
