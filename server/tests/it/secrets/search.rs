//! The search: known values in any of the shapes that they could leak in.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use slipway_domain::context::hex;
use std::collections::BTreeSet;

/// What was seen, with words on where.
pub(super) struct Seen {
    pub(super) place: String,
    pub(super) bytes: Vec<u8>,
}

/// A value that may be seen nowhere but in the places named.
pub(super) struct Hidden {
    pub(super) name: &'static str,
    pub(super) value: Vec<u8>,
    /// Beginnings of places where it belongs.
    pub(super) belongs: &'static [&'static str],
}

impl Hidden {
    pub(super) fn nowhere(name: &'static str, value: impl Into<Vec<u8>>) -> Self {
        Self {
            name,
            value: value.into(),
            belongs: &[],
        }
    }

    pub(super) fn only(
        belongs: &'static [&'static str],
        name: &'static str,
        value: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            belongs,
            ..Self::nowhere(name, value)
        }
    }
}

/// Every find of a hidden value in a place where it does not belong.
pub(super) fn leaks(hidden: &[Hidden], seen: &[Seen]) -> Vec<String> {
    let mut leaks = Vec::new();
    for hidden in hidden {
        assert!(
            hidden.value.len() >= 12,
            "{} is too short to search",
            hidden.name
        );
        let shapes = shapes(&hidden.value);
        let places = seen.iter().filter(|seen| {
            !hidden
                .belongs
                .iter()
                .any(|place| seen.place.starts_with(place))
        });
        for seen in places {
            let found = shapes.iter().find_map(|shape| place_of(&seen.bytes, shape));
            leaks.extend(found.map(|at| {
                let around = &seen.bytes[at.saturating_sub(200)..seen.bytes.len().min(at + 100)];
                let around = String::from_utf8_lossy(around);
                format!("{} in {}: …{around}…", hidden.name, seen.place)
            }));
        }
    }
    leaks
}

/// The value itself, in other cases, reversed, escaped, as hex, as a list of numbers, and as a
/// part of something in base64.
fn shapes(value: &[u8]) -> BTreeSet<Vec<u8>> {
    let mut shapes = BTreeSet::from([value.to_vec(), value.iter().rev().copied().collect()]);
    shapes.insert(value.to_ascii_lowercase());
    shapes.insert(value.to_ascii_uppercase());
    shapes.insert(hex(value).into_bytes());
    shapes.insert(hex(value).to_ascii_uppercase().into_bytes());
    for between in [", ", ","] {
        let numbers: Vec<String> = value.iter().map(u8::to_string).collect();
        shapes.insert(numbers.join(between).into_bytes());
    }
    let percent: String = value
        .iter()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() => char::from(*byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    shapes.insert(percent.into_bytes());
    // Whatever stands before it in the encoded text moves it by one or two bytes, which changes
    // the characters at both ends.
    for before in 0..3 {
        let mut padded = vec![0; before];
        padded.extend_from_slice(value);
        for text in [
            STANDARD_NO_PAD.encode(&padded),
            URL_SAFE_NO_PAD.encode(&padded),
        ] {
            let first = if before == 0 { 0 } else { before + 1 };
            let last = text.len() - usize::from(padded.len() % 3 != 0);
            shapes.insert(text.as_bytes()[first..last].to_vec());
        }
    }
    shapes
}

pub(super) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    place_of(bytes, wanted).is_some()
}

fn place_of(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted.first()?;
    let mut from = 0;
    while let Some(step) = bytes[from..].iter().position(|byte| byte == first) {
        let at = from + step;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// A search that cannot find anything proves nothing.
#[test]
fn a_planted_value_is_found_in_every_shape() {
    let value = "Canary-7ae3f1/Q?";
    let planted = |before: &str, after: &str| {
        let plain = format!("{before}{value}{after}");
        [
            plain.clone().into_bytes(),
            plain.to_uppercase().into_bytes(),
            plain.chars().rev().collect::<String>().into_bytes(),
            STANDARD_NO_PAD.encode(&plain).into_bytes(),
            URL_SAFE_NO_PAD.encode(&plain).into_bytes(),
            hex(plain.as_bytes()).into_bytes(),
            format!("{:?}", plain.as_bytes()).into_bytes(),
            format!("password={before}Canary%2D7ae3f1%2FQ%3F").into_bytes(),
            [b"\0\xff\xfe", plain.as_bytes(), b"\0"].concat(),
        ]
    };
    let hidden = [Hidden::only(&["home"], "it", value)];
    for (before, after) in [
        ("", ""),
        ("x", "y"),
        ("xx", "yy"),
        ("xxx", "yyy"),
        ("a:", "!"),
    ] {
        for bytes in planted(before, after) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let mut seen = [Seen {
                place: "log".into(),
                bytes,
            }];
            assert_eq!(leaks(&hidden, &seen).len(), 1, "{text}");
            seen[0].place = "home page".into();
            assert!(leaks(&hidden, &seen).is_empty(), "it belongs there");
        }
    }
    let clean = [Seen {
        place: "log".into(),
        bytes: b"Canary-7ae3f1/Q Canary-7ae3f2/Q?".to_vec(),
    }];
    assert!(leaks(&hidden, &clean).is_empty());
}
