//! Policies of an account, and which of them a server is under.

use super::link::{Links, Verbs};
use crate::clc::account::Rights;
use crate::clc::estate::{AffinityPolicy, AlertPolicy, AutoscalePolicy, Estate, Server, Status};
use crate::json::Json;

const GET_POST: Verbs = Verbs::Listed(&["GET", "POST"]);
const GET_DELETE_PUT: Verbs = Verbs::Listed(&["GET", "DELETE", "PUT"]);
const DELETE: Verbs = Verbs::Listed(&["DELETE"]);

/// All policies of a kind, which come within an object, and where more can be made.
pub(crate) fn items(
    kind: &str,
    estate: &Estate,
    rights: Rights,
    fill: impl FnOnce(&mut Json),
) -> String {
    let mut json = Json::default();
    json.object(|json| {
        json.key("items").array(fill);
        json.key("links").array(|json| {
            let all = ["/v2/", kind, "/", &estate.alias];
            Links { json, rights }.add("self", &all, GET_POST);
        });
    });
    json.into_string()
}

pub(crate) fn alert(json: &mut Json, estate: &Estate, policy: &AlertPolicy, rights: Rights) {
    json.object(|json| {
        json.pair("id", &policy.id).pair("name", &policy.name);
        json.key("actions").array(|json| {
            json.object(|json| {
                json.pair("action", "email").key("settings").object(|json| {
                    json.key("recipients").array(|json| {
                        for one in &policy.recipients {
                            json.text(one);
                        }
                    });
                });
            });
        });
        json.key("links").array(|json| {
            let own = ["/v2/alertPolicies/", &estate.alias, "/", &policy.id];
            Links { json, rights }.add("self", &own, GET_DELETE_PUT);
        });
        json.key("triggers").array(|json| {
            for trigger in &policy.triggers {
                json.object(|json| {
                    json.pair("metric", &trigger.metric)
                        .pair("duration", &trigger.duration)
                        .key("threshold")
                        .float(trigger.threshold);
                });
            }
        });
    });
}

pub(crate) fn affinity(json: &mut Json, estate: &Estate, policy: &AffinityPolicy, rights: Rights) {
    let center = &estate.centers[policy.center];
    let location = center.id.to_ascii_uppercase();
    let under = |server: &&Server| {
        server.status != Status::QueuedForDelete
            && server.policies.anti_affinity.as_ref() == Some(&policy.id)
    };
    json.object(|json| {
        json.pair("id", &policy.id)
            .pair("name", &policy.name)
            .pair("location", &location);
        json.key("links").array(|json| {
            let mut links = Links { json, rights };
            let own = ["/v2/antiAffinityPolicies/", &estate.alias, "/", &policy.id];
            links.add("self", &own, GET_DELETE_PUT);
            links.full(
                "location",
                &["/v2/datacenters/", &estate.alias, "/", &location],
                Some(&center.id),
                Some(&center.name),
                Verbs::Read,
            );
            for server in estate.servers.iter().filter(under) {
                links.full(
                    "server",
                    &["/v2/servers/", &estate.alias, "/", &server.id],
                    Some(&server.id),
                    Some(&server.id.to_ascii_uppercase()),
                    Verbs::Read,
                );
            }
        });
    });
}

pub(crate) fn autoscale(json: &mut Json, estate: &Estate, policy: &AutoscalePolicy) {
    json.object(|json| {
        json.pair("id", &policy.id)
            .pair("name", &policy.name)
            .pair("resourceType", "cpu")
            .key("thresholdPeriodMinutes")
            .int(15)
            .key("scaleUpIncrement")
            .int(1);
        json.key("range").object(|json| {
            json.key("max").int(6).key("min").int(2);
        });
        json.key("scaleUpThreshold").int(85);
        json.key("scaleDownThreshold").int(15);
        json.key("scaleDownWindow").object(|json| {
            json.pair("start", "02:00").pair("end", "04:00");
        });
        json.key("links").array(|json| {
            link(
                json,
                "self",
                &["/v2/autoscalePolicies/", &estate.alias, "/", &policy.id],
            );
        });
    });
}

/// The policies that a server is under.
pub(super) fn of_server(json: &mut Json, estate: &Estate, server: &Server) {
    let alias = estate.alias.as_str();
    let own = &server.policies;
    json.key("alertPolicies").array(|json| {
        for policy in own.alerts.iter().filter_map(|id| estate.policies.alert(id)) {
            let own = ["/v2/alertPolicies/", alias, "/", &policy.id];
            let map = ["/v2/servers/", alias, "/", &server.id, "/alertPolicies/"];
            write(json, &policy.id, Some(&policy.name), |json| {
                link(json, "self", &own);
                link(json, "alertPolicyMap", &[&map[..], &[&policy.id]].concat());
            });
        }
    });
    let affinity = own.anti_affinity.as_ref();
    if let Some(policy) = affinity.and_then(|id| estate.policies.affinity(id)) {
        let own = ["/v2/antiAffinityPolicies/", alias, "/", &policy.id];
        json.key("antiAffinityPolicy");
        write(json, &policy.id, Some(&policy.name), |json| {
            link(json, "self", &own);
        });
    }
    if let Some(id) = &own.cpu_autoscale {
        let own = ["/v2/autoscalePolicies/", alias, "/", id];
        json.key("cpuAutoscalePolicy");
        // The only one whose name is not told.
        write(json, id, None, |json| link(json, "self", &own));
    }
}

/// That a server is under an alert policy now.
pub(crate) fn alert_mapping(estate: &Estate, server: &Server, id: &str, rights: Rights) -> String {
    let mut json = Json::default();
    let href = [
        "/v2/servers/",
        &estate.alias,
        "/",
        &server.id,
        "/alertPolicies/",
        id,
    ];
    write(&mut json, id, None, |json| {
        Links { json, rights }.add("self", &href, DELETE);
    });
    json.into_string()
}

/// Which anti-affinity policy a server is under.
pub(crate) fn affinity_mapping(
    estate: &Estate,
    server: &Server,
    id: &str,
    rights: Rights,
) -> String {
    let mut json = Json::default();
    let alias = estate.alias.as_str();
    let own = ["/v2/servers/", alias, "/", &server.id];
    write(&mut json, id, None, |json| {
        let mut links = Links { json, rights };
        let mapping = [&own[..], &["/antiAffinityPolicy"]].concat();
        links.add("self", &mapping, Verbs::Read);
        links.with_id("server", &own, &server.id, Verbs::Read);
        let policy = ["/v2/antiAffinityPolicies/", alias, "/", id];
        links.with_id("antiAffinityPolicy", &policy, id, Verbs::Read);
    });
    json.into_string()
}

/// Which autoscale policy a server is under, at an address that is spelled as it was asked for.
pub(crate) fn autoscale_mapping(path: &str, id: &str) -> String {
    let mut json = Json::default();
    write(&mut json, id, None, |json| {
        json.object(|json| {
            json.pair("rel", "self").pair("href", path);
        });
    });
    json.into_string()
}

fn write(json: &mut Json, id: &str, name: Option<&str>, links: impl FnOnce(&mut Json)) {
    json.object(|json| {
        json.pair("id", id);
        if let Some(name) = name {
            json.pair("name", name);
        }
        json.key("links").array(links);
    });
}

fn link(json: &mut Json, rel: &str, href: &[&str]) {
    json.object(|json| {
        json.key("rel").plain(&[rel]).key("href").plain(href);
    });
}
