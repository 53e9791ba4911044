//! Where HTML is taken as it is. Everything else on a page is a text node or an attribute, which no
//! foreign text can leave; these places could be left, so each says here why it cannot.

use std::fs;

use super::facts::{has_ending, under};

/// What takes HTML as it is: in markup of pages, in islands, and in scripts.
const TAKES: [&str; 6] = [
    "inner_html=",
    "set_inner_html(",
    "set_outer_html(",
    "insert_adjacent_html(",
    "innerHTML",
    "insertAdjacentHTML",
];

/// Where markup of pages is written.
const ROOMS: [&str; 3] = ["app/src", "frontend", "server/src"];

/// Stands in the program, word for word.
const OWN: &str = "the program's own words";
/// Of `components::markup`, whose types let nothing but the program's own words be markup.
const MARKUP: &str = "written with `Markup`";
/// Through `components::text::escaped`.
const ESCAPED: &str = "escaped";
/// The same server wrote it, under the same rules.
const OWN_PAGE: &str = "a part of a page of ours";

const PLACES: [(&str, &str); 21] = [
    ("app/src/components/choices.rs", MARKUP),
    ("app/src/components/icon.rs", OWN),
    ("app/src/components/page.rs", ESCAPED),
    ("app/src/components/shell.rs", OWN),
    ("app/src/components/table.rs", MARKUP),
    ("app/src/components/text_area.rs", ESCAPED),
    ("app/src/document.rs", OWN),
    ("app/src/islands/field_checks/slot.rs", OWN),
    ("app/src/islands/parts.rs", OWN_PAGE),
    ("app/src/islands/run_live/asked.rs", OWN_PAGE),
    ("app/src/pages/executions/mod.rs", MARKUP),
    ("app/src/pages/groups/mod.rs", MARKUP),
    ("app/src/pages/groups/one.rs", MARKUP),
    ("app/src/pages/run/reasons.rs", MARKUP),
    ("app/src/pages/run/rows.rs", MARKUP),
    ("app/src/pages/runs/table.rs", MARKUP),
    ("app/src/pages/servers/bar.rs", MARKUP),
    ("app/src/pages/servers/groups.rs", MARKUP),
    ("app/src/pages/servers/looks.rs", MARKUP),
    ("app/src/pages/servers/table.rs", MARKUP),
    ("app/src/pages/shared.rs", MARKUP),
];

#[test]
fn html_is_taken_as_it_is_only_where_it_is_said_why() {
    let mut wrong = Vec::new();
    let mut met = Vec::new();
    for (name, file) in ROOMS.into_iter().flat_map(under) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        if !has_ending(&file, &["rs", "js"]) || !TAKES.iter().any(|way| text.contains(way)) {
            continue;
        }
        if !PLACES.iter().any(|(place, _)| *place == name) {
            wrong.push(format!(
                "{name} takes HTML as it is, and nothing says why it may"
            ));
        }
        met.push(name);
    }
    let gone = PLACES
        .iter()
        .filter(|(place, _)| !met.iter().any(|name| name == place));
    wrong.extend(gone.map(|(place, why)| format!("{place} takes none any more ({why})")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
