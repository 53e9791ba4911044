//! Patterns of Python, which match from the beginning on (`re.match`).
//!
//! They are read as Python's own parser reads them and written as .NET's where the two mean the same;
//! what is left is not checkable here, and the cloud's to check.

use super::dialect::{Beyond, Reading};
use super::{Unchecked, compiled, in_halves, run};
use slipway_domain::parameters::{PatternCheck, PatternVerdict};
use slipway_domain::workflow::{ConstraintRule, WorkflowParameter};
use std::iter::Peekable;
use std::str::Chars;

const INVALID: Beyond = "it is not a valid pattern of Python";
const OTHERWISE: Beyond = "Python reads it in a way of its own";

/// Escapes that mean the same to both.
const SHARED: &str = "dDwWsSbBAafnrtvxu123456789";
/// Escapes of classes of letters, whose members differ beyond ASCII.
const CLASSES: [&str; 8] = ["\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\b", "\\B"];

/// The engine for these patterns.
#[derive(Clone, Copy, Debug, Default)]
pub struct AnchoredPatterns;

impl PatternCheck for AnchoredPatterns {
    fn check(&self, pattern: &str, value: &str) -> PatternVerdict {
        let Ok(written) = written(pattern) else {
            return PatternVerdict::NotCheckable;
        };
        let plain = value.chars().all(|c| matches!(c, ' '..='~' | '\t'..='\r'));
        let by_letter =
            CLASSES.iter().any(|class| pattern.contains(class)) || pattern.contains("(?i");
        if by_letter && !plain {
            return PatternVerdict::NotCheckable;
        }
        match compiled(&written, Reading::of(value, false)) {
            Ok(regex) => in_halves(run::run(&regex, value), value),
            Err(_) => PatternVerdict::NotCheckable,
        }
    }
}

impl AnchoredPatterns {
    /// The parameters whose patterns cannot be checked, whatever the value, with why.
    pub fn unchecked(self, parameters: &[WorkflowParameter]) -> Unchecked {
        let why = |parameter: &WorkflowParameter| {
            let mut rules = parameter.constraints.iter();
            rules.find_map(|constraint| match &constraint.rule {
                ConstraintRule::Pattern(pattern) => {
                    let written = written(pattern);
                    let made = written.and_then(|one| compiled(&one, Reading::of("", false)));
                    made.err()
                }
                _ => None,
            })
        };
        let all = parameters.iter();
        all.filter_map(|one| Some((one.name.clone(), why(one)?)))
            .collect()
    }
}

/// The pattern as .NET reads it.
fn written(pattern: &str) -> Result<String, Beyond> {
    let mut rewriter = Rewriter {
        rest: pattern.chars().peekable(),
        out: String::new(),
        named: false,
        numbered: false,
    };
    rewriter.all()?;
    // The one numbers named groups with the others, the other after them.
    if rewriter.named && rewriter.numbered {
        return Err(OTHERWISE);
    }
    Ok(format!("\\A(?:{})", rewriter.out))
}

struct Rewriter<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
    named: bool,
    numbered: bool,
}

