//! What each free type takes and how it refuses: text, numbers, passwords.

use super::*;

#[test]
fn strings_stay_as_typed() {
    let field = parameter("string");
    for value in ["a", " a ", "df -hP", "ünï", "a\tb", "two\nlines", "-"] {
        assert_eq!(sent(&field, value), some(value));
    }
    assert_eq!(sent(&field, "a\r\nb\rc"), some("a\nb\nc"));
    assert_eq!(sent(&optional("string"), "  "), some("  "));
    assert_eq!(sent(&optional("string"), ""), Ok(None));
}

#[test]
fn white_space_does_not_fill_a_required_string() {
    for value in ["", " ", "\t\r\n"] {
        assert_eq!(
            refusal(&parameter("string"), value),
            "\"Field\" is required: enter a value."
        );
    }
    assert!(examined(&parameter("string"), &[]).is_err());
}

#[test]
fn control_characters_are_refused_by_place_and_number() {
    assert_eq!(
        refusal(&parameter("string"), "ab\0c"),
        "\"Field\" must not contain control characters other than tabs and line breaks; character 3 is U+0000."
    );
    assert!(refusal(&parameter("network"), "a\nb").contains("other than tabs; character 2"));
    assert!(sent(&parameter("other"), "\u{1b}[31m").is_err());
}

#[test]
fn values_have_a_limit() {
    let most = "x".repeat(MAX_VALUE_BYTES);
    assert_eq!(sent(&parameter("string"), &most), some(&most));
    let more = format!("{most}x");
    for kind in [
        "string",
        "numeric",
        "password",
        "server",
        "serverIP",
        "network",
        "option",
        "multiSelect",
        "other",
    ] {
        assert_eq!(
            refusal(&parameter(kind), &more),
            "\"Field\" takes at most 32,768 bytes; this has 32769.",
            "{kind}"
        );
    }
}

#[test]
fn patterns_count_for_strings_only() {
    let with = |kind, pattern: &str| Parameter {
        regex: Some(pattern.to_owned()),
        ..parameter(kind)
    };
    assert_eq!(sent(&with("string", "b"), "abc"), some("abc"));
    assert_eq!(
        refusal(&with("string", "x"), "abc"),
        "\"Field\" must match the pattern of its package; \"abc\" does not. The pattern: x"
    );
    let unchecked = examined(&with("string", "?"), &["abc"]).unwrap();
    assert_eq!(unchecked.value.as_deref(), Some("abc"));
    assert_eq!(
        unchecked.notices,
        ["The pattern of \"Field\" could not be checked, so it is not enforced: ?"]
    );
    for kind in ["password", "network", "other"] {
        assert!(sent(&with(kind, "x"), "abc").is_ok(), "{kind}");
    }
    assert_eq!(sent(&with("numeric", "x"), "1"), some("1"));
    assert_eq!(sent(&with("string", ""), "abc"), some("abc"));
}

#[test]
fn an_empty_optional_string_is_not_matched() {
    let field = Parameter {
        regex: Some("x".to_owned()),
        ..optional("string")
    };
    assert_eq!(sent(&field, ""), Ok(None));
}

#[test]
fn shell_characters_earn_one_notice() {
    let notices = |value: &str| examined(&parameter("string"), &[value]).unwrap().notices;
    assert_eq!(
        notices("plain text, with-dashes_and.dots/slashes"),
        Vec::<String>::new()
    );
    let [notice] = notices("a; b; $(c)\nd").try_into().unwrap();
    assert!(
        notice.ends_with("interpreted there: ;  $  (  )  line break"),
        "{notice}"
    );
    for risky in [";", "&", "|", "$", "`", "(", ")", "<", ">", "\n", "\"", "'"] {
        assert_eq!(notices(&format!("a{risky}")).len(), 1, "{risky}");
    }
}

#[test]
fn numbers_stay_as_typed_but_for_spaces_around() {
    for value in [
        "3", "-1", "+3.5", "2.50", ".5", "5.", "-.5", "007", "0", "-0",
    ] {
        assert_eq!(sent(&parameter("numeric"), value), some(value));
    }
    assert_eq!(sent(&parameter("numeric"), " 4\t"), some("4"));
    assert_eq!(sent(&optional("numeric"), "  "), Ok(None));
    assert_eq!(
        refusal(&parameter("numeric"), " "),
        "\"Field\" is required: enter a number such as 3, -1 or 2.5."
    );
}

