//! Which servers a form means, and what a person should know before running on each.

use crate::form::Form;
use crate::inventory::Inventory;
use slipway_domain::name_list;
use slipway_domain::package::Package;
use slipway_domain::plan::PlannedServer;
use slipway_domain::server::{PowerState, Server, ServerStatus};
use slipway_domain::{RunId, ServerId};
use std::collections::BTreeMap;

/// What is said of a server that another run works on.
pub(crate) const BUSY: &str = "Is part of another run that has not ended.";
/// Unknown names listed in one message before the rest is counted.
const LISTED: usize = 20;

/// The servers of a form: chosen ones and pasted names, each once.
///
/// # Errors
/// Sentences that name what has to change.
pub fn resolve<'a>(form: &Form, inventory: &'a Inventory) -> Result<Vec<&'a Server>, Vec<String>> {
    let mut found = BTreeMap::new();
    let mut unknown = Vec::new();
    let mut errors = Vec::new();
    let pasted = name_list::parse(&form.names).unwrap_or_else(|error| {
        errors.push(error.to_string());
        Vec::new()
    });
    let chosen = form
        .chosen
        .iter()
        .map(|id| (id.to_string(), inventory.by_id(id)));
    let named = pasted.into_iter().map(|name| {
        let server = inventory.find(&name);
        (name, server)
    });
    for (name, server) in chosen.chain(named) {
        match server {
            Some(server) => {
                found.insert(server.id.clone(), server);
            }
            None => unknown.push(name),
        }
    }
    errors.extend(unknown_names(&unknown, inventory));
    if found.is_empty() && errors.is_empty() {
        errors.push("Choose at least one server: tick it in the list or paste its name.".into());
    }
    if errors.is_empty() {
        Ok(found.into_values().collect())
    } else {
        Err(errors)
    }
}

/// What is said of names that are not among the account's servers.
pub(crate) fn unknown_names(unknown: &[String], inventory: &Inventory) -> Option<String> {
    let hint = "Check the spelling, or remove it; names, ids and IP addresses of this account's servers are allowed.";
    not_found(unknown, inventory, hint)
}

/// Names that were not found, and why that may be: `hint`, unless some servers could not be read.
pub(crate) fn not_found(unknown: &[String], inventory: &Inventory, hint: &str) -> Option<String> {
    if unknown.is_empty() {
        return None;
    }
    let shown: Vec<&str> = unknown.iter().take(LISTED).map(String::as_str).collect();
    let more = match unknown.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let unread: Vec<&str> = inventory
        .problems
        .iter()
        .map(|problem| problem.data_center.as_str())
        .collect();
    let hint = if unread.is_empty() {
        hint.to_owned()
    } else {
        format!(
            "The servers of {} could not be read just now; try again in a moment.",
            unread.join(", ")
        )
    };
    Some(format!(
        "Not found in this account: {}{more}. {hint}",
        shown.join(", ")
    ))
}

/// Freezes servers for a plan, each with its notes.
pub fn plan_servers(
    servers: &[&Server],
    package: &Package,
    busy: &BTreeMap<ServerId, RunId>,
) -> Vec<PlannedServer> {
    let mut planned: Vec<PlannedServer> = servers
        .iter()
        .map(|server| PlannedServer {
            id: server.id.clone(),
            name: server.name.clone(),
            data_center: server.data_center.clone(),
            notes: notes(server, package, busy.contains_key(&server.id)),
        })
        .collect();
    planned.sort();
    planned
}

fn notes(server: &Server, package: &Package, busy: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if server.status != ServerStatus::Active {
        notes.push(format!(
            "Is {}: the cloud is likely to refuse it.",
            server.status.words()
        ));
    }
    if !package.supports(&server.os) {
        notes.push(format!(
            "Runs {}, which the package does not list as supported.",
            server.os_name
        ));
    }
    notes.extend(power_note(server).map(str::to_owned));
    if server.in_maintenance {
        notes.push("Is in maintenance mode.".into());
    }
    if busy {
        notes.push(BUSY.into());
    }
    notes
}

/// What the power of a server means for a package; nothing where its status already says that it
/// takes none.
fn power_note(server: &Server) -> Option<&'static str> {
    match (&server.status, server.power?) {
        (ServerStatus::Active, PowerState::Stopped) => {
            Some("Is stopped: the cloud starts it for the package and stops it again.")
        }
        (ServerStatus::Active, PowerState::Paused) => Some("Is paused."),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::offers::Offers;
    use slipway_domain::{DataCenterId, GroupId, PackageId};

    fn server(status: ServerStatus, power: PowerState) -> Server {
        Server {
            id: ServerId::new("va1web01"),
            name: "VA1WEB01".into(),
            description: String::new(),
            data_center: DataCenterId::new("va1"),
            group: GroupId::new("g"),
            group_path: String::new(),
            os: "ubuntu".into(),
            os_name: "Ubuntu".into(),
            status,
            power: Some(power),
            in_maintenance: false,
            ips: Vec::new(),
            cpu: 1,
            memory_mb: 1024,
            storage_gb: 1,
            modified: None,
            custom: String::new(),
            offers: Offers::NONE,
        }
    }

    fn package() -> Package {
        Package {
            id: PackageId::new("p"),
            name: "P".into(),
            visibility: None,
            description: String::new(),
            parameters: vec![],
            supported_os: vec![],
            problem: None,
        }
    }

    #[test]
    fn no_two_remarks_contradict_each_other() {
        let told = |status, power| notes(&server(status, power), &package(), false);
        let stopped = "Is stopped: the cloud starts it for the package and stops it again.";
        let archived = "Is archived: the cloud is likely to refuse it.";
        assert_eq!(told(ServerStatus::Active, PowerState::Stopped), [stopped]);
        assert_eq!(
            told(ServerStatus::Active, PowerState::Paused),
            ["Is paused."]
        );
        assert!(told(ServerStatus::Active, PowerState::Started).is_empty());
        for power in PowerState::ALL {
            assert_eq!(told(ServerStatus::Archived, power), [archived]);
            for status in [
                ServerStatus::UnderConstruction,
                ServerStatus::QueuedForDelete,
            ] {
                assert_eq!(told(status, power).len(), 1);
            }
        }
    }
}