impl Rewriter<'_> {
    fn all(&mut self) -> Result<(), Beyond> {
        while let Some(next) = self.rest.next() {
            match next {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' if self.rest.next_if_eq(&'?').is_some() => self.group()?,
                '{' if self.rest.peek() == Some(&',') => self.out.push_str("{0"),
                other => self.out.push(other),
            }
        }
        Ok(())
    }

    fn escape(&mut self) -> Result<(), Beyond> {
        let escaped = self.rest.next().ok_or(INVALID)?;
        match escaped {
            'Z' => self.out.push_str("\\z"),
            'N' | 'U' | '0' => return Err(OTHERWISE),
            c if SHARED.contains(c) => {
                self.numbered |= c.is_ascii_digit();
                self.out.extend(['\\', c]);
            }
            c if c.is_ascii_alphabetic() => return Err(INVALID),
            // Whether a letter of another script may be escaped, each knows for itself.
            c if c.is_alphanumeric() || c == '_' => self.out.push(c),
            c => self.out.extend(['\\', c]),
        }
        Ok(())
    }

    /// A class, in which Python knows no classes.
    fn class(&mut self) -> Result<(), Beyond> {
        self.out.push('[');
        self.out.extend(self.rest.next_if_eq(&'^'));
        if self.rest.next_if_eq(&']').is_some() {
            self.out.push_str("\\]");
        }
        loop {
            match self.rest.next().ok_or(INVALID)? {
                ']' => {
                    self.out.push(']');
                    return Ok(());
                }
                '\\' => {
                    let positional = ['A', 'Z', 'B'];
                    if self
                        .rest
                        .peek()
                        .is_some_and(|c| positional.contains(c) || c.is_ascii_digit())
                    {
                        return Err(OTHERWISE);
                    }
                    self.escape()?;
                }
                '[' => self.out.push_str("\\["),
                other => self.out.push(other),
            }
        }
    }

    /// What follows `(?`.
    fn group(&mut self) -> Result<(), Beyond> {
        match self.rest.next().ok_or(INVALID)? {
            'P' => self.python_group(),
            '<' => match self.rest.next() {
                Some(behind @ ('=' | '!')) => {
                    self.out.extend(['(', '?', '<', behind]);
                    Ok(())
                }
                _ => Err(INVALID),
            },
            same @ (':' | '=' | '!' | '>' | '#') => {
                self.out.extend(['(', '?', same]);
                Ok(())
            }
            '(' => Err(OTHERWISE),
            first => self.flags(first),
        }
    }

    /// `(?P<name>…)`, `(?P=name)`.
    fn python_group(&mut self) -> Result<(), Beyond> {
        let (opening, end) = match self.rest.next() {
            Some('<') => ("(?<", '>'),
            Some('=') => ("\\k<", ')'),
            _ => return Err(INVALID),
        };
        let mut name = String::new();
        loop {
            match self.rest.next().ok_or(INVALID)? {
                c if c == end => break,
                c if c.is_ascii_alphanumeric() || c == '_' => name.push(c),
                _ => return Err(INVALID),
            }
        }
        self.named = true;
        for part in [opening, &name, ">"] {
            self.out.push_str(part);
        }
        Ok(())
    }

    /// `(?i)` at the beginning, `(?i:…)` anywhere.
    fn flags(&mut self, first: char) -> Result<(), Beyond> {
        let at_start = self.out.is_empty();
        let mut flags = String::from(first);
        loop {
            match self.rest.next().ok_or(INVALID)? {
                ')' if at_start => {
                    flags.push(')');
                    break;
                }
                ')' => return Err(INVALID),
                ':' => {
                    flags.push(':');
                    break;
                }
                other => flags.push(other),
            }
        }
        let known = flags.trim_end_matches([')', ':']);
        if known.chars().all(|c| matches!(c, 'i' | 'm' | 's' | '-')) {
            self.out.push_str("(?");
            self.out.push_str(&flags);
            Ok(())
        } else {
            Err(OTHERWISE)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PatternVerdict::{DoesNotMatch, Matches, NotCheckable};

    #[test]
    fn patterns_match_from_the_beginning_on_as_in_python() {
        for (pattern, value, verdict) in [
            ("b", "bcd", Matches),
            ("b", "ab", DoesNotMatch),
            ("^[a-z]+$", "abc", Matches),
            ("^[a-z]+$", "abc\n", Matches),
            (r"[a-z]+\Z", "abc\n", DoesNotMatch),
            ("a|b", "b", Matches),
            ("a|b", "cb", DoesNotMatch),
            ("(?P<y>a)(?P=y)$", "aa", Matches),
            ("(?P<y>a)(?P=y)$", "ab", DoesNotMatch),
            (r"(a)\1$", "aa", Matches),
            ("a{,2}$", "aa", Matches),
            ("a{,2}$", "aaa", DoesNotMatch),
            ("[a-z-[b]]$", "a]", Matches),
            ("[a-z-[b]]$", "a", DoesNotMatch),
            ("[]a]$", "]", Matches),
            ("(?i)ABC", "abcd", Matches),
            (r"\w+$", "a_1", Matches),
            (r"(?<=a)b", "ab", DoesNotMatch),
            (r"\d{1,3}(\.\d{1,3}){3}$", "10.0.0.1", Matches),
        ] {
            assert_eq!(
                AnchoredPatterns.check(pattern, value),
                verdict,
                "{pattern} {value:?}"
            );
        }
    }

    #[test]
    fn what_the_two_read_differently_is_left_to_the_cloud() {
        for (pattern, value) in [
            (r"\p{L}+", "a"),
            ("(?<n>a)", "a"),
            (r"\z", ""),
            ("(?x)a b", "ab"),
            ("a(?i)b", "aB"),
            ("(?P<n>a)(b)\\1", "aba"),
            ("(", "a"),
            ("[a", "a"),
            (r"\w+$", "größe"),
            ("(?i)straße", "STRASSE\u{df}"),
            (r"\0", "\0"),
            ("(?(1)a|b)", "a"),
        ] {
            assert_eq!(
                AnchoredPatterns.check(pattern, value),
                NotCheckable,
                "{pattern}"
            );
        }
    }
}
