use super::*;
use crate::islands::picker::columns::tests::three;

fn posted(selection: &Selection) -> Vec<&str> {
    selection.posted().collect()
}

#[test]
fn nothing_is_chosen_but_what_the_form_carried() {
    assert!(posted(&Selection::new(three(), Vec::new())).is_empty());
    let carried = vec!["ca3db01".to_owned(), "gone".to_owned()];
    let selection = Selection::new(three(), carried);
    assert_eq!(posted(&selection), ["ca3db01", "gone"]);
    assert_eq!(selection.lost, ["gone"]);
}

#[test]
fn what_the_form_carried_stands_first_until_the_list_is_narrowed() {
    let mut selection = Selection::new(three(), vec!["ca3db01".to_owned()]);
    assert_eq!(selection.matches, [2, 0, 1]);
    selection.filter(Some(""));
    assert_eq!(selection.matches, [2, 0, 1], "nothing was narrowed");
    selection.toggle(0);
    assert_eq!(
        selection.matches,
        [2, 0, 1],
        "nothing moves under the pointer"
    );
    assert!(posted(&selection).is_empty());
    selection.filter(Some("web"));
    selection.filter(Some(""));
    assert_eq!(selection.matches, [0, 1, 2]);
}

#[test]
fn a_filter_keeps_the_choice_and_counts_what_it_hides() {
    let mut selection = Selection::new(three(), Vec::new());
    selection.toggle(2);
    selection.filter(Some("web"));
    assert_eq!(selection.matches, [0, 1]);
    selection.choose_matches();
    selection.filter(Some("web01"));
    assert_eq!(selection.matches, [0]);
    let (centers, hidden) = selection.counts();
    assert_eq!(centers, [("ca3", 1), ("va1", 2)]);
    assert_eq!(hidden, 2);
    selection.filter(Some("we"));
    assert_eq!(selection.matches, [0, 1], "fewer letters find more again");
    selection.filter(Some(""));
    assert!(selection.toggle_only_chosen());
    assert_eq!(selection.matches, [0, 1, 2]);
}

#[test]
fn ranges_reach_from_where_they_began() {
    let mut selection = Selection::new(three(), Vec::new());
    selection.go(2);
    selection.extend(1);
    assert_eq!(posted(&selection), ["va1web02", "ca3db01"]);
    selection.extend(9);
    assert_eq!(selection.active, 2);
    selection.clear();
    assert!(posted(&selection).is_empty());
}

#[test]
fn names_count_as_chosen_and_unknown_ones_are_reported() {
    let mut selection = Selection::new(three(), Vec::new());
    assert_eq!(selection.name("  "), Names::Nothing);
    let read = selection.name("web[01-03], 10.0.0.1");
    assert_eq!(read, Names::Read(2, vec!["web03".to_owned()], Vec::new()));
    assert!(selection.has(0) && selection.has(1) && !selection.has(2));
    assert!(posted(&selection).is_empty(), "the text itself is posted");
    assert!(matches!(selection.name("web[1"), Names::Unreadable(_)));
    assert!(!selection.has(0));
}

#[test]
fn a_named_server_that_is_given_up_turns_the_names_into_choices() {
    let mut selection = Selection::new(three(), Vec::new());
    selection.name("web01 web02");
    assert!(selection.toggle(0));
    assert_eq!(posted(&selection), ["va1web02"]);
    assert!(!selection.toggle(0));
}
