//! Mends text cut in the middle of a character.
//!
//! A description shortened by a program that counts UTF-16 units may end with half an emoji,
//! written `\ud83d`. JSON's grammar allows it and our decoder does not; one such text must not
//! cost a whole inventory.

/// `json` with every lone half of a pair replaced by U+FFFD; `None` if there is none.
pub(crate) fn halves(json: &str) -> Option<String> {
    let mut mended = String::new();
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = json[at..].find('\\') {
        let here = at + found;
        at = match unit(json, here) {
            Some(0xD800..=0xDBFF) if matches!(unit(json, here + 6), Some(0xDC00..=0xDFFF)) => {
                here + 12
            }
            Some(0xD800..=0xDFFF) => {
                mended.push_str(&json[kept..here]);
                mended.push_str("\\ufffd");
                kept = here + 6;
                kept
            }
            // The escaped character may itself be a backslash.
            _ => here + 1 + json[here + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    if kept == 0 {
        return None;
    }
    mended.push_str(&json[kept..]);
    Some(mended)
}

/// The UTF-16 unit escaped at `at`, if one is.
fn unit(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lone_halves_are_replaced() {
        let mended = |text: &str| halves(text).unwrap_or_else(|| "-".to_owned());
        assert_eq!(mended(r#""a\ud83d""#), r#""a\ufffd""#);
        assert_eq!(mended(r#""\ud83dé\ude00x""#), r#""\ufffdé\ufffdx""#);
        assert_eq!(mended(r#""\ud83d\ud83d\ude00""#), r#""\ufffd\ud83d\ude00""#);
        for sound in [
            r#""\ud83d\ude00""#,
            r#""\\ud83d""#,
            r#""\u00e9""#,
            "\\",
            "\\u",
            "",
        ] {
            assert_eq!(mended(sound), "-", "{sound}");
        }
    }
}
