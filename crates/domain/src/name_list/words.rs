//! The words of a line that can be names, without the signs that lists and sentences put around
//! them.

use super::MAX_TOKEN_BYTES;
use super::plain::is_of_name;

/// The words of a line, up to a comment.
pub(super) fn of_line(line: &str) -> Vec<String> {
    let content = line.split('#').next().unwrap_or_default();
    let mut words = Words::default();
    let mut rest = without_number(content);
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if c == '['
            && let Some(end) = range_end(after)
        {
            // Inside a range commas and spaces belong to the word.
            words.now.push_str(&rest[..=end + 1]);
            rest = &after[end + 1..];
            continue;
        }
        words.take(c);
        rest = after;
    }
    words.end();
    words.list
}

/// The line without the number or box that lists begin lines with: `1.`, `(2)`, `a)`, `- [x]`.
fn without_number(line: &str) -> &str {
    let begins = line.trim_start_matches(|c: char| !is_of_name(c) && !matches!(c, '[' | '('));
    let Some((first, rest)) = begins.split_once(char::is_whitespace) else {
        return line;
    };
    let inside = first.trim_start_matches('(').trim_end_matches([')', '.']);
    let is_number = inside.len() < first.len()
        && (inside.len() == 1 || inside.len() <= 4 && inside.bytes().all(|b| b.is_ascii_digit()))
        && inside.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_number || matches!(first, "[x]" | "[X]") {
        rest
    } else {
        line
    }
}

/// Where a range ends that begins before `text`: its closing bracket, with numbers up to there.
fn range_end(text: &str) -> Option<usize> {
    // No further than a word may be long, so that many brackets cost no more than one.
    let end = text.bytes().take(MAX_TOKEN_BYTES).position(|b| b == b']')?;
    let inside = &text.as_bytes()[..end];
    let of_range =
        |b: &u8| b.is_ascii_digit() || b.is_ascii_whitespace() || matches!(b, b'-' | b',');
    let has_number = inside.iter().any(u8::is_ascii_digit);
    (has_number && inside.iter().all(of_range)).then_some(end)
}

#[derive(Default)]
struct Words {
    list: Vec<String>,
    now: String,
    /// Brackets around words rather than numbers, that are open.
    open: usize,
}

impl Words {
    fn take(&mut self, c: char) {
        match c {
            '[' if self.now.is_empty() => self.open += 1,
            ']' if self.open > 0 => {
                self.open -= 1;
                self.end();
            }
            ']' if self.now.is_empty() => {}
            c if is_gap(c) => self.end(),
            c => self.now.push(c),
        }
    }

    fn end(&mut self) {
        let word = tidy(&self.now);
        if !word.is_empty() {
            self.list.push(word.to_owned());
        }
        self.now.clear();
    }
}

/// A word without the signs around it and without a port. What holds other signs than names do is
/// left as it is, to be told as it was written.
fn tidy(word: &str) -> &str {
    // What is emphasised has stars on both sides; at the end alone one stands for something.
    let emphasised = word.starts_with('*');
    let stands = |c: char| is_of_name(c) || matches!(c, '[' | ']');
    let core = word.trim_start_matches(|c: char| !stands(c));
    let core = core.trim_end_matches(|c: char| !stands(c) && c != '-' && (emphasised || c != '*'));
    let plain =
        |c: char| stands(c) || c.is_whitespace() || matches!(c, '-' | '_' | '.' | ':' | ',' | '*');
    if !core.chars().all(plain) {
        return word;
    }
    match core.split_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => core,
    }
}

/// Whether a character stands between names.
fn is_gap(c: char) -> bool {
    let quote = matches!(c, '"' | '\'' | '`' | '´' | '«' | '»' | '\u{2018}'..='\u{201F}' | '\u{2039}' | '\u{203A}' | '\u{300C}'..='\u{300F}');
    quote || matches!(c, ',' | ';' | '|') || c.is_whitespace() || c.is_control()
}
