//! CSV as RFC 4180 has it, for people who open it in a spreadsheet: marked as UTF-8, and nothing
//! in it is a formula.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use slipway_domain::parameters::is_unseen;

/// What it is called over HTTP.
pub(super) const MEDIA_TYPE: &str = "text/csv; charset=utf-8";

/// By this a spreadsheet knows that the file is UTF-8.
const BEGIN: &str = "\u{FEFF}";

/// Signs that a formula begins with, in all their widths.
const FORMULA: [char; 13] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−',
];

/// The file with these rows. Every cell is quoted: where a spreadsheet takes semicolons or tabs for
/// the ends of cells, what stands behind one in a text begins no cell of its own.
///
/// # Errors
/// Where rows differ in length.
pub(super) fn file(rows: impl IntoIterator<Item = Vec<String>>) -> csv::Result<Vec<u8>> {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(BEGIN.as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.into_iter().map(guarded))?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

/// A cell that is no formula.
fn guarded(value: String) -> String {
    if is_formula(&value) {
        format!("'{value}")
    } else {
        value
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
        let file = file([vec![value.to_owned()]]).unwrap();
        let text = String::from_utf8(file).unwrap();
        let row = text.strip_prefix(BEGIN).unwrap();
        row.strip_suffix("\r\n").unwrap().to_owned()
    }

    #[test]
    fn every_cell_is_quoted() {
        for (value, expected) in [
            ("", "\"\""),
            ("web 01", "\"web 01\""),
            ("a,b;c\td", "\"a,b;c\td\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\r\nlines", "\"two\r\nlines\""),
            (" blank ", "\" blank \""),
            ("a=1", "\"a=1\""),
            ("größe", "\"größe\""),
        ] {
            assert_eq!(written(value), expected, "{value:?}");
        }
        let rows = [vec!["a".to_owned(), "b,c".to_owned()]];
        assert_eq!(file(rows).unwrap(), "\u{FEFF}\"a\",\"b,c\"\r\n".as_bytes());
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
            assert!(written.starts_with("\"'"), "{value:?}: {written:?}");
        }
        assert_eq!(
            written("=HYPERLINK(\"x\",1)"),
            "\"'=HYPERLINK(\"\"x\"\",1)\""
        );
        assert_eq!(written("'quoted' text"), "\"'quoted' text\"");
    }
}
