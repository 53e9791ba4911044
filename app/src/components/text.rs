//! Small helpers about words: text that may be absent, slots that take text or a view, and
//! numbers written for people.

use leptos::prelude::*;

/// Text that may be absent. Props of this type take `&str`, `String` and options of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaybeText(pub Option<String>);

impl From<&str> for MaybeText {
    fn from(text: &str) -> Self {
        Self(Some(text.to_owned()))
    }
}

impl From<String> for MaybeText {
    fn from(text: String) -> Self {
        Self(Some(text))
    }
}

impl From<Option<&str>> for MaybeText {
    fn from(text: Option<&str>) -> Self {
        Self(text.map(str::to_owned))
    }
}

impl From<Option<String>> for MaybeText {
    fn from(text: Option<String>) -> Self {
        Self(text)
    }
}

/// A place in a component that takes plain text or a ready view.
pub struct Slot(AnyView);

impl Slot {
    /// The view to place.
    pub fn into_view(self) -> AnyView {
        self.0
    }
}

impl From<&str> for Slot {
    fn from(text: &str) -> Self {
        Self(text.to_owned().into_any())
    }
}

impl From<String> for Slot {
    fn from(text: String) -> Self {
        Self(text.into_any())
    }
}

impl From<AnyView> for Slot {
    fn from(view: AnyView) -> Self {
        Self(view)
    }
}

/// `10000` as `10,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What a table shows, in words: `50 of 10,000 · 3 selected`, or `12` when all are shown.
pub fn count_words(shown: u64, total: u64, selected: u64) -> String {
    let mut words = grouped(shown);
    if shown != total {
        words = format!("{words} of {}", grouped(total));
    }
    if selected > 0 {
        words = format!("{words} · {} selected", grouped(selected));
    }
    words
}

/// A name as it is shown: whatever is longer than any real one ends in `…`, so that one text
/// from the cloud cannot bury a page.
pub fn at_most(text: String, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        None => text,
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

/// The text as HTML, for the few elements whose content the framework does not write as needed.
pub(super) fn escaped(text: String) -> String {
    if !text.contains(['&', '<', '>']) {
        return text;
    }
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
    html
}

/// A stable id part from a label: letters and digits kept, the rest becomes dashes.
pub(super) fn slug(label: &str) -> String {
    label
        .chars()
        .take(48)
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{at_most, count_words, grouped, slug};

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let cases = [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ];
        for (number, text) in cases {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn counts_say_only_what_is_needed() {
        assert_eq!(count_words(50, 10_000, 3), "50 of 10,000 · 3 selected");
        assert_eq!(count_words(12, 12, 0), "12");
    }

    #[test]
    fn only_what_is_too_long_is_cut() {
        assert_eq!(at_most("größe".to_owned(), 5), "größe");
        assert_eq!(at_most("größer als".to_owned(), 7), "größer…");
        assert_eq!(at_most("x".repeat(100_000), 200).chars().count(), 201);
    }

    #[test]
    fn slugs_hold_nothing_that_could_break_an_id() {
        assert_eq!(slug("Run on 12 \"servers\""), "run-on-12--servers-");
    }
}
