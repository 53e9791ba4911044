//! A driver and the facets that lists and forms read.

use crate::auth::{Auth, Login};
use crate::error::CloudError;
use crate::jobs::Jobs;
use crate::logs::Logs;
use crate::rules::{Rules, UsualRules};
use crate::servers::Servers;
use crate::workflows::Workflows;
use async_trait::async_trait;
use slipway_domain::group::GroupNode;
use slipway_domain::package::Package;
use slipway_domain::principal::Rights;
use slipway_domain::server::{DataCenter, Server};
use slipway_domain::{DataCenterId, Secret};
use std::collections::BTreeSet;

/// The code that speaks with one cloud.
#[async_trait]
pub trait Driver: Send + Sync {
    /// Who somebody is, and on which accounts they may act.
    fn identity(&self) -> &dyn Identity;

    /// What every kind of cloud can do: calls, and what becomes of them.
    fn jobs(&self) -> &dyn Jobs;

    /// What may be done in which state, and why not.
    fn rules(&self) -> &dyn Rules {
        &UsualRules
    }

    /// Servers and groups as slim records.
    fn inventories(&self) -> Option<&dyn Inventories> {
        None
    }

    /// Published scripts with parameters.
    fn packages(&self) -> Option<&dyn Packages> {
        None
    }

    /// Single servers and groups: to be looked at, made and changed.
    fn servers(&self) -> Option<&dyn Servers> {
        None
    }

    /// Deployments and the executions of their workflows.
    fn workflows(&self) -> Option<&dyn Workflows> {
        None
    }

    /// What jobs write while they are worked on.
    fn logs(&self) -> Option<&dyn Logs> {
        None
    }

    /// Begins what goes on beside calls for as long as the program runs: nothing, as a rule. It is
    /// called once, before anything else is asked.
    ///
    /// # Errors
    /// Where the driver cannot work; the program does not start then.
    async fn start(&self) -> Result<(), StartFailure> {
        Ok(())
    }

    /// Ends what [`Self::start`] began, once nothing is asked any more.
    async fn stop(&self) {}

    /// Whether people could sign in, as far as that can be told without signing anybody in.
    async fn check(&self) -> Result<(), CheckFailure>;
}

/// What [`Driver::check`] found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CheckFailure {
    /// A stable code.
    pub code: &'static str,
    /// What is wrong, in words for an operator.
    pub message: String,
}

impl CheckFailure {
    /// What `error` says, under the code that it has.
    pub fn new(code: &'static str, error: &impl std::fmt::Display) -> Self {
        let message = error.to_string();
        Self { code, message }
    }
}

/// Why [`Driver::start`] failed, in a sentence for an operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct StartFailure(pub String);

/// Who somebody is, and on which accounts they may act.
#[async_trait]
pub trait Identity: Send + Sync {
    /// Signs somebody in.
    ///
    /// # Errors
    /// [`CloudError::BadCredentials`], [`CloudError::LockedOut`], or how the call failed.
    async fn sign_in(&self, user: &str, password: &Secret) -> Result<Login, CloudError>;

    /// What these roles let somebody do.
    fn rights(&self, roles: &[String]) -> Rights;

    /// What these roles are called where there is room for one word.
    fn role(&self, roles: &[String]) -> String;

    /// Whether the token is accepted for the account.
    ///
    /// # Errors
    /// [`CloudError::NotSignedIn`] where the token has ended, [`CloudError::NotAllowed`] or
    /// [`CloudError::NotFound`] where it is not for this account, or how the call failed.
    async fn verify(&self, auth: &Auth) -> Result<(), CloudError>;

    /// Whether the cloud keeps a list of tokens, from which [`Self::sign_out`] takes those that are not
    /// used any more. As a rule they just end by themselves.
    fn lists_tokens(&self) -> bool {
        false
    }

    /// Says to the cloud that the token is not used any more: no session and no run holds it.
    ///
    /// # Errors
    /// How the call failed; the token then ends by itself.
    async fn sign_out(&self, auth: &Auth) -> Result<(), CloudError> {
        let _ = auth;
        Ok(())
    }
}

/// An account's servers and groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// The places of the account; none where the cloud has no places.
    pub data_centers: Vec<DataCenter>,
    /// Its groups.
    pub groups: Vec<GroupNode>,
    /// Its servers.
    pub servers: Vec<Server>,
    /// Places that could not be read, with the reason.
    pub problems: Vec<(DataCenterId, CloudError)>,
    /// Entries that made no sense and are left out.
    pub skipped: usize,
}

/// Servers and groups as slim records.
#[async_trait]
pub trait Inventories: Send + Sync {
    /// Whether what it lists stands in places, such as data centers.
    fn has_places(&self) -> bool;

    /// All servers and groups of the account; with `places`, only those that stand there.
    ///
    /// # Errors
    /// How the call failed; what could not be read of single places stands among the problems.
    async fn inventory(
        &self,
        auth: &Auth,
        places: Option<&BTreeSet<DataCenterId>>,
    ) -> Result<Inventory, CloudError>;
}

/// Published scripts with parameters.
#[async_trait]
pub trait Packages: Send + Sync {
    /// The packages that the account may run.
    ///
    /// # Errors
    /// How the call failed.
    async fn packages(&self, auth: &Auth) -> Result<Vec<Package>, CloudError>;

    /// What is said at the review of a server that is stopped.
    fn stopped_words(&self) -> &'static str {
        "Is stopped."
    }
}
