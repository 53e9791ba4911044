//! Server functions: reads that islands ask for. Each takes its context, calls one use-case and
//! maps the error; no rule lives here.

pub mod check_value;
mod encoding;
mod failure;

#[cfg(feature = "ssr")]
pub use context::Context;
pub use encoding::BrowserJson;
pub use failure::Failure;

#[cfg(feature = "ssr")]
mod context {
    //! Who calls a server function: provided by the program's route, never by the browser.

    use slipway_domain::{AppError, AppResult, Scope};
    use slipway_portal::{Portal, Visitor, grants};

    /// The surroundings of a server function.
    #[derive(Clone)]
    pub struct Context {
        /// The use-cases.
        pub portal: Portal,
        /// Who is signed in.
        pub visitor: Option<Visitor>,
    }

    impl Context {
        /// The caller, acting on `account` of the `cloud` that their page shows, if it says so.
        ///
        /// # Errors
        /// `SignedOut`, `Elsewhere` for another cloud than theirs, or `NotFound` for an account that
        /// is not theirs.
        pub async fn on(&self, cloud: Option<&str>, account: &str) -> AppResult<Visitor> {
            let visitor = self.visitor.as_ref().ok_or(AppError::SignedOut)?;
            let other = cloud.filter(|cloud| *cloud != visitor.principal.cloud.as_str());
            if let Some(cloud) = other {
                return Err(AppError::Elsewhere {
                    cloud: cloud.to_owned(),
                    account: account.to_owned(),
                });
            }
            let scope = Scope::new(visitor.principal.cloud.as_str(), account);
            grants::on(&self.portal, visitor, &scope).await
        }
    }
}
