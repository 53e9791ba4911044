//! Server functions: reads that islands ask for. Each takes its context, calls one use-case and
//! maps the error; no rule lives here.
//!
//! They exist on the server only: the framework's client for them would cost every first visit
//! kilobytes, and islands can fetch by themselves.

pub mod check_parameter;
pub mod check_value;
mod failure;

pub use context::Context;
pub use failure::Failure;

mod context {
    //! Who calls a server function: provided by the program's route, never by the browser.

    use slipway_domain::{AccountAlias, AppError, AppResult, Scope};
    use slipway_portal::sign_in::grants::{self, Grants};
    use slipway_portal::{Grant, Portal};

    /// What a server function works with.
    #[derive(Clone)]
    pub struct Context {
        /// The use-cases.
        pub portal: Portal,
        /// What they are signed in to.
        pub grants: Grants,
    }

    impl Context {
        /// The person, acting on `account` of the `cloud` that their page shows. A page of before
        /// says no cloud; it is taken to mean the first that knows the account.
        ///
        /// # Errors
        /// `SignedOut`, `Elsewhere` for another cloud than theirs, or `NotFound` for an account that
        /// is not theirs.
        pub async fn on(&self, cloud: Option<&str>, account: &str) -> AppResult<Grant> {
            if self.grants.is_empty() {
                return Err(AppError::SignedOut);
            }
            let called = self.grants.called(&AccountAlias::new(account));
            let scope = match (cloud, called.into_iter().next()) {
                (Some(cloud), _) => Scope::new(cloud, account),
                (None, Some(scope)) => scope,
                (None, None) => return Err(AppError::not_found("Account")),
            };
            if self.grants.in_cloud(&scope.cloud).is_none() {
                return Err(AppError::Elsewhere {
                    cloud: scope.cloud.to_string(),
                    account: scope.account.to_string(),
                });
            }
            grants::on(&self.portal, &self.grants, &scope).await
        }
    }
}
