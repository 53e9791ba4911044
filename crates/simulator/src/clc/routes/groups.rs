//! Groups, which carry all that is below them: read, and made at once.

pub(super) mod jobs;
mod patch;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::Value;

use super::at;
use super::caller::Caller;
use super::query::says;
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::custom_fields::check;
use crate::clc::estate::{ChangeInfo, Estate};
use crate::clc::render;
use crate::reply::{self, Refusal};
use jobs::remove;
use patch::patch;

pub(super) fn routes() -> Router<Simulator> {
    at("/v2/groups/{alias}", post(create)).merge(at(
        "/v2/groups/{alias}/{group}",
        get(one).patch(patch).delete(remove),
    ))
}

async fn one(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (world, _) = simulator.world();
    let estate = &world.estates[caller.estate];
    let group = estate.group(&id).ok_or(Refusal::NotFound)?;
    Ok(reply::ok(render::group(
        estate,
        group,
        caller.rights,
        says(&uri, "serverDetail", "detailed"),
    )))
}

async fn create(
    State(simulator): State<Simulator>,
    caller: Caller,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, now) = simulator.world();
    let seed = world.seed;
    let estate = &mut world.estates[caller.estate];
    let wanted = Wanted::read(estate, &body).map_err(Refusal::ModelState)?;
    let change = ChangeInfo::new(&caller.user, now);
    let made = (wanted.name, wanted.description);
    let at = estate.add_group(wanted.parent, made, change, seed);
    estate.groups[at].custom_fields = wanted.custom_fields;
    let group = &estate.groups[at];
    let json = render::new_group(estate, group, caller.rights);
    let mut answer = reply::with_status(StatusCode::CREATED, json);
    let location = format!("/v2/groups/{}/{}", estate.alias, group.id);
    if let Ok(location) = HeaderValue::from_str(&location) {
        answer.headers_mut().insert(header::LOCATION, location);
    }
    Ok(answer)
}

/// A group that somebody wants to have.
struct Wanted {
    name: String,
    description: Option<String>,
    /// Where it is to be.
    parent: usize,
    custom_fields: Vec<(String, String)>,
}

impl Wanted {
    /// Reads it, or says all that is wrong with it.
    fn read(estate: &Estate, body: &Value) -> Result<Self, Vec<(String, String)>> {
        let text = |name: &str| member(body, name).and_then(scalar);
        let name = text("name").filter(|name| !name.trim().is_empty());
        let mut wrong = Vec::new();
        let mut complain =
            |key: &str, message: String| wrong.push((format!("body.{key}"), message));
        if name.is_none() {
            complain("name", "The name field is required.".to_owned());
        }
        let id = text("parentGroupId");
        let parent = id.as_deref().and_then(|id| open(estate, id));
        match (&id, parent) {
            (None, _) => complain(
                "parentGroupId",
                "The parentGroupId field is required.".to_owned(),
            ),
            (Some(id), None) => {
                complain("parentGroupId", format!("The group {id} is not valid."));
            }
            _ => {}
        }
        let custom_fields = member(body, "customFields");
        let custom_fields =
            custom_fields.map_or(Ok(Vec::new()), |sent| check(&estate.custom_fields, sent));
        let custom_fields = custom_fields.unwrap_or_else(|message| {
            complain("customFields", message);
            Vec::new()
        });
        match (name, parent) {
            (Some(name), Some(parent)) if wrong.is_empty() => Ok(Self {
                name,
                description: text("description").filter(|text| !text.is_empty()),
                parent,
                custom_fields,
            }),
            _ => Err(wrong),
        }
    }
}

/// A group in which others can be made, by its id.
pub(super) fn open(estate: &Estate, id: &str) -> Option<usize> {
    let found = estate.group_at(id);
    found.filter(|&at| estate.groups[at].kind.grows())
}
