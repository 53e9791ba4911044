//! What each kind of action is, asks for and hides, and how its targets may go together.

use super::*;
use crate::hardware::{ServerKind, StorageKind};
use crate::ids::{DataCenterId, ExecutionId, GroupId, PackageId, ServerId};
use crate::new_server::{BuildPackage, NewServer, Source};
use crate::operation::{Operation, TargetGroup};
use crate::package::Package;
use crate::plan::{Grouping, PlanBody, PlannedTarget, Rollout};
use crate::run::Target;
use crate::secret::Secret;
use std::collections::BTreeMap;

fn package(id: &str) -> Package {
    Package {
        id: PackageId::new(id),
        name: format!("Package {id}"),
        visibility: None,
        description: String::new(),
        parameters: Vec::new(),
        supported_os: Vec::new(),
        problem: None,
    }
}

fn run_of(id: &str) -> Action {
    Action::Package(PackageAction {
        package: package(id),
        values: BTreeMap::new(),
        secrets: vec!["key".to_owned()],
        chosen: BTreeMap::new(),
        notices: Vec::new(),
    })
}

fn operation(operation: Operation) -> Action {
    Action::Operation(OperationAction {
        operation,
        days: None,
        group: None,
    })
}

fn on_group(operation: GroupOperation) -> Action {
    Action::Group(GroupAction {
        operation,
        group: TargetGroup {
            id: GroupId::new("g"),
            path: "Production / Web".to_owned(),
        },
        name: "Web".to_owned(),
        below: Vec::new(),
        target: None,
    })
}

fn change() -> Action {
    Action::Change(ChangeAction {
        before: Hardware {
            cpu: 1,
            memory_gb: 2,
            disks: Vec::new(),
        },
        wish: HardwareWish::default(),
    })
}

fn execution() -> Action {
    Action::Execution(ExecutionAction {
        id: ExecutionId::new("e"),
        title: "install".to_owned(),
    })
}

/// A server to be, with a secret in every place that holds one.
fn server(source: Source) -> NewServer {
    let built = |id: &str, secrets: &[(&str, &str)]| BuildPackage {
        id: PackageId::new(id),
        values: [("greeting".to_owned(), "hello".to_owned())].into(),
        secrets: secrets
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Secret::new(*text)))
            .collect(),
        chosen: BTreeMap::new(),
        notices: Vec::new(),
    };
    NewServer {
        name: "web".to_owned(),
        description: String::new(),
        group: GroupId::new("g"),
        source,
        cpu: Some(1),
        memory_gb: Some(2),
        kind: ServerKind::Standard,
        storage: Some(StorageKind::Standard),
        managed_os: false,
        network: None,
        ip: None,
        primary_dns: None,
        secondary_dns: None,
        password: Some(Secret::new("root")),
        disks: Vec::new(),
        custom_fields: Vec::new(),
        ttl: None,
        packages: vec![
            built("a", &[("key", "first"), ("pin", "1")]),
            built("b", &[("key", "second")]),
        ],
    }
}

fn copy() -> NewServer {
    server(Source::Server {
        id: ServerId::new("va1slipweb01"),
        password: Some(Secret::new("source")),
    })
}

fn create(server: NewServer) -> (CreateAction, BTreeMap<String, Secret>) {
    let known_as = KnownAs {
        packages: vec![package("b"), package("a")],
        ..KnownAs::default()
    };
    CreateAction::take_secrets(server, known_as)
}

#[test]
fn each_action_is_of_a_kind_asks_for_a_right_and_goes_out_in_its_way() {
    use Calls::{AllInOne, AsRolledOut, OneEach};
    let built = Action::Create(Box::new(create(copy()).0));
    let (power, harm) = (operation(Operation::Reboot), operation(Operation::Delete));
    let archive = on_group(GroupOperation::Archive);
    let (run, manage) = (Right::RunPackages, Right::Manage);
    for (action, title, kind, right, calls) in [
        (run_of("a"), "Package a", RunKind::Package, run, AsRolledOut),
        (
            power,
            "Reboot",
            RunKind::Operation,
            Right::Operate,
            AsRolledOut,
        ),
        (harm, "Delete", RunKind::Operation, manage, OneEach),
        (built, "Clone server", RunKind::Operation, manage, OneEach),
        (
            archive,
            "Archive group",
            RunKind::Operation,
            manage,
            AllInOne,
        ),
        (
            change(),
            "Change hardware",
            RunKind::Operation,
            manage,
            OneEach,
        ),
        (execution(), "install", RunKind::Execution, run, OneEach),
    ] {
        assert_eq!(action.title(), title);
        assert_eq!(action.kind(), kind, "{title}");
        assert_eq!(action.right(), right, "{title}");
        assert_eq!(action.calls(), calls, "{title}");
        let package = action.package().map(|action| action.package.name.as_str());
        assert_eq!(package, (kind == RunKind::Package).then_some(title));
    }
}

#[test]
fn names_of_secrets_are_those_of_a_package_or_of_a_server_to_be() {
    assert_eq!(run_of("a").secrets(), ["key"]);
    let built = Action::Create(Box::new(create(copy()).0));
    assert_eq!(built.secrets().len(), 5);
    for other in [
        operation(Operation::Reboot),
        on_group(GroupOperation::Delete),
        change(),
        execution(),
    ] {
        assert!(other.secrets().is_empty(), "{}", other.title());
    }
}

