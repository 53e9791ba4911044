//! Nodes and their instances. Only the fields that are known are told.

use serde_json::{Value, json};

use super::blueprint::Node;
use super::call::Call;
use super::deployment::{Deployment, Instance};
use super::listing::{Record, list};
use super::reply::{Answer, Refusal};
use super::users::Action;

struct NodeRecord<'a> {
    node: &'a Node,
    deployment: &'a Deployment,
}

impl Record for NodeRecord<'_> {
    const FIELDS: &'static [&'static str] = &[
        "id",
        "number_of_instances",
        "type",
        "deployment_id",
        "blueprint_id",
        "tenant_name",
        "created_by",
        "actual_number_of_instances",
    ];

    fn field(&self, name: &str) -> Value {
        let instances = self.deployment.instances.iter();
        let mine = instances.filter(|instance| instance.node == self.node.id);
        match name {
            "id" => self.node.id.as_str().into(),
            "number_of_instances" => self.node.instances.into(),
            "type" => self.node.kind.as_str().into(),
            "deployment_id" => self.deployment.id.as_str().into(),
            "blueprint_id" => self.deployment.blueprint.as_str().into(),
            "tenant_name" => self.deployment.tenant.into(),
            "created_by" => self.deployment.created_by.as_str().into(),
            "actual_number_of_instances" => mine.count().into(),
            _ => Value::Null,
        }
    }
}

struct InstanceRecord<'a> {
    instance: &'a Instance,
    deployment: &'a Deployment,
}

impl Record for InstanceRecord<'_> {
    const FIELDS: &'static [&'static str] = &[
        "id",
        "runtime_properties",
        "state",
        "has_configuration_drift",
        "is_status_check_ok",
        "node_id",
        "deployment_id",
        "tenant_name",
        "created_by",
    ];

    fn field(&self, name: &str) -> Value {
        let is_started = self.instance.state == "started";
        match name {
            "id" => self.instance.id.as_str().into(),
            "runtime_properties" if is_started => json!({"started": "yes"}),
            "runtime_properties" => json!({}),
            "state" => self.instance.state.into(),
            "has_configuration_drift" => false.into(),
            "is_status_check_ok" => true.into(),
            "node_id" => self.instance.node.as_str().into(),
            "deployment_id" => self.deployment.id.as_str().into(),
            "tenant_name" => self.deployment.tenant.into(),
            "created_by" => self.deployment.created_by.as_str().into(),
            _ => Value::Null,
        }
    }
}

/// `GET /nodes`.
pub(super) fn all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenants = call.caller.scope(call.ask, Action::Read("node_list"))?;
    let manager = &call.manager;
    let deployments = manager
        .deployments
        .iter()
        .filter(|one| tenants.contains(&one.tenant));
    let records = deployments.flat_map(|deployment| {
        let blueprint = manager.blueprint(&deployment.blueprint);
        let nodes = blueprint.into_iter().flat_map(|blueprint| &blueprint.nodes);
        nodes.map(move |node| NodeRecord { node, deployment })
    });
    list(call.ask, records).map(|told| Answer::ok(&told))
}

/// `GET /node-instances`.
pub(super) fn instances(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenants = call
        .caller
        .scope(call.ask, Action::Read("node_instance_list"))?;
    let all = call.manager.deployments.iter();
    let records = all
        .filter(|one| tenants.contains(&one.tenant))
        .flat_map(|deployment| {
            let instances = deployment.instances.iter();
            instances.map(move |instance| InstanceRecord {
                instance,
                deployment,
            })
        });
    list(call.ask, records).map(|told| Answer::ok(&told))
}
