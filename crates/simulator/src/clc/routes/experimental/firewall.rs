//! Firewall policies within a data center. Their links are absolute.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::get;
use serde_json::Value;

use super::{Trouble, origin};
use crate::Simulator;
use crate::body::{Input, member, scalar, texts};
use crate::clc::estate::FirewallPolicy;
use crate::clc::render;
use crate::clc::routes::at;
use crate::clc::routes::caller::Caller;
use crate::clc::routes::query::value;
use crate::clc::world::World;
use crate::random::Random;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    let all = "/v2-experimental/firewallPolicies/{alias}/{center}";
    at(all, get(list).post(create)).merge(at(
        &format!("{all}/{{policy}}"),
        get(read).put(change).delete(remove),
    ))
}

async fn list(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center)): Path<(String, String)>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Trouble> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let center = estate.center_at(&center).ok_or(Trouble::NotThere)?;
    let account = value(&uri, "destinationAccount");
    let all = estate.firewall.iter().filter(|policy| {
        let wanted = account.as_ref();
        policy.center == center
            && wanted.is_none_or(|account| policy.account.eq_ignore_ascii_case(account))
    });
    let all: Vec<&FirewallPolicy> = all.collect();
    Ok(reply::ok(render::policies(
        estate,
        &all,
        caller.rights,
        &origin(&headers),
    )))
}

async fn read(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center, id)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let at = estate.policy_at(&center, &id).ok_or(Trouble::NotThere)?;
    let policy = &estate.firewall[at];
    Ok(reply::ok(render::policy(
        estate,
        policy,
        caller.rights,
        &origin(&headers),
    )))
}

async fn create(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center)): Path<(String, String)>,
    headers: HeaderMap,
    Input(body): Input,
) -> Result<Response, Trouble> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    destination_reached(&caller, &world, &body)?;
    let seed = world.seed;
    let estate = &mut world.estates[caller.estate];
    let center = estate.center_at(&center).ok_or(Trouble::NotThere)?;
    let number = estate.firewall_made.to_string();
    let mut policy = FirewallPolicy {
        id: Random::about(seed, &["firewall", &estate.alias, &number]).hex_id(),
        center,
        enabled: true,
        source: Vec::new(),
        destination: Vec::new(),
        // Of those who name no other account, the policy stays within their own.
        account: estate.alias.clone(),
        ports: Vec::new(),
    };
    fill(&mut policy, &body, true).map_err(Refusal::ModelState)?;
    estate.firewall_made += 1;
    let origin = origin(&headers);
    let json = render::new_policy(estate, &policy, caller.rights, &origin);
    let location = format!("{origin}{}", render::policy_path(estate, &policy));
    estate.firewall.push(policy);
    let mut answer = reply::with_status(StatusCode::CREATED, json);
    if let Ok(location) = HeaderValue::from_str(&location) {
        answer.headers_mut().insert(header::LOCATION, location);
    }
    Ok(answer)
}

async fn change(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center, id)): Path<(String, String, String)>,
    Input(body): Input,
) -> Result<Response, Trouble> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    destination_reached(&caller, &world, &body)?;
    let estate = &mut world.estates[caller.estate];
    let at = estate.policy_at(&center, &id).ok_or(Trouble::NotThere)?;
    let mut policy = estate.firewall[at].clone();
    fill(&mut policy, &body, false).map_err(Refusal::ModelState)?;
    estate.firewall[at] = policy;
    Ok(reply::no_content())
}

async fn remove(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center, id)): Path<(String, String, String)>,
) -> Result<Response, Trouble> {
    caller.must_manage()?;
    let (mut world, _) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    let at = estate.policy_at(&center, &id).ok_or(Trouble::NotThere)?;
    estate.firewall.remove(at);
    Ok(reply::no_content())
}

/// The account that the other end of a policy belongs to, if it is named.
fn destination(body: &Value) -> Option<String> {
    let account = member(body, "destinationAccount").and_then(scalar);
    account.filter(|account| !account.is_empty())
}

/// Both ends of a policy must be accounts that the caller's token works on.
fn destination_reached(caller: &Caller, world: &World, body: &Value) -> Result<(), Refusal> {
    destination(body).map_or(Ok(()), |account| caller.must_reach(world, &account))
}

/// Takes over what is named, all but the account if the policy is new; or says all that is wrong.
fn fill(policy: &mut FirewallPolicy, body: &Value, new: bool) -> Result<(), Vec<(String, String)>> {
    let mut wrong = Vec::new();
    let mut complain = |name: &str, why: &str| {
        wrong.push((format!("body.{name}"), format!("The {name} field {why}.")));
    };
    for (name, list, fits) in [
        ("source", &mut policy.source, is_range as fn(&str) -> bool),
        ("destination", &mut policy.destination, is_range),
        ("ports", &mut policy.ports, is_ports),
    ] {
        match member(body, name).map(texts) {
            Some(sent) if !sent.is_empty() && sent.iter().all(|one| fits(one)) => *list = sent,
            Some(_) => complain(name, "is not valid"),
            None if new => complain(name, "is required"),
            None => {}
        }
    }
    if let Some(account) = destination(body) {
        policy.account = account.to_ascii_lowercase();
    }
    if let Some(enabled) = member(body, "enabled").and_then(scalar) {
        match enabled.to_ascii_lowercase().parse() {
            Ok(enabled) => policy.enabled = enabled,
            Err(_) => complain("enabled", "is not valid"),
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Whether it is an address range such as `10.110.37.0/24`.
pub(in crate::clc::routes) fn is_range(text: &str) -> bool {
    let Some((address, bits)) = text.split_once('/') else {
        return false;
    };
    address.parse::<std::net::Ipv4Addr>().is_ok() && bits.parse().is_ok_and(|bits: u8| bits <= 32)
}

/// Whether it is `any`, `icmp`, or ports such as `tcp/80` and `udp/123-125`.
fn is_ports(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "any" | "icmp") {
        return true;
    }
    let ports = lower.strip_prefix("tcp/").or(lower.strip_prefix("udp/"));
    ports.is_some_and(|ports| {
        let mut ends = ports.splitn(2, '-').map(str::parse::<u16>);
        let first = ends.next().and_then(Result::ok);
        let last = ends.next().map_or(first, Result::ok);
        first.is_some() && first <= last
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_checked_as_they_were_recorded() {
        for good in ["tcp/1-600", "icmp", "ANY", "udp/8080", "tcp/123-125"] {
            assert!(is_ports(good), "{good}");
        }
        for bad in [
            "",
            "tcp",
            "tcp/",
            "tcp/9-3",
            "tcp/1-x",
            "tcp/70000",
            "sctp/1",
            "80",
        ] {
            assert!(!is_ports(bad), "{bad}");
        }
        assert!(is_range("10.0.0.0/8") && !is_range("10.0.0.0/33") && !is_range("10.0.0.0"));
    }
}
