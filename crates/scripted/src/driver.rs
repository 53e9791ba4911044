//! The driver, as a test makes it.

use crate::script::{Asked, MANNERS, Script, WAYS};
use async_trait::async_trait;
use slipway_cloud::{
    Account, Auth, CancelWay, CheckFailure, CloudError, Deployment, Driver, Execution, Identity,
    Inventories, Inventory, Jobs, LogItem, Login, Logs, Manners, Packages, Reading, Rules,
    StartFailure, UsualRules, Workflows,
};
use slipway_domain::operation::{Blocked, Operation};
use slipway_domain::package::Package;
use slipway_domain::principal::{Right, Rights};
use slipway_domain::run::Handle;
use slipway_domain::server::Server;
use slipway_domain::{AccountAlias, DataCenterId, Secret};
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The role that may do everything; any other may look.
const OPERATOR: &str = "operator";
const REASON: &str = "Only operators of this cloud may do this.";
const REASONS: &[(Right, &str)] = &[
    (Right::Operate, REASON),
    (Right::RunPackages, REASON),
    (Right::Manage, REASON),
    (Right::RevokeAnyShare, REASON),
];

/// A driver without a cloud.
pub struct Scripted {
    /// How it wants to be treated.
    pub manners: Manners,
    pub(crate) ways: &'static [CancelWay],
    pub(crate) looks_up: bool,
    pub(crate) adopts: bool,
    lists_tokens: bool,
    inventory: Option<Inventory>,
    packages: Option<Vec<Package>>,
    pub(crate) workflows: Option<(Vec<Deployment>, Vec<Execution>)>,
    pub(crate) log: Option<Vec<LogItem>>,
    further: Vec<Account>,
    unfit: Option<StartFailure>,
    forbidden: Option<Operation>,
    operations: &'static [Operation],
    script: Mutex<Script>,
    /// Whether answers are held back.
    held: watch::Sender<bool>,
}

impl Default for Scripted {
    /// Calls and observations; nothing else.
    fn default() -> Self {
        Self {
            manners: MANNERS,
            ways: &[],
            looks_up: false,
            adopts: false,
            lists_tokens: false,
            inventory: None,
            packages: None,
            workflows: None,
            log: None,
            further: Vec::new(),
            unfit: None,
            forbidden: None,
            operations: &Operation::ALL,
            script: Mutex::default(),
            held: watch::Sender::new(false),
        }
    }
}

impl Scripted {
    /// One that cancels.
    #[must_use]
    pub fn that_cancels(self) -> Self {
        Self { ways: WAYS, ..self }
    }

    /// One that finds out what became of calls without an answer.
    #[must_use]
    pub fn that_looks_up(self) -> Self {
        Self {
            looks_up: true,
            ..self
        }
    }

    /// One that tells what was started elsewhere.
    #[must_use]
    pub fn that_adopts(self) -> Self {
        Self {
            adopts: true,
            ..self
        }
    }

    /// One that lists tokens until it is told that nobody uses them.
    #[must_use]
    pub fn that_lists_tokens(self) -> Self {
        Self {
            lists_tokens: true,
            ..self
        }
    }

    /// One that lists servers.
    #[must_use]
    pub fn with_inventory(self, inventory: Inventory) -> Self {
        Self {
            inventory: Some(inventory),
            ..self
        }
    }

    /// One that publishes packages.
    #[must_use]
    pub fn with_packages(self, packages: Vec<Package>) -> Self {
        Self {
            packages: Some(packages),
            ..self
        }
    }

    /// One with deployments and executions of their workflows, newest first.
    #[must_use]
    pub fn with_workflows(self, deployments: Vec<Deployment>, executions: Vec<Execution>) -> Self {
        Self {
            workflows: Some((deployments, executions)),
            ..self
        }
    }

    /// One whose jobs have all written this.
    #[must_use]
    pub fn with_log(self, log: Vec<LogItem>) -> Self {
        Self {
            log: Some(log),
            ..self
        }
    }

    /// One that takes an operation in no state.
    #[must_use]
    pub fn that_forbids(self, operation: Operation) -> Self {
        Self {
            forbidden: Some(operation),
            ..self
        }
    }

    /// One that has no other operations on servers than these.
    #[must_use]
    pub fn with_operations(self, operations: &'static [Operation]) -> Self {
        Self { operations, ..self }
    }

