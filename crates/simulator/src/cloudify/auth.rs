//! Who is asking, and for which tenant: execution tokens, then name and password, then tokens, in the manager's order.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::clock::Millis;

use super::reply::Refusal;
use super::request::Ask;
use super::tokens::Tokens;
use super::users::{Action, TENANTS, User};

/// Someone whose word was taken.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    pub(super) user: &'static User,
    method: &'static str,
    /// The tenant that the request names.
    tenant: Option<&'static str>,
}

impl Caller {
    /// Everyone who asks for anything but `/ok` must say who they are; a tenant that is named must be there.
    pub(super) fn of(ask: &Ask, tokens: &mut Tokens, now: Millis) -> Result<Self, Refusal> {
        let (user, method) = signed_in(ask, tokens, now)?;
        let tenant = match ask.header("tenant") {
            Some(name) => Some(known_tenant(name)?),
            None => None,
        };
        Ok(Self {
            user,
            method,
            tenant,
        })
    }

    /// The tenant of the request, if this may be done there.
    pub(super) fn must(&self, action: Action) -> Result<&'static str, Refusal> {
        match self.tenant {
            Some(tenant) if self.user.may(action, tenant) => Ok(tenant),
            None if self.user.admin => Err(Refusal::forbidden(
                "Authorization failed: tenant not provided".to_owned(),
            )),
            _ => Err(self.refused(action)),
        }
    }

    /// What needs no tenant: only a system administrator may.
    pub(super) fn must_administer(&self, action: &'static str) -> Result<(), Refusal> {
        if self.user.admin {
            return Ok(());
        }
        let name = self.user.name;
        Err(Refusal::forbidden(format!(
            "User `{name}` is not permitted to perform the action {action}"
        )))
    }

    /// The tenants that a list is about: the one of the request, or all in which this may be done.
    pub(super) fn scope(&self, ask: &Ask, action: Action) -> Result<Vec<&'static str>, Refusal> {
        if !ask.flag("_all_tenants")? {
            return self.must(action).map(|tenant| vec![tenant]);
        }
        let tenants = TENANTS.into_iter();
        let reached: Vec<_> = tenants
            .filter(|tenant| self.user.may(action, tenant))
            .collect();
        if reached.is_empty() {
            return Err(self.refused(action));
        }
        Ok(reached)
    }

    fn refused(&self, action: Action) -> Refusal {
        let place = self
            .tenant
            .map_or_else(String::new, |tenant| format!(" in the tenant `{tenant}`"));
        Refusal::forbidden(format!(
            "User `{}` is not permitted to perform the action {}{place}",
            self.user.name,
            action.name()
        ))
    }
}

/// What every answer says about who asked.
pub(super) fn audit(caller: Option<&Caller>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut put = |name: &'static str, value: &'static str| {
        let name = HeaderName::from_static(name);
        headers.insert(name, HeaderValue::from_static(value));
    };
    put(
        "x-cloudify-audit-auth-method",
        caller.map_or("None", |caller| caller.method),
    );
    if let Some(caller) = caller {
        if let Some(tenant) = caller.tenant {
            put("x-cloudify-audit-tenant", tenant);
        }
        put("x-cloudify-audit-username", caller.user.name);
    }
    put("vary", "Cookie");
    headers
}

fn known_tenant(name: &str) -> Result<&'static str, Refusal> {
    let mut tenants = TENANTS.into_iter();
    tenants.find(|tenant| *tenant == name).ok_or_else(|| {
        Refusal::forbidden(format!(
            "Authorization failed: Tried to authenticate with invalid tenant name: {name}"
        ))
    })
}

fn signed_in(
    ask: &Ask,
    tokens: &mut Tokens,
    now: Millis,
) -> Result<(&'static User, &'static str), Refusal> {
    if ask.header("execution-token").is_some() {
        return Err(Refusal::unauthorized(
            "Authentication failed, invalid Execution Token",
        ));
    }
    if let Some((name, password)) = basic(ask)
        && let Some(user) = User::find(&name)
    {
        if user.password == password {
            return Ok((user, "http_basic"));
        }
        let name = user.name;
        return Err(Refusal::unauthorized(&format!(
            "Authentication failed for <User username=`{name}`>. Wrong credentials or locked account"
        )));
    }
    if let Some(value) = ask.header("authentication-token") {
        let checked = tokens.check(value, now);
        return match checked {
            Ok(user) => Ok((user, "token")),
            Err(why) => Err(Refusal::unauthorized(why.words())),
        };
    }
    Err(Refusal::unauthorized("No authentication info provided"))
}

/// Name and password, where the name begins like one.
fn basic(ask: &Ask) -> Option<(String, String)> {
    let header = ask.header("authorization")?;
    let (scheme, code) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(code.trim()).ok()?).ok()?;
    let (name, password) = text.split_once(':')?;
    let begins_well = name.starts_with(|first: char| first.is_ascii_alphabetic());
    begins_well.then(|| (name.to_owned(), password.to_owned()))
}
