//! What holds whatever people and manifests write.

use super::*;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

const KINDS: [&str; 9] = [
    "string",
    "numeric",
    "option",
    "multiSelect",
    "password",
    "server",
    "serverIP",
    "network",
    "colour",
];

/// Names that break parsers of nested keys, and any other text.
fn variable() -> impl Strategy<Value = String> {
    prop_oneof!["[\\[\\]\\.=&%+a1ü]{0,6}", "\\PC{0,8}", any::<String>()]
}

/// Texts near what the types take, and any other text.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-+.,0-9eE ]{0,8}",
        "(va1web01|VA1NEW|10\\.0\\.0\\.[0-9]{1,3}|[0-9a-f:]{1,9})",
        "[a-c]",
        Just(String::new()),
        any::<String>(),
    ]
}

fn any_parameter() -> impl Strategy<Value = Parameter> {
    let options = vec((any::<String>(), prop_oneof!["[a-d]", text()]), 0..5);
    let plain = (variable(), text(), 0..KINDS.len(), any::<bool>());
    (plain, proptest::option::of(text()), options).prop_map(|(plain, regex, options)| {
        let (variable, name, kind, required) = plain;
        let options: Vec<_> = options
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let parameter = Parameter {
            variable,
            name,
            required,
            regex,
            ..parameter(KINDS[kind])
        };
        with_options(parameter, &options)
    })
}

/// A package and something entered for each of its parameters.
fn any_form() -> impl Strategy<Value = (Package, Entered)> {
    vec((any_parameter(), vec(text(), 0..4)), 0..6).prop_map(|fields| {
        let entered = fields
            .iter()
            .map(|(p, texts)| (p.variable.clone(), texts.clone()))
            .collect();
        (
            package(fields.into_iter().map(|(p, _)| p).collect()),
            entered,
        )
    })
}

fn check(package: &Package, entered: &Entered) -> Result<Checked, Vec<FieldError>> {
    with_rules(|rules| check_all(package, entered, &BTreeMap::new(), rules))
}

