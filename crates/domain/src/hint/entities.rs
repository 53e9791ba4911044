//! Character references: the few that hints use, and numbers.
//!
//! What is decoded here is text for good; it is never read as markup again.

use std::borrow::Cow;

/// The longest reference that is looked for, from `&` to `;` without both.
const LONGEST: usize = 8;

/// `text` with its references replaced; what is none stays as written.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        if let Some((c, length)) = reference(after) {
            out.push(c);
            rest = &after[length..];
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character that a reference stands for, and its length with the semicolon.
fn reference(after: &str) -> Option<(char, usize)> {
    let end = after.bytes().take(LONGEST + 1).position(|b| b == b';')?;
    let c = match &after[..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        name => number(name.strip_prefix('#')?)?,
    };
    Some((c, end + 1))
}

fn number(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16),
        None if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse(),
        _ => return None,
    };
    code.ok().and_then(char::from_u32)
}
