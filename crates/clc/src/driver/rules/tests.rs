//! The documentation says what the table says.

use super::*;
use crate::client::ClcClient;
use slipway_domain::details::ChangeInfo;
use slipway_domain::group::GroupOffers;
use slipway_domain::offered_actions::{OfferedAction, OfferedActions};
use slipway_domain::principal::Right;
use slipway_domain::server::ServerStatus;
use slipway_domain::{CloudName, DataCenterId, GroupId, ServerId};
use slipway_upstream::Config;

const DOCS: &str = include_str!("../../../../../docs/operations.md");

fn driver() -> ClcDriver {
    let config = Config::new(CloudName::new("Test"), "https://cloud.test/clc/".to_owned());
    ClcDriver::new(ClcClient::new(config).unwrap())
}

fn server(status: ServerStatus, power: PowerState) -> Server {
    Server {
        id: ServerId::new("va1web01"),
        name: "VA1WEB01".into(),
        description: String::new(),
        data_center: Some(DataCenterId::new("va1")),
        group: GroupId::new("g"),
        group_path: String::new(),
        os: String::new(),
        os_name: String::new(),
        status,
        power: Some(power),
        in_maintenance: false,
        ips: Vec::new(),
        cpu: 1,
        memory_mb: 1024,
        storage_gb: 1,
        modified: None,
        custom: String::new(),
        offers: OfferedAction::ALL
            .into_iter()
            .fold(OfferedActions::NONE, OfferedActions::with),
    }
}

/// States as the documentation's columns have them.
fn states() -> Vec<Server> {
    let active = |power| server(ServerStatus::Active, power);
    let maintained = Server {
        in_maintenance: true,
        ..active(PowerState::Started)
    };
    let mut states: Vec<Server> = PowerState::ALL.into_iter().map(active).collect();
    states.push(maintained);
    states.push(server(ServerStatus::Archived, PowerState::Stopped));
    states
}

/// One line of the documentation's table.
fn line(operation: Operation) -> String {
    let states = states();
    let cells = states
        .iter()
        .map(|state| match driver().operation(operation, state) {
            None => " yes ",
            Some(_) => " – ",
        });
    let who = match operation.right() {
        Right::Operate => "operators",
        _ => "administrators",
    };
    format!(
        "| {} |{}| {who} |",
        operation.verb(),
        cells.collect::<Vec<_>>().join("|")
    )
}

#[test]
fn the_documentation_has_the_table_as_it_is() {
    let missing: Vec<String> = Operation::ALL
        .into_iter()
        .map(line)
        .filter(|line| !DOCS.contains(line.as_str()))
        .collect();
    assert!(
        missing.is_empty(),
        "not in docs/operations.md:\n{}",
        missing.join("\n")
    );
}

fn group(kind: GroupKind, offered: bool) -> GroupNode {
    GroupNode {
        id: GroupId::new("ab"),
        name: "Web".into(),
        description: String::new(),
        path: "Web".into(),
        kind,
        parent: Some(GroupId::new("root")),
        children: Vec::new(),
        data_center: Some(DataCenterId::new("va1")),
        servers_count: 0,
        custom_fields: Vec::new(),
        change: ChangeInfo::default(),
        offers: GroupOffers {
            delete: offered,
            archive: offered,
            restore: offered,
            ..GroupOffers::default()
        },
    }
}

#[test]
fn what_is_offered_follows_place_kind_and_links() {
    use GroupOperation::{Archive, Delete, Restore};
    let bars = |kind: GroupKind, depth, offered| {
        let (driver, group) = (driver(), group(kind, offered));
        [Archive, Restore, Delete].map(|operation| driver.group(operation, &group, depth))
    };
    let fixed = [Some(GroupBlocked::Fixed); 3];
    assert_eq!(bars(GroupKind::Root, 0, true), fixed);
    assert_eq!(bars(GroupKind::Archive, 1, true), fixed);
    assert_eq!(bars(GroupKind::Templates, 1, true), fixed);
    assert_eq!(
        bars(GroupKind::Default, 1, true),
        [None, Some(GroupBlocked::NotArchived), None]
    );
    assert_eq!(
        bars(GroupKind::Archive, 2, true),
        [Some(GroupBlocked::Archived), None, None]
    );
    assert_eq!(
        bars(GroupKind::Archive, 3, true),
        [
            Some(GroupBlocked::Archived),
            Some(GroupBlocked::Within),
            None
        ]
    );
    let none = Some(GroupBlocked::NotOffered);
    assert_eq!(
        bars(GroupKind::Default, 1, false),
        [none, Some(GroupBlocked::NotArchived), none]
    );
}
