//! What is done to servers and groups: what each action adds to the way of a plan, and what takes
//! effect at once and needs none.

pub mod create;
pub mod groups;
pub mod operations;
pub mod server;
pub mod writes;

use slipway_domain::server_form::Problem;
use slipway_domain::{AppError, AppResult};

/// Where a posted form leads.
pub enum FormResult<T> {
    /// It was done.
    Done(T),
    /// It names nothing that is different, so nothing was sent.
    Same,
    /// It cannot be done like that.
    Problems(Vec<Problem>),
    /// It was right, and the cloud did not do it.
    Trouble(AppError),
}

impl<T> FormResult<T> {
    /// The same, unless the cloud did not do it because it takes the credential no longer: that is
    /// no trouble of the form, which is carried over the next sign-in.
    pub(crate) fn unless_ended(self) -> AppResult<Self> {
        match self {
            Self::Trouble(AppError::CredentialEnded) => Err(AppError::CredentialEnded),
            other => Ok(other),
        }
    }
}
