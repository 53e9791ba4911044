//! The one regex engine: patterns of package parameters, in the .NET dialect, and of parameters of
//! workflows, in Python's.
//!
//! Patterns come from strangers. Each is compiled once, matched within a bound on backtracking and
//! on time, and kept in a small cache; what cannot be compiled, or hits a bound, counts as not
//! checkable: it is shown to the person and not enforced.

mod dialect;
mod python;
mod run;
mod turns;

pub use python::AnchoredPatterns;
pub(crate) use turns::Turns;

use dialect::Reading;
use fancy_regex::{Regex, RegexBuilder};
use slipway_domain::package::{Package, ParameterType};
use slipway_domain::parameters::{PatternCheck, PatternVerdict, asked};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Steps of backtracking before a match is given up.
const BACKTRACK_LIMIT: usize = 100_000;
/// Longest pattern that is compiled.
const LONGEST_PATTERN: usize = 4_096;
/// Compiled patterns kept; the cache starts afresh when it is full.
const KEPT_PATTERNS: usize = 256;

type Compiled = Result<Arc<Regex>, dialect::Beyond>;

static COMPILED: LazyLock<Mutex<HashMap<(String, Reading), Compiled>>> =
    LazyLock::new(Mutex::default);

/// The engine.
#[derive(Clone, Copy, Debug)]
pub struct Patterns {
    /// Whether a pattern must match the whole value instead of being found in it.
    pub full_match: bool,
}

impl PatternCheck for Patterns {
    fn check(&self, pattern: &str, value: &str) -> PatternVerdict {
        let Ok(regex) = compiled(pattern, Reading::of(value, self.full_match)) else {
            return PatternVerdict::NotCheckable;
        };
        in_halves(run::run(&regex, value), value)
    }
}

/// .NET counts halves of the characters beyond the first 65,536, and its classes hold halves: a
/// value that does not match here may well match there.
fn in_halves(verdict: PatternVerdict, value: &str) -> PatternVerdict {
    let halved = value.chars().any(|c| c.len_utf16() > 1);
    match verdict {
        PatternVerdict::DoesNotMatch if halved => PatternVerdict::NotCheckable,
        verdict => verdict,
    }
}

impl Patterns {
    /// The parameters of a package whose patterns cannot be checked, whatever the value, with
    /// why.
    pub fn unchecked(self, package: &Package) -> Unchecked {
        let asked = asked(package).into_iter();
        let patterns = asked.filter(|p| p.kind == ParameterType::String);
        let reading = Reading::of("", self.full_match);
        let unchecked = patterns.filter_map(|parameter| {
            let pattern = parameter.regex.as_deref().filter(|p| !p.is_empty())?;
            let why = compiled(pattern, reading).err()?;
            Some((parameter.variable.clone(), why))
        });
        unchecked.collect()
    }
}

/// Why patterns cannot be checked, by variable; stands behind "because".
pub type Unchecked = BTreeMap<String, &'static str>;

fn compiled(pattern: &str, reading: Reading) -> Compiled {
    let key = (pattern.to_owned(), reading);
    let mut cache = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = cache.get(&key) {
        return known.clone();
    }
    let fresh = compile(pattern, reading);
    if cache.len() >= KEPT_PATTERNS {
        cache.clear();
    }
    cache.insert(key, fresh.clone());
    fresh
}

fn compile(pattern: &str, reading: Reading) -> Compiled {
    if pattern.len() > LONGEST_PATTERN {
        return Err("it is longer than 4,096 bytes");
    }
    RegexBuilder::new(&dialect::translate(pattern, reading)?)
        .backtrack_limit(BACKTRACK_LIMIT)
        .delegate_size_limit(1 << 20)
        .build()
        .map(Arc::new)
        .map_err(|_| "this portal's engine cannot work with it")
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
