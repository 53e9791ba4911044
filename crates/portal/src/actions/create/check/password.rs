//! Root passwords: that of a new server, that of the source of a copy, and which ones the cloud
//! takes. Its interface does not say; this is what its people publish about it.

use super::Reading;
use crate::actions::create::form::controls;
use slipway_domain::Secret;
use slipway_domain::capabilities::Template;
use slipway_domain::new_server::Source;
use std::collections::{BTreeMap, BTreeSet};

/// The rule in words.
pub const RULE: &str = "At least 9 characters, of three kinds out of upper case, lower case, digits and symbols, without blanks and without \" ' ; ^ & < > | `";

const FORBIDDEN: &str = "\"';^&<>|`";
const SHORTEST: usize = 9;
const KINDS: usize = 3;

/// What is wrong with a password, without repeating anything of it.
fn refuse(password: &Secret) -> Option<&'static str> {
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

impl Reading<'_> {
    pub(super) fn source(
        &mut self,
        secrets: &BTreeMap<String, Secret>,
        template: Option<&Template>,
    ) -> Option<Source> {
        let Some(source) = &self.ground.options.source else {
            return template.map(|template| Source::Template {
                name: template.name.clone(),
            });
        };
        let password = secrets.get(controls::SOURCE_PASSWORD).cloned();
        let password = password.filter(|password| !password.is_empty());
        if password.is_none() {
            let label = "Root password of the source";
            let message = "It is required: the cloud copies a server only with its root password.";
            self.complain(controls::SOURCE_PASSWORD, label, message);
        }
        Some(Source::Server {
            id: source.server.id.clone(),
            password,
        })
    }

    /// A copy keeps the password of its source.
    pub(super) fn password(&mut self, secrets: &BTreeMap<String, Secret>) -> Option<Secret> {
        let given = secrets.get(controls::PASSWORD)?;
        if given.is_empty() || self.ground.options.source.is_some() {
            return None;
        }
        if let Some(why) = refuse(given) {
            self.complain(controls::PASSWORD, "Root password", why);
        }
        Some(given.clone())
    }

    /// Which of two passwords is meant, nobody can say.
    pub(super) fn refuse_ambiguous(&mut self, ambiguous: &BTreeSet<String>) {
        for control in ambiguous {
            let message = "It takes one value; several different ones were given.";
            self.complain(control, "Password", message);
        }
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
