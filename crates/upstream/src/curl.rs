//! Calls as command lines that people may copy.

use crate::call::Call;
use std::fmt::Write as _;

/// A call as a command line. `headers` stand in the place of those that show on whose behalf it is
/// made: they may hold names of variables, and no secret.
pub fn curl(request: &Call<'_>, headers: &[&str]) -> String {
    let (method, url) = (&request.method, quoted(request.url.as_str()));
    let mut command = format!("curl -X {method} {url}");
    for header in headers {
        command.push_str(" \\\n  -H \"");
        command.push_str(header);
        command.push('"');
    }
    let body = request.body.as_deref().and_then(|b| str::from_utf8(b).ok());
    match body {
        Some(body) => format!(
            "{command} \\\n  -H 'Content-Type: application/json' \\\n  --data-binary {}",
            quoted(&plain(&indented(body)))
        ),
        None => command,
    }
}

/// JSON without blanks as people read it: a member a line. The order of its members is the one in
/// which they are sent.
fn indented(json: &str) -> String {
    let mut text = String::with_capacity(json.len() * 2);
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut characters = json.chars().peekable();
    while let Some(c) = characters.next() {
        if quoted {
            text.push(c);
            quoted = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '{' | '[' => {
                text.push(c);
                if let Some(end) = characters.next_if(|next| matches!(next, '}' | ']')) {
                    text.push(end);
                } else {
                    depth += 1;
                    line(&mut text, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut text, depth);
                text.push(c);
            }
            ',' => {
                text.push(c);
                line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            other => {
                quoted = other == '"';
                text.push(other);
            }
        }
    }
    text
}

fn line(text: &mut String, depth: usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}

/// JSON in which characters that draw nothing, or turn their neighbours around, stand as escapes:
/// it means the same, and what people read is what they would run.
fn plain(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7F}'..='\u{9F}'
            | '\u{AD}'
            | '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' => {
                // Writing into memory cannot fail.
                let _ = write!(plain, "\\u{:04x}", u32::from(c));
            }
            other => plain.push(other),
        }
    }
    plain
}

/// Text as one word of a POSIX shell, whatever it holds.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_leave_its_quotes() {
        assert_eq!(quoted("a'b"), r"'a'\''b'");
        assert_eq!(quoted("$(x) `y` \\"), "'$(x) `y` \\'");
    }

    #[test]
    fn what_cannot_be_seen_is_spelled_out() {
        let json = serde_json::to_string("a\u{202e}b\u{200b}é").unwrap();
        let plain = plain(&json);
        assert_eq!(plain, r#""a\u202eb\u200bé""#);
        assert_eq!(
            serde_json::from_str::<String>(&plain).unwrap(),
            "a\u{202e}b\u{200b}é"
        );
    }

    #[test]
    fn json_is_laid_out_and_means_the_same() {
        let json = r#"{"b":[1,{"c":"x{\"[,:]\\"}],"a":{},"d":[],"e":null}"#;
        let laid_out = indented(json);
        assert_eq!(
            laid_out,
            "{\n  \"b\": [\n    1,\n    {\n      \"c\": \"x{\\\"[,:]\\\\\"\n    }\n  ],\n  \"a\": {},\n  \"d\": [],\n  \"e\": null\n}"
        );
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&laid_out), value(json));
    }
}
