//! Cuts a hint into text and the few tags that mean something.
//!
//! The reader only moves forward: a tag that never ends is text to the end of the hint, a
//! comment or script that never ends swallows the rest. So hostile input costs one pass.

use super::entities;

/// A piece of a hint, in the order written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text with its character references still in it.
    Text(&'a str),
    /// `<br>`.
    Break,
    /// The start or end of a paragraph or of another block.
    Paragraph,
    /// `<a>` with its address, references decoded.
    LinkOpen(Option<String>),
    /// `</a>`.
    LinkClose,
}

/// The pieces of one hint.
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    pub(super) fn of(hint: &'a str) -> Self {
        Self { rest: hint }
    }

    /// Everything up to `at` as text; the rest goes on behind it.
    fn text(&mut self, at: usize) -> Piece<'a> {
        let (text, rest) = self.rest.split_at(at);
        self.rest = rest;
        Piece::Text(text)
    }

    /// Drops everything up to and including `end`, all of it where there is no `end`.
    fn skip_past(&mut self, end: &str) {
        let past = self
            .rest
            .find(end)
            .map_or(self.rest.len(), |at| at + end.len());
        self.rest = &self.rest[past..];
    }

    /// Drops the content of an element that holds no text for people, up to its end tag.
    fn skip_content(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let at = bytes.windows(name.len() + 2).position(|window| {
            window.starts_with(b"</") && window[2..].eq_ignore_ascii_case(name.as_bytes())
        });
        self.rest = at.map_or("", |at| &self.rest[at..]);
    }

    /// Reads the tag at the start of the rest; `None` when it says nothing.
    fn tag(&mut self) -> Option<Piece<'a>> {
        if self.rest.starts_with("<!--") {
            self.skip_past("-->");
            return None;
        }
        let Some(end) = tag_end(self.rest) else {
            return Some(self.text(self.rest.len()));
        };
        let inside = &self.rest[1..end];
        self.rest = &self.rest[end + 1..];
        let (closes, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        let length = inside.find(is_name_end).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(length);
        self.meaning(&name.to_ascii_lowercase(), closes, attributes)
    }

    fn meaning(&mut self, name: &str, closes: bool, attributes: &str) -> Option<Piece<'a>> {
        match (name, closes) {
            ("br", _) => Some(Piece::Break),
            ("p" | "div" | "li" | "ul" | "ol", _) => Some(Piece::Paragraph),
            ("a", true) => Some(Piece::LinkClose),
            ("a", false) => Some(Piece::LinkOpen(href(attributes))),
            ("script" | "style", false) => {
                self.skip_content(name);
                None
            }
            _ => None,
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        while !self.rest.is_empty() {
            match tag_start(self.rest) {
                Some(0) => {
                    if let Some(piece) = self.tag() {
                        return Some(piece);
                    }
                }
                Some(at) => return Some(self.text(at)),
                None => return Some(self.text(self.rest.len())),
            }
        }
        None
    }
}

/// Where the next tag begins: a `<` before a letter, `/`, `!` or `?`. Any other is text.
fn tag_start(text: &str) -> Option<usize> {
    text.as_bytes().windows(2).position(|pair| {
        pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || b"/!?".contains(&pair[1]))
    })
}

/// Where the `>` of the tag stands that `text` begins with; one in a quoted value does not count.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut last = b'<';
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            // A quote opens a value only behind the equals sign, as browsers read it.
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    None
}

fn is_name_end(c: char) -> bool {
    c.is_ascii_whitespace() || c == '/'
}

/// The first `href` among the attributes of a tag, references decoded.
fn href(attributes: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(is_name_end);
        if rest.is_empty() {
            return None;
        }
        // An equals sign where a name should begin is part of the name.
        let mut behind_first = rest.char_indices().skip(1);
        let length = behind_first
            .find(|(_, c)| is_name_end(*c) || *c == '=')
            .map_or(rest.len(), |(at, _)| at);
        let (name, after) = rest.split_at(length);
        let (value, after) = value(after);
        if name.eq_ignore_ascii_case("href") {
            return value.map(|value| entities::decode(value).into_owned());
        }
        rest = after;
    }
}

/// The value behind an attribute's name, and what follows.
fn value(after: &str) -> (Option<&str>, &str) {
    let Some(text) = after.trim_ascii_start().strip_prefix('=') else {
        return (None, after);
    };
    let text = text.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            let (value, rest) = quoted.split_once(quote).unwrap_or((quoted, ""));
            return (Some(value), rest);
        }
    }
    let end = text
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(text.len());
    (Some(&text[..end]), &text[end..])
}
