//! Changes of a group, all of them at once or none.

use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::Value;

use super::open;
use crate::Simulator;
use crate::body::{Input, member, scalar};
use crate::clc::custom_fields::check;
use crate::clc::estate::{Estate, Group, GroupKind};
use crate::clc::routes::caller::Caller;
use crate::reply::{self, Refusal};

/// One thing to change.
enum Step {
    Name(String),
    Description(Option<String>),
    /// The position of the group that it moves to.
    Parent(usize),
    CustomFields(Vec<(String, String)>),
}

/// What is wrong with one: the member, and a message.
type Wrong = (String, String);

pub(super) async fn patch(
    State(simulator): State<Simulator>,
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    Input(body): Input,
) -> Result<Response, Refusal> {
    caller.must_manage()?;
    let (mut world, now) = simulator.world();
    let estate = &mut world.estates[caller.estate];
    let at = estate.group_at(&id).ok_or(Refusal::NotFound)?;
    for step in steps(estate, at, &body)? {
        step.take(estate, at);
    }
    estate.groups[at].change.touch(&caller.user, now);
    Ok(reply::no_content())
}

/// Reads a list of `{op, member, value}`.
fn steps(estate: &Estate, group: usize, body: &Value) -> Result<Vec<Step>, Refusal> {
    let sent = body.as_array().map(Vec::as_slice).unwrap_or_default();
    if sent.is_empty() {
        return Err(Refusal::field("body", "A list of changes is required."));
    }
    let (mut steps, mut wrong) = (Vec::new(), Vec::new());
    for step in sent {
        match read(estate, group, step) {
            Ok(step) => steps.push(step),
            Err((member, message)) => wrong.push((format!("body.{member}"), message)),
        }
    }
    if wrong.is_empty() {
        Ok(steps)
    } else {
        Err(Refusal::ModelState(wrong))
    }
}

fn read(estate: &Estate, group: usize, step: &Value) -> Result<Step, Wrong> {
    let text = |name: &str| member(step, name).and_then(scalar);
    let wrong = |member: &str, message: &str| (member.to_owned(), message.to_owned());
    if !text("op").is_some_and(|op| op.eq_ignore_ascii_case("set")) {
        return Err(wrong("op", "The op must be set."));
    }
    let name = text("member").unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "name" => text("value")
            .filter(|name| !name.trim().is_empty())
            .map(Step::Name)
            .ok_or_else(|| wrong("name", "The name field is required.")),
        "description" => {
            let text = text("value").filter(|text| !text.is_empty());
            Ok(Step::Description(text))
        }
        "parentgroupid" => {
            let id = text("value").unwrap_or_default();
            parent(estate, group, &id).map_err(|message| ("parentGroupId".to_owned(), message))
        }
        "customfields" => {
            let sent = member(step, "value").unwrap_or(&Value::Null);
            let values = check(&estate.custom_fields, sent)
                .map_err(|message| wrong("customFields", &message))?;
            Ok(Step::CustomFields(values))
        }
        _ => Err(wrong("member", &format!("The member {name} is not valid."))),
    }
}

/// The group that this one moves to: of the same data center, and not below itself.
fn parent(estate: &Estate, group: usize, id: &str) -> Result<Step, String> {
    let moved = &estate.groups[group];
    if moved.kind != GroupKind::Default {
        return Err("The group cannot be moved.".to_owned());
    }
    let same_place = |other: &Group| other.location == moved.location;
    let to = open(estate, id).filter(|&at| same_place(&estate.groups[at]));
    let to = to.ok_or_else(|| format!("The group {id} is not valid."))?;
    if estate.subtree(group).contains(&to) {
        return Err("The group cannot be moved below itself.".to_owned());
    }
    Ok(Step::Parent(to))
}

impl Step {
    fn take(self, estate: &mut Estate, at: usize) {
        let group = &mut estate.groups[at];
        match self {
            Self::Name(name) => group.name = name,
            Self::Description(text) => group.description = text,
            Self::CustomFields(values) => group.custom_fields = values,
            Self::Parent(to) => estate.move_group(at, to),
        }
    }
}
