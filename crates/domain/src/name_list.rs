//! Server names as people paste them.
//!
//! Names stand apart by lines, commas, semicolons or white space; `#` starts a comment that ends
//! with its line; `web[01-12]` and `db[1-3,7]` are ranges, several in one name multiply. Quotes,
//! brackets, bullets and numbers of lists around names are passed over, of rows of a table only
//! the name counts. Whether the names exist is for others to say.

mod plain;
mod range;
mod table;
#[cfg(test)]
mod tests;
mod words;

use crate::parameters::shown;
use std::collections::HashSet;

/// Names one list may come to.
pub const MAX_NAMES: usize = 10_000;

/// Bytes one name or range may have.
const MAX_TOKEN_BYTES: usize = 255;

/// Why a list cannot be read. Each error shows the words it is about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// Brackets that do not pair up.
    #[error("\"{0}\" has a bracket without its partner. Write ranges as web[01-12] or web[1-3,7].")]
    Brackets(String),
    /// Brackets around something else than numbers.
    #[error("\"{0}\" is no range of numbers. Write ranges as web[01-12] or web[1-3,7].")]
    NotARange(String),
    /// A range that runs backwards.
    #[error("\"{0}\" runs backwards. Put the smaller number first, as in web[01-12].")]
    Backwards(String),
    /// Ends of a range that are padded differently.
    #[error(
        "\"{0}\" pads its two numbers differently. Write both with as many digits, as in web[01-12]."
    )]
    Padding(String),
    /// A single word that is too long for a name.
    #[error("\"{0}\" is too long for a server's name or a range (at most 255 characters).")]
    TooLong(String),
    /// More names than a list may come to; shows where the limit was passed.
    #[error("The list comes to more than 10,000 names, at \"{0}\". Split it.")]
    TooMany(String),
}

/// The names in `text`, in order, each once whatever its case, in the spelling that came first.
/// Names are the same where `lower` makes them so; a browser knows how without tables of ours.
pub fn parse(text: &str, lower: fn(&str) -> String) -> Result<Vec<String>, ListError> {
    let text = plain::plain(text);
    let mut names = Names {
        list: Vec::new(),
        seen: HashSet::new(),
        lower,
        ranged: 0,
    };
    for piece in table::pieces(&text) {
        for word in words::of_line(&piece) {
            names.add(&word)?;
        }
    }
    Ok(names.list)
}

struct Names {
    list: Vec<String>,
    seen: HashSet<String>,
    lower: fn(&str) -> String,
    /// Names that ranges have come to, repeated ones included: bounds the work of one list.
    ranged: usize,
}

impl Names {
    fn add(&mut self, token: &str) -> Result<(), ListError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(ListError::TooLong(shown(token)));
        }
        let ranged = range::expand(token, MAX_NAMES - self.ranged)?;
        if ranged.len() > 1 {
            self.ranged += ranged.len();
        }
        for name in ranged {
            if self.seen.insert((self.lower)(&name)) {
                self.list.push(name);
            }
        }
        if self.list.len() > MAX_NAMES {
            return Err(ListError::TooMany(shown(token)));
        }
        Ok(())
    }
}
