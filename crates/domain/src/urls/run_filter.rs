//! Which runs a list shows, and in which order; lives in the address.

use super::filters::{decode, field, page_of, push};
use crate::action::RunKind;
use crate::run::RunState;

/// What runs are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunSort {
    /// By when they were submitted.
    #[default]
    Started,
    /// By how long they took; those that go on stand last.
    Took,
    /// By what they do.
    What,
    /// By who started them.
    Who,
}

impl RunSort {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Started, Self::Took, Self::What, Self::Who];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Took => "took",
            Self::What => "what",
            Self::Who => "who",
        }
    }

    /// Whether the largest comes first unless somebody turns it round: the newest, the longest.
    pub const fn begins_descending(self) -> bool {
        matches!(self, Self::Started | Self::Took)
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

/// What the list of runs shows, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFilter {
    /// Only runs the viewer started.
    pub mine: bool,
    /// Only runs in this state.
    pub state: Option<RunState>,
    /// Only runs of this kind.
    pub kind: Option<RunKind>,
    /// Only runs with a target that failed, was refused, or of which nobody can tell.
    pub failed: bool,
    /// Words the title must contain, or the number.
    pub search: Option<String>,
    /// What they are sorted by.
    pub sort: RunSort,
    /// Whether the largest come first.
    pub descending: bool,
    /// Page number from 1.
    pub page: u32,
}

impl Default for RunFilter {
    fn default() -> Self {
        Self::parse("")
    }
}

impl RunFilter {
    /// From a raw query string.
    pub fn parse(query: &str) -> Self {
        let pairs = decode(query);
        let order = field(&pairs, "sort").unwrap_or_default();
        let sort = RunSort::parse(order.strip_prefix('-').unwrap_or(order));
        Self {
            mine: field(&pairs, "by") == Some("me"),
            state: field(&pairs, "state").and_then(RunState::parse),
            kind: field(&pairs, "kind").and_then(RunKind::parse),
            failed: field(&pairs, "failed") == Some("yes"),
            search: field(&pairs, "q").map(str::to_owned),
            descending: match sort {
                Some(_) => order.starts_with('-'),
                None => RunSort::default().begins_descending(),
            },
            sort: sort.unwrap_or_default(),
            page: page_of(&pairs),
        }
    }

    /// The same, from its first page on.
    #[must_use]
    pub fn from_start(&self) -> Self {
        Self {
            page: 1,
            ..self.clone()
        }
    }

    /// The same without what narrows it, but for whose runs they are.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self {
            state: None,
            kind: None,
            failed: false,
            search: None,
            ..self.from_start()
        }
    }

    /// Whether it leaves anything out, but for others' runs.
    pub fn is_narrow(&self) -> bool {
        self.state.is_some() || self.kind.is_some() || self.failed || self.search.is_some()
    }

    /// How it sorts, as the address says it; nothing where it is the usual order.
    pub fn order(&self) -> Option<String> {
        let usual = RunSort::default();
        let is_usual = (self.sort, self.descending) == (usual, usual.begins_descending());
        let minus = if self.descending { "-" } else { "" };
        (!is_usual).then(|| format!("{minus}{}", self.sort.word()))
    }

    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        push(&mut pairs, "by", self.mine.then_some("me"));
        push(&mut pairs, "state", self.state.map(RunState::word));
        push(&mut pairs, "kind", self.kind.map(RunKind::word));
        push(&mut pairs, "failed", self.failed.then_some("yes"));
        push(&mut pairs, "q", self.search.clone());
        push(&mut pairs, "sort", self.order());
        let page = (self.page > 1).then(|| self.page.to_string());
        push(&mut pairs, "page", page);
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scope;
    use crate::urls::runs;

    fn address(filter: &RunFilter) -> String {
        runs(&Scope::new("Demo", "SLIP"), filter)
    }

    #[test]
    fn nonsense_in_the_address_is_dropped() {
        let query = "state=exploded&kind=coffee&failed=no&sort=--who&page=-4&by=you";
        assert_eq!(RunFilter::parse(query), RunFilter::default());
    }

    #[test]
    fn a_filter_survives_its_address() {
        for query in [
            "by=me&state=live&kind=package&failed=yes&q=%231042&sort=who&page=2",
            "sort=-what",
            "sort=took",
            "sort=-took",
            "sort=started",
        ] {
            let filter = RunFilter::parse(query);
            assert_eq!(address(&filter), format!("/Demo/SLIP/runs?{query}"));
        }
        for usual in ["", "sort=-started", "page=1"] {
            assert_eq!(address(&RunFilter::parse(usual)), "/Demo/SLIP/runs");
        }
    }

    #[test]
    fn what_is_cleared_keeps_whose_runs_they_are_and_their_order() {
        let filter =
            RunFilter::parse("by=me&state=live&kind=package&failed=yes&q=x&sort=who&page=2");
        assert!(filter.is_narrow());
        assert_eq!(address(&filter.cleared()), "/Demo/SLIP/runs?by=me&sort=who");
        assert!(!filter.cleared().is_narrow());
    }
}
