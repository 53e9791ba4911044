//! Groups with everything below them, their servers either as links or in full.

use super::link::{Links, Verbs};
use super::{change_info, server};
use crate::clc::account::Rights;
use crate::clc::custom_fields::values;
use crate::clc::estate::{Estate, Group, GroupKind};
use crate::json::Json;

const POST: Verbs = Verbs::Listed(&["POST"]);
const GET_POST: Verbs = Verbs::Listed(&["GET", "POST"]);
const GET_PATCH: Verbs = Verbs::Listed(&["GET", "PATCH"]);
const GET_PATCH_DELETE: Verbs = Verbs::Listed(&["GET", "PATCH", "DELETE"]);
const GET_PUT_DELETE: Verbs = Verbs::Listed(&["GET", "PUT", "DELETE"]);

/// A group and all groups below it. `detailed` gives full servers in place of links.
pub(crate) fn group(estate: &Estate, group: &Group, rights: Rights, detailed: bool) -> String {
    let mut json = Json::default();
    write(&mut json, estate, group, rights, Told::Whole { detailed });
    json.into_string()
}

/// A group that was just made, which is not said to hold nothing.
pub(crate) fn new_group(estate: &Estate, group: &Group, rights: Rights) -> String {
    let mut json = Json::default();
    write(&mut json, estate, group, rights, Told::Made);
    json.into_string()
}

/// How a group that comes back from the archive is linked to.
pub(crate) fn restored_group(json: &mut Json, estate: &Estate, group: &Group) {
    let (alias, id) = (estate.alias.as_str(), group.id.as_str());
    let upper = alias.to_ascii_uppercase();
    json.object(|json| {
        json.pair("rel", "self").key("href").plain(&[
            "/v2/groups/",
            alias,
            "/",
            id,
            "?AccountAlias=",
            &upper,
            "&identifier=",
            id,
        ]);
    });
}

/// What is told of a group.
#[derive(Clone, Copy)]
enum Told {
    /// All, with full servers or with links to them.
    Whole { detailed: bool },
    /// What there is to tell of one that was just made.
    Made,
}

fn write(json: &mut Json, estate: &Estate, group: &Group, rights: Rights, told: Told) {
    let detailed = matches!(told, Told::Whole { detailed: true });
    json.object(|json| {
        json.pair("id", &group.id).pair("name", &group.name);
        if let Some(description) = &group.description {
            json.pair("description", description);
        }
        json.pair("locationId", &group.location);
        json.pair("type", kind(group.kind)).pair("status", "active");
        if matches!(told, Told::Whole { .. }) {
            json.key("serversCount")
                .raw(&estate.servers_count(group).to_string());
        }
        if detailed {
            json.key("servers").array(|json| {
                for &at in &group.servers {
                    server::write(json, estate, &estate.servers[at], rights, true);
                }
            });
        }
        json.key("groups").array(|json| {
            for &at in &group.children {
                write(json, estate, &estate.groups[at], rights, told);
            }
        });
        json.key("links")
            .array(|json| links(&mut Links { json, rights }, estate, group, detailed));
        change_info(json, &group.change);
        json.key("customFields")
            .array(|json| values(json, &estate.custom_fields, &group.custom_fields));
    });
}

fn kind(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Root | GroupKind::Default => "default",
        GroupKind::Archive | GroupKind::Archived => "archive",
        GroupKind::Templates => "templates",
    }
}

fn links(links: &mut Links<'_>, estate: &Estate, group: &Group, detailed: bool) {
    group_actions(links, estate, group, true);
    if detailed {
        return;
    }
    for &at in &group.servers {
        let id = &estate.servers[at].id;
        links.with_id(
            "server",
            &["/v2/servers/", &estate.alias, "/", id],
            &id.to_ascii_uppercase(),
            Verbs::Read,
        );
    }
}

/// The links of a group without its servers. A data center shows those of its root, without the ones that say where the
/// group itself is.
pub(super) fn group_actions(links: &mut Links<'_>, estate: &Estate, group: &Group, own: bool) {
    let (alias, id) = (estate.alias.as_str(), group.id.as_str());
    let below = |name| ["/v2/groups/", alias, "/", id, name];
    let grows = group.kind.grows();
    if grows {
        links.add("createGroup", &["/v2/groups/", alias], POST);
        links.add("createServer", &["/v2/servers/", alias], POST);
    }
    if own {
        let verbs = match group.kind {
            GroupKind::Default | GroupKind::Archived => GET_PATCH_DELETE,
            GroupKind::Root | GroupKind::Archive | GroupKind::Templates => GET_PATCH,
        };
        links.add("self", &below(""), verbs);
        if let Some(parent) = group.parent.map(|at| estate.groups[at].id.as_str()) {
            links.with_id(
                "parentGroup",
                &["/v2/groups/", alias, "/", parent],
                parent,
                Verbs::Read,
            );
        }
    }
    links.add("defaults", &below("/defaults"), GET_POST);
    links.add("billing", &below("/billing"), Verbs::Read);
    if group.kind == GroupKind::Default {
        links.add("archiveGroupAction", &below("/archive"), Verbs::Action);
    }
    let above = group.parent.map(|at| estate.groups[at].kind);
    if group.kind == GroupKind::Archived && above == Some(GroupKind::Archive) {
        links.add("restore", &below("/restore"), Verbs::Action);
    }
    if grows {
        links.add("statistics", &below("/statistics"), Verbs::Read);
        links.add(
            "upcomingScheduledActivities",
            &below("/upcomingScheduledActivities"),
            Verbs::Read,
        );
        links.add(
            "horizontalAutoscalePolicyMapping",
            &below("/horizontalAutoscalePolicy"),
            GET_PUT_DELETE,
        );
        links.add(
            "scheduledActivities",
            &below("/scheduledActivities"),
            GET_POST,
        );
    }
}
