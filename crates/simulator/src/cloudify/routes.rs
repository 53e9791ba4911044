//! Which path and method leads to which code, and in which versions of the API. What is not here is a page: 404 for a
//! path, 405 for a method.

use axum::http::{Method, StatusCode};

use super::call::Call;
use super::reply::{Answer, Refusal};
use super::request::{Ask, Version};
use super::{
    blueprints, deployment_groups, deployments, deployments_made, events, execution_groups,
    executions, nodes, operations, removal, schedules, searches, start_call, state, summary,
    token_calls, upkeep, workflows,
};

/// What answers a call.
pub(super) type Handler = fn(&mut Call<'_>) -> Result<Answer, Refusal>;

/// A path, in which `*` stands for a variable piece; the version that has it first; and what its methods do, each since
/// a version of its own.
type Route = (
    &'static str,
    Version,
    &'static [(&'static str, Version, Handler)],
);

use Version::{V1, V2, V3, V31};

static ROUTES: &[Route] = &[
    (
        "executions",
        V1,
        &[
            ("GET", V1, executions::all),
            ("POST", V2, start_call::start),
            ("DELETE", V31, removal::delete),
        ],
    ),
    (
        "executions/*",
        V2,
        &[
            ("GET", V2, executions::get),
            ("POST", V2, executions::act),
            ("PATCH", V2, executions::patch),
        ],
    ),
    (
        "executions/*/should-start",
        V31,
        &[("GET", V31, executions::should_start)],
    ),
    ("deployments", V3, &[("GET", V3, deployments::all)]),
    (
        "deployments/*",
        V3,
        &[
            ("GET", V3, deployments::get),
            ("PUT", V3, deployments_made::create),
            ("PATCH", V3, deployments_made::change),
            ("DELETE", V3, deployments_made::delete),
        ],
    ),
    (
        "deployments/*/outputs",
        V3,
        &[("GET", V3, deployments::outputs)],
    ),
    (
        "deployments/*/capabilities",
        V3,
        &[("GET", V3, deployments::capabilities)],
    ),
    ("blueprints", V3, &[("GET", V3, blueprints::all)]),
    (
        "blueprints/*",
        V3,
        &[
            ("GET", V3, blueprints::get),
            ("DELETE", V3, blueprints::delete),
        ],
    ),
    ("nodes", V3, &[("GET", V3, nodes::all)]),
    ("node-instances", V3, &[("GET", V3, nodes::instances)]),
    (
        "events",
        V1,
        &[("GET", V1, events::all), ("POST", V3, events::post)],
    ),
    ("workflows", V31, &[("GET", V31, workflows::all)]),
    (
        "searches/workflows",
        V31,
        &[("POST", V31, workflows::search)],
    ),
    ("tasks_graphs", V31, &[("GET", V31, operations::graphs)]),
    ("operations", V31, &[("GET", V31, operations::all)]),
    (
        "summary/executions",
        V31,
        &[("GET", V31, summary::executions)],
    ),
    (
        "summary/execution_schedules",
        V31,
        &[("GET", V31, summary::schedules)],
    ),
    (
        "labels/deployments",
        V31,
        &[("GET", V31, upkeep::label_keys)],
    ),
    (
        "labels/deployments/*",
        V31,
        &[("GET", V31, upkeep::label_values)],
    ),
    (
        "tokens",
        V31,
        &[
            ("GET", V31, token_calls::all),
            ("POST", V31, token_calls::create),
        ],
    ),
    (
        "tokens/*",
        V31,
        &[
            ("GET", V31, token_calls::get),
            ("DELETE", V31, token_calls::delete),
        ],
    ),
    ("version", V1, &[("GET", V1, state::version)]),
    ("status", V31, &[("GET", V31, upkeep::status)]),
    ("tenants", V3, &[("GET", V3, state::tenants)]),
    (
        "tenants/*",
        V3,
        &[("GET", V3, upkeep::premium), ("POST", V3, upkeep::premium)],
    ),
    ("user", V3, &[("GET", V3, state::user)]),
    ("users", V31, &[("GET", V31, upkeep::premium)]),
    ("user-groups", V31, &[("GET", V31, upkeep::premium)]),
    ("license", V31, &[("GET", V31, upkeep::premium)]),
    ("maintenance", V3, &[("GET", V3, upkeep::maintenance)]),
    (
        "maintenance/activate",
        V3,
        &[("POST", V3, upkeep::activate)],
    ),
    (
        "maintenance/deactivate",
        V3,
        &[("POST", V3, upkeep::deactivate)],
    ),
    ("managers", V31, &[("GET", V31, upkeep::managers)]),
    ("agents", V31, &[("GET", V31, upkeep::nothing)]),
    ("sites", V31, &[("GET", V31, upkeep::nothing)]),
    ("plugins", V3, &[("GET", V3, upkeep::nothing)]),
    ("secrets", V3, &[("GET", V3, upkeep::nothing)]),
    ("snapshots", V3, &[("GET", V3, upkeep::nothing)]),
    ("deployment-updates", V3, &[("GET", V3, upkeep::nothing)]),
    (
        "searches/deployments",
        V31,
        &[("POST", V31, searches::deployments)],
    ),
    ("execution-schedules", V31, &[("GET", V31, schedules::all)]),
    (
        "execution-schedules/*",
        V31,
        &[
            ("GET", V31, schedules::get),
            ("PUT", V31, schedules::create),
            ("PATCH", V31, schedules::change),
            ("DELETE", V31, schedules::delete),
        ],
    ),
    (
        "deployment-groups",
        V31,
        &[("GET", V31, deployment_groups::all)],
    ),
    (
        "deployment-groups/*",
        V31,
        &[
            ("GET", V31, deployment_groups::get),
            ("PUT", V31, deployment_groups::put),
            ("DELETE", V31, deployment_groups::delete),
        ],
    ),
    (
        "execution-groups",
        V31,
        &[
            ("GET", V31, execution_groups::all),
            ("POST", V31, execution_groups::create),
        ],
    ),
    (
        "execution-groups/*",
        V31,
        &[
            ("GET", V31, execution_groups::get),
            ("POST", V31, execution_groups::act),
            ("PATCH", V31, execution_groups::change),
        ],
    ),
];

