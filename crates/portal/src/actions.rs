//! What is done to servers, groups and deployments: what each action adds to the way of a plan, and what takes
//! effect at once and needs none.

pub mod create;
pub mod edit;
pub mod groups;
pub mod operations;
pub mod package;
pub mod server;
pub mod workflow;
pub mod writes;

use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_domain::action::Action;
use slipway_domain::plan::PlanBody;
use slipway_domain::server_form::Problem;
use slipway_domain::urls::LocalPath;
use slipway_domain::{AppError, AppResult, PackageId};

/// Where editing a plan or running something again leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Destination {
    /// To the package's form, filled in under this draft.
    Form(PackageId, String),
    /// To the form of new servers, filled in under this draft.
    NewServer(String),
    /// To this page, whose form is filled in under this draft.
    Page(LocalPath, String),
    /// To this plan.
    Plan(String),
}

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

/// The same plan with the package and the verdicts of this moment.
pub(crate) async fn as_of_now(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
) -> AppResult<PlanBody> {
    match &body.action {
        Action::Package(action) => package::as_of_now(portal, grant, body, action).await,
        Action::Operation(action) => operations::as_of_now(portal, grant, body, action).await,
        Action::Change(action) => server::as_of_now(portal, grant, body, action).await,
        Action::Group(action) => groups::as_of_now(portal, grant, body, action).await,
        Action::Create(action) => create::as_of_now(portal, grant, body, action).await,
        Action::Workflow(action) => workflow::as_of_now(portal, grant, body, action).await,
        // Nobody reviews what was started elsewhere.
        Action::Execution(_) => Err(AppError::not_found("Plan")),
    }
}
