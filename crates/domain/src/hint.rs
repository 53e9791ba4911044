//! Hints: help text that may contain HTML written by strangers.
//!
//! The cloud's manifests may embed HTML in hints "to support links or line-breaks", and public
//! packages come from other customers. So a hint is read into a small tree that can hold text,
//! line breaks and web links and nothing else; pages draw it as text nodes. Reading is one pass
//! that never goes back. A sanitiser such as `ammonia` gives HTML back, which would have to be trusted
//! where it is drawn, and is far too large for the library that the browser loads.

mod entities;
mod link;
mod tags;
mod writer;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use tags::{Piece, Pieces};
use writer::Writer;

/// Characters of text that are kept of a hint; a break counts as one.
pub const MAX_CHARS: usize = 4_000;

/// A part of a hint that is safe to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HintPart {
    /// Plain text.
    Text(String),
    /// A line break.
    Break,
    /// A link to the web. Its text was written by strangers: show where it leads.
    Link {
        /// Absolute, `http` or `https`, without credentials.
        href: String,
        /// What it says; never empty.
        text: String,
    },
}

/// Reads a hint. Known tags become parts, every other tag is dropped and its text kept, except
/// for scripts and style sheets. What exceeds [`MAX_CHARS`] is cut and ends in `…`.
pub fn parse(hint: &str) -> Vec<HintPart> {
    let mut writer = Writer::default();
    for piece in Pieces::of(hint) {
        match piece {
            Piece::Text(text) => writer.text(&entities::decode(text)),
            Piece::Break => writer.line(),
            Piece::Paragraph => writer.paragraph(),
            Piece::LinkOpen(href) => writer.open(href.and_then(|href| link::safe(&href))),
            Piece::LinkClose => writer.close(),
        }
        if writer.is_full() {
            break;
        }
    }
    writer.finish()
}
