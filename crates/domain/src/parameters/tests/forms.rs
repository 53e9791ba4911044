//! Whole forms: order of errors, keys that do not belong, secrets, defaults.

use super::*;

fn check(
    package: &Package,
    pairs: &[(&str, &[&str])],
    secrets: &[(&str, &str)],
) -> Result<Checked, Vec<FieldError>> {
    let secrets = secrets
        .iter()
        .map(|(variable, text)| ((*variable).to_owned(), Secret::new(*text)))
        .collect();
    with_rules(|rules| check_all(package, &entered(pairs), &secrets, rules))
}

fn sample() -> Package {
    package(vec![
        named("z.count", parameter("numeric")),
        named("9[a].mail", parameter("string")),
        named("a.secret", parameter("password")),
        named(
            "m",
            with_options(optional("multiSelect"), &[("A", "a"), ("B", "b")]),
        ),
    ])
}

#[test]
fn a_form_that_passes_gives_values_secrets_and_notices() {
    let checked = check(
        &sample(),
        &[
            ("z.count", &[" 3 "]),
            ("9[a].mail", &["a&b"]),
            ("m", &["b", "a"]),
        ],
        &[("a.secret", "Str0ng & long")],
    )
    .unwrap();
    let values: Vec<_> = checked
        .values
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    assert_eq!(
        values,
        [("9[a].mail", "a&b"), ("m", "a,b"), ("z.count", "3")]
    );
    assert_eq!(checked.secrets["a.secret"].expose(), "Str0ng & long");
    let [notice] = &checked.notices[..] else {
        panic!("{:?}", checked.notices)
    };
    assert_eq!(
        (notice.variable.as_str(), notice.label.as_str()),
        ("9[a].mail", "Label of 9[a].mail")
    );
}

#[test]
fn optional_parameters_left_empty_are_absent() {
    let all = package(
        [
            "string",
            "numeric",
            "option",
            "multiSelect",
            "password",
            "server",
            "serverIP",
            "network",
            "other",
        ]
        .map(|kind| named(kind, optional(kind)))
        .into(),
    );
    assert_eq!(check(&all, &[], &[]), Ok(Checked::default()));
    let empty: Vec<(&str, &[&str])> = all
        .parameters
        .iter()
        .map(|p| (p.variable.as_str(), &[""][..]))
        .collect();
    assert_eq!(
        check(&all, &empty, &[("password", "")]),
        Ok(Checked::default())
    );
}

#[test]
fn errors_keep_the_manifests_order_and_undeclared_keys_follow() {
    let errors = check(
        &sample(),
        &[
            ("z.count", &["x"]),
            ("b\u{202e}", &["hidden"]),
            ("a.other", &[]),
        ],
        &[("m", "hidden"), ("stranger", "hidden")],
    )
    .unwrap_err();
    let said: Vec<_> = errors
        .iter()
        .map(|e| (e.variable.as_str(), e.message.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (
                "z.count",
                "\"Label of z.count\" must be a number such as 3, -1 or 2.5; \"x\" is not."
            ),
            (
                "9[a].mail",
                "\"Label of 9[a].mail\" is required: enter a value."
            ),
            (
                "a.secret",
                "\"Label of a.secret\" is required: enter a password."
            ),
            (
                "a.other",
                "\"a.other\" is not a parameter of this package; leave it out."
            ),
            (
                "b\u{202e}",
                "\"b\\u{202e}\" is not a parameter of this package; leave it out."
            ),
            (
                "m",
                "\"m\" is not a password of this package; leave it out."
            ),
            (
                "stranger",
                "\"stranger\" is not a parameter of this package; leave it out."
            ),
        ]
    );
    assert_eq!(errors[4].label, "b\\u{202e}");
}

#[test]
fn defaults_fill_nothing_when_checking() {
    let with_default = Parameter {
        default_value: Some("3".to_owned()),
        ..parameter("numeric")
    };
    let form = package(vec![with_default]);
    assert!(check(&form, &[("f", &[""])], &[]).is_err());
    assert!(check(&form, &[], &[]).is_err());
}

#[test]
fn a_password_among_the_plain_texts_never_lands_in_values() {
    let form = package(vec![parameter("password")]);
    let checked = check(&form, &[("f", &["canary"])], &[]).unwrap();
    assert!(checked.values.is_empty());
    assert_eq!(checked.secrets["f"].expose(), "canary");
    assert!(!format!("{checked:?}").contains("canary"));
    let both = check(&form, &[("f", &["plain"])], &[("f", "sealed")]).unwrap();
    assert_eq!(both.secrets["f"].expose(), "sealed");
}

