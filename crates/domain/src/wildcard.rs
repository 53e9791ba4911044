//! `*` in words to search by: any characters, none included.

/// Whether a word has one.
pub fn is_wildcard(word: &str) -> bool {
    word.contains('*')
}

/// Whether the whole of `text` is what `word` describes. Both in the same case.
pub fn fits(word: &str, text: &str) -> bool {
    let Some((first, rest)) = word.split_once('*') else {
        return word == text;
    };
    let Some(mut text) = text.strip_prefix(first) else {
        return false;
    };
    let (between, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in between.split('*') {
        let Some(place) = place_of(part, text) else {
            return false;
        };
        text = &text[place + part.len()..];
    }
    text.ends_with(last)
}

/// Where `text` first holds `part`. Both are short, and the standard searcher, which readies itself
/// for long ones, has a price where this reaches a browser.
pub(crate) fn place_of(part: &str, text: &str) -> Option<usize> {
    let (part, text) = (part.as_bytes(), text.as_bytes());
    let mut places = 0..=text.len().checked_sub(part.len())?;
    places.find(|place| text[*place..].starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (word, text, expected) in [
            ("web*", "web01", true),
            ("web*", "web", true),
            ("web*", "myweb01", false),
            ("*web*", "myweb01", true),
            ("*01", "web01", true),
            ("*01", "web010", false),
            ("web*01", "web01", true),
            ("web*01", "we01", false),
            ("a*a", "a", false),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "acb", false),
            ("*", "", true),
            ("x*ab*b", "xab", false),
            ("**", "x", true),
            ("w*b*1*", "web01x", true),
            ("größe*", "größe2", true),
            ("web", "web", true),
            ("web", "web1", false),
        ] {
            assert_eq!(fits(word, text), expected, "{word} {text}");
            assert_eq!(is_wildcard(word), word != "web");
        }
    }
}
