//! Deployment groups: making and reading them.

use serde_json::{Value, json};

use super::call::Call;
use super::deployment_record::labels;
use super::deployments_made::labels_of;
use super::group::DeploymentGroup;
use super::listing::{Record, list, one};
use super::reply::{Answer, Refusal};
use super::users::Action;
use super::when::stamp;

struct GroupRecord<'a>(&'a DeploymentGroup);

impl Record for GroupRecord<'_> {
    const FIELDS: &'static [&'static str] = &[
        "created_at",
        "id",
        "visibility",
        "description",
        "default_inputs",
        "creation_counter",
        "default_blueprint_id",
        "tenant_name",
        "created_by",
        "resource_availability",
        "private_resource",
        "deployment_ids",
        "labels",
    ];

    fn field(&self, name: &str) -> Value {
        let Self(group) = self;
        match name {
            "created_at" => stamp(group.created_at).into(),
            "id" => group.id.as_str().into(),
            "visibility" | "resource_availability" => "tenant".into(),
            "description" => json!(group.description),
            "default_inputs" => group.default_inputs.clone(),
            "creation_counter" => 0.into(),
            "default_blueprint_id" => json!(group.default_blueprint),
            "tenant_name" => group.tenant.into(),
            "created_by" => group.created_by.into(),
            "private_resource" => false.into(),
            "deployment_ids" => json!(group.deployments),
            "labels" => labels(&group.labels),
            _ => Value::Null,
        }
    }
}

/// `GET /deployment-groups`.
pub(super) fn all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenants = call
        .caller
        .scope(call.ask, Action::Read("deployment_group_list"))?;
    let all = call.manager.deployment_groups.iter();
    let all = all.filter(|group| tenants.contains(&group.tenant));
    list(call.ask, all.map(GroupRecord)).map(|told| Answer::ok(&told))
}

/// `GET /deployment-groups/<id>`.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenant = call.caller.must(Action::Read("deployment_group_get"))?;
    let group = call.manager.deployment_group(tenant, call.name());
    let group = group.ok_or_else(|| Refusal::no_such("DeploymentGroup", call.name()))?;
    one(call.ask, &GroupRecord(group)).map(|told| Answer::ok(&told))
}

/// `PUT /deployment-groups/<id>`: makes it, or says anew what is in it.
pub(super) fn put(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let tenant = call
        .caller
        .must(Action::Change("deployment_group_create"))?;
    let (id, now, by) = (call.name().to_owned(), call.now, call.caller.user.name);
    let word = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let ids = body.get("deployment_ids").and_then(Value::as_array);
    let ids = ids.into_iter().flatten().filter_map(Value::as_str);
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    if let Some(unknown) = ids
        .iter()
        .find(|id| call.manager.deployment(tenant, id).is_none())
    {
        return Err(Refusal::no_such("Deployment", unknown));
    }
    let old = call.manager.deployment_group(tenant, &id).cloned();
    let mut group = old.unwrap_or_else(|| DeploymentGroup {
        id: id.clone(),
        tenant,
        created_at: now,
        created_by: by,
        description: None,
        default_inputs: Value::Null,
        default_blueprint: None,
        deployments: Vec::new(),
        labels: Vec::new(),
    });
    if body.contains_key("deployment_ids") {
        group.deployments = ids;
    }
    group.description = word("description").or(group.description);
    group.default_blueprint = word("blueprint_id").or(group.default_blueprint);
    if let Some(inputs) = body.get("default_inputs") {
        group.default_inputs = inputs.clone();
    }
    if let Some(given) = body.get("labels") {
        group.labels = labels_of(given, by, now);
    }
    let told = one(call.ask, &GroupRecord(&group))?;
    call.manager
        .deployment_groups
        .retain(|group| group.tenant != tenant || group.id != id);
    call.manager.deployment_groups.push(group);
    Ok(Answer::ok(&told))
}

/// `DELETE /deployment-groups/<id>`: its deployments stay.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenant = call
        .caller
        .must(Action::Change("deployment_group_delete"))?;
    let id = call.name().to_owned();
    if call.manager.deployment_group(tenant, &id).is_none() {
        return Err(Refusal::no_such("DeploymentGroup", &id));
    }
    call.manager
        .deployment_groups
        .retain(|group| group.tenant != tenant || group.id != id);
    Ok(Answer::nothing())
}