#[test]
fn a_variable_declared_twice_is_asked_once_and_a_password_wins() {
    let form = package(vec![
        named("a", parameter("string")),
        named("b", parameter("string")),
        named("b", parameter("numeric")),
        named("a", parameter("password")),
    ]);
    let kinds: Vec<_> = asked(&form).iter().map(|p| p.kind.word()).collect();
    assert_eq!(kinds, ["string", "password"]);
    let checked = check(&form, &[("a", &["canary"]), ("b", &["text"])], &[]).unwrap();
    assert_eq!(checked.values.len(), 1);
    assert_eq!(checked.secrets.len(), 1);
}

#[test]
fn forms_have_no_cap() {
    let form = package(
        (0..60)
            .map(|n| named(&n.to_string(), parameter("string")))
            .collect(),
    );
    assert_eq!(check(&form, &[], &[]).unwrap_err().len(), 60);
}

#[test]
fn fresh_forms_hold_the_defaults() {
    let modes = [("Clone", "clone"), ("Pull", "pull"), ("Both", "a,b")];
    let first = |kind: &str, default: &str, separator| {
        let field = Parameter {
            default_value: Some(default.to_owned()),
            ..with_options(parameter(kind), &modes)
        };
        first_values(&package(vec![field]), separator)
            .remove("f")
            .unwrap_or_default()
    };
    assert_eq!(first("string", "df -hP", ","), ["df -hP"]);
    assert_eq!(first("numeric", "2", ","), ["2"]);
    assert_eq!(first("option", "pull", ","), ["pull"]);
    assert_eq!(
        first("option", "Pull", ","),
        ["pull"],
        "manifests also write the label"
    );
    assert_eq!(first("multiSelect", "pull, clone", ","), ["pull", "clone"]);
    assert_eq!(first("multiSelect", "pull;clone", ";"), ["pull", "clone"]);
    assert_eq!(
        first("multiSelect", "pull,clone", ";"),
        ["pull", "clone"],
        "commas too"
    );
    assert_eq!(first("multiSelect", "pull,clone", ""), ["pull", "clone"]);
    assert_eq!(
        first("multiSelect", "a,b", ","),
        ["a,b"],
        "a value as a whole"
    );
    for (kind, default) in [
        ("password", "hunter2"),
        ("option", "gone"),
        ("multiSelect", "gone"),
        ("string", ""),
    ] {
        assert_eq!(first(kind, default, ","), Vec::<String>::new(), "{kind}");
    }
}

#[test]
fn a_default_that_is_no_option_or_spelled_differently_is_told() {
    let about = |kind: &str, default: &str| {
        let field = Parameter {
            default_value: Some(default.to_owned()),
            ..with_options(
                parameter(kind),
                &[("Yes", "true"), ("No", "false"), ("Both", "a,b"), ("", "")],
            )
        };
        let first = first_values(&package(vec![field.clone()]), ",");
        let first = first.get("f").cloned().unwrap_or_default();
        (first, default_remark(&field, ",").unwrap_or_default())
    };
    let taken = |default: &str, option: &str| {
        format!("The package writes its default as \"{default}\", which is taken as \"{option}\".")
    };
    let unknown = |default: &str| {
        format!(
            "The package's default \"{default}\" is not among the options, so it is not chosen."
        )
    };
    for kind in ["option", "multiSelect"] {
        assert_eq!(about(kind, "true"), (texts(&["true"]), String::new()));
        assert_eq!(about(kind, "Yes"), (texts(&["true"]), String::new()));
        assert_eq!(
            about(kind, "True"),
            (texts(&["true"]), taken("True", "Yes"))
        );
        assert_eq!(
            about(kind, " FALSE "),
            (texts(&["false"]), taken(" FALSE ", "No"))
        );
        assert_eq!(about(kind, "yes"), (texts(&["true"]), taken("yes", "Yes")));
        assert_eq!(about(kind, "maybe"), (Vec::new(), unknown("maybe")));
        assert_eq!(about(kind, "A,B"), (texts(&["a,b"]), taken("A,B", "Both")));
    }
    assert_eq!(
        about("multiSelect", "True, maybe"),
        (
            texts(&["true"]),
            format!("{} {}", taken("True", "Yes"), unknown("maybe"))
        )
    );
    assert_eq!(about("multiSelect", ""), (Vec::new(), String::new()));
    assert_eq!(
        about("option", "true,false"),
        (Vec::new(), unknown("true,false")),
        "only a list is split"
    );
    // Where no option is empty, what stands between two commas at once is nothing.
    for (kind, default) in [("option", " "), ("multiSelect", "true,,")] {
        let field = Parameter {
            default_value: Some(default.to_owned()),
            ..with_options(parameter(kind), &[("Yes", "true")])
        };
        assert_eq!(default_remark(&field, ","), None, "{kind}");
    }
    let (empty, remark) = about("option", "");
    assert_eq!(
        (empty.len(), remark.as_str()),
        (1, ""),
        "the empty value is the default"
    );
    let field = Parameter {
        default_value: Some("Secret".to_owned()),
        ..parameter("password")
    };
    assert_eq!(default_remark(&field, ","), None);
}
