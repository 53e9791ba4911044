//! Signing in and out, and which tenants somebody is in.
//!
//! A password is exchanged for a token at once and kept nowhere. Managers since 6.3 make a token that
//! ends when it is told to; those before give one for the asking; a manager that gives none lets
//! nobody in here.

use crate::client::{CloudifyClient, of_account, of_password, of_person};
use crate::wire::account::{Tenant, Token, User};
use crate::wire::decode;
use crate::wire::page::page;
use reqwest::Method;
use serde::Serialize;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::{AccountAlias, Secret};
use slipway_upstream::{Effect, hidden};

/// How long a token lasts: longer than a session and the runs that are started in it.
const LIFE: &str = "+48 hours";
/// What it is called in the manager's list of tokens.
const DESCRIPTION: &str = "slipway";
/// The system role that may act in every tenant.
pub(crate) const SYSTEM_ADMIN: &str = "sys_admin";
const NO_TOKENS: &str = "This manager gives out no tokens, and a password is never kept here, so nobody can sign in to it.";

#[derive(Serialize)]
struct NewToken {
    description: &'static str,
    expiration_date: &'static str,
}

/// A tenant that somebody may act in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The tenant.
    pub account: AccountAlias,
    /// The roles there, the system role among them.
    pub roles: Vec<String>,
}

/// Somebody whom the manager knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The name as the manager spells it.
    pub user: String,
    /// The tenants that they may act in, as the manager lists them.
    pub tenants: Vec<Membership>,
}

impl CloudifyClient {
    /// Exchanges a password for a token. It is never repeated by itself, because managers may be set
    /// to count failures and lock users.
    ///
    /// # Errors
    /// [`CloudError::BadCredentials`]: the manager does not tell a wrong password from a locked user.
    /// [`CloudError::Refused`] by a manager that gives out no tokens. What every call can end in.
    pub async fn new_token(&self, user: &str, password: &Secret) -> Result<Secret, CloudError> {
        let body = NewToken {
            description: DESCRIPTION,
            expiration_date: LIFE,
        };
        let names = ("new_token", "/tokens");
        let call = self.call(names, (Method::POST, Effect::Once), &["tokens"], &[])?;
        let call = of_password(call, user, password).json(&body)?;
        let made = self.transport().call(call, token).await;
        match made {
            Err(error) if lacks_it(&error) => self.given_token(user, password).await,
            other => other.map_err(refusal),
        }
    }

    /// The token of a manager that makes none: one is given to whoever reads the list.
    async fn given_token(&self, user: &str, password: &Secret) -> Result<Secret, CloudError> {
        let names = ("token", "/tokens");
        let call = self.call(names, (Method::GET, Effect::Once), &["tokens"], &[])?;
        let call = of_password(call, user, password);
        let given = self.transport().call(call, token).await;
        given.map_err(|error| match error {
            CloudError::NotUnderstood(_) => CloudError::refused_here(NO_TOKENS),
            error if lacks_it(&error) => CloudError::refused_here(NO_TOKENS),
            other => refusal(other),
        })
    }

    /// Has the manager forget a token that it made. One that it forgot already is no failure, and
    /// those of older managers end by themselves.
    ///
    /// # Errors
    /// How the call failed.
    pub async fn delete_token(&self, token: &Secret) -> Result<(), CloudError> {
        let Some(id) = id_of(token) else {
            return Ok(());
        };
        let names = ("delete_token", "/tokens/{token}");
        let call = self.call(names, (Method::DELETE, Effect::Once), &["tokens", id], &[])?;
        let deleted = self
            .transport()
            .call(of_person(call, token), |_| Ok(()))
            .await;
        match deleted {
            Err(CloudError::NotFound | CloudError::NotSignedIn) => Ok(()),
            other => other,
        }
    }

