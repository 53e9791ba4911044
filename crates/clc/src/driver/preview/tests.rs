use super::*;
use crate::client::ClcClient;
use slipway_domain::action::Action;
use slipway_domain::action::{ChangeAction, Hardware, HardwareWish, PackageAction};
use slipway_domain::hardware::{Disk, NewDisk};
use slipway_domain::operation::{Operation, OperationAction};
use slipway_domain::package::Package;
use slipway_domain::run::Target;
use slipway_domain::{CloudName, PackageId, ServerId};
use slipway_upstream::Config;

fn shown(action: &Action) -> Vec<Block> {
    let config = Config::new(CloudName::new("Test"), "https://cloud.test/clc/".to_owned());
    let driver = ClcDriver::new(ClcClient::new(config).unwrap());
    let targets = [Target::Server(ServerId::new("VA1SLIPWEB01"))];
    let call = Call {
        action,
        targets: &targets,
    };
    preview(&driver, &AccountAlias::new("SLIP"), call).0
}

fn operation(operation: Operation) -> Action {
    Action::Operation(OperationAction {
        operation,
        days: Some(3),
        group: None,
    })
}

#[test]
fn the_command_holds_placeholders_for_token_and_secrets() {
    let action = Action::Package(PackageAction {
        package: Package {
            id: PackageId::new("ab"),
            name: "x".into(),
            visibility: None,
            description: String::new(),
            parameters: Vec::new(),
            supported_os: Vec::new(),
            problem: None,
        },
        values: [("a".to_owned(), "it's; $(rm) \"x\"".to_owned())].into(),
        secrets: vec!["pw".to_owned()],
        chosen: BTreeMap::new(),
        notices: Vec::new(),
    });
    let [block] = &shown(&action)[..] else {
        panic!("one request")
    };
    let command = &block.text;
    assert!(
        command.starts_with(
            "curl -X POST 'https://cloud.test/clc/v2/operations/SLIP/servers/executePackage' \\\n"
        ),
        "{command}"
    );
    let header = "\"Authorization: Bearer $TOKEN\"";
    for part in [
        header,
        r#""pw": "***""#,
        r#""a": "it'\''s; $(rm) \"x\"""#,
        "\"va1slipweb01\"",
    ] {
        assert!(command.contains(part), "{part} in {command}");
    }
}

/// The one call of which it is said that it takes ids in upper case only.
#[test]
fn maintenance_is_shown_as_it_is_sent() {
    let [block] = &shown(&operation(Operation::StartMaintenance))[..] else {
        panic!("one request")
    };
    assert!(
        block.text.contains("/servers/startMaintenance'"),
        "{}",
        block.text
    );
    assert!(block.text.contains("\"VA1SLIPWEB01\""), "{}", block.text);
}

#[test]
fn what_is_looked_up_first_is_shown_first() {
    for (action, write) in [
        (Operation::DeleteSnapshot, "-X DELETE"),
        (Operation::RestoreSnapshot, "-X POST"),
    ] {
        let [read, call] = &shown(&operation(action))[..] else {
            panic!("two requests")
        };
        assert_eq!(read.title, "First, the server's snapshot is looked up");
        assert!(read.text.starts_with("curl -X GET"), "{}", read.text);
        assert!(call.text.contains(write), "{}", call.text);
        assert!(call.text.contains("/snapshots/$NUMBER"), "{}", call.text);
    }
}

#[test]
fn a_change_names_every_disk_that_stays() {
    let disk = |id: &str| Disk {
        id: id.to_owned(),
        size_gb: 16,
        paths: Vec::new(),
    };
    let action = Action::Change(ChangeAction {
        before: Hardware {
            cpu: 1,
            memory_gb: 2,
            disks: vec![disk("0:0"), disk("0:1")],
        },
        wish: HardwareWish {
            cpu: Some(4),
            grow: [("0:1".to_owned(), 40)].into(),
            add: vec![NewDisk {
                path: Some("/data".to_owned()),
                size_gb: 5,
            }],
            ..HardwareWish::default()
        },
    });
    let [read, call] = &shown(&action)[..] else {
        panic!("two requests")
    };
    assert_eq!(
        read.title,
        "First, the list of the server's disks is looked up"
    );
    let json = call.text.split_once("--data-binary '").unwrap().1;
    let sent: serde_json::Value = serde_json::from_str(json.trim_end_matches('\'')).unwrap();
    let expected = serde_json::json!([
        { "op": "set", "member": "cpu", "value": 4 },
        { "op": "set", "member": "disks", "value": [
            { "diskId": "0:0", "sizeGB": 16 },
            { "diskId": "0:1", "sizeGB": 40 },
            { "path": "/data", "sizeGB": 5, "type": "partitioned" },
        ]},
    ]);
    assert_eq!(sent, expected);
}

#[test]
fn what_cannot_be_made_says_why() {
    let action = Action::Operation(OperationAction {
        operation: Operation::CreateSnapshot,
        days: None,
        group: None,
    });
    let [block] = &shown(&action)[..] else {
        panic!("one block")
    };
    assert_eq!(block.title, "Nothing is sent");
    assert_eq!(
        block.text,
        "The plan does not say how long the snapshot is kept."
    );
}
