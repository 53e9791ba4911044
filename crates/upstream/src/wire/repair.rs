//! Mends what JSON's grammar allows and our decoder does not: one such value must not cost a whole
//! inventory.
//!
//! A description shortened by a program that counts UTF-16 units may end with half an emoji,
//! written `\ud83d`. A number may be larger than any float, `1e400`. What no number is Python writes
//! as it calls it, `NaN` and `Infinity`, which is no JSON at all.

/// What Python writes where a number is none.
const NO_NUMBERS: [&str; 3] = ["NaN", "Infinity", "-Infinity"];

/// `json` without any of these; `None` if it has none.
pub(super) fn repaired(json: &str) -> Option<String> {
    let whole = halves(json);
    let numbers = too_large(whole.as_deref().unwrap_or(json));
    numbers.or(whole)
}

/// `json` with everything that stands for a number and is none that a float holds written as a text,
/// which is taken wherever a number is; `None` if there is none.
fn too_large(json: &str) -> Option<String> {
    let mut repaired = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(byte) = json.as_bytes().get(at) {
        let end = match byte {
            b'"' => text_end(json, at),
            b'-' | b'0'..=b'9' | b'N' | b'I' => number_end(json, at),
            _ => at + 1,
        };
        let number = json.get(at..end).map(str::parse);
        if number.is_some_and(|number| number.is_ok_and(|number: f64| !number.is_finite())) {
            repaired.extend([&json[kept..at], "\"", &json[at..end], "\""]);
            kept = end;
        }
        at = end;
    }
    (kept > 0).then(|| repaired + &json[kept..])
}

/// Where the text ends that begins at `start`.
fn text_end(json: &str, start: usize) -> usize {
    let mut escaped = false;
    let end = json.bytes().skip(start + 1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(json.len(), |end| start + end + 2)
}

/// Where the number ends that begins at `start`, or what stands in the place of one.
fn number_end(json: &str, start: usize) -> usize {
    let rest = json.get(start..).unwrap_or_default();
    let mut words = NO_NUMBERS.iter().filter(|word| rest.starts_with(**word));
    if let Some(word) = words.next() {
        return start + word.len();
    }
    let part = |byte: u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
    let end = json.bytes().skip(start).position(|byte| !part(byte));
    // A letter that begins no such word is passed over alone.
    end.map_or(json.len(), |end| start + end.max(1))
}

/// `json` with every lone half of a pair replaced by U+FFFD; `None` if there is none.
pub(super) fn halves(json: &str) -> Option<String> {
    let mut repaired = String::new();
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = json[at..].find('\\') {
        let here = at + found;
        at = match unit(json, here) {
            Some(0xD800..=0xDBFF) if matches!(unit(json, here + 6), Some(0xDC00..=0xDFFF)) => {
                here + 12
            }
            Some(0xD800..=0xDFFF) => {
                repaired.push_str(&json[kept..here]);
                repaired.push_str("\\ufffd");
                kept = here + 6;
                kept
            }
            // The escaped character may itself be a backslash.
            _ => here + 1 + json[here + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    if kept == 0 {
        return None;
    }
    repaired.push_str(&json[kept..]);
    Some(repaired)
}

/// The UTF-16 unit escaped at `at`, if one is.
fn unit(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_no_float_holds_become_texts() {
        for (json, wanted) in [
            (r#"{"a":1e400}"#, r#"{"a":"1e400"}"#),
            ("[-1E+400, 1e308,9e999]", r#"["-1E+400", 1e308,"9e999"]"#),
            ("1e400", r#""1e400""#),
            (r#"["\"1e400",1e400,"é\\"]"#, r#"["\"1e400","1e400","é\\"]"#),
            (r#"["\ud83d",1e400]"#, r#"["\ufffd","1e400"]"#),
            (r#"{"NaN": NaN}"#, r#"{"NaN": "NaN"}"#),
            ("[Infinity,-Infinity, 1]", r#"["Infinity","-Infinity", 1]"#),
        ] {
            assert_eq!(repaired(json).as_deref(), Some(wanted), "{json}");
        }
        for sound in [
            r#""1e400""#,
            "1e-400",
            "[Nan]",
            "<h1>Not Found, Internal</h1>",
            r#""Infinity""#,
            r#"{"1e400":0.5}"#,
            "\"1e400",
            "-",
            "",
        ] {
            assert_eq!(repaired(sound), None, "{sound}");
        }
    }

    #[test]
    fn only_lone_halves_are_replaced() {
        let repaired = |text: &str| halves(text).unwrap_or_else(|| "-".to_owned());
        assert_eq!(repaired(r#""a\ud83d""#), r#""a\ufffd""#);
        assert_eq!(repaired(r#""\ud83dé\ude00x""#), r#""\ufffdé\ufffdx""#);
        assert_eq!(
            repaired(r#""\ud83d\ud83d\ude00""#),
            r#""\ufffd\ud83d\ude00""#
        );
        for sound in [
            r#""\ud83d\ude00""#,
            r#""\\ud83d""#,
            r#""\u00e9""#,
            "\\",
            "\\u",
            "",
        ] {
            assert_eq!(repaired(sound), "-", "{sound}");
        }
    }
}
