//! Ranges in brackets: `web[01-12]`, `web[1-3,7]`, `r[1-2]n[1-4]`.

use super::ListError;
use crate::parameters::shown;

/// Digits a number in a range may have.
const MAX_DIGITS: usize = 9;

/// The numbers from `first` to `last`, padded with zeros to `width`.
#[derive(Clone, Copy)]
struct Span {
    first: u32,
    last: u32,
    width: usize,
}

impl Span {
    fn len(self) -> usize {
        (self.last - self.first) as usize + 1
    }

    fn texts(self) -> impl Iterator<Item = String> {
        (self.first..=self.last).map(move |number| format!("{number:0width$}", width = self.width))
    }
}

/// The names that `token` stands for: itself where it has no brackets. More than `limit` is an
/// error, found before any is made.
pub(super) fn expand(token: &str, limit: usize) -> Result<Vec<String>, ListError> {
    let mut names = vec![String::new()];
    let mut rest = token;
    while let Some((text, after)) = rest.split_once('[') {
        refuse_bracket(token, text)?;
        let (inside, after) = after
            .split_once(']')
            .ok_or_else(|| ListError::Brackets(shown(token)))?;
        let spans = spans(token, inside)?;
        let count: usize = spans.iter().map(|span| span.len()).sum();
        if count.saturating_mul(names.len()) > limit {
            return Err(ListError::TooMany(shown(token)));
        }
        names = multiply(&names, text, &spans);
        rest = after;
    }
    refuse_bracket(token, rest)?;
    for name in &mut names {
        name.push_str(rest);
    }
    Ok(names)
}

fn refuse_bracket(token: &str, text: &str) -> Result<(), ListError> {
    if text.contains(']') {
        return Err(ListError::Brackets(shown(token)));
    }
    Ok(())
}

/// Every name so far with `text` and each number behind it.
fn multiply(names: &[String], text: &str, spans: &[Span]) -> Vec<String> {
    names
        .iter()
        .flat_map(|name| {
            let numbers = spans.iter().flat_map(|span| span.texts());
            numbers.map(move |number| format!("{name}{text}{number}"))
        })
        .collect()
}

/// The inside of brackets: numbers and ranges between commas.
fn spans(token: &str, inside: &str) -> Result<Vec<Span>, ListError> {
    inside
        .split(',')
        .map(|item| span(token, item.trim()))
        .collect()
}

fn span(token: &str, item: &str) -> Result<Span, ListError> {
    let (first, last) = match item.split_once('-') {
        Some((first, last)) => (first.trim(), last.trim()),
        None => (item, item),
    };
    let span = Span {
        first: number(token, first)?,
        last: number(token, last)?,
        width: if is_padded(first) { first.len() } else { 0 },
    };
    if span.last < span.first {
        return Err(ListError::Backwards(shown(token)));
    }
    if is_padded(last) && last.len() != first.len() {
        return Err(ListError::Padding(shown(token)));
    }
    Ok(span)
}

fn is_padded(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0')
}

fn number(token: &str, digits: &str) -> Result<u32, ListError> {
    let fits = (1..=MAX_DIGITS).contains(&digits.len());
    if !fits || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ListError::NotARange(shown(token)));
    }
    digits
        .parse()
        .map_err(|_| ListError::NotARange(shown(token)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_names_are_made_than_the_limit_allows() {
        for (token, count) in [("a[1-3]", 3), ("a[1-2]b[1,2]", 4), ("a[7]", 1)] {
            let names = expand(token, count).map(|names| names.len());
            assert_eq!(names, Ok(count), "{token}");
            let error = ListError::TooMany(token.to_owned());
            assert_eq!(expand(token, count - 1), Err(error), "{token}");
        }
    }
}
