//! Share links: capability URLs to one run.

use crate::ids::RunId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a share link lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShareLife {
    /// One hour.
    Hour,
    /// One day.
    Day,
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
}

impl ShareLife {
    /// All of them, shortest first.
    pub const ALL: [Self; 4] = [Self::Hour, Self::Day, Self::Week, Self::Month];

    /// The word in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hour => "1h",
            Self::Day => "1d",
            Self::Week => "7d",
            Self::Month => "30d",
        }
    }

    /// The words people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Hour => "1 hour",
            Self::Day => "1 day",
            Self::Week => "7 days",
            Self::Month => "30 days",
        }
    }

    /// The life a word stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|life| life.word() == word)
    }

    /// As a duration.
    pub const fn duration(self) -> SignedDuration {
        match self {
            Self::Hour => SignedDuration::from_hours(1),
            Self::Day => SignedDuration::from_hours(24),
            Self::Week => SignedDuration::from_hours(7 * 24),
            Self::Month => SignedDuration::from_hours(30 * 24),
        }
    }
}

/// One share link, without its token, which is shown once and kept only as a hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareLink {
    /// Its id, which is no secret.
    pub id: String,
    /// The run it opens.
    pub run: RunId,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When somebody ended it.
    pub revoked_at: Option<Timestamp>,
    /// How often it was opened.
    pub uses: u64,
    /// When it was last opened.
    pub last_used_at: Option<Timestamp>,
    /// Whether the owner chose to show the run's (non-secret) values.
    pub shows_values: bool,
}

impl ShareLink {
    /// Whether it still opens its run.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_lives_of_their_length() {
        for (word, words, hours) in [
            ("1h", "1 hour", 1),
            ("1d", "1 day", 24),
            ("7d", "7 days", 168),
            ("30d", "30 days", 720),
        ] {
            let life = ShareLife::parse(word).expect("a life");
            assert_eq!((life.word(), life.label()), (word, words));
            assert_eq!(life.duration(), SignedDuration::from_hours(hours));
        }
        assert_eq!(ShareLife::parse("forever"), None);
    }

    #[test]
    fn a_link_is_open_until_its_end_or_until_it_is_revoked() {
        let at = |second| Timestamp::from_second(second).expect("a time");
        let mut link = ShareLink {
            id: "l".to_owned(),
            run: RunId::new("r"),
            created_by: "admin".to_owned(),
            created_at: at(0),
            expires_at: at(10),
            revoked_at: None,
            uses: 0,
            last_used_at: None,
            shows_values: false,
        };
        assert!(link.is_open(at(9)));
        assert!(!link.is_open(at(10)), "at its end it is over");
        assert!(!link.is_open(at(11)));
        link.revoked_at = Some(at(5));
        assert!(!link.is_open(at(9)));
    }
}
