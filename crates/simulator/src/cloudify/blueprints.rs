//! Reading blueprints. A list without `_include` carries the whole plans.

use serde_json::{Value, json};

use super::blueprint::{Blueprint, Node};
use super::call::Call;
use super::execution_record::ExecutionRecord;
use super::listing::{Record, list, one, shown};
use super::reply::{Answer, Refusal};
use super::users::{Action, DEFAULT_TENANT};
use super::when::stamp;

struct BlueprintRecord<'a> {
    blueprint: &'a Blueprint,
    upload: Option<ExecutionRecord<'a>>,
}

impl Record for BlueprintRecord<'_> {
    const FIELDS: &'static [&'static str] = &[
        "created_at",
        "id",
        "visibility",
        "main_file_name",
        "plan_p",
        "plan",
        "requirements",
        "updated_at",
        "description",
        "is_hidden",
        "state",
        "error",
        "error_traceback",
        "tenant_name",
        "created_by",
        "resource_availability",
        "private_resource",
        "labels",
        "upload_execution",
    ];

    fn field(&self, name: &str) -> Value {
        let blueprint = self.blueprint;
        match name {
            "created_at" | "updated_at" => stamp(blueprint.created_at).into(),
            "id" => blueprint.id.as_str().into(),
            "visibility" | "resource_availability" => "tenant".into(),
            "main_file_name" => "blueprint.yaml".into(),
            "plan" => plan(blueprint),
            "description" => json!(blueprint.description),
            "is_hidden" | "private_resource" => false.into(),
            "state" => "uploaded".into(),
            "tenant_name" => DEFAULT_TENANT.into(),
            "created_by" => "admin".into(),
            "labels" => json!([]),
            "upload_execution" => self.upload(),
            _ => Value::Null,
        }
    }
}

impl BlueprintRecord<'_> {
    /// An execution in full, with one more field, which is a list as a text.
    fn upload(&self) -> Value {
        let Some(record) = &self.upload else {
            return Value::Null;
        };
        let mut told = shown(record, ExecutionRecord::KEYS);
        told["execution_group_id"] = "[]".into();
        told
    }
}

/// What a blueprint was parsed into, as far as deployments are made of it.
fn plan(blueprint: &Blueprint) -> Value {
    let node = |node: &Node| {
        json!({
            "type": node.kind,
            "instances": {},
            "capabilities": {"scalable": {"properties": {
                "min_instances": 0,
                "max_instances": -1,
                "default_instances": node.instances,
                "current_instances": node.instances,
                "planned_instances": node.instances,
            }}},
            "name": node.id,
            "id": node.id,
        })
    };
    let workflows = blueprint.workflows.iter().map(|workflow| {
        let told = json!({
            "plugin": workflow.plugin,
            "operation": workflow.operation,
            "parameters": workflow.parameters,
            "is_cascading": workflow.is_cascading,
            "availability_rules": workflow.availability_rules,
        });
        (workflow.name.clone(), told)
    });
    json!({
        "inputs": blueprint.inputs,
        "outputs": blueprint.outputs,
        "nodes": blueprint.nodes.iter().map(node).collect::<Vec<_>>(),
        "workflows": Value::Object(workflows.collect()),
        "data_types": blueprint.data_types,
    })
}

fn record<'m>(call: &'m Call<'_>, blueprint: &'m Blueprint) -> BlueprintRecord<'m> {
    let mut executions = call.manager.executions.iter();
    let upload = executions.find(|execution| {
        let of = execution
            .parameters
            .get("blueprint_id")
            .and_then(Value::as_str);
        execution.workflow == "upload_blueprint" && of == Some(&blueprint.id)
    });
    BlueprintRecord {
        blueprint,
        upload: upload.map(|execution| call.record(execution)),
    }
}

/// `GET /blueprints`.
pub(super) fn all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenants = call
        .caller
        .scope(call.ask, Action::Read("blueprint_list"))?;
    let search = call.ask.get("_search").map(str::to_lowercase);
    let found = |blueprint: &&Blueprint| {
        let searched = search
            .as_ref()
            .is_none_or(|search| blueprint.id.to_lowercase().contains(search));
        tenants.contains(&DEFAULT_TENANT) && searched
    };
    let records = call.manager.blueprints.iter().filter(found);
    let records = records.map(|blueprint| record(call, blueprint));
    list(call.ask, records).map(|told| Answer::ok(&told))
}

fn named<'m>(call: &'m Call<'_>, action: Action) -> Result<&'m Blueprint, Refusal> {
    let tenant = call.caller.must(action)?;
    let found = call
        .manager
        .blueprint(call.name())
        .filter(|_| tenant == DEFAULT_TENANT);
    found.ok_or_else(|| Refusal::no_such("Blueprint", call.name()))
}

/// `GET /blueprints/<id>`.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let blueprint = named(call, Action::Read("blueprint_get"))?;
    one(call.ask, &record(call, blueprint)).map(|told| Answer::ok(&told))
}

/// `DELETE /blueprints/<id>`, which is refused while deployments are made of it.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = named(call, Action::Upload("blueprint_delete"))?.id.clone();
    let users = call.manager.deployments.iter().rev();
    let users = users.filter(|deployment| deployment.blueprint == id);
    let users: Vec<&str> = users.map(|deployment| deployment.id.as_str()).collect();
    if !users.is_empty() {
        let message = format!(
            "Can't delete blueprint {id} - There exist deployments for this blueprint; Deployments ids: {}",
            users.join(",")
        );
        return Err(Refusal::Api(400, "dependent_exists_error", message));
    }
    call.manager
        .blueprints
        .retain(|blueprint| blueprint.id != id);
    Ok(Answer::nothing())
}
