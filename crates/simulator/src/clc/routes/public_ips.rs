//! Public addresses of a server: given, changed and taken away by jobs that take as long as the recorded ones.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::Value;

use super::at;
use super::caller::Caller;
use super::experimental::is_range;
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::effect::Effect;
use crate::clc::estate::{Estate, NetworkChange, Ports, PublicIp, Server, Status};
use crate::clc::render;
use crate::clc::single::Single;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(super) fn routes() -> Router<Simulator> {
    let all = "/v2/servers/{alias}/{server}/publicIPAddresses";
    at(all, post(give)).merge(at(
        &format!("{all}/{{ip}}"),
        get(read).put(change).delete(take),
    ))
}

async fn read(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id, ip)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let server = world.estates[caller.estate].server(&id);
    let server = server.ok_or(Refusal::NotFound)?;
    let (internal, public) = find(server, &ip).ok_or(Refusal::NotFound)?;
    let mut json = Json::default();
    json.object(|json| {
        json.pair("internalIPAddress", internal)
            .key("ports")
            .array(|json| public.ports.iter().for_each(|ports| port(json, ports)))
            .key("sourceRestrictions")
            .array(|json| {
                for source in &public.sources {
                    json.object(|json| {
                        json.pair("cidr", source);
                    });
                }
            });
    });
    Ok(reply::ok(json.into_string()))
}

fn port(json: &mut Json, ports: &Ports) {
    json.object(|json| {
        json.pair("protocol", &ports.protocol)
            .key("port")
            .int(ports.first.into());
        if let Some(last) = ports.last {
            json.key("portTo").int(last.into());
        }
    });
}

async fn give(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    queue(&simulator, caller, &id, |_, server| {
        let mut wrong = Vec::new();
        let internal = member(&body, "internalIPAddress").and_then(scalar);
        let internal = internal.filter(|internal| !internal.is_empty());
        let own = |wanted: &String| {
            let mut addresses = server.addresses.iter();
            addresses.any(|own| own.internal == *wanted && own.public.is_none())
        };
        if let Some(wanted) = internal.as_ref().filter(|wanted| !own(wanted)) {
            let message = format!("The address {wanted} is not valid.");
            wrong.push(("body.internalIPAddress".to_owned(), message));
        }
        let (ports, sources) = passes(&body, &mut wrong);
        if wrong.is_empty() {
            Ok(NetworkChange::AddPublic {
                internal,
                ports,
                sources,
            })
        } else {
            Err(Refusal::ModelState(wrong))
        }
    })
}

async fn change(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id, ip)): Path<(String, String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    queue(&simulator, caller, &id, |_, server| {
        find(server, &ip).ok_or(Refusal::NotFound)?;
        let mut wrong = Vec::new();
        let (ports, sources) = passes(&body, &mut wrong);
        if wrong.is_empty() {
            Ok(NetworkChange::ChangePublic(PublicIp { ip, ports, sources }))
        } else {
            Err(Refusal::ModelState(wrong))
        }
    })
}

async fn take(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id, ip)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    queue(&simulator, caller, &id, |_, server| {
        find(server, &ip).ok_or(Refusal::NotFound)?;
        Ok(NetworkChange::DropPublic(ip))
    })
}

/// Queues what is to be done to an active server, and answers with the bare link to the job.
fn queue(
    simulator: &Simulator,
    caller: Caller,
    id: &str,
    wanted: impl FnOnce(&Estate, &Server) -> Result<NetworkChange, Refusal>,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, now) = simulator.world();
    let single = Single::find(&world, caller.estate, caller.user, id)?;
    let server = single.server(&world);
    let change = wanted(single.estate(&world), server)?;
    if server.status != Status::Active {
        return Err(Refusal::field("", "The server must be in Active state."));
    }
    let estate = single.estate;
    let effect = Effect::Network(change);
    let job = single.queue(&mut world, "publicIPAddresses", effect, now);
    let json = render::job(&world.estates[estate].alias, &job);
    Ok(reply::with_status(StatusCode::ACCEPTED, json))
}

/// A public address of a server, and the internal one that it leads to.
fn find<'a>(server: &'a Server, ip: &str) -> Option<(&'a str, &'a PublicIp)> {
    let mut mapped = server.addresses.iter().filter_map(|address| {
        let public = address.public.as_ref()?;
        Some((address.internal.as_str(), public))
    });
    mapped.find(|(_, public)| public.ip == ip)
}

/// What is let through, and from where; adds what is wrong with it.
fn passes(body: &Value, wrong: &mut Vec<(String, String)>) -> (Vec<Ports>, Vec<String>) {
    let list = |name: &str| member(body, name).and_then(Value::as_array);
    let ports = list("ports").map(|sent| sent.iter().map(ports).collect::<Option<Vec<_>>>());
    match &ports {
        Some(Some(ports)) if !ports.is_empty() => {}
        None => wrong.push(required("ports")),
        Some(_) => wrong.push(invalid("ports")),
    }
    let cidr = |entry: &Value| {
        let cidr = member(entry, "cidr").and_then(scalar);
        cidr.filter(|cidr| is_range(cidr))
    };
    let sources = list("sourceRestrictions").map_or(Some(Vec::new()), |sent| {
        sent.iter().map(cidr).collect::<Option<Vec<_>>>()
    });
    if sources.is_none() {
        wrong.push(invalid("sourceRestrictions"));
    }
    (
        ports.flatten().unwrap_or_default(),
        sources.unwrap_or_default(),
    )
}

fn required(name: &str) -> (String, String) {
    let message = format!("The {name} field is required.");
    (format!("body.{name}"), message)
}

fn invalid(name: &str) -> (String, String) {
    let message = format!("The {name} field is not valid.");
    (format!("body.{name}"), message)
}

/// One entry of what is let through. Clients say in many ways that it is a single port: without `portTo`, with null,
/// nothing, 0 or the port itself there; it is told without.
fn ports(entry: &Value) -> Option<Ports> {
    let protocol = member(entry, "protocol").and_then(scalar)?;
    let protocol = protocol.trim().to_ascii_uppercase();
    let known = ["TCP", "UDP", "ICMP"].contains(&protocol.as_str());
    let first = number(entry, "port")?.or((protocol == "ICMP").then_some(0))?;
    let last = number(entry, "portTo")?.filter(|last| *last != 0 && *last != first);
    let ordered = last.is_none_or(|last| last > first);
    (known && ordered).then_some(Ports {
        protocol,
        first,
        last,
    })
}

/// The number under this name, nothing where there is none, or `None` where it is no number of a port.
#[expect(
    clippy::option_option,
    reason = "an absent number and a wrong one are two things"
)]
fn number(entry: &Value, name: &str) -> Option<Option<u16>> {
    let Some(value) = member(entry, name) else {
        return Some(None);
    };
    let text = scalar(value)?;
    match text.trim() {
        "" => Some(None),
        // Some languages know no numbers but those with a point.
        text => text
            .strip_suffix(".0")
            .unwrap_or(text)
            .parse()
            .ok()
            .map(Some),
    }
}
