//! How often: `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`, each with a `?` that makes it lazy. Braces
//! around anything else are plain characters.

use super::{Flags, INVALID, Translator, Written};

impl Translator<'_> {
    /// The quantifier that stands here, or nothing.
    pub(super) fn quantifier(&mut self, flags: Flags) -> Written {
        if !self.is_quantifier(self.at) {
            return Ok(String::new());
        }
        let begin = self.at;
        if self.next() == Some('{') {
            while self.next().is_some_and(|c| c != '}') {}
        }
        let mut written: String = self.chars[begin..self.at].iter().collect();
        if is_reversed(&written) {
            return Err(INVALID);
        }
        self.skip_blanks(flags)?;
        if self.eat('?') {
            written.push('?');
        }
        self.skip_blanks(flags)?;
        // Neither `a**` nor the possessive `a*+` is known there.
        if self.is_quantifier(self.at) {
            return Err(INVALID);
        }
        Ok(written)
    }

    /// Whether a quantifier stands at `place`.
    pub(super) fn is_quantifier(&self, place: usize) -> bool {
        match self.chars.get(place) {
            Some('*' | '+' | '?') => true,
            Some('{') => {
                let rest = &self.chars[place + 1..];
                let digits = |rest: &[char]| rest.iter().take_while(|c| c.is_ascii_digit()).count();
                let least = digits(rest);
                match (least, rest.get(least)) {
                    (0, _) => false,
                    (_, Some('}')) => true,
                    (_, Some(',')) => {
                        let most = digits(&rest[least + 1..]);
                        rest.get(least + 1 + most) == Some(&'}')
                    }
                    _ => false,
                }
            }
            _ => false,
        }
    }
}

fn is_reversed(written: &str) -> bool {
    let inner = written.trim_matches(['{', '}']);
    let Some((least, most)) = inner.split_once(',') else {
        return false;
    };
    let number = |digits: &str| digits.parse::<u32>().unwrap_or(u32::MAX);
    !most.is_empty() && number(least) > number(most)
}
