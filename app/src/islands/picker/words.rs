//! The picker's sentences.

use super::selection::Names;
use crate::components::grouped;

/// Unknown names that one sentence lists.
const LISTED: usize = 12;

fn count(number: usize) -> String {
    grouped(number as u64)
}

fn servers(number: usize) -> String {
    if number == 1 {
        "1 server".to_owned()
    } else {
        format!("{} servers", count(number))
    }
}

/// What the list shows.
pub(super) fn shown(matches: usize, total: usize) -> String {
    if matches == total {
        servers(total)
    } else {
        format!("{} of {}", count(matches), servers(total))
    }
}

/// The button that chooses all matches.
pub(super) fn choose_all(matches: usize, total: usize) -> String {
    if matches == total {
        format!("Choose all {}", count(matches))
    } else {
        format!("Choose all {} that match", count(matches))
    }
}

/// What is chosen, where, and what of it the list does not show.
pub(super) fn chosen(centers: &[(&str, usize)], hidden: usize) -> String {
    let total: usize = centers.iter().map(|(_, count)| count).sum();
    if total == 0 {
        return "No server chosen.".to_owned();
    }
    let place = if let [("", _)] = centers {
        String::new()
    } else if let [(center, _)] = centers {
        format!(" in {}", center.to_ascii_uppercase())
    } else {
        let each: Vec<String> = centers
            .iter()
            .map(|(center, number)| format!("{} {}", center.to_ascii_uppercase(), count(*number)))
            .collect();
        format!(" in {} data centers: {}", centers.len(), each.join(", "))
    };
    let hidden = match hidden {
        0 => String::new(),
        1 => " 1 of them is not in the list above.".to_owned(),
        many => format!(" {} of them are not in the list above.", count(many)),
    };
    format!("{} chosen{place}.{hidden}", servers(total))
}

/// What the text of names came to, and whether something has to change; not what is `told` beside
/// it already.
pub(super) fn names(names: &Names, told: bool) -> (String, bool) {
    match names {
        Names::Nothing => (String::new(), false),
        Names::Unreadable(_) if told => (String::new(), false),
        Names::Unreadable(why) => (why.clone(), true),
        Names::Read(found, ..) if told => (format!("{} found by name.", servers(*found)), false),
        Names::Read(found, unknown, several) => {
            let mut words = vec![format!("{} found by name.", servers(*found))];
            if !unknown.is_empty() {
                let listed = listed(unknown);
                words.push(format!(
                    "Not found: {listed}. Correct or leave out what was not found."
                ));
            }
            if !several.is_empty() {
                let listed = listed(several);
                words.push(format!(
                    "Several names end like this: {listed}. Write the whole name of the one you mean."
                ));
            }
            (words.join(" "), !unknown.is_empty() || !several.is_empty())
        }
    }
}

/// The first few, and how many more there are.
fn listed(names: &[String]) -> String {
    let shown = names[..names.len().min(LISTED)].join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {} more", count(more)),
    }
}

/// The button that leaves out what the inventory does not hold.
#[cfg(feature = "hydrate")]
pub(super) fn leave_out(lost: &[String]) -> String {
    format!(
        "Leave out {}, no longer in this account: {}",
        count(lost.len()),
        listed(lost)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_said_in_words() {
        assert_eq!(shown(10_000, 10_000), "10,000 servers");
        assert_eq!(shown(431, 10_000), "431 of 10,000 servers");
        assert_eq!(choose_all(431, 10_000), "Choose all 431 that match");
        let centers = [("ca3", 4), ("va1", 8)];
        assert_eq!(
            chosen(&centers, 0),
            "12 servers chosen in 2 data centers: CA3 4, VA1 8."
        );
        let one = [("va1", 1)];
        assert_eq!(
            chosen(&one, 1),
            "1 server chosen in VA1. 1 of them is not in the list above."
        );
        assert_eq!(chosen(&[("", 3)], 0), "3 servers chosen.");
        assert_eq!(chosen(&[], 0), "No server chosen.");
    }

    #[test]
    fn unknown_names_are_listed() {
        let read = Names::Read(
            118,
            vec!["web98".to_owned(), "web99".to_owned()],
            Vec::new(),
        );
        let found = "118 servers found by name.".to_owned();
        assert_eq!(names(&read, true), (found, false), "once is enough");
        let (words, bad) = names(&read, false);
        assert!(bad);
        assert!(
            words.starts_with("118 servers found by name. Not found: web98, web99."),
            "{words}"
        );
        assert_eq!(
            names(&Names::Read(1, Vec::new(), Vec::new()), false),
            ("1 server found by name.".to_owned(), false)
        );
        let (words, bad) = names(&Names::Read(0, Vec::new(), vec!["web01".to_owned()]), false);
        assert!(
            bad && words.contains("Several names end like this: web01."),
            "{words}"
        );
    }
}
