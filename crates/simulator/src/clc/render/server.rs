//! Servers. What is told of one depends on its status, and on whether it is asked for alone or comes within a group.

use super::change_info;
use super::hardware::{disks, storage};
use super::link::{Links, Verbs};
use super::policy;
use crate::clc::account::Rights;
use crate::clc::custom_fields;
use crate::clc::estate::{Estate, Server, Snapshot, Status};
use crate::json::Json;

const POST: Verbs = Verbs::Listed(&["POST"]);
const GET_POST: Verbs = Verbs::Listed(&["GET", "POST"]);
const GET_PATCH: Verbs = Verbs::Listed(&["GET", "PATCH"]);
const GET_PATCH_DELETE: Verbs = Verbs::Listed(&["GET", "PATCH", "DELETE"]);
const GET_PUT_DELETE: Verbs = Verbs::Listed(&["GET", "PUT", "DELETE"]);
const PUT_DELETE: Verbs = Verbs::Listed(&["PUT", "DELETE"]);

/// One server on its own.
pub(crate) fn server(estate: &Estate, server: &Server, rights: Rights) -> String {
    let mut json = Json::default();
    write(&mut json, estate, server, rights, false);
    json.into_string()
}

pub(super) fn write(
    json: &mut Json,
    estate: &Estate,
    server: &Server,
    rights: Rights,
    embedded: bool,
) {
    let name = server.id.to_ascii_uppercase();
    json.object(|json| {
        json.pair("id", &server.id)
            .pair("name", &name)
            .pair("displayName", &name);
        json.pair("description", &server.description);
        json.pair("groupId", &estate.groups[server.group].id);
        json.key("isTemplate").bool(false);
        json.pair(
            "locationId",
            &estate.centers[server.center].id.to_ascii_uppercase(),
        );
        json.pair("osType", &server.os.os_type)
            .pair("os", &server.os.os);
        // Only said when true.
        if server.managed_os {
            json.key("isManagedOS").bool(true);
        }
        json.pair("status", server.status.as_str());
        details(json, estate, server, rights, embedded);
        json.pair("type", &server.kind)
            .pair("storageType", &server.storage_type);
        change_info(json, &server.change);
        json.key("links")
            .array(|json| links(&mut Links { json, rights }, estate, server));
    });
}

/// Servers that are being made or unmade have no details; those on ice tell little within a group.
fn details(json: &mut Json, estate: &Estate, server: &Server, rights: Rights, embedded: bool) {
    match server.status {
        Status::UnderConstruction | Status::QueuedForDelete => {}
        Status::Archived | Status::QueuedForRestore if embedded => {
            json.key("details").object(|json| {
                json.pair("powerState", server.power.as_str())
                    .key("storageGB")
                    .int(storage(server));
            });
        }
        Status::Active | Status::Archived | Status::QueuedForRestore => {
            json.key("details")
                .object(|json| full_details(json, estate, server, rights));
        }
    }
}

fn full_details(json: &mut Json, estate: &Estate, server: &Server, rights: Rights) {
    let (cpu, memory) = if server.status.on_ice() {
        (0, 0)
    } else {
        (server.cpu, server.memory_mb)
    };
    json.key("ipAddresses").array(|json| {
        for address in &server.addresses {
            json.object(|json| {
                if let Some(public) = &address.public {
                    json.pair("public", &public.ip);
                }
                json.pair("internal", &address.internal);
            });
        }
    });
    json.key("secondaryIPAddresses").array(|json| {
        for internal in &server.secondary {
            json.object(|json| {
                json.pair("internal", internal);
            });
        }
    });
    policy::of_server(json, estate, server);
    json.key("cpu").int(cpu);
    json.key("diskCount").raw(&server.disks.len().to_string());
    json.pair("hostName", &server.host_name);
    json.key("inMaintenanceMode").bool(server.in_maintenance);
    json.key("memoryMB").int(memory);
    json.pair("powerState", server.power.as_str());
    json.key("storageGB").int(storage(server));
    disks(json, server);
    snapshots(json, estate, server, rights);
    json.key("customFields")
        .array(|json| custom_fields::values(json, &estate.custom_fields, &server.custom_fields));
    if let Some(machine) = &server.machine {
        json.pair("processorDescription", &machine.processor)
            .pair("storageDescription", &machine.storage);
    }
}

