//! How targets are spread over upstream calls.

use serde::{Deserialize, Serialize};

/// How servers are spread over upstream calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Grouping {
    /// One call per server: the cloud gives one verdict per call, so each server gets its own.
    #[default]
    PerServer,
    /// One call per data center: fewer calls, one verdict for all its servers.
    PerDataCenter,
}

impl Grouping {
    /// All of them, in display order.
    pub const ALL: [Self; 2] = [Self::PerServer, Self::PerDataCenter];

    /// The word in forms and in the store.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PerServer => "per-server",
            Self::PerDataCenter => "per-data-center",
        }
    }

    /// The grouping a word stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|grouping| grouping.word() == word)
    }

    /// The words people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::PerServer => "One call per server",
            Self::PerDataCenter => "One call per data center",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Grouping;

    #[test]
    fn words_lead_back_to_their_groupings() {
        for (word, grouping) in [
            ("per-server", Grouping::PerServer),
            ("per-data-center", Grouping::PerDataCenter),
        ] {
            assert_eq!(Grouping::parse(word), Some(grouping));
            assert_eq!(grouping.word(), word);
        }
        assert_eq!(Grouping::parse("per-rack"), None);
    }
}
