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
    for value in [
        "",
        " ",
        "\t\r\n",
        "\u{200b}",
        "\u{feff}",
        "\u{ad}",
        "\u{34f}",
        "\u{a0}",
        "\u{202f}",
        "\u{115f}",
        "\u{3164}",
        "\u{ffa0}",
        "\u{2800}",
        "\u{202e}",
        "\u{2066}",
        "\u{200d}",
        "\u{fe0f}",
        "\u{e0041}",
        "\u{3000} \u{2060}\n\u{200b}",
    ] {
        assert_eq!(
            refusal(&parameter("string"), value),
            "\"Field\" is required: enter a value."
        );
    }
    assert!(examined(&parameter("string"), &[]).is_err());
}

#[test]
fn nothing_to_be_seen_fills_no_required_field() {
    for kind in [
        "string", "network", "password", "colour", "numeric", "server", "serverIP",
    ] {
        for value in ["\u{200b}", "\u{feff}\u{200d}", "\u{3164}"] {
            assert!(sent(&parameter(kind), value).is_err(), "{kind} {value:?}");
        }
    }
}

#[test]
fn what_cannot_be_seen_is_told() {
    let notices = |kind, value: &str| examined(&parameter(kind), &[value]).unwrap().notices;
    for (value, expected) in [
        ("  a", "begins with 2 spaces, which is kept."),
        ("a ", "ends with a space, which is kept."),
        (
            " a\t",
            "begins with a space and ends with a tab, which is kept.",
        ),
        ("a\r\n", "ends with a line end, which is kept."),
        ("a\n\n", "ends with 2 line ends, which is kept."),
        (
            "a\u{a0}",
            "ends with U+00A0 (no-break space), which is kept.",
        ),
        (
            "a\u{200b}b",
            "holds U+200B (zero width space), which is kept.",
        ),
        ("a\u{a0}b", "holds U+00A0 (no-break space), which is kept."),
        (
            "\u{feff}a\u{ad}b\u{202e}",
            "begins with U+FEFF (byte order mark), holds U+00AD (soft hyphen), ends with U+202E (mark of direction), which is kept.",
        ),
    ] {
        let told = notices("string", value).concat();
        assert!(
            told.ends_with(&format!("\"Field\" {expected}")),
            "{value:?}: {told}"
        );
    }
    for plain in ["a", "a b", "a\tb", "é", "❤\u{fe0f}", "👩\u{200d}💻"] {
        assert_eq!(notices("string", plain), Vec::<String>::new(), "{plain:?}");
    }
    assert_eq!(
        notices("network", " vlan ").len(),
        0,
        "blanks around it are not kept"
    );
    assert_eq!(notices("password", "Abcdefgh1\u{200b}").len(), 1);
    let blank = examined(&optional("string"), &["  "]).unwrap();
    assert_eq!(
        blank.notices,
        ["\"Field\" holds nothing that can be seen: 2 spaces."]
    );
}

#[test]
fn pieces_are_the_text() {
    for text in [
        "",
        "a",
        "  a\u{200b}b \n",
        "\n\n",
        "\u{202e}",
        "a  b",
        &" ".repeat(500),
    ] {
        let parts = pieces(text);
        let whole: String = parts
            .iter()
            .map(|piece| match piece {
                Piece::Plain(text) | Piece::Unseen(text, _) => *text,
            })
            .collect();
        assert_eq!(whole, text);
    }
    let signs = |text: &str| {
        let signs = pieces(text).into_iter().filter_map(|piece| match piece {
            Piece::Unseen(_, sign) => Some(sign),
            Piece::Plain(_) => None,
        });
        signs.collect::<Vec<_>>()
    };
    assert_eq!(signs("  a\u{200b}b \n"), ["··", "U+200B", "·", "↵"]);
    assert_eq!(signs("a b"), Vec::<String>::new());
    assert_eq!(signs(&" ".repeat(500)), ["·×500"]);
    assert!(pieces(&"\u{200b} ".repeat(16_000)).len() <= 201);
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
        assert_eq!(notices(&format!("a{risky}b")).len(), 1, "{risky}");
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
