//! Filters, sorting and paging that live in the address, so that they can be sent and bookmarked.
//!
//! Values that mean nothing are dropped while parsing: an old or mistyped link still opens.

use crate::package::Visibility;

/// Looks a field up in decoded query pairs; empty counts as absent.
pub(super) fn field<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, value)| key == name && !value.trim().is_empty())
        .map(|(_, value)| value.trim())
}

pub(super) fn page_of(pairs: &[(String, String)]) -> u32 {
    field(pairs, "page")
        .and_then(|text| text.parse().ok())
        .filter(|page| *page >= 1)
        .unwrap_or(1)
}

/// Decodes a raw query string into pairs.
pub(super) fn decode(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

pub(super) fn push(
    pairs: &mut Vec<(&'static str, String)>,
    name: &'static str,
    value: Option<impl Into<String>>,
) {
    if let Some(value) = value {
        pairs.push((name, value.into()));
    }
}

/// The field that names a kept choice of servers.
pub(super) const CHOICE: &str = "for";

/// The kept choice of servers that a raw query names.
pub fn choice_of(query: &str) -> Option<String> {
    field(&decode(query), CHOICE).map(str::to_owned)
}

/// What the packages page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackageFilter {
    /// Words that name or description must contain.
    pub search: Option<String>,
    /// Only this visibility.
    pub visibility: Option<Visibility>,
    /// Only packages that support this `os` word.
    pub os: Option<String>,
    /// The kept choice of servers that a package is looked for.
    pub choice: Option<String>,
}

impl PackageFilter {
    /// Every package, for a kept choice of servers, if any.
    pub fn for_choice(choice: Option<String>) -> Self {
        Self {
            choice,
            ..Self::default()
        }
    }

    /// From a raw query string.
    pub fn parse(query: &str) -> Self {
        let pairs = decode(query);
        Self {
            search: field(&pairs, "q").map(str::to_owned),
            visibility: field(&pairs, "visibility").and_then(Visibility::parse),
            os: field(&pairs, "os").map(str::to_owned),
            choice: field(&pairs, CHOICE).map(str::to_owned),
        }
    }

    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        push(&mut pairs, "q", self.search.clone());
        push(
            &mut pairs,
            "visibility",
            self.visibility.map(Visibility::word),
        );
        push(&mut pairs, "os", self.os.clone());
        push(&mut pairs, CHOICE, self.choice.clone());
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbered_from_1() {
        for (page, kept) in [("1", 1), ("2", 2), ("0", 1), ("", 1), ("x", 1), ("-4", 1)] {
            assert_eq!(page_of(&decode(&format!("page={page}"))), kept, "{page}");
        }
    }

    #[test]
    fn a_filter_survives_its_address() {
        let query = |pairs: Vec<(&'static str, String)>| {
            let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
            pairs.collect::<Vec<_>>().join("&")
        };
        let packages = "q=web&visibility=shared&os=centOS6_64Bit&for=c1";
        assert_eq!(query(PackageFilter::parse(packages).pairs()), packages);
    }
}
