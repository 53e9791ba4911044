//! Root passwords: what they are like at first, which new ones are taken, and how one is changed.

use serde_json::Value;

use crate::body::{member, scalar};
use crate::random::Random;

/// What the cloud does not take in a password.
const FORBIDDEN: &str = "\"';^&<>|` ";
const SHORTEST: usize = 9;
/// What is said of one that is not taken.
pub(crate) const WEAK: &str = "The password does not meet the strength requirements.";

/// The password a server was built with, easy to recognise wherever it should not be.
pub(crate) fn first(seed: u64, server: &str) -> String {
    let chance = Random::about(seed, &["password", server]).next();
    format!("Sim-Root-{chance:016x}")
}

/// The new password of `{current, password}`.
pub(crate) fn change(now: &str, value: &Value) -> Result<String, String> {
    let text = |name: &str| member(value, name).and_then(scalar);
    if text("current").as_deref() != Some(now) {
        return Err("The current password is not correct.".to_owned());
    }
    let new = text("password").unwrap_or_default();
    if is_strong(&new) {
        Ok(new)
    } else {
        Err(WEAK.to_owned())
    }
}

/// Nine characters or more, of three kinds.
pub(crate) fn is_strong(password: &str) -> bool {
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_ascii_uppercase(),
        |c| c.is_ascii_lowercase(),
        |c| c.is_ascii_digit(),
        |c| !c.is_ascii_alphanumeric(),
    ];
    let kinds = kinds.iter().filter(|kind| password.chars().any(**kind));
    password.chars().count() >= SHORTEST
        && kinds.count() >= 3
        && !password.chars().any(|c| FORBIDDEN.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strong_passwords_are_long_and_of_three_kinds() {
        assert!(is_strong(&first(1, "va1slipweb01")));
        for weak in ["", "Sh0rt!xx", "alllowercase1", "Has<Angle1", "With Blank1"] {
            assert!(!is_strong(weak), "{weak}");
        }
    }
}
