//! `option` and `multiSelect`.

use super::*;

const MODES: [(&str, &str); 4] = [
    ("Clone", "clone"),
    ("Pull", "pull"),
    ("", "both"),
    ("None", "0"),
];

#[test]
fn options_are_declared_values() {
    let field = with_options(parameter("option"), &MODES);
    for (_, value) in MODES {
        assert_eq!(sent(&field, value), some(value));
    }
    for other in ["Clone", "CLONE", " clone", "nothing"] {
        assert_eq!(
            refusal(&field, other),
            format!(
                "\"Field\" must be one of Clone, Pull, both, None; \"{other}\" is not among them."
            )
        );
    }
    assert_eq!(
        refusal(&field, ""),
        "\"Field\" is required: choose one of Clone, Pull, both, None."
    );
    assert_eq!(
        sent(&with_options(optional("option"), &MODES), ""),
        Ok(None)
    );
}

/// What a form posts for the option called `name`.
fn key(field: &Parameter, name: &str) -> String {
    let options = Options::of(field);
    let found = options.keyed().find(|(_, option)| option.name == name);
    found.expect(name).0.to_owned()
}

#[test]
fn a_declared_empty_value_is_a_choice_and_nothing_chosen_is_none() {
    let options = [("Neither", ""), ("Yes", "1")];
    for field in [parameter("option"), optional("option")] {
        let field = with_options(field, &options);
        assert_eq!(sent(&field, &key(&field, "Neither")), some(""));
        let finding = examined(&field, &["", "1"]).unwrap();
        assert_eq!(finding.value.as_deref(), Some("1"));
        for nothing in [&[][..], &[""], &["", ""]] {
            let value = examined(&field, nothing).map(|finding| finding.value);
            if field.required {
                assert_eq!(
                    value.unwrap_err(),
                    "\"Field\" is required: choose one of Neither, Yes."
                );
            } else {
                assert_eq!(value, Ok(None));
            }
        }
    }
}

#[test]
fn an_empty_value_is_ticked_in_a_list_like_any_other() {
    let options = [("Nothing", ""), ("Web", "web"), ("Mail", "mail")];
    let field = with_options(parameter("multiSelect"), &options);
    let nothing = key(&field, "Nothing");
    for (posted, expected) in [
        (vec!["web"], "web"),
        (vec!["", "web"], "web"),
        (vec!["mail", "web"], "web,mail"),
        (vec![nothing.as_str()], ""),
        (vec![nothing.as_str(), "web"], ",web"),
    ] {
        let finding = examined(&field, &posted).unwrap();
        assert_eq!(finding.value.as_deref(), Some(expected), "{posted:?}");
    }
    for posted in [&[][..], &[""]] {
        assert_eq!(
            examined(&field, posted).unwrap_err(),
            "\"Field\" is required: choose at least one of Nothing, Web, Mail."
        );
    }
}

#[test]
fn options_of_one_value_are_told_apart() {
    let options = [("Small", "1"), ("Tiny", "1"), ("Large", "2"), ("Tiny", "1")];
    for kind in ["option", "multiSelect"] {
        let field = with_options(parameter(kind), &options);
        let keys: Vec<String> = Options::of(&field)
            .keyed()
            .map(|(key, _)| key.to_owned())
            .collect();
        assert_eq!(keys.len(), 3, "each is shown once: {keys:?}");
        for (key, name, value) in [
            (&keys[0], "Small", "1"),
            (&keys[1], "Tiny", "1"),
            (&keys[2], "Large", "2"),
        ] {
            let finding = examined(&field, &[key]).unwrap();
            assert_eq!(finding.value.as_deref(), Some(value));
            let names: Vec<_> = finding.chosen.iter().map(|o| o.name.as_str()).collect();
            assert_eq!(names, [name]);
        }
        // Whoever posts a value by hand means the first.
        assert_eq!(examined(&field, &["1"]).unwrap().chosen[0].name, "Small");
    }
    let both = with_options(parameter("multiSelect"), &options);
    let keys = [key(&both, "Small"), key(&both, "Tiny")];
    let finding = examined(&both, &[&keys[0], &keys[1]]).unwrap();
    assert_eq!(
        finding.value.as_deref(),
        Some("1"),
        "its value is sent once"
    );
    assert_eq!(finding.chosen.len(), 2);
}