proptest! {
    #[test]
    fn control_names_read_back(variable in variable()) {
        let name = control_name(&variable);
        prop_assert_eq!(variable_of(&name), Some(variable.as_str()));
    }

    #[test]
    fn nothing_entered_panics(
        (package, _) in any_form(),
        entered in btree_map(variable(), vec(text(), 0..4), 0..6),
        secrets in btree_map(variable(), any::<String>(), 0..3),
        separator in text(),
    ) {
        let secrets = secrets.into_iter().map(|(k, v)| (k, Secret::new(v))).collect();
        with_rules(|rules| {
            let rules = Rules { multi_select_separator: &separator, ..*rules };
            let _ = check_all(&package, &entered, &secrets, &rules);
            let _ = first_values(&package, &separator);
            for parameter in &package.parameters {
                let _ = default_remark(parameter, &separator);
            }
        });
    }

    #[test]
    fn the_errors_of_a_form_are_those_of_its_fields((package, entered) in any_form()) {
        let alone: Vec<FieldError> = asked(&package)
            .into_iter()
            .flat_map(|parameter| {
                let texts = &entered[&parameter.variable];
                let form = Package { parameters: vec![parameter.clone()], ..package.clone() };
                let only = Entered::from([(parameter.variable.clone(), texts.clone())]);
                check(&form, &only).err().unwrap_or_default()
            })
            .collect();
        prop_assert_eq!(check(&package, &entered).err().unwrap_or_default(), alone);
    }

    #[test]
    fn one_wrong_field_leaves_the_others_alone((package, entered) in any_form(), wrong in "[a-z]{1,5}") {
        let number = Parameter { variable: "the wrong one".to_owned(), ..parameter("numeric") };
        let mut more = package.clone();
        more.parameters.insert(0, number);
        let mut mistyped = entered.clone();
        mistyped.insert("the wrong one".to_owned(), texts(&[&wrong]));
        let errors = check(&more, &mistyped).unwrap_err();
        prop_assert_eq!(errors[0].variable.as_str(), "the wrong one");
        prop_assert_eq!(&errors[1..], &check(&package, &entered).err().unwrap_or_default()[..]);
    }

    #[test]
    fn what_passes_was_declared_and_passes_again((package, entered) in any_form()) {
        let Ok(checked) = check(&package, &entered) else { return Ok(()) };
        for parameter in asked(&package) {
            let Some(value) = checked.values.get(&parameter.variable) else { continue };
            let declared = |v: &str| parameter.options.iter().any(|o| o.value == v);
            if parameter.kind == ParameterType::Option {
                prop_assert!(declared(value));
            }
            // A value may hold the separator itself, so a joined text is not split again.
            if parameter.kind != ParameterType::MultiSelect {
                prop_assert_eq!(&sent(parameter, value), &some(value));
            }
        }
    }

    #[test]
    fn lists_are_joined_in_the_manifests_order(
        values in vec("[a-z]{1,3}", 1..8),
        picks in vec(any::<prop::sample::Index>(), 1..12),
    ) {
        let options: Vec<_> = values.iter().map(|v| ("", v.as_str())).collect();
        let field = with_options(parameter("multiSelect"), &options);
        let posted: Vec<&str> = picks.iter().map(|pick| pick.get(&values).as_str()).collect();
        let mut expected: Vec<&str> = Vec::new();
        for value in &values {
            if posted.contains(&value.as_str()) && !expected.contains(&value.as_str()) {
                expected.push(value);
            }
        }
        prop_assert_eq!(examined(&field, &posted).unwrap().value, Some(expected.join("|").replace('|', ",")));
    }

    #[test]
    fn what_was_chosen_is_chosen_again(
        options in vec(("[ab]?", "(a|b|a,b|,)?"), 1..6),
        picks in vec(any::<prop::sample::Index>(), 1..6),
        separator in "[,;]?",
    ) {
        let options: Vec<_> = options.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let field = with_options(parameter("multiSelect"), &options);
        let keys: Vec<String> = Options::of(&field).keyed().map(|(k, _)| k.to_owned()).collect();
        let posted: Vec<String> = picks.iter().map(|pick| pick.get(&keys).clone()).collect();
        let form = package(vec![field.clone()]);
        let entered = Entered::from([("f".to_owned(), posted.clone())]);
        with_rules(|rules| {
            let rules = Rules { multi_select_separator: &separator, ..*rules };
            let checked = check_all(&form, &entered, &BTreeMap::new(), &rules).unwrap();
            let action = crate::action::PackageAction::of(form.clone(), &checked);
            let again = action.entered(&separator);
            let chosen = |texts: &[String]| Options::of(&field).chosen(texts).len();
            assert_eq!(chosen(&again["f"]), chosen(&posted));
            let twice = check_all(&form, &again, &BTreeMap::new(), &rules).unwrap();
            assert_eq!((twice.values, twice.chosen), (checked.values, checked.chosen));
            // A plan of before kept the joined text alone, each value at its first place: the same
            // is sent again.
            let values: std::collections::BTreeSet<_> = field.options.iter().map(|o| &o.value).collect();
            let told_apart = values.len() == field.options.len();
            let old = crate::action::PackageAction { chosen: BTreeMap::new(), ..action };
            let again = check_all(&form, &old.entered(&separator), &BTreeMap::new(), &rules);
            if told_apart && !separator.is_empty() {
                assert_eq!(again.map(|a| a.values), Ok(old.values));
            }
        });
    }

    #[test]
    fn secrets_are_in_no_message(text in "[A-Z]{3}[\\PC\\x00-\\x1f]{4,20}", required: bool) {
        let field = Parameter { required, ..parameter("password") };
        let said = match check_secret(&field, Some(&Secret::new(text.as_str()))) {
            Ok((_, notices)) => notices.concat(),
            Err(message) => message,
        };
        prop_assert!(!said.contains(&text));
    }

    #[test]
    fn messages_show_every_character(text in any::<String>(), label in any::<String>()) {
        let field = Parameter { name: label, ..parameter("numeric") };
        if let Err(message) = sent(&field, &text) {
            prop_assert!(!message.chars().any(|c| c.is_control() || is_unseen(c)));
            prop_assert!(message.chars().count() < 300);
        }
    }
}