#[test]
fn secrets_of_a_server_to_be_are_taken_out_and_come_back_to_their_places() {
    let (action, secrets) = create(copy());
    let told = |(name, secret): (&String, &Secret)| format!("{name}={}", secret.expose());
    let told: Vec<String> = secrets.iter().map(told).collect();
    assert_eq!(
        told,
        [
            "package-0/key=first",
            "package-0/pin=1",
            "package-1/key=second",
            "password=root",
            "source-password=source"
        ]
    );
    assert!(action.secrets.iter().eq(secrets.keys()));
    assert_eq!(action.server.password, None);
    assert_eq!(action.with_secrets(&secrets), copy());
    assert!(action.has_password());
    let mut without = copy();
    without.password = None;
    assert!(!create(without).0.has_password());
}

#[test]
fn packages_after_a_build_have_the_manifests_and_secrets_that_are_theirs() {
    let (action, _) = create(copy());
    let told = action.packages().into_iter().map(|action| {
        assert_eq!(action.values["greeting"], "hello");
        (action.package.name, action.secrets)
    });
    let told: Vec<(String, Vec<String>)> = told.collect();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(
        told,
        [
            ("Package a".to_owned(), names(&["key", "pin"])),
            ("Package b".to_owned(), names(&["key"]))
        ]
    );
}

#[test]
fn only_a_copy_is_called_so() {
    let template = Source::Template {
        name: "CENTOS".to_owned(),
    };
    assert_eq!(create(server(template)).0.title(), "Create server");
    assert_eq!(create(copy()).0.title(), "Clone server");
}

#[test]
fn words_lead_back_to_operations_on_groups() {
    for (word, operation) in [
        ("archive", GroupOperation::Archive),
        ("restore", GroupOperation::Restore),
        ("delete", GroupOperation::Delete),
    ] {
        assert_eq!(GroupOperation::parse(word), Some(operation));
        assert_eq!(operation.word(), word);
    }
    assert_eq!(GroupOperation::parse("explode"), None);
}

fn plan(action: Action, targets: &[(&str, Option<&str>)], rollout: Rollout) -> PlanBody {
    let targets = targets.iter().map(|(name, center)| PlannedTarget {
        target: match name.strip_prefix("group ") {
            Some(id) => Target::Group(GroupId::new(id)),
            None => Target::Server(ServerId::new(name)),
        },
        name: (*name).to_owned(),
        data_center: center.map(DataCenterId::new),
        notes: Vec::new(),
    });
    PlanBody {
        action,
        targets: targets.collect(),
        left_out: Vec::new(),
        rollout,
    }
}

/// A plan to have copies of a server built, called WEB.
pub(crate) fn plan_of_copies(count: u32) -> PlanBody {
    let action = Action::Create(Box::new(create(copy()).0));
    PlanBody {
        targets: servers_to_be("web", &DataCenterId::new("va1"), count),
        ..plan(action, &[], Rollout::default())
    }
}

#[test]
fn a_plan_says_what_is_done_to_what() {
    let title = |action, targets: &[&str]| {
        let targets: Vec<_> = targets.iter().map(|name| (*name, None)).collect();
        plan(action, &targets, Rollout::default()).title()
    };
    let (one, two) = (["WEB01"], ["WEB01", "WEB02"]);
    assert_eq!(title(run_of("a"), &two), "Package a");
    assert_eq!(title(operation(Operation::Reboot), &one), "Reboot WEB01");
    assert_eq!(
        title(operation(Operation::Reboot), &two),
        "Reboot 2 servers"
    );
    assert_eq!(title(change(), &one), "Change hardware of WEB01");
    assert_eq!(
        title(on_group(GroupOperation::Delete), &two),
        "Delete group Web"
    );
    assert_eq!(title(execution(), &["d1"]), "install of d1");
}

#[test]
fn how_targets_go_together_is_up_to_the_action_then_to_the_rollout() {
    let targets = [("a", Some("va1")), ("b", Some("de1")), ("c", Some("va1"))];
    let calls = |action, rollout| {
        let plan = plan(action, &targets, rollout);
        let calls = plan.batches().into_iter().map(|call| call.len());
        calls.collect::<Vec<usize>>()
    };
    let apart = vec![1, 1, 1];
    let reboot = || operation(Operation::Reboot);
    assert_eq!(calls(reboot(), Rollout::default()), apart);
    assert_eq!(calls(reboot(), Grouping::PerDataCenter.into()), [1, 2]);
    assert_eq!(
        calls(operation(Operation::Delete), Grouping::PerDataCenter.into()),
        apart
    );
    assert_eq!(
        calls(on_group(GroupOperation::Archive), Rollout::default()),
        [3]
    );
    let nothing = plan(on_group(GroupOperation::Archive), &[], Rollout::default());
    assert!(nothing.batches().is_empty());
}

#[test]
fn several_servers_come_under_way_at_once_and_a_group_is_none_of_them() {
    let pace =
        |action, targets: &[(&str, Option<&str>)], rollout| plan(action, targets, rollout).pace();
    let two = [("a", Some("va1")), ("b", Some("va1"))];
    let reboot = || operation(Operation::Reboot);
    let one_call = Some("one call starts them all".to_owned());
    assert_eq!(
        pace(reboot(), &two, Grouping::PerDataCenter.into()),
        one_call
    );
    let each = pace(reboot(), &two, Rollout::default()).expect("a pace");
    assert!(each.starts_with("all start at once"), "{each}");
    assert_eq!(pace(reboot(), &two[..1], Rollout::default()), None);
    let group = [("group g", None), ("a", Some("va1"))];
    let archive = on_group(GroupOperation::Archive);
    assert_eq!(pace(archive, &group, Rollout::default()), None);
}
