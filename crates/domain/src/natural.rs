//! The order of names: numbers inside them count as numbers, whatever their length, and letters
//! count the same in any case.

use std::cmp::Ordering;

/// A total order, so that lists and their pages always come out the same: `web2`, `WEB3`,
/// `web10`; what differs in case or leading zeros only stands by its bytes.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        match (left.chars().next(), right.chars().next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(one), Some(other)) => {
                let order = if one.is_ascii_digit() && other.is_ascii_digit() {
                    numbers(&mut left, &mut right)
                } else {
                    (left, right) = (&left[one.len_utf8()..], &right[other.len_utf8()..]);
                    if one.is_ascii() && other.is_ascii() {
                        one.to_ascii_lowercase().cmp(&other.to_ascii_lowercase())
                    } else {
                        one.to_lowercase().cmp(other.to_lowercase())
                    }
                };
                if order != Ordering::Equal {
                    return order;
                }
            }
        }
    }
}

/// Takes the number at the beginning of each and compares them: without leading zeros the longer
/// one is larger.
fn numbers(left: &mut &str, right: &mut &str) -> Ordering {
    let (one, other) = (number(left), number(right));
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

fn number<'a>(text: &mut &'a str) -> &'a str {
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    *text = rest;
    digits.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_sort_as_people_count() {
        for sorted in [
            &["DB1", "WEB1", "WEB2", "WEB10"][..],
            &["web2a", "web10a", "web10b"],
            &["r1n2", "r1n10", "r2n1"],
            &["a", "A1", "a2", "B1", "b10"],
            &["v1.2.9", "v1.2.10", "v1.10.1"],
            &["x0", "x00", "x001", "x01", "x1", "x2"],
            &[
                "n99999999999999999998",
                "n99999999999999999999",
                "n100000000000000000000",
            ],
            &["10.0.0.9", "10.0.0.10", "10.0.10.1"],
            &["web", "web-1", "web1", "weba"],
            &["größe 2", "größe 10"],
            // The sign for Kelvin is a k in capitals.
            &["\u{212a}2", "k10"],
        ] {
            let mut names: Vec<&str> = sorted.iter().rev().copied().collect();
            names.sort_by(|a, b| natural(a, b));
            assert_eq!(names, sorted);
        }
    }

    proptest! {
        #[test]
        fn it_is_a_total_order(mut names in prop::collection::vec("[aB0-2-]{0,4}", 3)) {
            for (a, b) in [(0, 1), (1, 2), (0, 2)] {
                prop_assert_eq!(natural(&names[a], &names[b]), natural(&names[b], &names[a]).reverse());
                prop_assert_eq!(natural(&names[a], &names[b]) == Ordering::Equal, names[a] == names[b]);
            }
            names.sort_by(|a, b| natural(a, b));
            prop_assert_ne!(natural(&names[0], &names[1]), Ordering::Greater);
            prop_assert_ne!(natural(&names[0], &names[2]), Ordering::Greater);
        }
    }
}
