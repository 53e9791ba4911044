//! Text as it is searched.

use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// Text as searches and look-ups compare it: in lower case, each letter in one spelling, whether
/// it was composed of marks or not.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else if is_nfkc(text) {
        text.to_lowercase()
    } else {
        text.nfkc().collect::<String>().to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_the_same_however_they_are_composed() {
        assert_eq!(folded("Gro\u{308}ße"), folded("GRÖßE"));
        assert_eq!(folded("WEB０１"), "web01");
        assert_eq!(folded("ＷＥＢ"), "web");
    }
}
