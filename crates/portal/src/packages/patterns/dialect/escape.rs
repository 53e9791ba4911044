//! What a backslash makes of the next character.

use super::class::{Class, Set};
use super::{Beyond, HALVES, INVALID, Translator, Written, is_of_word, literal};

/// What `\b` counts as part of a word, beside `\w` the two joiners.
const WORD: &str = "[\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}\\x{200C}\\x{200D}]";

impl Translator<'_> {
    /// An escape outside of classes; the backslash is read.
    pub(super) fn escape(&mut self) -> Written {
        let Some(next) = self.peek(0) else {
            return Err(INVALID);
        };
        let written = match next {
            'A' | 'G' => "\\A".to_owned(),
            'z' => "\\z".to_owned(),
            'Z' => self.end(),
            'b' if !self.reading.unicode => "\\b".to_owned(),
            'B' if !self.reading.unicode => "\\B".to_owned(),
            'b' => format!("(?:(?<={WORD})(?!{WORD})|(?<!{WORD})(?={WORD}))"),
            'B' => format!("(?:(?<={WORD})(?={WORD})|(?<!{WORD})(?!{WORD}))"),
            _ => {
                if let Some(set) = self.set()? {
                    return Ok(Class::of(set).outside());
                }
                if let Some(reference) = self.reference()? {
                    return Ok(reference);
                }
                return Ok(literal(self.character()?));
            }
        };
        self.at += 1;
        Ok(written)
    }

    /// A set with a letter or a name of its own, in and out of classes.
    pub(super) fn set(&mut self) -> Result<Option<Set>, Beyond> {
        let unicode = self.reading.unicode;
        let set = match self.peek(0) {
            Some('d' | 'D') => Set::digits(unicode),
            Some('w' | 'W') => Set::word(unicode),
            Some('s' | 'S') => Set::blanks(unicode),
            Some('p' | 'P') => {
                let negated = self.next() == Some('P');
                let set = Set::named(&self.property()?)?;
                return Ok(Some(if negated { set.negated() } else { set }));
            }
            _ => return Ok(None),
        };
        let negated = self.next().is_some_and(|c| c.is_ascii_uppercase());
        Ok(Some(if negated { set.negated() } else { set }))
    }

    fn property(&mut self) -> Written {
        if !self.eat('{') {
            return Err(INVALID);
        }
        let rest = self.chars[self.at..].iter();
        let name: String = rest.take_while(|c| is_of_word(**c) || **c == '-').collect();
        self.at += name.chars().count();
        if self.eat('}') {
            Ok(name)
        } else {
            Err(INVALID)
        }
    }

    /// A reference to a group, `\1`, `\k<name>`, `\k'name'` and the old `\<name>`; nothing where
    /// the escape is none.
    fn reference(&mut self) -> Result<Option<String>, Beyond> {
        let begin = self.at;
        let named = self.eat('k');
        let close = match self.peek(0) {
            Some('<') => Some('>'),
            Some('\'') => Some('\''),
            _ if named => return Err(INVALID),
            _ => None,
        };
        self.at += usize::from(close.is_some());
        let name = match close {
            Some(_) => self.name(),
            None => self.digits(),
        };
        let closed = close.is_none_or(|close| self.eat(close));
        if name.is_empty() || !closed {
            self.at = begin;
            return if named { Err(INVALID) } else { Ok(None) };
        }
        match self.groups.refer(&name)? {
            Some(index) => Ok(Some(format!("(?:\\{index})"))),
            // Octal digits may follow where there is no such group.
            None if close.is_none() && name.len() > 1 => {
                self.at = begin;
                Ok(None)
            }
            None => Err(INVALID),
        }
    }

    /// The number of a reference, which never begins with a zero.
    fn digits(&mut self) -> String {
        let rest = self.chars[self.at..].iter();
        let digits: String = rest.take_while(|c| c.is_ascii_digit()).collect();
        if digits.starts_with('0') {
            return String::new();
        }
        self.at += digits.len();
        digits
    }

    /// One character, written by its code or by itself; the backslash is read.
    pub(super) fn character(&mut self) -> Result<char, Beyond> {
        let Some(next) = self.next() else {
            return Err(INVALID);
        };
        let code = match next {
            '0'..='7' => {
                self.at -= 1;
                self.octal()
            }
            'x' => self.hexadecimal(2)?,
            'u' => self.hexadecimal(4)?,
            'a' => 0x07,
            'b' => 0x08,
            't' => 0x09,
            'n' => 0x0A,
            'v' => 0x0B,
            'f' => 0x0C,
            'r' => 0x0D,
            'e' => 0x1B,
            'c' => {
                let letter = self.next().ok_or(INVALID)?.to_ascii_uppercase();
                let code = u32::from(letter).wrapping_sub(0x40);
                if code >= 0x20 {
                    return Err(INVALID);
                }
                code
            }
            other if is_of_word(other) => return Err(INVALID),
            other => return Ok(other),
        };
        char::from_u32(code).ok_or(HALVES)
    }

    /// Up to three digits, of which one byte is kept.
    fn octal(&mut self) -> u32 {
        let rest = self.chars[self.at..].iter().take(3);
        let digits = rest.map_while(|c| c.to_digit(8));
        let (count, code) = digits.fold((0, 0), |(n, code), digit| (n + 1, code * 8 + digit));
        self.at += count;
        code & 0xFF
    }

    fn hexadecimal(&mut self, count: usize) -> Result<u32, Beyond> {
        let mut code = 0;
        for _ in 0..count {
            let digit = self.next().and_then(|c| c.to_digit(16)).ok_or(INVALID)?;
            code = code * 16 + digit;
        }
        Ok(code)
    }
}
