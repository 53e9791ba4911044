//! Networks with their addresses, and firewall policies.

use std::collections::HashMap;

use super::link::{Links, Verbs};
use crate::clc::account::Rights;
use crate::clc::estate::{Estate, FirewallPolicy, Network, Taken};
use crate::json::Json;

const GET: Verbs = Verbs::Listed(&["GET"]);
const POST: Verbs = Verbs::Listed(&["POST"]);
const GET_PUT: Verbs = Verbs::Listed(&["GET", "PUT"]);
const GET_PUT_DELETE: Verbs = Verbs::Listed(&["GET", "PUT", "DELETE"]);

/// Which addresses of a network are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Addresses {
    None,
    Claimed,
    Free,
    All,
}

impl Addresses {
    /// By its word in a query, in any case; others mean none.
    pub(crate) fn named(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "claimed" => Self::Claimed,
            "free" => Self::Free,
            "all" => Self::All,
            _ => Self::None,
        }
    }
}

pub(crate) fn networks(estate: &Estate, center: usize, rights: Rights) -> String {
    let mut json = Json::default();
    json.array(|json| {
        for network in estate.networks_of(center) {
            one(json, estate, network, rights, Addresses::None);
        }
    });
    json.into_string()
}

pub(crate) fn network(
    estate: &Estate,
    network: &Network,
    rights: Rights,
    wanted: Addresses,
) -> String {
    let mut json = Json::default();
    one(&mut json, estate, network, rights, wanted);
    json.into_string()
}

/// The addresses alone.
pub(crate) fn addresses(estate: &Estate, network: &Network, wanted: Addresses) -> String {
    let mut json = Json::default();
    json.array(|json| list(json, estate, network, wanted));
    json.into_string()
}

fn one(json: &mut Json, estate: &Estate, network: &Network, rights: Rights, wanted: Addresses) {
    let prefix = network.address(0);
    json.object(|json| {
        json.pair("id", &network.id)
            .key("cidr")
            .plain(&[&prefix, "/24"])
            .pair("description", &network.description)
            .pair("gateway", &network.address(1))
            .pair("name", &network.name)
            .pair("netmask", "255.255.255.0")
            .pair("type", "private")
            .key("vlan")
            .int(network.vlan);
        if wanted != Addresses::None {
            json.key("ipAddresses")
                .array(|json| list(json, estate, network, wanted));
        }
        json.key("links").array(|json| {
            let center = estate.centers[network.center].id.as_str();
            let below = |name| {
                let base = "/v2-experimental/networks/";
                [base, &estate.alias, "/", center, "/", &network.id, name]
            };
            let mut links = Links { json, rights };
            links.add("self", &below(""), GET_PUT);
            links.add("ipAddresses", &below("/ipAddresses"), GET);
            links.add("release", &below("/release"), POST);
        });
    });
}

/// Those that servers can have, in order.
fn list(json: &mut Json, estate: &Estate, network: &Network, wanted: Addresses) {
    let taken: HashMap<u8, Taken<'_>> = estate.taken(network);
    for host in 10..=254 {
        let holder = taken.get(&host);
        let told = match wanted {
            Addresses::None => false,
            Addresses::Claimed => holder.is_some(),
            Addresses::Free => holder.is_none(),
            Addresses::All => true,
        };
        if told {
            address(json, &network.address(host), holder);
        }
    }
}

fn address(json: &mut Json, address: &str, holder: Option<&Taken<'_>>) {
    json.object(|json| {
        json.pair("address", address)
            .key("claimed")
            .bool(holder.is_some())
            .key("primary")
            .bool(holder.is_some_and(|holder| holder.primary));
        if let Some(holder) = holder {
            json.pair("server", &holder.server.id.to_ascii_uppercase());
        }
        let mapped = holder.is_some_and(|holder| holder.mapped);
        json.pair("type", if mapped { "publicMapped" } else { "private" });
    });
}

pub(crate) fn policies(
    estate: &Estate,
    all: &[&FirewallPolicy],
    rights: Rights,
    origin: &str,
) -> String {
    let mut json = Json::default();
    json.array(|json| {
        for policy in all {
            whole(json, estate, policy, rights, origin);
        }
    });
    json.into_string()
}

pub(crate) fn policy(
    estate: &Estate,
    policy: &FirewallPolicy,
    rights: Rights,
    origin: &str,
) -> String {
    let mut json = Json::default();
    whole(&mut json, estate, policy, rights, origin);
    json.into_string()
}

/// Of a new one, only the link is told.
pub(crate) fn new_policy(
    estate: &Estate,
    policy: &FirewallPolicy,
    rights: Rights,
    origin: &str,
) -> String {
    let mut json = Json::default();
    json.object(|json| own_link(json, estate, policy, rights, origin));
    json.into_string()
}

/// Where a policy is found, on any host.
pub(crate) fn policy_path(estate: &Estate, policy: &FirewallPolicy) -> String {
    let center = &estate.centers[policy.center].id;
    let base = "/v2-experimental/firewallPolicies";
    format!("{base}/{}/{center}/{}", estate.alias, policy.id)
}

fn whole(json: &mut Json, estate: &Estate, policy: &FirewallPolicy, rights: Rights, origin: &str) {
    json.object(|json| {
        json.pair("id", &policy.id)
            .pair("status", "active")
            .key("enabled")
            .bool(policy.enabled);
        texts(json, "source", &policy.source);
        texts(json, "destination", &policy.destination);
        json.pair("destinationAccount", &policy.account);
        texts(json, "ports", &policy.ports);
        own_link(json, estate, policy, rights, origin);
    });
}

fn texts(json: &mut Json, key: &str, texts: &[String]) {
    json.key(key).array(|json| {
        for text in texts {
            json.text(text);
        }
    });
}

fn own_link(
    json: &mut Json,
    estate: &Estate,
    policy: &FirewallPolicy,
    rights: Rights,
    origin: &str,
) {
    json.key("links").array(|json| {
        let path = policy_path(estate, policy);
        let mut links = Links { json, rights };
        links.add("self", &[origin, &path], GET_PUT_DELETE);
    });
}
