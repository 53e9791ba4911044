//! A cloud's words, made safe to keep and show.

use slipway_cloud::FieldMessage;
use slipway_domain::Secret;

/// The longest message that is kept, in characters.
const LONGEST: usize = 2_000;
/// Secrets shorter than this are not looked for: masking them would only garble words.
const SHORTEST_SECRET: usize = 4;

/// What an error body says, cleaned.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What it says of the whole.
    pub message: Option<String>,
    /// What it says of single fields.
    pub fields: Vec<FieldMessage>,
}

/// `text` without control characters and without any of `secrets`, at most 2,000 characters;
/// nothing if nothing is left.
pub fn clean(text: &str, secrets: &[&Secret]) -> Option<String> {
    let mut text = text.to_owned();
    for secret in secrets {
        if secret.expose().chars().count() >= SHORTEST_SECRET {
            text = text.replace(secret.expose(), "•••");
        }
    }
    let calm: String = text
        .chars()
        .map(|c| if unsettling(c) { ' ' } else { c })
        .take(LONGEST)
        .collect();
    let calm = calm.trim();
    (!calm.is_empty()).then(|| calm.to_owned())
}

/// Control characters, and those that turn the direction of the text around them.
fn unsettling(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_bounded_calm_and_free_of_secrets() {
        let secret = Secret::new("hunter22");
        let text = format!("no\u{1b}[2J\u{202e} hunter22 {}", "x".repeat(5_000));
        let clean = clean(&text, &[&secret]).unwrap();
        assert_eq!(clean.chars().count(), LONGEST);
        assert!(clean.starts_with("no [2J  ••• x"), "{}", &clean[..40]);
    }
}
