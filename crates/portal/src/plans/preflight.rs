//! Which servers a form means, and what a person should know before running on each.

use crate::inventory::{Finder, Inventory, Meant};
use crate::packages::form::Form;
use slipway_domain::name_list;
use slipway_domain::package::Package;
use slipway_domain::plan::{PlannedTarget, in_order};
use slipway_domain::run::Target;
use slipway_domain::server::{PowerState, Server, ServerStatus};
use slipway_domain::{RunId, ServerId};
use std::collections::BTreeMap;

/// What is said of a server that another run works on.
pub(crate) const BUSY: &str = "Is part of another run that has not ended.";
/// Unknown names listed in one message before the rest is counted.
const LISTED: usize = 20;

/// Why the servers of a form cannot be taken as they are.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// Sentences that name what has to change.
    pub errors: Vec<String>,
    /// What is no server of the account, each once.
    pub unknown: Vec<String>,
}

/// The servers of a form: chosen ones and pasted names, each once.
///
/// # Errors
/// What has to change.
pub fn resolve<'a>(form: &Form, inventory: &'a Inventory) -> Result<Vec<&'a Server>, Refused> {
    let finder = Finder::new(inventory);
    let mut found = BTreeMap::new();
    let mut refused = Refused::default();
    let pasted = name_list::parse(&form.names, str::to_lowercase).unwrap_or_else(|error| {
        refused.errors.push(error.to_string());
        Vec::new()
    });
    let chosen = form.chosen.iter().map(|id| {
        let server = inventory.by_id(id).map_or(Meant::Nothing, Meant::One);
        (id.to_string(), server)
    });
    let named = pasted.into_iter().map(|name| {
        let meant = finder.find(&name);
        (name, meant)
    });
    for (name, meant) in chosen.chain(named) {
        match meant {
            Meant::One(server) => _ = found.insert(&server.id, server),
            Meant::Several(servers) => refused.errors.push(several(&name, &servers)),
            Meant::Nothing => refused.unknown.push(name),
        }
    }
    let unknown = unknown_names(&refused.unknown, inventory);
    refused.errors.extend(unknown);
    if found.is_empty() && refused.errors.is_empty() {
        let nothing = "Choose at least one server: tick it in the list or paste its name.";
        refused.errors.push(nothing.to_owned());
    }
    if refused.errors.is_empty() {
        Ok(found.into_values().collect())
    } else {
        Err(refused)
    }
}

/// Leaves out of a form what is no server: names of servers become servers that are chosen, and
/// only what nobody can tell stays as text.
pub(crate) fn leave_out(form: &mut Form, inventory: &Inventory) {
    let finder = Finder::new(inventory);
    form.chosen.retain(|id| inventory.by_id(id).is_some());
    let Ok(names) = name_list::parse(&form.names, str::to_lowercase) else {
        return;
    };
    let mut rest = Vec::new();
    for name in names {
        match finder.find(&name) {
            Meant::One(server) if form.chosen.contains(&server.id) => {}
            Meant::One(server) => form.chosen.push(server.id.clone()),
            Meant::Several(_) => rest.push(name),
            Meant::Nothing => {}
        }
    }
    form.names = rest.join("\n");
}

/// What is said of a name that is the end of several servers' names.
fn several(name: &str, servers: &[&Server]) -> String {
    let names: Vec<&str> = servers
        .iter()
        .take(LISTED)
        .map(|server| server.name.as_str())
        .collect();
    format!(
        "{name} may be any of {}. Write the whole name of the one you mean.",
        names.join(", ")
    )
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

/// What is said where none of the servers of a plan is there any more.
pub(crate) fn all_gone(servers: &[PlannedTarget]) -> String {
    match servers {
        [one] => format!(
            "{} is no longer among this account's servers. Change the plan and review it again.",
            one.name
        ),
        many => format!(
            "None of the {} servers is among this account's any more. Change the plan and review it again.",
            many.len()
        ),
    }
}

/// Freezes servers for a plan, each with its notes; `stopped` is what its cloud says of stopped ones.
pub fn plan_servers(
    servers: &[&Server],
    package: &Package,
    busy: &BTreeMap<ServerId, RunId>,
    stopped: &'static str,
) -> Vec<PlannedTarget> {
    let mut planned: Vec<PlannedTarget> = servers
        .iter()
        .map(|server| PlannedTarget {
            target: Target::Server(server.id.clone()),
            name: server.name.clone(),
            data_center: server.data_center.clone(),
            notes: notes(server, package, busy.contains_key(&server.id), stopped),
        })
        .collect();
    in_order(&mut planned);
    planned
}

fn notes(server: &Server, package: &Package, busy: bool, stopped: &'static str) -> Vec<String> {
    let mut notes = Vec::new();
    if server.status != ServerStatus::Active {
        notes.push(format!(
            "Is {}: the cloud is likely to refuse it.",
            server.status.label()
        ));
    }
    if !package.supports(&server.os) {
        notes.push(format!(
            "Runs {}, which the package does not list as supported.",
            server.os_name
        ));
    }
    notes.extend(power_note(server, stopped).map(str::to_owned));
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
fn power_note(server: &Server, stopped: &'static str) -> Option<&'static str> {
    match (&server.status, server.power?) {
        (ServerStatus::Active, PowerState::Stopped) => Some(stopped),
        (ServerStatus::Active, PowerState::Paused) => Some("Is paused."),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::offered_actions::OfferedActions;
    use slipway_domain::{DataCenterId, GroupId, PackageId};

    fn server(status: ServerStatus, power: PowerState) -> Server {
        Server {
            id: ServerId::new("va1web01"),
            name: "VA1WEB01".into(),
            description: String::new(),
            data_center: Some(DataCenterId::new("va1")),
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
            offers: OfferedActions::NONE,
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
        let stopped = "Is stopped.";
        let told = |status, power| notes(&server(status, power), &package(), false, stopped);
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
