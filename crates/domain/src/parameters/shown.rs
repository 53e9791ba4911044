//! How messages repeat text that came from a person or a manifest.
//!
//! Such text may be huge or made to mislead: it is cut at 60 characters, and characters that
//! draw nothing or turn the reading direction are written out.

/// Characters of foreign text that a message repeats.
const LIMIT: usize = 60;

/// `text` as a message may repeat it.
pub(crate) fn shown(text: &str) -> String {
    shown_up_to(text, LIMIT)
}

/// `text` cut at `limit` characters; what is cut off shows as `…`.
pub(super) fn shown_up_to(text: &str, limit: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let (visible, width) = visible(c);
        if used + width > limit {
            out.push('…');
            break;
        }
        out.push_str(&visible);
        used += width;
    }
    out
}

/// A character as it can be seen, and how many characters that takes.
fn visible(c: char) -> (String, usize) {
    if let Some(picture) = control_picture(c) {
        return (picture.to_string(), 1);
    }
    if c.is_control() || is_unseen(c) {
        let escape = c.escape_unicode().to_string();
        let width = escape.len();
        return (escape, width);
    }
    (c.to_string(), 1)
}

/// The Unicode picture of an ASCII control character.
fn control_picture(c: char) -> Option<char> {
    match u32::from(c) {
        code @ 0..=0x1F => char::from_u32(0x2400 + code),
        0x7F => Some('\u{2421}'),
        _ => None,
    }
}

/// Whether a character draws nothing and is no blank: what Unicode calls default ignorable
/// (joiners, marks of direction, fillers, selectors, tags), notes between lines, and the empty
/// pattern of Braille.
pub fn is_unseen(c: char) -> bool {
    turns_direction(c)
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}'
            | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character changes the direction in which its neighbours are drawn.
pub(crate) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text holds nothing that can be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_unseen(c))
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_draws_nothing_is_written_out_and_the_rest_is_cut() {
        for (text, expected) in [
            ("a\tb\u{1b}", "a\u{2409}b\u{241b}"),
            ("\u{7f}", "\u{2421}"),
            ("\u{85}\u{200b}", "\\u{85}\\u{200b}"),
            ("größe", "größe"),
        ] {
            assert_eq!(shown(text), expected);
        }
        let long = "x".repeat(61);
        assert_eq!(shown(&long[1..]), &long[1..]);
        assert_eq!(shown(&long), format!("{}…", &long[1..]));
    }
}