    /// Whose a token is.
    ///
    /// # Errors
    /// [`CloudError::NotSignedIn`], or how a call failed.
    pub async fn signed_in(&self, token: &Secret) -> Result<SignedIn, CloudError> {
        let names = ("user", "/user");
        let query = [("_get_data", "true")];
        let call = self.call(names, (Method::GET, Effect::Read), &["user"], &query)?;
        let user = self
            .transport()
            .call(of_person(call, token), decode::<User>);
        let mut user = user.await?;
        let role = user.role.0.take().unwrap_or_default();
        let name = user.name.0.take().unwrap_or_default();
        let mut tenants: Vec<_> = user.tenants().map(|of| membership(of, &role)).collect();
        if role == SYSTEM_ADMIN {
            // They act in every tenant, whether they are in it or not.
            for tenant in self.tenants(token).await? {
                if !tenants.iter().any(|known| known.account == tenant) {
                    let roles = vec![role.clone()];
                    tenants.push(Membership {
                        account: tenant,
                        roles,
                    });
                }
            }
        }
        Ok(SignedIn {
            user: name,
            tenants,
        })
    }

    /// All tenants of the manager: some editions tell anybody, so that nothing follows from it.
    async fn tenants(&self, token: &Secret) -> Result<Vec<AccountAlias>, CloudError> {
        let names = ("tenants", "/tenants");
        let call = self.call(names, (Method::GET, Effect::Read), &["tenants"], &[])?;
        let of = |tenant: Tenant| Some(AccountAlias::new(tenant.name.some()?));
        let call = of_person(call, token);
        let read = self.transport().call(call, move |body| page(body, of));
        Ok(read.await?.items)
    }

    /// Whether a token is accepted for its account: the cheapest read that needs a role there.
    ///
    /// # Errors
    /// [`CloudError::NotSignedIn`], [`CloudError::NotAllowed`] for a tenant that the user is not in
    /// and for one that does not exist, or how the call failed.
    pub async fn verify(&self, auth: &Auth) -> Result<(), CloudError> {
        let names = ("verify", "/executions");
        let query = [("_size", "0")];
        let call = self.call(names, (Method::GET, Effect::Read), &["executions"], &query)?;
        self.transport()
            .call(of_account(call, auth), |_| Ok(()))
            .await
    }
}

fn token(body: &[u8]) -> Result<Secret, String> {
    let token = decode::<Token>(body)?.value.some().map(Secret::new);
    let usable = |token: &Secret| hidden(token.expose()).is_some();
    token
        .filter(usable)
        .ok_or_else(|| "it has no usable token".to_owned())
}

fn membership((name, mut roles): (String, Vec<String>), system: &str) -> Membership {
    if system == SYSTEM_ADMIN {
        roles.push(system.to_owned());
    }
    let account = AccountAlias::new(name);
    Membership { account, roles }
}

/// The part of a token that names it: `ctok-<id>-<secret>`.
fn id_of(token: &Secret) -> Option<&str> {
    let mut parts = token.expose().splitn(3, '-');
    let (kind, id, _) = (parts.next()?, parts.next()?, parts.next()?);
    (kind == "ctok" && !id.is_empty()).then_some(id)
}

/// Whether the manager has no such call.
const fn lacks_it(error: &CloudError) -> bool {
    matches!(
        error,
        CloudError::NotFound
            | CloudError::Refused {
                status: 404 | 405,
                ..
            }
    )
}

fn refusal(error: CloudError) -> CloudError {
    match error {
        CloudError::NotSignedIn => CloudError::BadCredentials,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tokens_that_the_manager_made_have_a_name() {
        let id = |text: &str| id_of(&Secret::new(text)).map(str::to_owned);
        assert_eq!(id("ctok-GCuB9QieUu-a-b"), Some("GCuB9QieUu".to_owned()));
        for other in [
            "WyIwIiwi.abc-def-ghi",
            "ctok-GCuB9QieUu",
            "ctok--x",
            "csys-a-b",
            "",
        ] {
            assert_eq!(id(other), None, "{other}");
        }
    }

    #[test]
    fn a_masked_token_is_none_to_sign_in_with_and_a_list_neither() {
        let made = token(br#"{"id":"a","username":"admin","value":"ctok-a-b","role":"sys_admin"}"#);
        assert_eq!(made, Ok(Secret::new("ctok-a-b")));
        for none in [
            r#"{"metadata":{"pagination":{"total":0}},"items":[]}"#,
            r#"{"value":null}"#,
            "{\"value\":\"a\\nb\"}",
        ] {
            assert!(token(none.as_bytes()).is_err(), "{none}");
        }
    }
}
