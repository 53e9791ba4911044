//! Small things that are only read: what an account may have and has in a data center besides servers, what can be
//! changed about a server, and what its parts cost.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;

use super::at;
use super::caller::Caller;
use crate::Simulator;
use crate::clc::estate::Status;
use crate::clc::estate::cost::rates;
use crate::json::Json;
use crate::reply::{self, Refusal};

/// More than any demo needs: nothing is refused for these.
const COMPUTE: [(&str, u32); 3] = [
    ("cpu", 20_000),
    ("memoryGB", 80_000),
    ("storageGB", 4_000_000),
];
const NETWORKS: [(&str, u32); 1] = [("networks", 250)];

pub(super) fn routes() -> Router<Simulator> {
    at(
        "/v2/datacenters/{alias}/{center}/computeLimits",
        get(compute),
    )
    .merge(at(
        "/v2/datacenters/{alias}/{center}/networkLimits",
        get(networks),
    ))
    .merge(at(
        "/v2/sharedLoadBalancers/{alias}/{center}",
        get(load_balancers),
    ))
    .merge(at(
        "/v2/servers/{alias}/{server}/capabilities",
        get(capabilities),
    ))
    .merge(at(
        "/v2/billing/{alias}/serverPricing/{server}",
        get(pricing),
    ))
}

async fn compute(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    limits(&simulator, &caller, &center, &COMPUTE)
}

async fn networks(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    limits(&simulator, &caller, &center, &NETWORKS)
}

/// A child inherits those of its parent.
fn limits(
    simulator: &Simulator,
    caller: &Caller,
    center: &str,
    limits: &[(&str, u32)],
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    estate.center(center).ok_or(Refusal::NotFound)?;
    let mut json = Json::default();
    json.object(|json| {
        for (name, most) in limits {
            json.key(name).object(|json| {
                json.key("value").int(*most);
                json.key("inherited").bool(estate.parent.is_some());
            });
        }
    });
    Ok(reply::ok(json.into_string()))
}

/// Nobody ever makes one.
async fn load_balancers(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, center)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    estate.center(&center).ok_or(Refusal::NotFound)?;
    Ok(reply::ok("[]".to_owned()))
}

/// Only active servers link to theirs.
async fn capabilities(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, server)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let server = world.estates[caller.estate].server_either(&server);
    let server = server.filter(|server| server.status == Status::Active);
    let server = server.ok_or(Refusal::NotFound)?;
    let mut json = Json::default();
    json.object(|json| {
        json.key("addingCpuRequiresReboot").bool(false);
        json.key("addingMemoryRequiresReboot").bool(false);
        json.key("reservedDrivePaths").array(|json| {
            for path in world.templates.reserved_for(server.os.family) {
                json.text(path);
            }
        });
    });
    Ok(reply::ok(json.into_string()))
}

/// What a processor, a GB of memory and of storage, and its being looked after cost by the hour.
async fn pricing(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, server)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let server = world.estates[caller.estate].server_either(&server);
    let rates = rates(server.ok_or(Refusal::NotFound)?);
    let mut json = Json::default();
    json.object(|json| {
        for (key, rate) in [
            ("cpu", rates.cpu),
            ("memoryGB", rates.memory),
            ("storageGB", rates.storage),
            ("managedOS", rates.managed),
        ] {
            json.key(key).raw(&format!("{rate:?}"));
        }
    });
    Ok(reply::ok(json.into_string()))
}
