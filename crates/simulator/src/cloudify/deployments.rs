//! Reading deployments: lists with their searches, one of them, its outputs and capabilities, its workflows.

use serde_json::{Map, Value, json};

use super::call::Call;
use super::deployment::Deployment;
use super::deployment_record::DeploymentRecord;
use super::listing::{listed, one};
use super::reply::{Answer, Refusal};
use super::request::Ask;
use super::users::Action;

/// The one filter that is kept: it leaves nothing out here.
const SERVICES: &str = "csys-service-filter";

/// `GET /deployments`.
pub(super) fn all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let ask = call.ask;
    let tenants = call.caller.scope(ask, Action::Read("deployment_list"))?;
    let left_out = match ask.get("_filter_id") {
        None => Value::Null,
        Some(SERVICES) => 0.into(),
        Some(other) => return Err(Refusal::no_such("DeploymentsFilter", other)),
    };
    let in_full = ask.flag("_get_data")?;
    let group = ask.get("_group_id");
    let wanted = |deployment: &&Deployment| {
        let grouped = group.is_none_or(|group| {
            let found = call.manager.deployment_group(deployment.tenant, group);
            found.is_some_and(|group| group.deployments.contains(&deployment.id))
        });
        tenants.contains(&deployment.tenant)
            && is_found(ask, deployment)
            && grouped
            && ask.get("_dependencies_of").is_none()
    };
    let records = call.manager.deployments.iter().filter(wanted);
    let records = records.map(|deployment| record(call, deployment, in_full));
    listed(ask, records, &left_out).map(|told| Answer::ok(&told))
}

/// Both searches are without regard to case, and one that finds it is enough.
pub(super) fn is_found(ask: &Ask, deployment: &Deployment) -> bool {
    let search = |name: &str, text: &str| {
        let wanted = ask.get(name).map(str::to_lowercase);
        wanted.map(|wanted| text.to_lowercase().contains(&wanted))
    };
    let found = [
        search("_search", &deployment.id),
        search("_search_name", &deployment.display_name),
    ];
    found.iter().all(Option::is_none) || found.contains(&Some(true))
}

/// A deployment as it is told.
pub(super) fn record<'m>(
    call: &'m Call<'_>,
    deployment: &'m Deployment,
    in_full: bool,
) -> DeploymentRecord<'m> {
    DeploymentRecord {
        deployment,
        manager: call.manager,
        now: call.now,
        in_full,
    }
}

/// The deployment that the path names, as far as this may be done.
pub(super) fn named<'m>(call: &'m Call<'_>, action: Action) -> Result<&'m Deployment, Refusal> {
    let tenant = call.caller.must(action)?;
    let found = call.manager.deployment(tenant, call.name());
    found.ok_or_else(|| Refusal::no_such("Deployment", call.name()))
}

/// `GET /deployments/<id>`.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let deployment = named(call, Action::Read("deployment_get"))?;
    one(call.ask, &record(call, deployment, true)).map(|told| Answer::ok(&told))
}

/// `GET /deployments/<id>/outputs`.
pub(super) fn outputs(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let deployment = named(call, Action::Read("deployment_get"))?;
    let blueprint = call.manager.blueprint(&deployment.blueprint);
    let outputs = blueprint.map(|blueprint| &blueprint.outputs);
    let values = outputs.into_iter().flatten();
    let values = values.map(|(name, output)| (name.clone(), output["value"].clone()));
    let values: Map<String, Value> = values.collect();
    Ok(Answer::ok(
        &json!({"deployment_id": deployment.id, "outputs": values}),
    ))
}

/// `GET /deployments/<id>/capabilities`.
pub(super) fn capabilities(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let deployment = named(call, Action::Read("deployment_get"))?;
    Ok(Answer::ok(
        &json!({"deployment_id": deployment.id, "capabilities": {}}),
    ))
}
