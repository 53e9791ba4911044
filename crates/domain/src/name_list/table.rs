//! Rows of a table among what is pasted: of our own CSV, of a spreadsheet, of a page. Of such a
//! row only the name counts; what else stands there may name other servers.

use super::plain::is_of_name;
use std::borrow::Cow;

/// What the column of names is called, the best first.
const HEADINGS: [&str; 10] = [
    "name",
    "server name",
    "servername",
    "server",
    "hostname",
    "host name",
    "host",
    "vm",
    "computer",
    "id",
];
/// What stands between the cells of a row.
const DELIMITERS: [char; 3] = ['\t', ',', ';'];

/// The pieces of `text` that can hold names, in order: lines, and cells of rows.
pub(super) fn pieces(text: &str) -> Vec<Cow<'_, str>> {
    let mut rest = text.trim_start();
    let mut column = None;
    if let Some((found, after)) = heading(rest) {
        (column, rest) = (found, after);
    }
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let (line, after) = first_line(rest);
        if line.trim().is_empty() {
            rest = after;
        } else if let Some((delimiter, place)) = column {
            let (mut cells, after) = record(rest, delimiter);
            if place < cells.len() {
                pieces.push(cells.swap_remove(place));
            }
            rest = after;
        } else if let Some((name, after)) = own_row(rest, line) {
            pieces.push(name);
            rest = after;
        } else {
            let named = line.split('\t').filter(|cell| !is_prose(cell));
            let before = pieces.len();
            if line.contains('\t') {
                pieces.extend(named.map(Cow::from));
            }
            if pieces.len() == before {
                pieces.push(line.into());
            }
            rest = after;
        }
    }
    pieces
}

/// A row of headings with more below it: where the names stand, if others stand beside them, and
/// what follows.
fn heading(text: &str) -> Option<(Option<(char, usize)>, &str)> {
    let (line, after) = first_line(text);
    if after.trim().is_empty() {
        return None;
    }
    let place = |delimiter: char| {
        HEADINGS.iter().find_map(|heading| {
            let mut cells = line.split(delimiter);
            let place = cells.position(|cell| bare(cell).eq_ignore_ascii_case(heading))?;
            Some((delimiter, place))
        })
    };
    let column = DELIMITERS.into_iter().find_map(place)?;
    let alone = !line.contains(column.0);
    Some(((!alone).then_some(column), after))
}

/// A row of our own CSV without its headings: it begins with the id and the name, which differ in
/// case only, and goes on with a state, which has no number as another name would.
fn own_row<'a>(text: &'a str, line: &str) -> Option<(Cow<'a, str>, &'a str)> {
    let begins = |delimiter: &char| {
        let cells: Vec<&str> = line.splitn(4, *delimiter).map(bare).collect();
        let [id, name, state, _] = cells[..] else {
            return false;
        };
        let numbered = state.bytes().any(|byte| byte.is_ascii_digit());
        !id.is_empty() && id.eq_ignore_ascii_case(name) && !state.is_empty() && !numbered
    };
    let delimiter = DELIMITERS.into_iter().find(begins)?;
    let (mut cells, after) = record(text, delimiter);
    (cells.len() > 1).then(|| (cells.swap_remove(1), after))
}

/// Whether a cell holds words or an amount rather than names: names of several servers have
/// letters and numbers.
fn is_prose(cell: &str) -> bool {
    let parts = cell.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let words: Vec<&str> = parts.filter(|part| part.contains(is_of_name)).collect();
    let numbered = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
    match words[..] {
        [] => true,
        [one] => one.bytes().all(|byte| byte.is_ascii_digit()),
        _ => !words.iter().all(numbered),
    }
}

fn bare(cell: &str) -> &str {
    cell.trim().trim_matches('"').trim()
}

fn first_line(text: &str) -> (&str, &str) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start_matches(['\n', '\r']))
}

/// The cells of the row that `text` begins with, which may go over lines in quotes (RFC 4180),
/// and what follows it.
fn record(text: &str, delimiter: char) -> (Vec<Cow<'_, str>>, &str) {
    let (mut cells, mut rest) = (Vec::new(), text);
    loop {
        let (cell, after) = cell(rest, delimiter);
        cells.push(cell);
        match after.strip_prefix(delimiter) {
            Some(next) => rest = next,
            None => return (cells, after.trim_start_matches(['\n', '\r'])),
        }
    }
}

fn cell(text: &str, delimiter: char) -> (Cow<'_, str>, &str) {
    if let Some(inside) = text.strip_prefix('"') {
        let mut from = 0;
        while let Some(place) = inside[from..].find('"') {
            let end = from + place;
            let after = &inside[end + 1..];
            if !after.starts_with('"') {
                let more = after.find([delimiter, '\n', '\r']).unwrap_or(after.len());
                return (unquoted(&inside[..end]).into(), &after[more..]);
            }
            from = end + 2;
        }
        // A quote without its partner is a sign like others.
    }
    let end = text.find([delimiter, '\n', '\r']).unwrap_or(text.len());
    (text[..end].into(), &text[end..])
}

/// What stands in a quoted cell, where each quote is doubled.
fn unquoted(text: &str) -> String {
    let mut doubled = false;
    let stays = |c: &char| {
        doubled = *c == '"' && !doubled;
        !doubled
    };
    text.chars().filter(stays).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_in_quotes_may_hold_anything() {
        let text = "\"a \"\"b\"\", c\nd\",e,\"\",\"f\"\nnext";
        let (cells, rest) = record(text, ',');
        assert_eq!(cells, ["a \"b\", c\nd", "e", "", "f"]);
        assert_eq!(rest, "next");
        assert_eq!(record("\"open, x\ny", ',').0, ["\"open", " x"]);
    }

    #[test]
    fn names_of_several_servers_are_no_prose() {
        for prose in ["spare for web02", "4 GB", " ", "12"] {
            assert!(is_prose(prose), "{prose}");
        }
        assert!(!is_prose("web01") && !is_prose("web01 web02") && !is_prose("active"));
    }
}
