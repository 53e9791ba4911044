//! Whole forms: what is left empty, secrets, custom parameters, and the way back from a plan.

use super::*;
use crate::action::WorkflowAction;
use crate::parameters::NoPatterns;
use crate::server_form::Problem;

#[test]
fn what_is_left_empty_keeps_its_default_and_what_is_required_is_asked_for() {
    let defaulted = WorkflowParameter {
        default: Some("\"small\"".to_owned()),
        ..of(ValueKind::String)
    };
    assert_eq!(said(&defaulted, ""), Ok(None));
    assert_eq!(said(&defaulted, "small"), Ok(None), "as it stood there");
    assert_eq!(said(&defaulted, "large"), Ok(Some("\"large\"".to_owned())));
    assert_eq!(said(&of(ValueKind::Integer), " "), Ok(None));
    let required = WorkflowParameter {
        required: true,
        ..of(ValueKind::Integer)
    };
    let asked = said(&required, "").expect_err("required");
    assert_eq!(
        asked,
        "It is required: it takes a whole number, such as 3 or -1."
    );
    let never_posted = check(&[required], &WorkflowForm::default(), &NoPatterns);
    assert_eq!(never_posted.unwrap_err().len(), 1);
}

#[test]
fn an_empty_text_is_said_only_where_somebody_means_it() {
    let parameters = [WorkflowParameter {
        default: Some("\"small\"".to_owned()),
        ..of(ValueKind::String)
    }];
    let control = control_name("x");
    let said = |typed: &str| {
        let form = posted(&parameters, &[(&control, typed), (controls::EMPTY, "x")]);
        check(&parameters, &form, &NoPatterns).map(|checked| checked.parameters)
    };
    let empty = vec![("x".to_owned(), "\"\"".to_owned())];
    assert_eq!(said("").unwrap(), empty);
    assert_eq!(
        said("small").unwrap(),
        empty,
        "the default was left standing"
    );
    assert!(said("large").unwrap_err()[0].message.contains("both"));
}

#[test]
fn secrets_are_told_by_their_name_and_never_repeated() {
    let password = WorkflowParameter {
        name: "db_password".to_owned(),
        default: Some("\"hunter1\"".to_owned()),
        constraints: vec![Constraint {
            rule: ConstraintRule::MaxLength(8),
            message: None,
        }],
        ..of(ValueKind::String)
    };
    assert!(password.is_secret() && password.begins_with().is_none());
    assert_eq!(
        password.clone().without_secret().default.as_deref(),
        Some("\"\"")
    );
    let hints = format!("{:?}", password.hints());
    assert!(!hints.contains("hunter1"), "{hints}");
    let plain = [
        ("secret", ValueKind::Reference(Referenced::Secret)),
        ("use_token", ValueKind::Boolean),
        ("size", ValueKind::String),
    ];
    for (name, kind) in plain {
        let name = name.to_owned();
        assert!(!WorkflowParameter { name, ..of(kind) }.is_secret());
    }
    let control = control_name("db_password");
    let parameters = [password];
    let form = posted(&parameters, &[(&control, "hunter2")]);
    assert!(form.values.is_empty() && !format!("{form:?}").contains("hunter2"));
    let checked = check(&parameters, &form, &NoPatterns).unwrap();
    assert!(checked.parameters.is_empty());
    assert_eq!(checked.secrets["db_password"].expose(), "\"hunter2\"");
    let form = posted(&parameters, &[(&control, "hunter2hunter2")]);
    let refused = check(&parameters, &form, &NoPatterns).unwrap_err();
    assert_eq!(refused[0].message, "It has to be 8 long or shorter.");
    // A form of before may post a secret under a name that is none any more.
    let form = posted(&[], &[(controls::SECRET, &control), (&control, "hunter2")]);
    assert!(form.values.is_empty());
    let refused = format!("{:?}", check(&[], &form, &NoPatterns).unwrap_err());
    assert!(
        refused.contains("any more") && !refused.contains("hunter2"),
        "{refused}"
    );
}

