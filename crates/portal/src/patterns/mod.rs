//! The one regex engine: patterns of package parameters, in the .NET dialect.
//!
//! Patterns come from strangers. Each is compiled once, matched within a bound on backtracking and
//! on time, and kept in a small cache; what cannot be compiled, or hits a bound, counts as not
//! checkable: it is shown to the person and not enforced.

mod dialect;
mod run;
mod turns;

pub(crate) use turns::Turns;

use fancy_regex::{Regex, RegexBuilder};
use slipway_domain::parameters::{PatternCheck, PatternVerdict};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Steps of backtracking before a match is given up.
const BACKTRACK_LIMIT: usize = 100_000;
/// Longest pattern that is compiled.
const LONGEST_PATTERN: usize = 4_096;
/// Compiled patterns kept; the cache starts afresh when it is full.
const KEPT_PATTERNS: usize = 256;

type Compiled = Option<Arc<Regex>>;

static COMPILED: LazyLock<Mutex<HashMap<String, Compiled>>> = LazyLock::new(Mutex::default);

/// The engine.
#[derive(Clone, Copy, Debug)]
pub struct Patterns {
    /// Whether a pattern must match the whole value instead of being found in it.
    pub full_match: bool,
}

impl PatternCheck for Patterns {
    fn check(&self, pattern: &str, value: &str) -> PatternVerdict {
        let pattern = if self.full_match {
            format!("^(?:{pattern})$")
        } else {
            pattern.to_owned()
        };
        let Some(regex) = compiled(&pattern) else {
            return PatternVerdict::NotCheckable;
        };
        run::run(&regex, value)
    }
}

fn compiled(pattern: &str) -> Compiled {
    let mut cache = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = cache.get(pattern) {
        return known.clone();
    }
    let fresh = compile(pattern);
    if cache.len() >= KEPT_PATTERNS {
        cache.clear();
    }
    cache.insert(pattern.to_owned(), fresh.clone());
    fresh
}

fn compile(pattern: &str) -> Compiled {
    if pattern.len() > LONGEST_PATTERN {
        return None;
    }
    RegexBuilder::new(&dialect::translate(pattern)?)
        .backtrack_limit(BACKTRACK_LIMIT)
        .delegate_size_limit(1 << 20)
        .build()
        .ok()
        .map(Arc::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEARCH: Patterns = Patterns { full_match: false };
    const DOMAIN: &str = r"(?=^.{1,254}$)(?:^[A-Za-z](?:(?:[-A-Za-z0-9]){0,61}[A-Za-z0-9])?(?:\.[A-Za-z](?:(?:[-A-Za-z0-9]){0,61}[A-Za-z0-9])?)*$)";

    #[test]
    fn look_ahead_is_understood() {
        assert_eq!(
            SEARCH.check(DOMAIN, "corp.example.com"),
            PatternVerdict::Matches
        );
        assert_eq!(
            SEARCH.check(DOMAIN, "-corp.example.com"),
            PatternVerdict::DoesNotMatch
        );
    }

    #[test]
    fn patterns_search_unless_the_cloud_wants_full_matches() {
        assert_eq!(SEARCH.check("[0-9]+", "a1b"), PatternVerdict::Matches);
        let full = Patterns { full_match: true };
        assert_eq!(full.check("[0-9]+|x", "a1b"), PatternVerdict::DoesNotMatch);
        assert_eq!(full.check("[0-9]+|x", "x"), PatternVerdict::Matches);
    }

    #[test]
    fn hostile_patterns_are_given_up_and_not_enforced() {
        let long = format!("{}!", "a".repeat(40));
        let verdict = SEARCH.check(r"^(?=a)(a+)+\1$", &long);
        assert_ne!(verdict, PatternVerdict::Matches);
        assert_eq!(
            SEARCH.check(r"(?<open>\()(?<-open>\))", "()"),
            PatternVerdict::NotCheckable
        );
        assert_eq!(
            SEARCH.check(&"(".repeat(5_000), "x"),
            PatternVerdict::NotCheckable
        );
    }
}
