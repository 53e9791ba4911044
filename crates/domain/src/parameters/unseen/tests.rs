//! What is shown in place of what cannot be seen, and how it is told.

use super::*;

/// Parts of a text, what cannot be seen as its sign in brackets.
fn signs(text: &str) -> String {
    let sign = |piece: Piece<'_>| match piece {
        Piece::Plain("") => panic!("an empty part of {text:?}"),
        Piece::Plain(plain) => plain.to_owned(),
        Piece::Unseen(_, sign) => format!("[{sign}]"),
    };
    pieces(text).into_iter().map(sign).collect()
}

#[test]
fn blanks_at_the_ends_and_what_draws_nothing_have_signs() {
    for (text, shown) in [
        ("", ""),
        ("a b", "a b"),
        ("a ", "a[·]"),
        (" a\t", "[·]a[→]"),
        ("a\r\n", "a[↵][↵]"),
        ("a\n\n", "a[↵↵]"),
        ("a\u{200b}b", "a[U+200B]b"),
        ("a\u{200b}\u{200b}b", "a[U+200B×2]b"),
        ("a\u{a0}b", "a[U+00A0]b"),
        ("a        ", "a[········]"),
        ("a         ", "a[·×9]"),
        ("\u{3000}a", "[U+3000]a"),
    ] {
        assert_eq!(signs(text), shown, "{text:?}");
        let whole = |piece: Piece<'_>| match piece {
            Piece::Plain(part) | Piece::Unseen(part, _) => part.to_owned(),
        };
        let whole: String = pieces(text).into_iter().map(whole).collect();
        assert_eq!(whole, text, "together they are the text");
    }
}

#[test]
fn only_what_says_how_a_picture_is_drawn_is_part_of_it() {
    for (text, shown) in [
        ("\u{260e}\u{fe0f} a", "\u{260e}\u{fe0f} a"),
        ("a\u{260e}\u{fe0f}", "a\u{260e}\u{fe0f}"),
        ("\u{260e}\u{200b}a", "\u{260e}[U+200B]a"),
        ("1\u{fe0f}a", "1[U+FE0F]a"),
        ("\u{4e2d}\u{fe0f}a", "\u{4e2d}[U+FE0F]a"),
    ] {
        assert_eq!(signs(text), shown, "{text:?}");
    }
}

#[test]
fn signs_end_where_nobody_would_read_them_all() {
    let text = "a\u{200b}".repeat(MOST_SIGNS + 1);
    assert_eq!(signs(&text).matches("[U+200B]").count(), MOST_SIGNS);
}

#[test]
fn a_sentence_names_what_and_where() {
    let told = |text| unseen_notice("L", text).unwrap_or_default();
    for (text, words) in [
        (" a", "begins with a space"),
        ("a  \t", "ends with 2 spaces and a tab"),
        ("a\n", "ends with a line end"),
        (
            " a\u{200b}b",
            "begins with a space and holds U+200B (zero width space)",
        ),
        (
            " a\u{200b}b\n",
            "begins with a space, holds U+200B (zero width space), ends with a line end",
        ),
        (
            "a\u{200b}b\u{200b}c",
            "holds 2 times U+200B (zero width space)",
        ),
    ] {
        assert_eq!(
            told(text),
            format!("\"L\" {words}, which is kept."),
            "{text:?}"
        );
    }
    assert_eq!(told("a b"), "");
    assert_eq!(told(""), "");
    assert_eq!(
        told(" \t"),
        "\"L\" holds nothing that can be seen: a space and a tab."
    );
    let many = told("a \t\u{a0}\u{ad}\u{2060}\u{3000}\u{feff}");
    assert!(
        many.contains("U+2060 (word joiner) and 2 more kinds, which"),
        "{many}"
    );
    let five = told("a \t\u{a0}\u{ad}\u{2060}");
    assert!(!five.contains("more kinds"), "{five}");
}

#[test]
fn the_usual_ones_have_a_name() {
    for (c, name) in [
        ('\u{a0}', Some("no-break space")),
        ('\u{ad}', Some("soft hyphen")),
        ('\u{34f}', Some("grapheme joiner")),
        ('\u{115f}', Some("Hangul filler")),
        ('\u{ffa0}', Some("Hangul filler")),
        ('\u{200b}', Some("zero width space")),
        ('\u{200d}', Some("zero width joiner")),
        ('\u{2028}', Some("line separator")),
        ('\u{202f}', Some("narrow no-break space")),
        ('\u{2060}', Some("word joiner")),
        ('\u{2800}', Some("empty Braille pattern")),
        ('\u{3000}', Some("wide space")),
        ('\u{fe0f}', Some("variation selector")),
        ('\u{feff}', Some("byte order mark")),
        ('\u{202e}', Some("mark of direction")),
        ('\u{2003}', Some("another space")),
        ('\u{17b4}', None),
    ] {
        assert_eq!(known(c), name, "{c:?}");
    }
}