    /// One whose sign-ins open these accounts too.
    #[must_use]
    pub fn with_further(self, further: Vec<Account>) -> Self {
        Self { further, ..self }
    }

    /// One that cannot start.
    #[must_use]
    pub fn that_does_not_start(self, why: &str) -> Self {
        Self {
            unfit: Some(StartFailure(why.to_owned())),
            ..self
        }
    }

    /// The answers to come, and what was asked.
    pub fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Holds back the answers to calls and to whoever cancels, or lets them go.
    pub fn hold(&self, held: bool) {
        self.held.send_replace(held);
    }

    /// From now on `reading` is what is heard of a job.
    pub fn hears(&self, handle: &Handle, reading: Reading) {
        self.script().readings.insert(handle.clone(), reading);
    }

    pub(crate) fn note(&self, asked: Asked) {
        self.script().asked.push(asked);
    }

    pub(crate) async fn released(&self) {
        // The sender lives as long as the driver.
        let _ = self.held.subscribe().wait_for(|held| !held).await;
    }
}

#[async_trait]
impl Driver for Scripted {
    fn identity(&self) -> &dyn Identity {
        self
    }

    fn jobs(&self) -> &dyn Jobs {
        self
    }

    fn rules(&self) -> &dyn Rules {
        self
    }

    fn inventories(&self) -> Option<&dyn Inventories> {
        self.inventory.is_some().then_some(self)
    }

    fn packages(&self) -> Option<&dyn Packages> {
        self.packages.is_some().then_some(self)
    }

    fn workflows(&self) -> Option<&dyn Workflows> {
        self.workflows.is_some().then_some(self)
    }

    fn logs(&self) -> Option<&dyn Logs> {
        self.log.is_some().then_some(self)
    }

    async fn start(&self) -> Result<(), StartFailure> {
        self.note(Asked::Start);
        self.unfit.clone().map_or(Ok(()), Err)
    }

    async fn stop(&self) {
        self.note(Asked::Stop);
    }

    async fn check(&self) -> Result<(), CheckFailure> {
        Ok(())
    }
}

#[async_trait]
impl Identity for Scripted {
    /// Everybody is let in whose password is `slipway`; whoever is not called `viewer` may operate.
    async fn sign_in(&self, user: &str, password: &Secret) -> Result<Login, CloudError> {
        if password.expose() != "slipway" {
            return Err(CloudError::BadCredentials);
        }
        let role = if user == "viewer" { "viewer" } else { OPERATOR };
        Ok(Login {
            user: user.to_owned(),
            account: AccountAlias::new("MAIN"),
            home: None,
            roles: vec![role.to_owned()],
            token: Secret::new(format!("token of {user}")),
            further: self.further.clone(),
        })
    }

    fn rights(&self, roles: &[String]) -> Rights {
        let operates = roles.iter().any(|role| role == OPERATOR);
        let granted = if operates {
            vec![Right::Operate, Right::RunPackages, Right::Manage]
        } else {
            Vec::new()
        };
        Rights::new(granted, REASONS)
    }

    fn role(&self, roles: &[String]) -> String {
        roles.first().cloned().unwrap_or_default()
    }

    async fn verify(&self, _auth: &Auth) -> Result<(), CloudError> {
        Ok(())
    }

    fn lists_tokens(&self) -> bool {
        self.lists_tokens
    }

    async fn sign_out(&self, auth: &Auth) -> Result<(), CloudError> {
        self.note(Asked::SignOut(auth.token.expose().to_owned()));
        self.released().await;
        Ok(())
    }
}

impl Rules for Scripted {
    fn operations(&self) -> &'static [Operation] {
        self.operations
    }

    fn operation(&self, operation: Operation, server: &Server) -> Option<Blocked> {
        if self.forbidden == Some(operation) {
            return Some(Blocked::NotOffered);
        }
        UsualRules.operation(operation, server)
    }
}

#[async_trait]
impl Inventories for Scripted {
    fn has_places(&self) -> bool {
        false
    }

    async fn inventory(
        &self,
        _auth: &Auth,
        _places: Option<&BTreeSet<DataCenterId>>,
    ) -> Result<Inventory, CloudError> {
        Ok(self.inventory.clone().unwrap_or_default())
    }
}

#[async_trait]
impl Packages for Scripted {
    async fn packages(&self, _auth: &Auth) -> Result<Vec<Package>, CloudError> {
        Ok(self.packages.clone().unwrap_or_default())
    }
}
