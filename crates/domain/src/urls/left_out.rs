//! What an address asks for that there is not: the filter leaves it out, and people are told.

use super::filters::{PackageFilter, decode, field};
use super::run_filter::{RunFilter, RunSort};
use super::server_filter::{ServerFilter, ServerSort};
use crate::action::RunKind;
use crate::package::Visibility;
use crate::parameters::shown;
use crate::run::RunState;
use crate::server::PowerState;

/// One field of a filter whose words are few.
struct Words {
    field: &'static str,
    /// For example `no state of a run`.
    what: &'static str,
    known: Vec<&'static str>,
}

impl PackageFilter {
    /// Sentences about words of a query that were left out.
    pub fn left_out(query: &str) -> Vec<String> {
        let visibility = Words {
            field: "visibility",
            what: "no visibility",
            known: Visibility::ALL.map(Visibility::word).to_vec(),
        };
        left_out(query, &[visibility])
    }
}

impl RunFilter {
    /// Sentences about words of a query that were left out.
    pub fn left_out(query: &str) -> Vec<String> {
        let state = Words {
            field: "state",
            what: "no state of a run",
            known: RunState::ALL.map(RunState::word).to_vec(),
        };
        let by = Words {
            field: "by",
            what: "nobody that runs are listed for",
            known: vec!["me"],
        };
        let kind = Words {
            field: "kind",
            what: "no kind of run",
            known: RunKind::ALL.map(RunKind::word).to_vec(),
        };
        let sort = Words {
            field: "sort",
            what: "no column to sort by",
            known: RunSort::ALL.map(RunSort::word).to_vec(),
        };
        left_out(query, &[state, by, kind, sort])
    }
}

impl ServerFilter {
    /// Sentences about words of a query that were left out.
    pub fn left_out(query: &str) -> Vec<String> {
        let power = Words {
            field: "power",
            what: "no power state",
            known: PowerState::ALL.map(PowerState::word).to_vec(),
        };
        let sort = Words {
            field: "sort",
            what: "no column to sort by",
            known: ServerSort::ALL.map(ServerSort::word).to_vec(),
        };
        left_out(query, &[power, sort])
    }
}

fn left_out(query: &str, few: &[Words]) -> Vec<String> {
    let pairs = decode(query);
    let words = few.iter().filter_map(|words| {
        let text = field(&pairs, words.field)?;
        let plain = match words.field {
            "sort" => text.strip_prefix('-').unwrap_or(text),
            _ => text,
        };
        (!words.known.contains(&plain)).then(|| words.sentence(text))
    });
    let page = field(&pairs, "page").filter(|text| !text.parse::<u32>().is_ok_and(|n| n >= 1));
    let page = page.map(|text| {
        let text = shown(text);
        format!("\"{text}\" is no page, so it was left out; pages are numbered from 1.")
    });
    words.chain(page).collect()
}

impl Words {
    fn sentence(&self, text: &str) -> String {
        let (text, what) = (shown(text), self.what);
        let (verb, known) = match self.known.split_last() {
            Some((last, [])) => ("is", (*last).to_owned()),
            Some((last, first)) => ("are", format!("{} and {last}", first.join(", "))),
            None => ("is", "none".to_owned()),
        };
        format!("\"{text}\" is {what}, so it was left out; there {verb} {known}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_is_passed_over_in_silence() {
        let none: [String; 0] = [];
        assert_eq!(
            PackageFilter::left_out("q=x&visibility=public&os=beos"),
            none
        );
        assert_eq!(
            RunFilter::left_out("state=live&by=me&page=2&q=%ff&other=1"),
            none
        );
        assert_eq!(
            ServerFilter::left_out("sort=-memory&power=&dc=xx&page=4294967295"),
            none
        );
    }

    #[test]
    fn what_means_nothing_is_named_with_what_there_is() {
        let told = RunFilter::left_out("state=exploded&by=you&page=-4");
        assert_eq!(
            told,
            [
                "\"exploded\" is no state of a run, so it was left out; there are live, paused, finished and stopped.",
                "\"you\" is nobody that runs are listed for, so it was left out; there is me.",
                "\"-4\" is no page, so it was left out; pages are numbered from 1.",
            ]
        );
        assert_eq!(ServerFilter::left_out("sort=--name&power=off").len(), 2);
    }
}