/// What a request leads to.
pub(super) enum Way {
    Code(Handler, Vec<String>),
    /// `OPTIONS`: the methods there are.
    Methods(String),
}

/// Where a request leads, or the page that says that it leads nowhere.
pub(super) fn find(ask: &Ask) -> Result<Way, Refusal> {
    let not_found = Refusal::Page(StatusCode::NOT_FOUND);
    // A path without a version is that of the oldest, and only `version` has one.
    let version = match ask.version {
        Some(version) => version,
        None if ask.path == ["version"] => V1,
        None => return Err(not_found),
    };
    let found = ROUTES.iter().filter(|(_, since, _)| *since <= version);
    let mut found = found.filter_map(|(path, _, methods)| Some((methods, names(path, &ask.path)?)));
    let (methods, names) = found.next().ok_or(not_found)?;
    let mut methods = methods.iter().filter(|(_, since, _)| *since <= version);
    let method = match ask.method {
        Method::HEAD => "GET",
        ref method => method.as_str(),
    };
    if ask.method == Method::OPTIONS {
        let mut all = vec!["HEAD", "OPTIONS"];
        all.extend(methods.map(|(name, ..)| *name));
        return Ok(Way::Methods(all.join(", ")));
    }
    let found = methods.find(|(name, ..)| *name == method);
    let (.., handler) = found.ok_or(Refusal::Page(StatusCode::METHOD_NOT_ALLOWED))?;
    Ok(Way::Code(*handler, names))
}

/// The variable pieces of a path that is of this pattern.
fn names(pattern: &str, path: &[String]) -> Option<Vec<String>> {
    let pieces: Vec<&str> = pattern.split('/').collect();
    if pieces.len() != path.len() {
        return None;
    }
    let mut names = Vec::new();
    for (piece, given) in pieces.iter().zip(path) {
        match *piece {
            "*" if given.is_empty() => return None,
            "*" => names.push(given.clone()),
            piece if piece == given => {}
            _ => return None,
        }
    }
    Some(names)
}
