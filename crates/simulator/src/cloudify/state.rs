//! The manager itself: its version, its tenants, and who is asking.

use serde_json::{Map, Value, json};

use super::call::Call;
use super::listing::plain;
use super::reply::{Answer, Refusal};
use super::users::{TENANTS, USERS, User};
use super::when::stamp;

/// `GET /version`.
#[expect(clippy::unnecessary_wraps, reason = "every handler is of this form")]
pub(super) fn version(_: &mut Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::ok(&json!({
        "edition": "community",
        "version": "7.1.0.dev1",
        "build": null,
        "date": null,
        "commit": null,
        "distribution": "debian",
        "distro_release": "bookworm",
    })))
}

/// `GET /tenants`: the community edition lists all of them to anyone.
pub(super) fn tenants(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let in_full = call.ask.flag("_get_data")?;
    if in_full {
        call.caller.must_administer("tenant_list_get_data")?;
    }
    let tenants = TENANTS.map(|tenant| told(tenant, in_full)).to_vec();
    plain(call.ask, tenants).map(|told| Answer::ok(&told))
}

fn told(tenant: &str, in_full: bool) -> Value {
    let members = USERS
        .iter()
        .filter_map(|user| Some((user, user.role_in(tenant)?)));
    let members: Vec<(&User, &str)> = members.collect();
    let (groups, users, roles) = if in_full {
        let users = members.iter().map(|(user, role)| {
            let role = json!({"tenant-role": role, "roles": [role]});
            (user.name.to_owned(), role)
        });
        let direct = members
            .iter()
            .map(|(user, role)| (user.name.to_owned(), json!(role)));
        let direct: Map<String, Value> = direct.collect();
        let roles = json!({"direct": direct, "groups": {}});
        (json!({}), Value::Object(users.collect()), roles)
    } else {
        (json!(0), members.len().into(), Value::Null)
    };
    json!({
        "name": tenant,
        "groups": groups,
        "users": users,
        "user_roles": roles,
        "rabbitmq_username": null,
        "rabbitmq_password": null,
        "rabbitmq_vhost": null,
    })
}

/// `GET /user`.
pub(super) fn user(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let user = call.caller.user;
    let in_full = call.ask.flag("_get_data")?;
    let tenants = user.tenants.iter();
    let roles = |(tenant, role): &(&str, &str)| {
        (
            (*tenant).to_owned(),
            json!({"tenant-role": role, "roles": [role]}),
        )
    };
    let direct = |(tenant, role): &(&str, &str)| ((*tenant).to_owned(), json!(role));
    let (tenants, groups) = if in_full {
        let tenants: Map<String, Value> = tenants.map(roles).collect();
        (Value::Object(tenants), json!([]))
    } else {
        (tenants.len().into(), json!(0))
    };
    let direct: Map<String, Value> = user.tenants.iter().map(direct).collect();
    let created = stamp(call.manager.born);
    let now = stamp(call.now);
    Ok(Answer::ok(&json!({
        "username": user.name,
        "tenants": tenants,
        "tenant_roles": {"direct": direct, "groups": {}},
        "groups": groups,
        "role": user.role(),
        "group_system_roles": {},
        "active": true,
        "created_at": created,
        "first_login_at": created,
        "last_login_at": now,
        "is_locked": false,
        "show_getting_started": true,
        "password_hash": null,
    })))
}
