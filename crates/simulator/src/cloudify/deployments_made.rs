//! Making, changing and deleting deployments.

use serde_json::{Map, Value, json};

use crate::clock::Millis;

use super::blueprint::Blueprint;
use super::call::Call;
use super::deployment::{Deployment, Label};
use super::deployments::{named, record};
use super::execution::Execution;
use super::listing::one;
use super::python::{repr, text};
use super::reply::{Answer, Refusal};
use super::status::Status;
use super::users::Action;

/// `PUT /deployments/<id>`. Unless it is asked to go on by itself, its environment is there when this is answered.
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let tenant = call.caller.must(Action::Change("deployment_create"))?;
    let Some(blueprint) = body.get("blueprint_id").map(text) else {
        return Err(Refusal::bad("Missing blueprint_id in json request body"));
    };
    let (id, now, by) = (call.name().to_owned(), call.now, call.caller.user.name);
    let blueprint = call.manager.blueprint(&blueprint);
    let blueprint = blueprint.ok_or_else(|| {
        let id = body.get("blueprint_id").map(text).unwrap_or_default();
        Refusal::no_such("Blueprint", &id)
    })?;
    if call.manager.deployment(tenant, &id).is_some() {
        let message = format!(
            "<Deployment id=`{id}` tenant=`{tenant}`> already exists on <Tenant name=`{tenant}`> or with global \
             visibility"
        );
        return Err(Refusal::Api(409, "conflict_error", message));
    }
    let inputs = inputs(&body, blueprint)?;
    let word = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let labels = body.get("labels").map(|given| labels_of(given, by, now));
    let deployment = Deployment {
        tenant,
        created_by: by.to_owned(),
        created_at: now,
        updated_at: now,
        display_name: word("display_name").unwrap_or_else(|| id.clone()),
        blueprint: blueprint.id.clone(),
        inputs,
        labels: labels.unwrap_or_default(),
        site: word("site_name"),
        visibility: word("visibility").unwrap_or_else(|| "tenant".to_owned()),
        instances: Deployment::instances_of(blueprint, &id, call.manager.seed),
        latest: None,
        created_in: None,
        id,
    };
    let goes_on = call.ask.flag("async_create")?;
    make(call, deployment, goes_on)
}

/// Keeps it, with the execution that makes its environment.
fn make(call: &mut Call<'_>, mut deployment: Deployment, goes_on: bool) -> Result<Answer, Refusal> {
    let (tenant, now) = (deployment.tenant, call.now);
    let id = call.manager.draw_id();
    let labels = deployment.labels.iter().map(|label| {
        json!({"key": label.key, "value": label.value, "created_at": null, "created_by": null})
    });
    let parameters = json!({
        "inputs": deployment.inputs,
        "display_name": deployment.display_name,
        "labels": labels.collect::<Vec<_>>(),
    });
    let by = &deployment.created_by;
    let mut execution = Execution::new(id, tenant, "create_deployment_environment", by, now);
    execution.allow_custom = true;
    execution.parameters = parameters.as_object().cloned().unwrap_or_default();
    execution.deployment = Some(deployment.id.clone());
    execution.blueprint = Some(deployment.blueprint.clone());
    if goes_on {
        execution.send(now);
    } else {
        execution.set(Status::Started, String::new(), now);
        execution.set(Status::Terminated, String::new(), now);
    }
    deployment.created_in = Some(execution.id.clone());
    let id = deployment.id.clone();
    call.manager.deployments.push(deployment);
    call.manager.keep(execution);
    let made = call
        .manager
        .deployment(tenant, &id)
        .ok_or(Refusal::Internal)?;
    one(call.ask, &record(call, made, false)).map(|told| Answer::created(&told))
}

/// The inputs that are given, checked, and the defaults of the others.
fn inputs(body: &Map<String, Value>, blueprint: &Blueprint) -> Result<Map<String, Value>, Refusal> {
    let given = body
        .get("inputs")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let unknown = given
        .keys()
        .filter(|key| !blueprint.inputs.contains_key(*key));
    let unknown: Vec<&str> = unknown.map(String::as_str).collect();
    if !unknown.is_empty() {
        let message = format!(
            "Cannot create deployment - unknown inputs: {}",
            unknown.join(", ")
        );
        return Err(Refusal::Api(400, "unknown_deployment_input_error", message));
    }
    let mut inputs = Map::new();
    for (name, schema) in &blueprint.inputs {
        let Some(value) = given.get(name).or_else(|| schema.get("default")) else {
            let message = format!("Required inputs {name} were not specified");
            return Err(Refusal::Api(
                400,
                "missing_required_deployment_input_error",
                message,
            ));
        };
        let kind = schema["type"].as_str().unwrap_or_default();
        let fits = match kind {
            "integer" => value.is_i64() || value.is_u64(),
            "float" => value.is_number(),
            "boolean" => value.is_boolean(),
            "string" => value.is_string(),
            _ => true,
        };
        if !fits {
            let message = format!(
                "Property type validation failed in '{name}': the defined type is '{kind}', yet it was assigned \
                 with the value {}",
                repr(value)
            );
            return Err(Refusal::Api(400, "deployment_creation_error", message));
        }
        inputs.insert(name.clone(), value.clone());
    }
    Ok(inputs)
}

/// Labels as they are given: `[{"env": "lab"}]`.
pub(super) fn labels_of(given: &Value, by: &str, now: Millis) -> Vec<Label> {
    let maps = given
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_object);
    let pairs = maps.flatten();
    let label = |(key, value): (&String, &Value)| Label {
        key: key.clone(),
        value: text(value),
        created_at: now,
        created_by: by.to_owned(),
    };
    pairs.map(label).collect()
}

/// `PATCH /deployments/<id>`: its display name and its labels.
pub(super) fn change(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let action = Action::Change("deployment_update");
    let id = named(call, action)?.id.clone();
    let tenant = call.caller.must(action)?;
    let (now, by) = (call.now, call.caller.user.name);
    if let Some(deployment) = call.manager.deployment_mut(tenant, &id) {
        deployment.updated_at = now;
        if let Some(name) = body.get("display_name").and_then(Value::as_str) {
            name.clone_into(&mut deployment.display_name);
        }
        if let Some(given) = body.get("labels") {
            deployment.labels = labels_of(given, by, now);
        }
    }
    let changed = named(call, action)?;
    one(call.ask, &record(call, changed, false)).map(|told| Answer::ok(&told))
}

/// `DELETE /deployments/<id>`: 204, and then an execution that does it.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let deployment = named(call, Action::Change("deployment_delete"))?;
    let live = deployment.instances.iter();
    let live = live.filter(|one| !matches!(one.state, "uninitialized" | "deleted"));
    let live: Vec<&str> = live.map(|one| one.id.as_str()).collect();
    let force = call.ask.flag("force")?;
    let id = deployment.id.clone();
    if !live.is_empty() && !force {
        let message = format!(
            "Can't delete deployment {id} - There are live nodes for this deployment. Live nodes ids: {}",
            live.join(",")
        );
        return Err(Refusal::Api(400, "dependent_exists_error", message));
    }
    let (tenant, blueprint) = (deployment.tenant, deployment.blueprint.clone());
    let (by, now) = (call.caller.user.name, call.now);
    let execution = call.manager.draw_id();
    let mut execution = Execution::new(execution, tenant, "delete_deployment_environment", by, now);
    execution.allow_custom = true;
    execution.deployment = Some(id);
    execution.blueprint = Some(blueprint);
    execution.send(now);
    call.manager.keep(execution);
    Ok(Answer::nothing())
}
