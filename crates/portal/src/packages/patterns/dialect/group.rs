//! What stands in parentheses: groups, options, what is looked for around, and conditions.

use super::{BALANCING, Beyond, DEEP, Flags, INVALID, TWICE, Translator, Written};

/// Groups in each other that are followed; the engine has a bound of its own, closer by.
const DEEPEST: usize = 100;

impl Translator<'_> {
    /// A group; its parenthesis is read. Nothing where it only sets options.
    pub(super) fn group(&mut self, flags: &mut Flags) -> Result<Option<String>, Beyond> {
        if self.peek(0) != Some('?') {
            let captures = !flags.explicit_capture && self.groups.meet(None);
            return self
                .inside(if captures { "(" } else { "(?:" }, *flags)
                .map(Some);
        }
        self.at += 1;
        let open = match (self.next(), self.peek(0)) {
            (Some(':'), _) => "(?:",
            (Some('='), _) => "(?=",
            (Some('!'), _) => "(?!",
            (Some('>'), _) => "(?>",
            (Some('<'), Some('=')) => "(?<=",
            (Some('<'), Some('!')) => "(?<!",
            (Some('<'), _) => return self.named('>', *flags).map(Some),
            (Some('\''), _) => return self.named('\'', *flags).map(Some),
            (Some('('), _) => return self.condition(*flags).map(Some),
            (Some(_), _) => {
                self.at -= 1;
                return self.options(flags);
            }
            (None, _) => return Err(INVALID),
        };
        self.at += usize::from(open.starts_with("(?<"));
        self.inside(open, *flags).map(Some)
    }

    /// The rest of a group, which is written behind `open`.
    fn inside(&mut self, open: &str, flags: Flags) -> Written {
        let branches = self.enclosed(flags)?.join("|");
        Ok(format!("{open}{branches})"))
    }

    /// The branches of a group, with its end.
    fn enclosed(&mut self, mut flags: Flags) -> Result<Vec<String>, Beyond> {
        self.descend()?;
        let branches = self.branches(&mut flags)?;
        self.depth -= 1;
        if self.eat(')') {
            Ok(branches)
        } else {
            Err(INVALID)
        }
    }

    pub(super) fn descend(&mut self) -> Result<(), Beyond> {
        self.depth += 1;
        if self.depth > DEEPEST {
            Err(DEEP)
        } else {
            Ok(())
        }
    }

    fn named(&mut self, close: char, flags: Flags) -> Written {
        let name = self.name();
        if self.peek(0) == Some('-') {
            return Err(BALANCING);
        }
        let begins_with_digit = name.starts_with(|c: char| c.is_ascii_digit());
        let number = name.parse::<u32>().ok();
        if name.is_empty() || !self.eat(close) || number == Some(0) {
            return Err(INVALID);
        }
        if begins_with_digit && number.is_none() {
            return Err(INVALID);
        }
        let name = number.map_or(name, |number| number.to_string());
        let captures = self.groups.meet(Some(&name));
        self.inside(if captures { "(" } else { "(?:" }, flags)
    }

    /// `(?imnsx-imnsx)` for the rest of the group around it, or `(?imnsx-imnsx:…)`.
    fn options(&mut self, flags: &mut Flags) -> Result<Option<String>, Beyond> {
        let (mut changed, mut on) = (*flags, true);
        loop {
            match self.next() {
                Some('+') => on = true,
                Some('-') => on = false,
                Some('i') => changed.ignore_case = on,
                Some('m') => changed.multi_line = on,
                Some('n') => changed.explicit_capture = on,
                Some('s') => changed.single_line = on,
                Some('x') => changed.spaced = on,
                Some(':') => return self.inside("(?:", changed).map(Some),
                Some(')') => {
                    *flags = changed;
                    return Ok(None);
                }
                _ => return Err(INVALID),
            }
        }
    }

    /// `(?(1)yes|no)`, `(?(name)yes|no)` or `(?(pattern)yes|no)`; what precedes the condition is
    /// read.
    fn condition(&mut self, flags: Flags) -> Written {
        let begin = self.at;
        let name = self.name();
        if !name.is_empty() && self.eat(')') {
            if self.groups.has(&name) {
                return self.referring(&name, flags);
            }
            if name.starts_with(|c: char| c.is_ascii_digit()) {
                return Err(INVALID);
            }
        }
        self.at = begin;
        let before = self.groups.written();
        let test = self.test(flags)?;
        if self.groups.written() > before {
            // It is written twice, and what it captures would be two groups.
            return Err(TWICE);
        }
        let branches = self.two_branches(flags)?;
        let no = branches.get(1).cloned().unwrap_or_default();
        Ok(format!("(?:(?={test}){}|(?!{test}){no})", branches[0]))
    }

    /// What is tested: a group that does not capture, or one of another kind.
    fn test(&mut self, mut flags: Flags) -> Written {
        if self.peek(0) == Some('?') {
            return self.group(&mut flags)?.ok_or(INVALID);
        }
        self.inside("(?:", flags)
    }

    fn referring(&mut self, name: &str, flags: Flags) -> Written {
        let index = self.groups.refer(name)?.ok_or(INVALID)?;
        let branches = self.two_branches(flags)?.join("|");
        Ok(format!("(?({index}){branches})"))
    }

    fn two_branches(&mut self, flags: Flags) -> Result<Vec<String>, Beyond> {
        let branches = self.enclosed(flags)?;
        if branches.len() > 2 {
            return Err(INVALID);
        }
        Ok(branches)
    }
}
