//! What the form takes and what it refuses.

use super::*;
use crate::custom_field::{CustomFieldChoice, CustomFieldKind};
use crate::details::ChangeInfo;
use crate::group::{GroupKind, GroupOffers};
use crate::ids::DataCenterId;

fn group(values: &[(&str, &str)]) -> GroupNode {
    let value = |(id, value): &(&str, &str)| CustomFieldValue {
        id: (*id).to_owned(),
        name: id.to_uppercase(),
        value: (*value).to_owned(),
        display: (*value).to_owned(),
    };
    GroupNode {
        id: GroupId::new("web"),
        name: "Web".into(),
        description: "First\r\nsecond".into(),
        path: "Production / Web".into(),
        kind: GroupKind::Default,
        parent: Some(GroupId::new("production")),
        children: Vec::new(),
        data_center: Some(DataCenterId::new("va1")),
        servers_count: 0,
        custom_fields: values.iter().map(value).collect(),
        change: ChangeInfo::default(),
        offers: GroupOffers::default(),
    }
}

fn field(id: &str, kind: CustomFieldKind, required: bool) -> CustomField {
    CustomField {
        id: id.to_owned(),
        name: id.to_uppercase(),
        required,
        kind,
        options: Vec::new(),
    }
}

fn fields() -> Vec<CustomField> {
    vec![
        field("owner", CustomFieldKind::Text, true),
        field("backup", CustomFieldKind::Checkbox, false),
    ]
}

fn parents() -> Vec<GroupId> {
    ["production", "staging"].map(GroupId::new).to_vec()
}

fn typed(pairs: &[(&str, &str)]) -> GroupForm {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    GroupForm::from_pairs(&pairs.iter().map(pair).collect::<Vec<_>>())
}

fn controls(problems: Vec<Problem>) -> Vec<String> {
    problems
        .into_iter()
        .map(|problem| problem.control)
        .collect()
}

#[test]
fn a_form_that_was_not_touched_changes_nothing() {
    for values in [&[][..], &[("owner", "ada")], &[("backup", "false")]] {
        let group = group(values);
        let same = GroupForm::of(&group).changes(&group, &parents(), Some(&fields()));
        assert_eq!(same, Ok(Vec::new()), "{values:?}");
    }
    // As a browser posts it: line breaks of two characters, boxes without a tick left out.
    let posted = typed(&[
        ("name", " Web "),
        ("description", "First\r\nsecond"),
        ("parent", "PRODUCTION"),
        ("fields", "1"),
        ("field[owner]", ""),
    ]);
    let same = posted.changes(&group(&[("backup", "false")]), &parents(), Some(&fields()));
    assert_eq!(same, Ok(Vec::new()));
}

#[test]
fn a_form_opens_with_the_values_of_its_group_and_what_is_emptied_is_touched() {
    let group = group(&[("note", "x")]);
    let opened = GroupForm::of(&group);
    let values = [("note".to_owned(), "x".to_owned())].into();
    assert_eq!(opened.fields, Some(values));
    let emptied = GroupForm {
        fields: Some([("note".to_owned(), String::new())].into()),
        ..opened
    };
    let fields = [field("note", CustomFieldKind::Text, false)];
    assert_eq!(
        emptied.changes(&group, &parents(), Some(&fields)),
        Ok(vec![GroupChange::CustomFields(Vec::new())])
    );
}

#[test]
fn only_what_is_different_is_sent() {
    let group = group(&[("owner", "ada"), ("gone", "kept")]);
    let form = typed(&[
        ("name", "Front"),
        ("description", "First\nsecond"),
        ("parent", "staging"),
        ("fields", "1"),
        ("field[owner]", "bob"),
        ("field[backup]", "true"),
    ]);
    let choice = |id: &str, value: &str| CustomFieldChoice {
        id: id.to_owned(),
        value: value.to_owned(),
    };
    let all = vec![
        choice("gone", "kept"),
        choice("owner", "bob"),
        choice("backup", "true"),
    ];
    assert_eq!(
        form.changes(&group, &parents(), Some(&fields())),
        Ok(vec![
            GroupChange::Name("Front".into()),
            GroupChange::Parent(GroupId::new("staging")),
            GroupChange::CustomFields(all),
        ])
    );
    // Where the fields could not be read, they are not touched.
    let unread = form.changes(&group, &parents(), None);
    assert_eq!(unread.map(|changes| changes.len()), Ok(2));
}

#[test]
fn what_cannot_be_is_said_at_its_control() {
    let group = group(&[]);
    let long = "x".repeat(101);
    let changed = |pairs: &[(&str, &str)]| {
        let form = typed(pairs);
        controls(
            form.changes(&group, &parents(), Some(&fields()))
                .unwrap_err(),
        )
    };
    assert_eq!(
        changed(&[("name", ""), ("description", "First\nsecond")]),
        ["name"]
    );
    assert_eq!(changed(&[("name", &long)]), ["name"]);
    let longest = typed(&[("name", &long[1..]), ("description", "First\nsecond")]);
    assert!(longest.changes(&group, &parents(), None).is_ok());
    for hidden in ["a\nb", "\u{200b}", "\u{3164}\u{2800}", " \u{feff} "] {
        assert_eq!(changed(&[("name", hidden)]), ["name"], "{hidden:?}");
    }
    assert_eq!(
        changed(&[("name", "Web"), ("parent", "elsewhere")]),
        ["parent"]
    );
    let wordy = "x".repeat(1_001);
    assert_eq!(
        changed(&[("name", "Web"), ("description", &wordy)]),
        ["description"]
    );
    let wordy = typed(&[("name", "Web"), ("description", &wordy[1..])]);
    assert!(wordy.changes(&group, &parents(), None).is_ok());
    // One field is touched, so all of them have to be right.
    let box_ticked = [("name", "Web"), ("fields", "1"), ("field[backup]", "true")];
    assert_eq!(changed(&box_ticked), ["field[owner]"]);
}

#[test]
fn a_new_group_needs_a_name_a_place_and_what_is_required() {
    let wanted = |pairs: &[(&str, &str)]| typed(pairs).wanted(&parents(), Some(&fields()));
    let refused = |pairs: &[(&str, &str)]| controls(wanted(pairs).unwrap_err());
    assert_eq!(refused(&[]), ["name", "parent", "field[owner]"]);
    assert_eq!(
        refused(&[
            ("name", "x"),
            ("parent", "nowhere"),
            ("field[owner]", "ada")
        ]),
        ["parent", "field[owner]"],
        "what the form did not ask for does not count"
    );
    let made = wanted(&[
        ("name", "Front"),
        ("parent", "Staging"),
        ("fields", "1"),
        ("field[owner]", "ada"),
    ]);
    let made = made.expect("a group");
    assert_eq!(
        (made.name.as_str(), made.parent.as_str()),
        ("Front", "staging")
    );
    assert_eq!(made.custom_fields.len(), 1);
    let free = typed(&[("name", "Front"), ("parent", "staging")]).wanted(&parents(), None);
    assert!(free.is_ok(), "fields that are not known are not asked for");
}
