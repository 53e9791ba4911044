use super::*;
use crate::islands::picker::columns::tests::three;

fn posted(choice: &Choice) -> Vec<&str> {
    choice.posted().collect()
}

#[test]
fn nothing_is_chosen_but_what_the_form_carried() {
    assert!(posted(&Choice::new(three(), Vec::new())).is_empty());
    let carried = vec!["ca3db01".to_owned(), "gone".to_owned()];
    let choice = Choice::new(three(), carried);
    assert_eq!(posted(&choice), ["ca3db01", "gone"]);
    assert_eq!(choice.lost, ["gone"]);
}

#[test]
fn what_the_form_carried_stands_first_until_the_list_is_narrowed() {
    let mut choice = Choice::new(three(), vec!["ca3db01".to_owned()]);
    assert_eq!(choice.matches, [2, 0, 1]);
    choice.filter(Some(""));
    assert_eq!(choice.matches, [2, 0, 1], "nothing was narrowed");
    choice.toggle(0);
    assert_eq!(choice.matches, [2, 0, 1], "nothing moves under the pointer");
    assert!(posted(&choice).is_empty());
    choice.filter(Some("web"));
    choice.filter(Some(""));
    assert_eq!(choice.matches, [0, 1, 2]);
}

#[test]
fn a_filter_keeps_the_choice_and_counts_what_it_hides() {
    let mut choice = Choice::new(three(), Vec::new());
    choice.toggle(2);
    choice.filter(Some("web"));
    assert_eq!(choice.matches, [0, 1]);
    choice.choose_matches();
    choice.filter(Some("web01"));
    assert_eq!(choice.matches, [0]);
    let (centers, hidden) = choice.counts();
    assert_eq!(centers, [("ca3", 1), ("va1", 2)]);
    assert_eq!(hidden, 2);
    choice.filter(Some("we"));
    assert_eq!(choice.matches, [0, 1], "fewer letters find more again");
    choice.filter(Some(""));
    assert!(choice.toggle_only_chosen());
    assert_eq!(choice.matches, [0, 1, 2]);
}

#[test]
fn ranges_reach_from_where_they_began() {
    let mut choice = Choice::new(three(), Vec::new());
    choice.go(2);
    choice.extend(1);
    assert_eq!(posted(&choice), ["va1web02", "ca3db01"]);
    choice.extend(9);
    assert_eq!(choice.active, 2);
    choice.clear();
    assert!(posted(&choice).is_empty());
}

#[test]
fn names_count_as_chosen_and_unknown_ones_are_reported() {
    let mut choice = Choice::new(three(), Vec::new());
    assert_eq!(choice.name("  "), Names::Nothing);
    let read = choice.name("web[01-03], 10.0.0.1");
    assert_eq!(read, Names::Read(2, vec!["web03".to_owned()], Vec::new()));
    assert!(choice.has(0) && choice.has(1) && !choice.has(2));
    assert!(posted(&choice).is_empty(), "the text itself is posted");
    assert!(matches!(choice.name("web[1"), Names::Unreadable(_)));
    assert!(!choice.has(0));
}

#[test]
fn a_named_server_that_is_given_up_turns_the_names_into_choices() {
    let mut choice = Choice::new(three(), Vec::new());
    choice.name("web01 web02");
    assert!(choice.toggle(0));
    assert_eq!(posted(&choice), ["va1web02"]);
    assert!(!choice.toggle(0));
}