#[test]
fn keys_survive_another_order_and_values_that_look_like_them() {
    let field = with_options(parameter("option"), &[("A", "x"), ("B", "x"), ("C", "")]);
    let turned = with_options(parameter("option"), &[("C", ""), ("B", "x"), ("A", "x")]);
    for name in ["A", "B", "C"] {
        let options = Options::of(&turned);
        let meant = options.meant(&key(&field, name)).unwrap();
        assert_eq!(meant.name, name);
    }
    let shy = key(&field, "C");
    let odd = with_options(parameter("option"), &[("C", ""), ("Trap", &shy)]);
    assert_ne!(key(&odd, "C"), shy);
    assert_eq!(sent(&odd, &shy), some(&shy));
    assert_eq!(sent(&odd, &key(&odd, "C")), some(""));
}

#[test]
fn long_lists_of_choices_are_cut() {
    let labels: Vec<String> = (1..=12).map(|n| format!("v{n}")).collect();
    let options: Vec<(&str, &str)> = labels.iter().map(|l| ("", l.as_str())).collect();
    assert_eq!(
        refusal(&with_options(parameter("option"), &options), "x"),
        "\"Field\" must be one of v1, v2, v3, v4, v5, v6, v7, v8, v9, v10 and 2 more; \"x\" is not among them."
    );
    let ten = refusal(&with_options(parameter("option"), &options[..10]), "x");
    assert!(!ten.contains("more"), "{ten}");
}

#[test]
fn a_manifest_without_choices_says_so() {
    for kind in ["option", "multiSelect"] {
        assert_eq!(
            refusal(&parameter(kind), ""),
            "\"Field\" is required, but the package declares no choices for it."
        );
        assert_eq!(
            refusal(&optional(kind), "x"),
            "\"Field\" takes no value, as the package declares no choices for it."
        );
        assert_eq!(sent(&optional(kind), ""), Ok(None));
    }
}

#[test]
fn every_subset_of_four_options_is_judged() {
    for required in [true, false] {
        let field = with_options(
            Parameter {
                required,
                ..parameter("multiSelect")
            },
            &MODES,
        );
        for subset in 0..16_u8 {
            let chosen: Vec<&str> = (0..4)
                .filter(|place| subset & (1 << place) != 0)
                .map(|place| MODES[place].1)
                .collect();
            // Posted backwards and twice, with the empty text that a form sends along.
            let posted: Vec<&str> = [""]
                .into_iter()
                .chain(chosen.iter().rev().copied())
                .chain(chosen.iter().copied())
                .collect();
            let value = examined(&field, &posted).map(|finding| finding.value);
            match (subset, required) {
                (0, true) => assert_eq!(
                    value.unwrap_err(),
                    "\"Field\" is required: choose at least one of Clone, Pull, both, None."
                ),
                (0, false) => assert_eq!(value, Ok(None)),
                _ => assert_eq!(value, some(&chosen.join(","))),
            }
        }
    }
}

#[test]
fn one_undeclared_choice_is_refused() {
    let field = with_options(parameter("multiSelect"), &MODES);
    assert_eq!(
        examined(&field, &["clone", "Pull"]).unwrap_err(),
        "\"Field\" takes only Clone, Pull, both, None; \"Pull\" is not among them."
    );
}

#[test]
fn a_separator_inside_a_choice_is_told() {
    let field = with_options(parameter("multiSelect"), &[("One", "a,b"), ("Two", "c")]);
    let finding = examined(&field, &["c", "a,b"]).unwrap();
    assert_eq!(finding.value.as_deref(), Some("a,b,c"));
    assert!(
        finding.notices[0].contains("joined by \",\", and the choice \"a,b\""),
        "{finding:?}"
    );
    assert_eq!(
        examined(&field, &["c"]).unwrap().notices,
        Vec::<String>::new()
    );
}

#[test]
fn values_declared_twice_are_sent_once() {
    let field = with_options(
        parameter("multiSelect"),
        &[("A", "a"), ("B", "b"), ("A again", "a")],
    );
    assert_eq!(
        examined(&field, &["b", "a"]).unwrap().value.as_deref(),
        Some("a,b")
    );
}
