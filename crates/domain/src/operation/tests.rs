//! The documentation says what the table says.

use super::*;
use crate::ids::{DataCenterId, GroupId, ServerId};
use crate::offered_actions::{OfferedAction, OfferedActions};
use crate::server::{PowerState, Server, ServerStatus};

const DOCS: &str = include_str!("../../../../docs/operations.md");

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
    let cells = states.iter().map(|state| match operation.blocked(state) {
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

#[test]
fn the_documentation_says_what_follows() {
    for operation in Operation::ALL {
        let entry = format!("- **{}**: {}", operation.verb(), operation.consequence());
        assert!(DOCS.contains(&entry), "not in docs/operations.md:\n{entry}");
    }
}

#[test]
fn words_lead_back_to_their_operations() {
    for operation in Operation::ALL {
        assert_eq!(Operation::parse(operation.word()), Some(operation));
    }
    assert_eq!(Operation::parse("explode"), None);
}
