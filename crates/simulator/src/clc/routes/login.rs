//! Signing in. A wrong password is a 400, not a 401.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;

use super::at;
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::account::Account;
use crate::json::Json;
use crate::reply::{self, Refusal};

pub(crate) const LOGIN: &str = "/v2/authentication/login";
/// The data center every account calls its home.
pub(super) const LOCATION: &str = "VA1";
const WRONG: Refusal =
    Refusal::Message("We didn't recognize the username or password you entered. Please try again.");
const LOCKED: Refusal = Refusal::Message(
    "Your account is locked after too many failed sign-ins. Please wait 15 minutes and try again.",
);

pub(super) fn routes() -> Router<Simulator> {
    at(LOGIN, post(login))
}

async fn login(
    State(simulator): State<Simulator>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    let text = |name| {
        member(&body, name)
            .and_then(scalar)
            .filter(|text| !text.is_empty())
    };
    let (user, password) = match (text("username"), text("password")) {
        (Some(user), Some(password)) => (user, password),
        (user, password) => return Err(missing(user.is_none(), password.is_none())),
    };
    let account = Account::find(&user).ok_or(WRONG)?;
    let (mut world, now) = simulator.world();
    if world.lockouts.locked(account.user, now) {
        return Err(LOCKED);
    }
    if password != account.password {
        world.lockouts.failed(account.user, now);
        return Err(WRONG);
    }
    world.lockouts.succeeded(account.user);
    let token = world.mint.issue(account, LOCATION, now);
    Ok(reply::ok(answer(account, &token)))
}

fn missing(user: bool, password: bool) -> Refusal {
    let field = |name: &str| {
        (
            format!("body.{name}"),
            format!("The {name} field is required."),
        )
    };
    let fields = [(user, "username"), (password, "password")];
    Refusal::ModelState(
        fields
            .into_iter()
            .filter(|(absent, _)| *absent)
            .map(|(_, name)| field(name))
            .collect(),
    )
}

fn answer(account: &Account, token: &str) -> String {
    let mut json = Json::default();
    json.object(|json| {
        json.pair("userName", account.user)
            .pair("accountAlias", account.alias)
            .pair("locationAlias", LOCATION);
        json.key("roles").array(|json| {
            for role in account.roles() {
                json.text(role);
            }
        });
        json.pair("bearerToken", token);
    });
    json.into_string()
}