/// At most one, and its number shows only in the links.
fn snapshots(json: &mut Json, estate: &Estate, server: &Server, rights: Rights) {
    json.key("snapshots").array(|json| {
        if let Some(kept) = &server.snapshot {
            snapshot(json, estate, server, kept, rights);
        }
    });
}

pub(crate) fn snapshot(
    json: &mut Json,
    estate: &Estate,
    server: &Server,
    snapshot: &Snapshot,
    rights: Rights,
) {
    let number = snapshot.number.to_string();
    let base = ["/v2/servers/", &estate.alias, "/", &server.id];
    let href = |tail| [&base[..], &["/snapshots/", &number, tail]].concat();
    json.object(|json| {
        json.pair("name", &snapshot.name)
            .key("links")
            .array(|json| {
                let mut links = Links { json, rights };
                links.add("self", &href(""), Verbs::Read);
                links.add("delete", &href(""), Verbs::Action);
                links.add("restore", &href("/restore"), Verbs::Action);
            });
    });
}

fn links(links: &mut Links<'_>, estate: &Estate, server: &Server) {
    let (alias, id) = (estate.alias.as_str(), server.id.as_str());
    let group = estate.groups[server.group].id.as_str();
    let own = ["/v2/servers/", alias, "/", id];
    let whole = if server.status == Status::Active {
        GET_PATCH_DELETE
    } else {
        GET_PATCH
    };
    links.with_id("self", &own, id, whole);
    links.with_id(
        "group",
        &["/v2/groups/", alias, "/", group],
        group,
        Verbs::Read,
    );
    links.with_id("account", &["/v2/accounts/", alias], alias, Verbs::Read);
    links.add(
        "billing",
        &["/v2/billing/", alias, "/serverPricing/", id],
        Verbs::Read,
    );
    match server.status {
        Status::Active => active_links(links, alias, server),
        Status::Archived => {
            links.add(
                "restore",
                &["/v2/servers/", alias, "/", id, "/restore"],
                Verbs::Action,
            );
            links.add("delete", &own, Verbs::Action);
        }
        Status::UnderConstruction | Status::QueuedForDelete | Status::QueuedForRestore => {}
    }
}

fn active_links(links: &mut Links<'_>, alias: &str, server: &Server) {
    let below = |name| ["/v2/servers/", alias, "/", &server.id, name];
    // The schedules of a server hang on its UUID.
    let by_uuid = |name| ["/v2/servers/", alias, "/", &server.uuid, name];
    links.add("publicIPAddresses", &below("/publicIPAddresses"), POST);
    if links.rights.manage {
        links.add("credentials", &below("/credentials"), Verbs::Read);
    }
    links.add("statistics", &below("/statistics"), Verbs::Read);
    links.add(
        "upcomingScheduledActivities",
        &by_uuid("/upcomingScheduledActivities"),
        Verbs::Read,
    );
    links.add(
        "scheduledActivities",
        &by_uuid("/scheduledActivities"),
        GET_POST,
    );
    links.add("capabilities", &below("/capabilities"), Verbs::Read);
    links.add("alertPolicyMappings", &below("/alertPolicies"), POST);
    links.add(
        "antiAffinityPolicyMapping",
        &below("/antiAffinityPolicy"),
        PUT_DELETE,
    );
    links.add(
        "cpuAutoscalePolicyMapping",
        &below("/cpuAutoscalePolicy"),
        PUT_DELETE,
    );
    for ip in server.public().map(|public| public.ip.as_str()) {
        let href = [
            "/v2/servers/",
            alias,
            "/",
            &server.id,
            "/publicIPAddresses/",
            ip,
        ];
        links.with_id("publicIPAddress", &href, ip, GET_PUT_DELETE);
    }
}