#[test]
fn custom_parameters_are_taken_where_they_are_allowed() {
    let parameters = [of(ValueKind::String)];
    let with = |name: &str, value: &str, allowed: &str| {
        let pairs = [
            (controls::CUSTOM_NAME, name),
            (controls::CUSTOM_VALUE, value),
            (controls::CUSTOM_NAME, ""),
            (controls::CUSTOM_VALUE, ""),
            (controls::CUSTOM, allowed),
        ];
        let checked = check(&parameters, &posted(&parameters, &pairs), &NoPatterns);
        checked.map(|checked| checked.parameters)
    };
    let taken = with("y", " {\"a\": 1.10} ", "yes").unwrap();
    assert_eq!(taken, [("y".to_owned(), "{\"a\": 1.10}".to_owned())]);
    for (name, value, allowed, words) in [
        ("y", "1", "", "Allow custom parameters"),
        ("x", "1", "yes", "fill it in above"),
        ("y", "abc", "yes", "in double quotes"),
        ("y", "", "yes", "takes a value"),
        ("", "1", "yes", "no name"),
        ("api_key_token", "1", "yes", "tells of a secret"),
    ] {
        let refused: Vec<Problem> = with(name, value, allowed).unwrap_err();
        assert!(refused[0].message.contains(words), "{refused:?}");
        assert_eq!(refused[0].control, "custom-name0");
    }
}

#[test]
fn a_plan_leads_back_to_the_form_it_was_made_of() {
    let schema = vec![
        of(ValueKind::Textarea),
        WorkflowParameter {
            name: "d".to_owned(),
            ..of(ValueKind::Dict)
        },
        WorkflowParameter {
            name: "e".to_owned(),
            ..of(ValueKind::String)
        },
    ];
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let action = WorkflowAction {
        workflow: "w".to_owned(),
        parameters: vec![
            pair("x", "\"a\\nb\""),
            pair("d", "{\"a\":1.10}"),
            pair("e", "\"\""),
            pair("own", "[1]"),
        ],
        options: WorkflowOptions {
            allow_custom_parameters: true,
            queue: true,
            ..WorkflowOptions::default()
        },
        schema: schema.clone(),
        ..WorkflowAction::default()
    };
    let ids = ["d1", "d2"].map(crate::DeploymentId::new);
    let run = crate::RunId::new("r1");
    let fields = action.fields(ids.clone(), Some(&run));
    let form = WorkflowForm::from_pairs(&schema, &fields);
    assert_eq!(form.deployments, ids);
    assert_eq!((form.options, &form.repeats), (action.options, &Some(run)));
    assert!(form.filled);
    let checked = check(&schema, &form, &NoPatterns).unwrap();
    let spread = "{\n  \"a\": 1.10\n}";
    let expected = [
        ("x", "\"a\\nb\""),
        ("d", spread),
        ("e", "\"\""),
        ("own", "[1]"),
    ];
    assert_eq!(
        checked.parameters,
        expected.map(|(name, value)| pair(name, value))
    );
    assert!(action.unfit().is_empty());
}

#[test]
fn a_plan_knows_what_no_longer_fits_its_workflow() {
    let number = WorkflowParameter {
        required: true,
        ..of(ValueKind::Integer)
    };
    let action = |schema: Vec<WorkflowParameter>, json: &str, secrets: &[&str]| WorkflowAction {
        parameters: vec![("x".to_owned(), json.to_owned())],
        secrets: secrets.iter().map(|name| (*name).to_owned()).collect(),
        schema,
        ..WorkflowAction::default()
    };
    let unfit = |action: WorkflowAction| {
        let found = action.unfit().into_iter();
        found.map(|problem| problem.label).collect::<Vec<_>>()
    };
    assert!(unfit(action(vec![number.clone()], "7", &[])).is_empty());
    assert_eq!(
        unfit(action(vec![number.clone()], "\"a\"", &[])).len(),
        2,
        "asked, and said otherwise"
    );
    assert_eq!(unfit(action(Vec::new(), "7", &[])), ["x"]);
    let password = WorkflowParameter {
        name: "password".to_owned(),
        required: true,
        ..of(ValueKind::String)
    };
    let both = vec![number, password];
    assert!(unfit(action(both.clone(), "7", &["password"])).is_empty());
    assert_eq!(unfit(action(both, "7", &[])), ["password"]);
    assert_eq!(
        unfit(action(vec![of(ValueKind::Integer)], "7", &["gone"])),
        ["gone"]
    );
}