#[test]
fn what_is_no_number_is_refused_with_advice() {
    let refused = |value| refusal(&parameter("numeric"), value);
    assert_eq!(
        refused("abc"),
        "\"Field\" must be a number such as 3, -1 or 2.5; \"abc\" is not."
    );
    for value in [
        "1e5", "1 000", "--1", "+", ".", "-.", "1.2.3", "0x10", "NaN", "inf", "1_000", "- 1",
    ] {
        assert!(refused(value).ends_with("is not."), "{value}");
    }
    assert!(
        refused("1,5").ends_with("Write decimals with a dot, and no separators between thousands.")
    );
    assert!(refused("٣").ends_with("Write it with the digits 0 to 9."));
    assert!(refused("\u{2212}3").ends_with("Write minus as the hyphen of the keyboard."));
}

#[test]
fn messages_repeat_little_and_show_what_hides() {
    let message = refusal(&parameter("numeric"), &"9x".repeat(500));
    assert!(
        message.contains(&format!("\"{}…\"", "9x".repeat(30))),
        "{message}"
    );
    assert!(refusal(&parameter("numeric"), "a\0b\u{202e}c").contains("\"a␀b\\u{202e}c\""));
    let long = Parameter {
        name: "n".repeat(100),
        ..parameter("numeric")
    };
    assert!(refusal(&long, "x").starts_with(&format!("\"{}…\" must", "n".repeat(60))));
}

#[test]
fn passwords_never_show() {
    let canary = "Canary\u{7}1";
    let refused = refusal(&parameter("password"), canary);
    assert_eq!(
        refused,
        "\"Field\" must not contain line breaks or control characters."
    );
    let weak = examined(&parameter("password"), &["canary"]).unwrap();
    assert_eq!(weak.value, None);
    assert_eq!(weak.notices.len(), 1);
    assert!(!weak.notices[0].contains("canary"));
    assert!(
        !examined(&parameter("password"), &["canary1", "canary2"])
            .unwrap_err()
            .contains("canary")
    );
}

#[test]
fn weak_passwords_pass_with_a_notice() {
    let notices = |text: &str| {
        check_secret(&parameter("password"), Some(&Secret::new(text)))
            .unwrap()
            .1
            .len()
    };
    for strong in ["Abcdefgh1", "abcdefg1!", "ABC def 12", "Äöüßabcd1"] {
        assert_eq!(notices(strong), 0, "{strong}");
    }
    for weak in ["Abcdef1!", "abcdefghij", "abcdefghi1", "x", "        "] {
        assert_eq!(notices(weak), 1, "{weak}");
    }
}

#[test]
fn required_passwords_must_be_given() {
    for secret in [None, Some(Secret::new(""))] {
        assert_eq!(
            check_secret(&parameter("password"), secret.as_ref()).unwrap_err(),
            "\"Field\" is required: enter a password."
        );
        let (kept, notices) = check_secret(&optional("password"), secret.as_ref()).unwrap();
        assert_eq!((kept, notices.len()), (None, 0));
    }
}

#[test]
fn networks_are_names_on_one_line() {
    let field = parameter("network");
    assert_eq!(
        sent(&field, " vlan_237_10.110.37 "),
        some("vlan_237_10.110.37")
    );
    assert_eq!(
        refusal(&field, " "),
        "\"Field\" is required: enter the name of a network."
    );
    assert_eq!(sent(&optional("network"), ""), Ok(None));
}

#[test]
fn unknown_types_are_text_with_a_notice() {
    let finding = examined(&parameter("colour"), &["red"]).unwrap();
    assert_eq!(finding.value.as_deref(), Some("red"));
    assert_eq!(
        finding.notices,
        ["\"Field\" has the unknown type \"colour\"; it is taken as text."]
    );
    assert!(sent(&parameter("colour"), " ").is_err());
}

#[test]
fn a_picker_and_a_text_box_may_share_a_name() {
    let field = parameter("string");
    for values in [&["", "a"][..], &["a", ""], &["a", "a"]] {
        assert_eq!(
            examined(&field, values).unwrap().value.as_deref(),
            Some("a")
        );
    }
    assert_eq!(
        examined(&field, &["a", "b"]).unwrap_err(),
        "\"Field\" takes one value; several different ones were given."
    );
}
