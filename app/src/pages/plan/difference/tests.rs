use super::*;
use slipway_domain::action::{Action, GroupAction, GroupOperation, PackageAction};
use slipway_domain::operation::TargetGroup;
use slipway_domain::package::{Package, ParameterType};
use slipway_domain::plan::{PlannedTarget, Rollout};
use slipway_domain::run::Target;
use slipway_domain::{DataCenterId, GroupId, PackageId, ServerId};

fn parameter(variable: &str, default: &str) -> Parameter {
    Parameter {
        variable: variable.to_owned(),
        name: variable.to_uppercase(),
        kind: ParameterType::String,
        default_value: Some(default.to_owned()),
        required: true,
        regex: None,
        hint: None,
        options: Vec::new(),
    }
}

fn plan(parameters: Vec<Parameter>, notes: &[&str]) -> PlanBody {
    PlanBody {
        action: Action::Package(PackageAction {
            package: Package {
                id: PackageId::new("ab"),
                name: "Nginx".into(),
                visibility: None,
                description: String::new(),
                parameters,
                supported_os: Vec::new(),
                problem: None,
            },
            values: std::collections::BTreeMap::new(),
            secrets: Vec::new(),
            chosen: std::collections::BTreeMap::new(),
            notices: Vec::new(),
        }),
        targets: vec![PlannedTarget {
            target: Target::Server(ServerId::new("web01")),
            name: "WEB01".into(),
            data_center: Some(DataCenterId::new("va1")),
            notes: notes.iter().map(|note| (*note).to_owned()).collect(),
        }],
        left_out: Vec::new(),
        rollout: Rollout::default(),
    }
}

#[test]
fn parameters_that_came_went_and_changed_are_named() {
    let was = plan(vec![parameter("release", "1.0"), parameter("old", "")], &[]);
    let is = plan(
        vec![parameter("release", "1.1"), parameter("channel", "")],
        &[],
    );
    assert_eq!(
        difference(&was, &is),
        [
            "“RELEASE” changed: its default was “1.0” and is now “1.1”.",
            "The package now asks for “CHANNEL” (required).",
            "The package no longer asks for “OLD”.",
        ]
    );
}

#[test]
fn verdicts_that_came_and_went_are_named() {
    let was = plan(Vec::new(), &["Is paused."]);
    let is = plan(Vec::new(), &["Is in maintenance mode."]);
    assert_eq!(
        difference(&was, &is),
        [
            "WEB01: Is in maintenance mode.",
            "WEB01: no longer so: Is paused."
        ]
    );
}

#[test]
fn the_default_of_a_password_is_not_repeated() {
    let secret = |default: &str| Parameter {
        kind: ParameterType::Password,
        ..parameter("pw", default)
    };
    let changes = difference(
        &plan(vec![secret("one")], &[]),
        &plan(vec![secret("two")], &[]),
    );
    assert_eq!(
        changes,
        ["“PW” changed: its default was a secret and is now a secret."]
    );
}

#[test]
fn what_a_group_takes_along_is_compared_by_name() {
    let group = |id: &str, path: &str| TargetGroup {
        id: GroupId::new(id),
        path: path.to_owned(),
    };
    let of = |path: &str, below: Vec<TargetGroup>| {
        let mut body = plan(Vec::new(), &[]);
        body.action = Action::Group(GroupAction {
            operation: GroupOperation::Delete,
            group: group("web", path),
            name: "Web".into(),
            below,
            target: None,
        });
        body
    };
    let was = of(
        "VA1 / Web",
        vec![
            group("blue", "VA1 / Web / Blue"),
            group("old", "VA1 / Web / Old"),
        ],
    );
    let mut is = of(
        "VA1 / Web",
        vec![
            group("blue", "VA1 / Web / Navy"),
            group("new", "VA1 / Web / New"),
        ],
    );
    is.targets.push(PlannedTarget {
        target: Target::Server(ServerId::new("web02")),
        name: "WEB02".into(),
        ..is.targets[0].clone()
    });
    assert_eq!(
        difference(&was, &is),
        [
            "The group “VA1 / Web / New” was added below it.",
            "The group “VA1 / Web / Old” is no longer below it.",
            "The group “VA1 / Web / Blue” below it is now “VA1 / Web / Navy”.",
            "WEB02 was added.",
        ]
    );
    // A group that moved takes those below it along, which need not be said of each.
    let moved = of(
        "VA1 / Staging / Web",
        vec![group("blue", "VA1 / Staging / Web / Blue")],
    );
    let was = of("VA1 / Web", vec![group("blue", "VA1 / Web / Blue")]);
    assert_eq!(
        difference(&was, &moved),
        ["The group is now “VA1 / Staging / Web”; it was “VA1 / Web”."]
    );
}
