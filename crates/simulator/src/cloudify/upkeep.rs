//! The manager's own state: whether it is well, in maintenance, and what it is made of; and lists of what it has none of.

use serde_json::{Value, json};

use super::call::Call;
use super::listing::plain;
use super::maintenance::{Maintenance, Mode};
use super::reply::{Answer, Refusal};
use super::users::Action;
use super::when::stamp;

/// What is answered in maintenance too.
const ALWAYS: [&str; 5] = ["version", "status", "maintenance", "managers", "brokers"];

/// Why a call is not served in maintenance, or on the way there.
pub(super) fn barred(call: &Call<'_>) -> Result<(), Refusal> {
    let kind = call.ask.path.first().map_or("", String::as_str);
    let bypass = call.ask.header("x-bypass-maintenance");
    let bypasses = bypass.is_some_and(|value| value.eq_ignore_ascii_case("true"));
    if ALWAYS.contains(&kind) || (bypasses && call.caller.user.admin) {
        return Ok(());
    }
    let changes = matches!(call.ask.method.as_str(), "POST" | "PUT" | "PATCH");
    match call.manager.maintenance.mode {
        Mode::Activated => Err(Refusal::in_maintenance()),
        Mode::Activating if changes && matches!(kind, "executions" | "deployments") => {
            Err(Refusal::Maintenance(
                "entering_maintenance_mode",
                "Your request was rejected since Cloudify manager is currently entering maintenance mode",
            ))
        }
        _ => Ok(()),
    }
}

/// `GET /status`.
pub(super) fn status(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    if call.ask.flag("summary")? {
        return Ok(Answer::ok(&json!({"status": "OK", "services": {}})));
    }
    let here = json!({"status": "Active", "is_remote": false, "extra_info": {}});
    Ok(Answer::ok(&json!({"status": "OK", "services": {
        "Webserver": here,
        "Management Worker": here,
        "Manager Rest-Service": here,
        "Cloudify API": here,
        "Cloudify Execution Scheduler": here,
        "RabbitMQ": {"is_remote": true, "status": "Active", "extra_info": {"connection_check": "OK"}},
        "PostgreSQL": {"is_remote": true, "status": "Active"},
    }})))
}

/// `GET /maintenance`.
#[expect(clippy::unnecessary_wraps, reason = "every handler is of this form")]
pub(super) fn maintenance(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let none = Maintenance::default();
    let state = match call.manager.maintenance.mode {
        Mode::Deactivated => &none,
        _ => &call.manager.maintenance,
    };
    Ok(Answer::ok(&told(call, state)))
}

/// `POST /maintenance/activate`.
pub(super) fn activate(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    call.caller.must_administer("maintenance_mode_set")?;
    let (by, now) = (call.caller.user.name, call.now);
    if call.manager.maintenance.mode == Mode::Deactivated {
        call.manager.maintenance.ask(by, now);
        call.manager.settle(now);
    }
    Ok(Answer::ok(&told(call, &call.manager.maintenance)))
}

/// `POST /maintenance/deactivate`.
pub(super) fn deactivate(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    call.caller.must_administer("maintenance_mode_set")?;
    call.manager.maintenance.end();
    Ok(Answer::ok(&told(call, &call.manager.maintenance)))
}

fn told(call: &Call<'_>, state: &Maintenance) -> Value {
    let remaining = match state.mode {
        Mode::Deactivated => Value::Null,
        Mode::Activated => json!([[]]),
        Mode::Activating => {
            let all = call.manager.executions.iter();
            let active = all.filter(|one| one.status.is_active()).map(|one| {
                json!({
                    "id": one.id,
                    "status": one.status.name(),
                    "deployment_id": one.deployment,
                    "workflow_id": one.workflow,
                })
            });
            json!([active.collect::<Vec<_>>()])
        }
    };
    json!({
        "status": state.mode.name(),
        "activated_at": Maintenance::time(state.active_at),
        "activation_requested_at": Maintenance::time(state.asked_at),
        "remaining_executions": remaining,
        "requested_by": state.asked_by.unwrap_or_default(),
    })
}

/// `GET /managers`.
pub(super) fn managers(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let fields = [
        ("hostname", json!("cfy-test-manager")),
        ("private_ip", json!("127.0.0.1")),
        ("public_ip", json!("127.0.0.1")),
        ("version", json!("7.1.0.dev1")),
        ("edition", json!("community")),
        ("last_seen", json!(stamp(call.now))),
    ];
    let names = call.ask.get("_include").filter(|names| !names.is_empty());
    let wanted = |name: &str| names.is_none_or(|names| names.split(',').any(|one| one == name));
    let told = fields.into_iter().filter(|(name, _)| wanted(name));
    let told = super::python::object(told);
    plain(call.ask, vec![told]).map(|told| Answer::ok(&told))
}

/// What a manager can have and this one has none of.
pub(super) fn nothing(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    call.caller.scope(call.ask, Action::Read("resource_list"))?;
    plain(call.ask, Vec::new()).map(|told| Answer::ok(&told))
}

/// What exists only in the premium edition.
pub(super) fn premium(_: &mut Call<'_>) -> Result<Answer, Refusal> {
    let message = "This feature exists only in the premium edition of Cloudify.\nPlease contact sales for additional \
        info.";
    Err(Refusal::Api(
        404,
        "missing_premium_package_error",
        message.to_owned(),
    ))
}

/// `GET /labels/deployments`: the keys in use.
pub(super) fn label_keys(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    labels(call, |key, _| Some(key.to_owned()))
}

/// `GET /labels/deployments/<key>`: its values in use.
pub(super) fn label_values(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let wanted = call.name().to_owned();
    labels(call, |key, value| (key == wanted).then(|| value.to_owned()))
}

fn labels(call: &Call<'_>, pick: impl Fn(&str, &str) -> Option<String>) -> Result<Answer, Refusal> {
    let tenants = call.caller.scope(call.ask, Action::Read("labels_list"))?;
    let deployments = call.manager.deployments.iter();
    let deployments = deployments.filter(|one| tenants.contains(&one.tenant));
    let labels = deployments.flat_map(|deployment| &deployment.labels);
    let picked = labels.filter_map(|label| pick(&label.key, &label.value));
    let picked: std::collections::BTreeSet<String> = picked.collect();
    let picked = picked.into_iter().map(Value::from).collect();
    plain(call.ask, picked).map(|told| Answer::ok(&told))
}
