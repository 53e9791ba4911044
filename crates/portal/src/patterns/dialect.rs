//! From the .NET dialect to the engine's, or nothing where they would disagree.
//!
//! A pattern that compiles but means something else is worse than one that does not compile: it
//! would refuse values that the cloud accepts. Balancing groups and character class subtraction
//! exist in .NET only; brackets and set operators inside a class are plain characters there.

/// The pattern as the engine has to read it; `None` where it uses what only .NET has.
pub(super) fn translate(pattern: &str) -> Option<String> {
    let mut translated = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    let mut class = Class::Outside;
    while let Some(next) = rest.chars().next() {
        let tail = &rest[next.len_utf8()..];
        if next == '\\' {
            // An escape means the same on both sides, in and out of a class.
            let escaped = tail.chars().next().map_or(0, char::len_utf8);
            translated.push_str(&rest[..=escaped]);
            rest = &tail[escaped..];
            class = class.after_member();
            continue;
        }
        if class == Class::Outside && next == '(' && is_balancing(tail) {
            return None;
        }
        if class != Class::Outside && next == '-' && tail.starts_with('[') {
            return None;
        }
        let literal = class.makes_literal(next, tail, translated.ends_with(next));
        class = class.after(next);
        if literal {
            translated.push('\\');
        }
        translated.push(next);
        rest = tail;
    }
    Some(translated)
}

/// Where in a pattern the reader stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Not in a character class.
    Outside,
    /// Right after `[`: a `^` negates, a `]` is a plain character.
    Opened,
    /// Right after `[^`: a `]` is a plain character.
    Negated,
    /// After the first member.
    Inside,
}

impl Class {
    fn after(self, next: char) -> Self {
        match (self, next) {
            (Self::Outside, '[') => Self::Opened,
            (Self::Outside, _) | (Self::Inside, ']') => Self::Outside,
            (Self::Opened, '^') => Self::Negated,
            (Self::Opened | Self::Negated | Self::Inside, _) => Self::Inside,
        }
    }

    fn after_member(self) -> Self {
        if self == Self::Outside {
            self
        } else {
            Self::Inside
        }
    }

    /// Whether the engine would read more into `next` than .NET does.
    fn makes_literal(self, next: char, tail: &str, repeats: bool) -> bool {
        match (self, next) {
            (Self::Outside, _) => false,
            (_, '[') | (Self::Opened | Self::Negated, ']') => true,
            // `&&`, `~~` and `--` are set operators to the engine.
            (_, '&' | '~') => tail.starts_with(next) || repeats,
            (_, '-') => repeats,
            _ => false,
        }
    }
}

/// Whether a group that begins after `(` pops another: `(?<-open>` or `(?<close-open>`.
fn is_balancing(tail: &str) -> bool {
    let name = tail.strip_prefix("?<").or_else(|| tail.strip_prefix("?'"));
    let Some(name) = name else { return false };
    if name.starts_with(['=', '!']) {
        return false;
    }
    let end = name.find(['>', '\'']).unwrap_or(name.len());
    name[..end].contains('-')
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn what_only_dotnet_has_is_not_guessed_at() {
        for pattern in [
            r"^(?:(?<open>\()|(?<-open>\))|[^()])*(?(open)(?!))$",
            r"(?<close-open>x)",
            r"(?'close-open'x)",
            "[a-z-[aeiou]]",
        ] {
            assert_eq!(translate(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn plain_characters_of_a_class_stay_plain() {
        assert_eq!(translate("[[]x").as_deref(), Some(r"[\[]x"));
        assert_eq!(translate("[]a]").as_deref(), Some(r"[\]a]"));
        assert_eq!(translate("[^]a]").as_deref(), Some(r"[^\]a]"));
        assert_eq!(translate("[a&&b]").as_deref(), Some(r"[a\&\&b]"));
    }

    #[test]
    fn everything_else_is_left_alone() {
        for pattern in [
            r"(?=^.{1,254}$)(?:^[A-Za-z](?:(?:[-A-Za-z0-9]){0,61}[A-Za-z0-9])?)",
            r"(?<name>a)(?<=b)(?<!c)\[x\]",
            r"[\]\-a-z\[]+",
            "ü(é)",
        ] {
            assert_eq!(translate(pattern).as_deref(), Some(pattern));
        }
    }
}
