//! From the .NET dialect to the engine's, or why not, where they would disagree.
//!
//! A pattern that compiles but means something else is worse than one that does not compile: it
//! would refuse values that the cloud accepts. So a pattern is read as .NET's own parser reads
//! it, without options, and written anew in the few constructs that mean the same to the engine.

mod blocks;
mod class;
mod escape;
mod group;
mod groups;
mod quantifier;

#[cfg(test)]
mod tests;

use groups::Groups;

/// Why a pattern cannot be written for the engine; stands behind "because".
pub(crate) type Beyond = &'static str;

/// It is none in .NET either.
const INVALID: Beyond = "it is not a valid pattern";
const BALANCING: Beyond = "it uses balancing groups";
const HALVES: Beyond = "it names halves of characters";
const TWICE: Beyond = "it refers to a group that it declares twice";
const CASES: Beyond = "it asks for a case of letters and disregards cases";
const DEEP: Beyond = "its groups lie too deep in each other";

type Written = Result<String, Beyond>;

/// What of a value, and of the cloud, decides how a pattern is written. The engine is fastest
/// where it need not look around, and where it need not know all of Unicode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Reading {
    /// Whether the value ends in a line feed: `$` then also stands before it.
    pub(crate) line_end: bool,
    /// Whether the value holds more than ASCII.
    pub(crate) unicode: bool,
    /// Whether the pattern has to match the whole value instead of being found in it.
    pub(crate) full: bool,
}

impl Reading {
    /// How a pattern is read for `value`.
    pub(crate) fn of(value: &str, full: bool) -> Self {
        Self {
            line_end: value.ends_with('\n'),
            unicode: !value.is_ascii(),
            full,
        }
    }
}

/// The pattern as the engine has to read it, or why there is none.
pub(super) fn translate(pattern: &str, reading: Reading) -> Written {
    let chars: Vec<char> = pattern.chars().collect();
    let mut counting = Translator::new(&chars, reading, Groups::default());
    counting.whole()?;
    let groups = counting.groups.counted();
    let mut writing = Translator::new(&chars, reading, groups);
    let written = writing.whole()?;
    Ok(if reading.full {
        format!("\\A(?:{written})\\z")
    } else {
        written
    })
}

/// The options that a pattern can set for parts of itself.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is set by a letter of its own"
)]
#[derive(Clone, Copy, Debug, Default)]
struct Flags {
    ignore_case: bool,
    multi_line: bool,
    explicit_capture: bool,
    single_line: bool,
    spaced: bool,
}

/// Reads a pattern and writes it anew. It goes over a pattern twice: .NET numbers groups, and
/// tells references from other escapes, by all groups that there are.
struct Translator<'a> {
    chars: &'a [char],
    at: usize,
    depth: usize,
    reading: Reading,
    groups: Groups,
}

impl<'a> Translator<'a> {
    fn new(chars: &'a [char], reading: Reading, groups: Groups) -> Self {
        Self {
            chars,
            at: 0,
            depth: 0,
            reading,
            groups,
        }
    }

    fn whole(&mut self) -> Written {
        let written = self.branches(&mut Flags::default())?.join("|");
        if self.at < self.chars.len() {
            return Err(INVALID);
        }
        Ok(written)
    }

    /// What stands between `|` up to the end of the group. Options set in one branch hold in
    /// those after it.
    fn branches(&mut self, flags: &mut Flags) -> Result<Vec<String>, Beyond> {
        let mut branches = vec![String::new()];
        loop {
            self.skip_blanks(*flags)?;
            match self.peek(0) {
                None | Some(')') => return Ok(branches),
                Some('|') => {
                    self.at += 1;
                    branches.push(String::new());
                }
                Some(_) => {
                    let piece = self.piece(flags)?;
                    if let Some(branch) = branches.last_mut() {
                        branch.push_str(&piece);
                    }
                }
            }
        }
    }

    /// One atom with its quantifier; nothing where it only set options.
    fn piece(&mut self, flags: &mut Flags) -> Written {
        let Some(atom) = self.atom(flags)? else {
            return Ok(String::new());
        };
        self.skip_blanks(*flags)?;
        let quantifier = self.quantifier(*flags)?;
        Ok(atom + &quantifier)
    }

    fn atom(&mut self, flags: &mut Flags) -> Result<Option<String>, Beyond> {
        let Some(next) = self.next() else {
            return Err(INVALID);
        };
        let written = match next {
            '(' => return self.group(flags),
            '[' => self.class()?.outside(),
            '\\' => self.escape()?,
            '^' if flags.multi_line => "(?m:^)".to_owned(),
            '^' => "\\A".to_owned(),
            '$' if flags.multi_line => "(?m:$)".to_owned(),
            '$' => self.end(),
            '.' if flags.single_line => "(?s:.)".to_owned(),
            '.' => "[^\\n]".to_owned(),
            '*' | '+' | '?' => return Err(INVALID),
            '{' if self.is_quantifier(self.at - 1) => return Err(INVALID),
            other => literal(other),
        };
        cased(written, *flags).map(Some)
    }

    /// The end, or the place before a line feed there.
    fn end(&self) -> String {
        if self.reading.line_end {
            "(?=\\n?\\z)".to_owned()
        } else {
            "\\z".to_owned()
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek(0);
        self.at += usize::from(next.is_some());
        next
    }

    fn eat(&mut self, expected: char) -> bool {
        let eaten = self.peek(0) == Some(expected);
        self.at += usize::from(eaten);
        eaten
    }

    /// Comments, and with the option for it blanks.
    fn skip_blanks(&mut self, flags: Flags) -> Result<(), Beyond> {
        loop {
            let rest: &'a [char] = &self.chars[self.at..];
            let ended = |end: char| rest.iter().position(|c| *c == end);
            match rest {
                [c, ..] if flags.spaced && is_blank(*c) => self.at += 1,
                ['#', ..] if flags.spaced => self.at += ended('\n').unwrap_or(rest.len()),
                ['(', '?', '#', ..] => self.at += ended(')').ok_or(INVALID)? + 1,
                _ => return Ok(()),
            }
        }
    }

    /// A name of letters and digits, which may be empty.
    fn name(&mut self) -> String {
        let rest = self.chars[self.at..].iter();
        let name: String = rest.take_while(|c| is_of_word(**c)).collect();
        self.at += name.chars().count();
        name
    }
}

/// What a pattern may hold between its parts.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

/// What names are made of, and what may not be escaped without a meaning.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '\u{200C}' | '\u{200D}')
}

/// A character that stands for itself, outside of classes.
fn literal(c: char) -> String {
    match c {
        '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' => {
            format!("\\{c}")
        }
        c if c.is_control() => format!("\\x{{{:X}}}", u32::from(c)),
        c => c.to_string(),
    }
}

/// Options hold for what is written in them, whatever stands around. Which letters `\p{Lu}` holds
/// then, only the engine and each version of .NET know for themselves.
fn cased(written: String, flags: Flags) -> Written {
    let of_case = |category: &str| written.contains(category);
    if !flags.ignore_case {
        Ok(written)
    } else if ["\\p{Lu}", "\\p{Ll}", "\\p{Lt}"].into_iter().any(of_case) {
        Err(CASES)
    } else {
        Ok(format!("(?i:{written})"))
    }
}
