//! Which root passwords the cloud takes. Its interface does not say; this is what its people
//! publish about it.

use slipway_domain::Secret;

/// The rule in words.
pub const RULE: &str = "At least 9 characters, of three kinds out of upper case, lower case, digits and symbols, without blanks and without \" ' ; ^ & < > | `";

const FORBIDDEN: &str = "\"';^&<>|`";
const SHORTEST: usize = 9;
const KINDS: usize = 3;

/// What is wrong with a password, without repeating anything of it.
pub(super) fn refuse(password: &Secret) -> Option<&'static str> {
    let text = password.expose();
    let kinds: [fn(char) -> bool; 4] = [
        char::is_uppercase,
        char::is_lowercase,
        |c| c.is_ascii_digit(),
        |c| !c.is_alphanumeric(),
    ];
    let kinds = kinds.iter().filter(|kind| text.chars().any(**kind));
    if text.chars().count() < SHORTEST {
        Some("It is too short: at least 9 characters are needed.")
    } else if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Some("It holds a blank, which the cloud does not take.")
    } else if text.chars().any(|c| FORBIDDEN.contains(c)) {
        Some(
            "It holds a character that the cloud does not take: none of \" ' ; ^ & < > | ` is allowed.",
        )
    } else if kinds.count() < KINDS {
        Some(
            "It is too simple: it takes three kinds out of upper case, lower case, digits and symbols.",
        )
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strong_passwords_are_long_and_of_three_kinds() {
        for good in ["Passw0rdX", "lower-case-9", "UPPER_lower", "Größe-und-9"] {
            assert_eq!(refuse(&Secret::new(good)), None, "{good}");
        }
        for (bad, why) in [
            ("Sh0rt-89", "too short"),
            ("alllowercase1", "too simple"),
            ("ALLUPPER-CASE", "too simple"),
            ("With blank-1", "a blank"),
            ("Has'quote-1", "a character"),
            ("Has`tick-12", "a character"),
            ("Has&and-123", "a character"),
        ] {
            let told = refuse(&Secret::new(bad)).unwrap_or_default();
            assert!(told.contains(why), "{bad}: {told}");
        }
    }
}
