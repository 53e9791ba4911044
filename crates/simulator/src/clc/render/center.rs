//! Data centers, with or without the links of their root group.

use super::group::group_actions;
use super::link::{Links, Verbs};
use crate::clc::account::Rights;
use crate::clc::estate::{Center, Estate};
use crate::json::Json;

const GET_POST: Verbs = Verbs::Listed(&["GET", "POST"]);
const GET: Verbs = Verbs::Listed(&["GET"]);

pub(crate) fn centers(estate: &Estate, rights: Rights, group_links: bool) -> String {
    // The cloud lists them by id.
    let mut sorted: Vec<&Center> = estate.centers.iter().collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    let mut json = Json::default();
    json.array(|json| {
        for center in sorted {
            write(json, estate, center, rights, group_links);
        }
    });
    json.into_string()
}

pub(crate) fn center(
    estate: &Estate,
    center: &Center,
    rights: Rights,
    group_links: bool,
) -> String {
    let mut json = Json::default();
    write(&mut json, estate, center, rights, group_links);
    json.into_string()
}

fn write(json: &mut Json, estate: &Estate, center: &Center, rights: Rights, group_links: bool) {
    let (alias, id) = (estate.alias.as_str(), center.id.as_str());
    json.object(|json| {
        json.pair("id", id)
            .pair("name", &center.name)
            .key("links")
            .array(|json| {
                let mut links = Links { json, rights };
                let base = ["/v2/datacenters/", alias, "/", id];
                let below = |name| ["/v2/datacenters/", alias, "/", id, name];
                links.add("self", &base, Verbs::Read);
                links.add(
                    "deploymentCapabilities",
                    &below("/deploymentCapabilities"),
                    Verbs::Read,
                );
                links.add(
                    "loadBalancers",
                    &["/v2/sharedLoadBalancers/", alias, "/", id],
                    GET_POST,
                );
                links.add("computeLimits", &below("/computeLimits"), GET_POST);
                links.add("networkLimits", &below("/networkLimits"), GET);
                links.add(
                    "availableOvfs",
                    &["/v2/vmImport/", alias, "/", id, "/available"],
                    GET,
                );
                if group_links {
                    let root = &estate.groups[center.root];
                    links.full(
                        "group",
                        &["/v2/groups/", alias, "/", &root.id],
                        Some(&root.id),
                        Some(&root.name),
                        Verbs::Read,
                    );
                    group_actions(&mut links, estate, root, false);
                }
            });
    });
}
