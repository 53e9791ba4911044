//! Text that must never be printed, logged or serialised.
//!
//! `Secret` has no `Display`, no `Serialize` and a `Debug` that shows nothing; its memory is
//! wiped when it is dropped. Whoever needs the text says so with [`Secret::expose`], which is
//! easy to search for.

use std::fmt;
use zeroize::Zeroizing;

/// A password, token or secret parameter value.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself, for the one place that sends or seals it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is any text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What names of secrets have in common, whatever stands around it.
const SECRET_WORDS: [&str; 8] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "credential",
    "apikey",
    "privatekey",
];

/// Whether a value of this name is to be hidden: clouds that know no secret parameters tell by nothing
/// else.
pub fn is_secret_name(name: &str) -> bool {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let name: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    SECRET_WORDS.iter().any(|word| name.contains(word))
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::{Secret, is_secret_name};

    #[test]
    fn only_who_asks_for_the_text_sees_it() {
        let secret = Secret::new("Canary-1");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(secret.expose(), "Canary-1");
        assert!(!secret.is_empty() && Secret::new("").is_empty());
    }

    #[test]
    fn secrets_are_known_by_their_names() {
        for name in [
            "password",
            "db_PassWord",
            "api-key",
            "Private Key",
            "aws.secret.id",
            "x_token",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["", "pass", "key", "keyboard", "to_ken_s", "seconds"] {
            assert_eq!(is_secret_name(name), name == "to_ken_s", "{name}");
        }
    }
}
