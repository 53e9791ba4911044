//! The workflows of deployments as a list of their own, which is in no lasting order.

use serde_json::{Value, json};

use crate::random::Random;

use super::call::Call;
use super::deployment::Deployment;
use super::deployments::record;
use super::python::object;
use super::reply::{Answer, Refusal};
use super::users::Action;

/// `GET /workflows`, where `id` names the deployments.
pub(super) fn all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let tenants = call.caller.scope(call.ask, Action::Read("workflow_list"))?;
    Ok(told(call, &tenants, "id"))
}

/// `POST /searches/workflows`, where `deployment_id` names them.
pub(super) fn search(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    call.ask.body()?;
    let tenants = call.caller.scope(call.ask, Action::Read("workflow_list"))?;
    Ok(told(call, &tenants, "deployment_id"))
}

fn told(call: &Call<'_>, tenants: &[&str], name: &str) -> Answer {
    let ask = call.ask;
    let wanted = |deployment: &&Deployment| {
        let named = ask.get(name).is_none() || ask.all(name).any(|id| id == deployment.id);
        tenants.contains(&deployment.tenant) && named
    };
    let mut items: Vec<Value> = Vec::new();
    for deployment in call.manager.deployments.iter().filter(wanted) {
        let workflows = record(call, deployment, true).workflows();
        for workflow in workflows.as_array().into_iter().flatten() {
            if items.iter().all(|item| item["name"] != workflow["name"]) {
                items.push(rearranged(workflow));
            }
        }
    }
    let asked = call.now.to_string();
    Random::about(call.manager.seed, &["workflows", &asked]).disarrange(&mut items);
    let pagination = json!({"total": items.len(), "size": items.len(), "offset": 0});
    Answer::ok(&object([
        ("metadata", json!({"pagination": pagination})),
        ("items", Value::Array(items)),
    ]))
}

/// The same members in the order of this list.
fn rearranged(workflow: &Value) -> Value {
    let order = [
        "name",
        "parameters",
        "plugin",
        "operation",
        "is_cascading",
        "is_available",
        "availability_rules",
    ];
    object(order.map(|name| (name, workflow[name].clone())))
}
