//! Signing in, and what the driver offers.

use super::{CloudifyDriver, roles};
use crate::endpoints::account::{Membership, SignedIn};
use async_trait::async_trait;
use slipway_cloud::{
    Account, Auth, CheckFailure, CloudError, Driver, Identity, Jobs, Login, Logs, Rules, Workflows,
};
use slipway_domain::Secret;
use slipway_domain::natural::natural;
use slipway_domain::principal::Rights;

/// The tenant that every manager begins with.
const FIRST: &str = "default_tenant";
const NO_TENANT: &str =
    "You are in no tenant of this manager. Ask one of its administrators to add you to one.";

#[async_trait]
impl Driver for CloudifyDriver {
    fn identity(&self) -> &dyn Identity {
        self
    }

    fn jobs(&self) -> &dyn Jobs {
        self
    }

    fn rules(&self) -> &dyn Rules {
        self
    }

    fn workflows(&self) -> Option<&dyn Workflows> {
        Some(self)
    }

    fn logs(&self) -> Option<&dyn Logs> {
        Some(self)
    }

    async fn check(&self) -> Result<(), CheckFailure> {
        let checked = self.client.check().await;
        checked.map_err(|error| CheckFailure::new(error.code(), &error))
    }
}

#[async_trait]
impl Identity for CloudifyDriver {
    async fn sign_in(&self, user: &str, password: &Secret) -> Result<Login, CloudError> {
        let token = self.client.new_token(user, password).await?;
        let known = self.client.signed_in(&token).await;
        let login = known.and_then(|known| login(known, &token));
        if login.is_err() {
            // Nobody would ever use it.
            if let Err(error) = self.client.delete_token(&token).await {
                tracing::info!(%error, "a token that nobody uses could not be deleted");
            }
        }
        login
    }

    fn rights(&self, roles: &[String]) -> Rights {
        roles::rights(roles)
    }

    fn role(&self, roles: &[String]) -> String {
        roles::title(roles)
    }

    async fn verify(&self, auth: &Auth) -> Result<(), CloudError> {
        self.client.verify(auth).await
    }

    fn lists_tokens(&self) -> bool {
        true
    }

    async fn sign_out(&self, auth: &Auth) -> Result<(), CloudError> {
        self.client.delete_token(&auth.token).await
    }
}

/// The first tenant is the one that every manager has, if they are in it.
fn login(known: SignedIn, token: &Secret) -> Result<Login, CloudError> {
    let SignedIn { user, mut tenants } = known;
    tenants.sort_by(|a, b| {
        let (a, b) = (a.account.as_str(), b.account.as_str());
        (a != FIRST).cmp(&(b != FIRST)).then_with(|| natural(a, b))
    });
    let mut tenants = tenants.into_iter();
    let none = || CloudError::refused_here(NO_TENANT);
    let Membership { account, roles } = tenants.next().ok_or_else(none)?;
    let further = tenants.map(|of| Account {
        account: of.account,
        roles: of.roles,
    });
    Ok(Login {
        user,
        account,
        home: None,
        roles,
        token: token.clone(),
        further: further.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::AccountAlias;

    fn signed_in(tenants: &[&str]) -> Result<Login, CloudError> {
        let tenants = tenants.iter().map(|name| Membership {
            account: AccountAlias::new(name),
            roles: vec![format!("role of {name}")],
        });
        let known = SignedIn {
            user: "ada".to_owned(),
            tenants: tenants.collect(),
        };
        login(known, &Secret::new("ctok-a-b"))
    }

    #[test]
    fn somebody_begins_in_the_tenant_that_every_manager_has() {
        let login = signed_in(&["b10", "a", "default_tenant", "b2", "B"]).unwrap();
        assert_eq!(login.account.as_str(), "default_tenant");
        assert_eq!(login.roles, ["role of default_tenant"]);
        let further: Vec<_> = login.further.iter().map(|of| of.account.as_str()).collect();
        assert_eq!(further.first(), Some(&"a"));
        assert_eq!(further.len(), 4);
        assert_eq!(login.further[0].roles, ["role of a"]);
        let elsewhere = signed_in(&["z", "y"]).unwrap();
        assert_eq!(elsewhere.account.as_str(), "y");
    }

    #[test]
    fn whoever_is_in_no_tenant_is_told_so() {
        let refused = signed_in(&[]).unwrap_err();
        assert_eq!(refused.message().as_deref(), Some(NO_TENANT));
    }
}
