//! What word processors, chats and web pages make of plain characters, undone: dashes that only
//! look like hyphens, full-width letters, signs that draw nothing.

use crate::parameters::{is_unseen, turns_direction};

/// The text with plain characters for their look-alikes.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter_map(one).collect()
}

fn one(c: char) -> Option<char> {
    let plain = match c {
        // Stands at the beginning of files, so between two that were put together.
        '\u{FEFF}' => ' ',
        c if turns_direction(c) => ' ',
        '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{3010}' | '\u{3014}' => '[',
        '\u{3011}' | '\u{3015}' => ']',
        '\u{3001}' | '\u{FE50}' | '\u{FE51}' | '\u{FF64}' => ',',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        // How the sign before it is drawn.
        '\u{FE00}'..='\u{FE0F}' => return None,
        c if is_unseen(c) => return None,
        c => c,
    };
    Some(plain)
}

/// Whether names have this character; others stand around them.
pub(super) const fn is_of_name(c: char) -> bool {
    // Beyond: punctuation, arrows, shapes and pictures.
    c.is_ascii_alphanumeric()
        || matches!(c, '\u{C0}'..='\u{1FFF}' | '\u{2C00}'..='\u{2DFF}' | '\u{3040}'..='\u{1EFFF}')
}
