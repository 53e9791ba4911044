//! How messages repeat text that came from a person or a manifest.
//!
//! Such text may be huge or made to mislead: it is cut at 60 characters, and characters that
//! draw nothing or turn the reading direction are written out.

use super::unseen::is_unseen;

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
