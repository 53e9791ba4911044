//! Character classes. A `[` inside is a plain character unless it begins a subtraction, and so
//! are the engine's own set operators.

use super::{Beyond, HALVES, INVALID, Translator, blocks};
use std::fmt::Write;

/// A set that has a name.
pub(super) struct Set {
    /// Its members, as they stand in a class.
    members: String,
    negated: bool,
}

impl Set {
    fn new(members: impl Into<String>) -> Self {
        Self {
            members: members.into(),
            negated: false,
        }
    }

    pub(super) fn negated(self) -> Self {
        Self {
            negated: !self.negated,
            ..self
        }
    }

    pub(super) fn digits(unicode: bool) -> Self {
        Self::new(if unicode { "\\p{Nd}" } else { "0-9" })
    }

    pub(super) fn word(unicode: bool) -> Self {
        Self::new(if unicode {
            "\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}"
        } else {
            "0-9A-Za-z\\x{5F}"
        })
    }

    pub(super) fn blanks(unicode: bool) -> Self {
        Self::new(if unicode {
            "\\x{9}-\\x{D}\\x{85}\\p{Z}"
        } else {
            "\\x{9}-\\x{D}\\x{20}"
        })
    }

    /// A general category or a block.
    pub(super) fn named(name: &str) -> Result<Self, Beyond> {
        const CATEGORIES: [&str; 36] = [
            "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P",
            "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl",
            "Zp", "C", "Cc", "Cf", "Co", "Cn",
        ];
        if CATEGORIES.contains(&name) {
            return Ok(Self::new(format!("\\p{{{name}}}")));
        }
        if name == "Cs" {
            return Err(HALVES);
        }
        let (first, last) = blocks::range(name).ok_or(INVALID)?;
        match (char::from_u32(first), char::from_u32(last)) {
            (Some(first), Some(last)) => Ok(Self::new(range(first, last))),
            _ => Err(HALVES),
        }
    }

    fn member(&self) -> String {
        if self.negated {
            format!("[^{}]", self.members)
        } else {
            self.members.clone()
        }
    }
}

/// A class: its members, without those of another one.
#[derive(Default)]
pub(super) struct Class {
    members: String,
    negated: bool,
    without: Option<Box<Class>>,
}

impl Class {
    pub(super) fn of(set: Set) -> Self {
        Self {
            members: set.members,
            negated: set.negated,
            without: None,
        }
    }

    /// The class as the engine reads it.
    pub(super) fn outside(&self) -> String {
        let not = if self.negated { "^" } else { "" };
        let plain = format!("[{not}{}]", self.members);
        match &self.without {
            None => plain,
            Some(without) => format!("[{plain}--{}]", without.outside()),
        }
    }

    fn add(&mut self, first: char, last: char) -> Result<(), Beyond> {
        if first > last {
            return Err(INVALID);
        }
        self.members.push_str(&range(first, last));
        Ok(())
    }
}

fn range(first: char, last: char) -> String {
    let mut written = member(first);
    if first != last {
        let _ = write!(written, "-{}", member(last));
    }
    written
}

/// A character as a member, whatever it would mean there.
fn member(c: char) -> String {
    if c.is_ascii_alphanumeric() {
        c.to_string()
    } else {
        format!("\\x{{{:X}}}", u32::from(c))
    }
}

impl Translator<'_> {
    /// A class; its bracket is read.
    pub(super) fn class(&mut self) -> Result<Class, Beyond> {
        self.descend()?;
        let mut class = Class {
            negated: self.eat('^'),
            ..Class::default()
        };
        let (mut first, mut from) = (true, None);
        loop {
            let next = self.next().ok_or(INVALID)?;
            if next == ']' && !first {
                break;
            }
            if self.member_of(&mut class, next, first, &mut from)? {
                break;
            }
            first = false;
        }
        self.depth -= 1;
        Ok(class)
    }

    /// Reads one member, `next` of which is read already; `from` is where a range began. Whether
    /// the class ended with it, which it does behind a subtraction.
    fn member_of(
        &mut self,
        class: &mut Class,
        next: char,
        first: bool,
        from: &mut Option<char>,
    ) -> Result<bool, Beyond> {
        let escaped = next == '\\';
        let c = if escaped {
            if let Some(set) = self.set()? {
                if from.is_some() {
                    return Err(INVALID);
                }
                class.members.push_str(&set.member());
                return Ok(false);
            }
            if self.eat('-') {
                class.add(from.take().unwrap_or('-'), '-')?;
                return Ok(false);
            }
            self.character()?
        } else {
            next
        };
        if let Some(begin) = from.take() {
            if c == '[' && !escaped && !first {
                class.add(begin, begin)?;
                return self.subtraction(class);
            }
            class.add(begin, c)?;
        } else if self.peek(0) == Some('-') && self.peek(1).is_some_and(|c| c != ']') {
            self.at += 1;
            *from = Some(c);
        } else if c == '-' && !escaped && !first && self.eat('[') {
            return self.subtraction(class);
        } else {
            class.add(c, c)?;
        }
        Ok(false)
    }

    /// Nothing but the end may follow what is taken away.
    fn subtraction(&mut self, class: &mut Class) -> Result<bool, Beyond> {
        class.without = Some(Box::new(self.class()?));
        if self.eat(']') {
            Ok(true)
        } else {
            Err(INVALID)
        }
    }
}
