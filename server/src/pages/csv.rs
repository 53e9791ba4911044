//! CSV as RFC 4180 has it, for people who open it in a spreadsheet: marked as UTF-8, and nothing
//! in it is a formula.

use slipway_domain::parameters::is_unseen;

/// By this a spreadsheet knows that the file is UTF-8.
pub(super) const BEGIN: char = '\u{FEFF}';

/// Signs that a formula begins with, in all their widths.
const FORMULA: [char; 13] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−',
];

/// Writes one row.
pub(super) fn row(text: &mut String, cells: &[String]) {
    for (place, value) in cells.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        cell(text, value);
    }
    text.push_str("\r\n");
}

fn cell(text: &mut String, value: &str) {
    let guard = if is_formula(value) { "'" } else { "" };
    let quoted = value.contains([',', ';', '"', '\r', '\n', '\t'])
        || value.starts_with(char::is_whitespace)
        || value.ends_with(char::is_whitespace);
    if quoted {
        text.push('"');
        text.push_str(guard);
        text.push_str(&value.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(guard);
        text.push_str(value);
    }
}

/// Whether a spreadsheet may take a value for a formula: what stands before its first sign that
/// can be seen is passed over by some. A tab or line break at the beginning is never taken well.
fn is_formula(value: &str) -> bool {
    let first = value.chars().find(|c| !is_passed_over(*c));
    value.starts_with(['\t', '\r', '\n']) || first.is_some_and(|c| FORMULA.contains(&c))
}

fn is_passed_over(c: char) -> bool {
    // Letters and signs that draw nothing but a blank stand at the end.
    c.is_whitespace()
        || c.is_control()
        || is_unseen(c)
        || matches!(c, '\'' | '"' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180E}'
            | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &str) -> String {
        let mut text = String::new();
        cell(&mut text, value);
        text
    }

    #[test]
    fn cells_are_quoted_where_needed() {
        for (value, expected) in [
            ("", ""),
            ("web 01", "web 01"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\r\nlines", "\"two\r\nlines\""),
            (" blank ", "\" blank \""),
            ("a=1", "a=1"),
            ("größe", "größe"),
            ("10.0.0.1 10.0.0.2", "10.0.0.1 10.0.0.2"),
        ] {
            assert_eq!(written(value), expected, "{value:?}");
        }
        let mut text = String::new();
        row(&mut text, &["a".to_owned(), "b,c".to_owned()]);
        assert_eq!(text, "a,\"b,c\"\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for value in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\r\n=1",
            " =1",
            "  +1",
            "\u{A0}=1",
            "\u{3000}@x",
            "\u{FEFF}=1",
            "\u{200B}=1",
            "\u{2060}-1",
            "\u{AD}=1",
            "\u{202E}=1",
            "\u{0}=1",
            "\u{1F}=1",
            "\u{3164}=1",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM(A1)",
            " ＝1",
            "﹦1",
            "−1",
            "\u{2028}=1",
            "\u{85}=1",
            "\u{B}=1",
            "\"=1",
            "'=1",
            "\tx",
            "\nx",
        ] {
            let written = written(value);
            let inside = written.strip_prefix('"').unwrap_or(&written);
            assert!(inside.starts_with('\''), "{value:?}: {written:?}");
        }
        assert_eq!(
            written("=HYPERLINK(\"x\",1)"),
            "\"'=HYPERLINK(\"\"x\"\",1)\""
        );
        assert_eq!(written("'quoted' text"), "'quoted' text");
    }
}
