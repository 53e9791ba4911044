//! Builds the parts of a hint, within its limit.
//!
//! Breaks wait until text follows them, so that none stands at the start or end and at most two
//! stand in a row.

use super::{HintPart, MAX_CHARS};
use crate::parameters::turns_direction;

/// Breaks that may follow each other: one empty line.
const MOST_BREAKS: usize = 2;

#[derive(Default)]
pub(super) struct Writer {
    parts: Vec<HintPart>,
    /// Characters and breaks written.
    used: usize,
    full: bool,
    /// Breaks that wait for text.
    breaks: usize,
    /// The open link: its address and text so far.
    link: Option<(String, String)>,
}

impl Writer {
    /// Adds text. White space alone does not end a run of breaks.
    pub(super) fn text(&mut self, text: &str) {
        let text: String = text.chars().filter_map(kept).take(MAX_CHARS).collect();
        if self.full || (self.at_line_start() && text.trim().is_empty()) {
            return;
        }
        self.write_breaks();
        let mut more = String::new();
        for c in text.chars() {
            // One place stays for the mark of the cut.
            if self.used + 1 >= MAX_CHARS {
                more.push('…');
                self.full = true;
                break;
            }
            more.push(c);
            self.used += 1;
        }
        self.push(more);
    }

    /// A line break; inside a link it is a space.
    pub(super) fn line(&mut self) {
        if self.link.is_some() {
            self.text(" ");
        } else if !self.parts.is_empty() {
            self.breaks = (self.breaks + 1).min(MOST_BREAKS);
        }
    }

    /// The edge of a block: at least one break between what stands on its two sides.
    pub(super) fn paragraph(&mut self) {
        if self.breaks == 0 {
            self.line();
        }
    }

    /// Begins a link, or plain text where the address is not allowed; links do not nest.
    pub(super) fn open(&mut self, href: Option<String>) {
        self.close();
        self.link = href.map(|href| (href, String::new()));
    }

    /// Ends the open link. One that says nothing is no link.
    pub(super) fn close(&mut self) {
        if let Some((href, text)) = self.link.take() {
            if text.trim().is_empty() {
                self.push(text);
            } else {
                self.parts.push(HintPart::Link { href, text });
            }
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    pub(super) fn finish(mut self) -> Vec<HintPart> {
        self.close();
        self.parts
    }

    fn at_line_start(&self) -> bool {
        let nothing_in_link = self.link.as_ref().is_none_or(|(_, text)| text.is_empty());
        self.breaks > 0 || (self.parts.is_empty() && nothing_in_link)
    }

    fn write_breaks(&mut self) {
        for _ in 0..std::mem::take(&mut self.breaks) {
            if self.used + 1 < MAX_CHARS {
                self.parts.push(HintPart::Break);
                self.used += 1;
            }
        }
    }

    fn push(&mut self, more: String) {
        if more.is_empty() {
            return;
        }
        if let Some((_, text)) = &mut self.link {
            text.push_str(&more);
        } else if let Some(HintPart::Text(text)) = self.parts.last_mut() {
            text.push_str(&more);
        } else {
            self.parts.push(HintPart::Text(more));
        }
    }
}

/// What becomes of a character: controls go, white space stays white space, and marks that turn
/// the reading direction go, as they would make a text read as another.
fn kept(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' => Some(' '),
        c if c.is_control() || turns_direction(c) => None,
        c => Some(c),
    }
}
