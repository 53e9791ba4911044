//! How Python writes values: `json.dumps` with its defaults for answers, compact and sorted by name for errors, and
//! `str` and `repr` inside of messages.

use serde_json::{Map, Number, Value};

/// JSON has no such numbers, Python's JSON does. A text that begins like this stands for one; no text that a manager
/// keeps can, because PostgreSQL takes no U+0000.
const NO_NUMBER: char = '\0';

/// A float as a value, which may be none that JSON knows.
pub(super) fn float(value: f64) -> Value {
    let word = match value {
        value if value.is_nan() => "NaN",
        value if value.is_infinite() && value > 0.0 => "Infinity",
        value if value.is_infinite() => "-Infinity",
        value => return Number::from_f64(value).map_or(Value::Null, Value::Number),
    };
    Value::String(format!("{NO_NUMBER}{word}"))
}

/// `{"a": 1, "b": [2, 3]}`: what answers are made of.
pub(super) fn dumps(value: &Value) -> String {
    let mut out = String::new();
    write(value, ", ", ": ", &mut out);
    out
}

/// `{"a":1,"b":[2,3]}`: what errors are made of.
pub(super) fn compact(value: &Value) -> String {
    let mut out = String::new();
    write(value, ",", ":", &mut out);
    out
}

fn write(value: &Value, comma: &str, colon: &str, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number_text(number)),
        Value::String(text) => match text.strip_prefix(NO_NUMBER) {
            Some(word) => out.push_str(word),
            None => quote(text, out),
        },
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { comma });
                write(item, comma, colon, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            for (at, (key, item)) in map.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { comma });
                quote(key, out);
                out.push_str(colon);
                write(item, comma, colon, out);
            }
            out.push('}');
        }
    }
}

/// Two digits.
fn hex(byte: u8) -> String {
    format!("{byte:02x}")
}

/// A text between quotes; everything beyond ASCII becomes `\u` and four digits, in pairs where it must.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(letter),
            _ => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    let [high, low] = unit.to_be_bytes();
                    out.extend(["\\u", &hex(high), &hex(low)]);
                }
            }
        }
    }
    out.push('"');
}

/// A float keeps its point, and its exponent has a sign and two digits.
fn number_text(number: &Number) -> String {
    let Some(value) = number.as_f64().filter(|_| number.is_f64()) else {
        return number.to_string();
    };
    let size = value.abs();
    if size == 0.0 || (1e-4..1e16).contains(&size) {
        return format!("{value:?}");
    }
    let text = format!("{value:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, exponent) = match exponent.strip_prefix('-') {
        Some(exponent) => ('-', exponent),
        None => ('+', exponent),
    };
    format!("{digits}e{sign}{exponent:0>2}")
}

/// What `str` makes of a value.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) if !text.starts_with(NO_NUMBER) => text.clone(),
        other => repr(other),
    }
}

/// What `repr` makes of a value.
pub(super) fn repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(flag) => if *flag { "True" } else { "False" }.to_owned(),
        Value::Number(number) => number_text(number),
        Value::String(text) => match text.strip_prefix(NO_NUMBER) {
            Some("NaN") => "nan".to_owned(),
            Some(word) => word.replace("Infinity", "inf"),
            None => quoted(text),
        },
        Value::Array(items) => list(items.iter().map(repr)),
        Value::Object(map) => {
            let pairs = map
                .iter()
                .map(|(key, item)| format!("{}: {}", quoted(key), repr(item)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// `['a', 'b']`.
pub(super) fn names<S: AsRef<str>>(names: &[S]) -> String {
    list(names.iter().map(|name| quoted(name.as_ref())))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn quoted(text: &str) -> String {
    let mark = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut out = String::from(mark);
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter == mark => out.extend(['\\', letter]),
            letter if letter.is_ascii_control() => {
                out.extend(["\\x", &hex(u8::try_from(letter).unwrap_or_default())]);
            }
            letter => out.push(letter),
        }
    }
    out.push(mark);
    out
}

/// The name of a value's type.
pub(super) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}

/// An object of these members, in this order.
pub(super) fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Value)>) -> Value {
    let members = members.into_iter().map(|(key, value)| (key.into(), value));
    Value::Object(members.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_are_written_as_json_dumps_writes_them() {
        let value = json!({"b": [1, 2.0, 1.5], "a": "ä😀\"\n\u{1}\u{7f}", "c": {}, "d": [], "e": null, "f": true});
        assert_eq!(
            dumps(&value),
            r#"{"b": [1, 2.0, 1.5], "a": "\u00e4\ud83d\ude00\"\n\u0001\u007f", "c": {}, "d": [], "e": null, "f": true}"#
        );
        assert_eq!(compact(&json!({"a": [1, "x"]})), r#"{"a":[1,"x"]}"#);
    }

    #[test]
    fn floats_look_like_pythons() {
        for (value, text) in [
            (0.0, "0.0"),
            (1e22, "1e+22"),
            (1.5e-7, "1.5e-07"),
            (0.0001, "0.0001"),
            (123_456_789.25, "123456789.25"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "Infinity"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(dumps(&float(value)), text);
        }
        assert_eq!(repr(&float(f64::INFINITY)), "inf");
    }

    #[test]
    fn messages_hold_what_repr_makes_of_a_value() {
        let value = json!({"key": "it's", "values": ["a", null, true, "say \"it's\""]});
        assert_eq!(
            repr(&value),
            r#"{'key': "it's", 'values': ['a', None, True, 'say "it\'s"']}"#
        );
        assert_eq!(text(&json!("plain")), "plain");
        assert_eq!(names(&["foo", "bar"]), "['foo', 'bar']");
    }
}
