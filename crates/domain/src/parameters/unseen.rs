//! What cannot be seen in a text: blanks and line ends at its ends, and characters that draw
//! nothing anywhere. They are kept as typed, so people have to be shown them.

use super::shown::{is_unseen, shown, turns_direction};

/// A part of a text as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// What can be seen by itself.
    Plain(&'a str),
    /// What cannot, with a sign that stands for it.
    Unseen(&'a str, String),
}

/// Signs in one text; what comes after them is shown as it is.
const MOST_SIGNS: usize = 200;
/// Repetitions of a sign that are drawn; more are counted.
const DRAWN: usize = 8;

/// A text in parts: together they are the text, unchanged.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (start, end) = visible_range(text);
    let (mut pieces, mut plain, mut signs) = (Vec::new(), 0, 0);
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, c)) = chars.next() {
        let inside = (start..end).contains(&at);
        let hidden = signs < MOST_SIGNS && hides(c, inside, before);
        before = Some(c);
        if !hidden {
            continue;
        }
        let (mut count, mut after) = (1, at + c.len_utf8());
        while chars.next_if(|(_, next)| *next == c).is_some() {
            (count, after) = (count + 1, after + c.len_utf8());
        }
        if plain < at {
            pieces.push(Piece::Plain(&text[plain..at]));
        }
        pieces.push(Piece::Unseen(&text[at..after], repeated(c, count)));
        (plain, signs) = (after, signs + 1);
    }
    if plain < text.len() {
        pieces.push(Piece::Plain(&text[plain..]));
    }
    pieces
}

/// Where a text begins and ends to the eye.
fn visible_range(text: &str) -> (usize, usize) {
    let blank = |c: char| c.is_whitespace() || is_unseen(c);
    let rest = text.trim_start_matches(blank);
    let start = text.len() - rest.len();
    let mut end = start + rest.trim_end_matches(blank).len();
    // How a picture is drawn is part of it.
    let before = text[..end].chars().next_back();
    if let Some(c) = text[end..]
        .chars()
        .next()
        .filter(|c| joins_pictures(*c, before))
    {
        end += c.len_utf8();
    }
    (start, end)
}

fn hides(c: char, inside: bool, before: Option<char>) -> bool {
    if is_unseen(c) {
        return !(inside && joins_pictures(c, before));
    }
    c.is_whitespace() && !(inside && matches!(c, ' ' | '\t' | '\n'))
}

/// Pictures are made of several characters, some of which say how; letters are not.
fn joins_pictures(c: char, before: Option<char>) -> bool {
    matches!(c, '\u{200D}' | '\u{FE0E}' | '\u{FE0F}')
        && before.is_some_and(|c| c >= '\u{203C}' && !c.is_alphabetic())
}

fn repeated(c: char, count: usize) -> String {
    let sign = match c {
        ' ' => "·".to_owned(),
        '\t' => "→".to_owned(),
        '\n' | '\r' => "↵".to_owned(),
        other => format!("U+{:04X}", u32::from(other)),
    };
    if count > DRAWN || (count > 1 && sign.len() > 4) {
        format!("{sign}×{count}")
    } else {
        sign.repeat(count)
    }
}

/// Different characters that the sentence names.
const NAMED: usize = 5;

/// A sentence about what cannot be seen in `text`, `None` where all can.
pub fn unseen_notice(label: &str, text: &str) -> Option<String> {
    let (start, end) = visible_range(text);
    let label = shown(label);
    if start == text.len() {
        return (!text.is_empty()).then(|| {
            format!(
                "\"{label}\" holds nothing that can be seen: {}.",
                unseen_words(text)
            )
        });
    }
    let mut parts = Vec::new();
    if start > 0 {
        parts.push(format!("begins with {}", unseen_words(&text[..start])));
    }
    let within = inner(&text[start..end]);
    if !within.is_empty() {
        parts.push(format!("holds {}", unseen_words(&within)));
    }
    if end < text.len() {
        parts.push(format!("ends with {}", unseen_words(&text[end..])));
    }
    let parts = match parts.as_slice() {
        [] => return None,
        [first, last] => format!("{first} and {last}"),
        all => all.join(", "),
    };
    Some(format!("\"{label}\" {parts}, which is kept."))
}

/// The characters between the visible ends that cannot be seen.
fn inner(text: &str) -> String {
    let mut before = None;
    let hidden = text.chars().filter(|c| hides(*c, true, before.replace(*c)));
    hidden.collect()
}

/// `2 spaces`, `a line end`, `a tab and U+200B (zero width space)`.
fn unseen_words(text: &str) -> String {
    let mut found: Vec<(char, usize)> = Vec::new();
    for c in text.chars() {
        match found.iter_mut().find(|(known, _)| *known == c) {
            Some((_, count)) => *count += 1,
            None => found.push((c, 1)),
        }
    }
    let more = found.len().saturating_sub(NAMED);
    let mut names: Vec<String> = found
        .iter()
        .take(NAMED)
        .map(|(c, n)| name(*c, *n))
        .collect();
    if more > 0 {
        names.push(format!("{more} more kinds"));
    }
    match names.pop() {
        Some(last) if !names.is_empty() => format!("{} and {last}", names.join(", ")),
        only => only.unwrap_or_default(),
    }
}

fn name(c: char, count: usize) -> String {
    let word = match c {
        ' ' => "space",
        '\t' => "tab",
        '\n' | '\r' => "line end",
        other => {
            let times = match count {
                1 => String::new(),
                many => format!("{many} times "),
            };
            let known = known(other).map(|name| format!(" ({name})"));
            let known = known.unwrap_or_default();
            return format!("{times}U+{:04X}{known}", u32::from(other));
        }
    };
    match count {
        1 => format!("a {word}"),
        many => format!("{many} {word}s"),
    }
}

/// What people call the usual ones.
fn known(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{A0}' => "no-break space",
        '\u{AD}' => "soft hyphen",
        '\u{34F}' => "grapheme joiner",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "Hangul filler",
        '\u{200B}' => "zero width space",
        '\u{200C}' | '\u{200D}' => "zero width joiner",
        '\u{2028}' | '\u{2029}' => "line separator",
        '\u{202F}' => "narrow no-break space",
        '\u{2060}' => "word joiner",
        '\u{2800}' => "empty Braille pattern",
        '\u{3000}' => "wide space",
        '\u{FE00}'..='\u{FE0F}' => "variation selector",
        '\u{FEFF}' => "byte order mark",
        c if turns_direction(c) => "mark of direction",
        c if c.is_whitespace() => "another space",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
