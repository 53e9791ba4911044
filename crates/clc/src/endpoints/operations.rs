//! Running a package on servers and operating them, to their deletion.
//!
//! The cloud answers with one entry per server, in an order of its own; servers it does not
//! mention were not queued. All servers of one call share one job, so one verdict.

use crate::client::ClcClient;
use crate::endpoints::verdicts::{Queued, one_verdict, verdicts};
use crate::wire::operation::{JobLink, entries, one};
use reqwest::Method;
use serde::Serialize;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::{PackageId, Secret, ServerId};
use slipway_upstream::{Call, Effect};
use std::collections::{BTreeMap, HashSet};

/// What can be done to a server's power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PowerOp {
    /// Switch on.
    PowerOn,
    /// Cut the power.
    PowerOff,
    /// Ask the operating system to shut down.
    ShutDown,
    /// Ask the operating system to restart.
    Reboot,
    /// Cut the power and switch on again.
    Reset,
    /// Suspend.
    Pause,
}

impl PowerOp {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::PowerOn,
        Self::PowerOff,
        Self::ShutDown,
        Self::Reboot,
        Self::Reset,
        Self::Pause,
    ];

    /// The word on the wire; its case matters.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PowerOn => "powerOn",
            Self::PowerOff => "powerOff",
            Self::ShutDown => "shutDown",
            Self::Reboot => "reboot",
            Self::Reset => "reset",
            Self::Pause => "pause",
        }
    }

    /// The operation a word stands for, in any case.
    pub fn parse(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|op| op.word().eq_ignore_ascii_case(word))
    }
}

#[derive(Serialize)]
struct Execution<'a> {
    servers: &'a [&'a str],
    package: PackageCall<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PackageCall<'a> {
    package_id: &'a str,
    parameters: BTreeMap<&'a str, &'a str>,
}

impl<'a> PackageCall<'a> {
    /// With `values`, and `secrets`, which win where both have a variable.
    pub(crate) fn of(
        package: &'a PackageId,
        values: &'a BTreeMap<String, String>,
        secrets: &'a BTreeMap<String, Secret>,
    ) -> Self {
        let plain = values
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()));
        let secret = secrets
            .iter()
            .map(|(key, value)| (key.as_str(), value.expose()));
        Self {
            package_id: package.as_str(),
            parameters: plain.chain(secret).collect(),
        }
    }
}

impl ClcClient {
    /// Runs `package` on `servers` with `values` and `secrets` (which wins where both have a
    /// variable). One entry per distinct server comes back, in the order asked.
    ///
    /// # Errors
    /// Never repeated by itself; see [`CloudError::provably_not_taken`].
    pub async fn execute_package(
        &self,
        auth: &Auth,
        servers: &[ServerId],
        package: &PackageId,
        values: &BTreeMap<String, String>,
        secrets: &BTreeMap<String, Secret>,
    ) -> Result<Vec<Queued>, CloudError> {
        let servers = distinct(servers)?;
        let call = self.package_call(auth, &servers, package, values, secrets)?;
        self.operate(call, &servers).await
    }

    /// Deletes an active or archived server with all it holds.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for a server that is gone already. Never repeated by itself; see
    /// [`CloudError::provably_not_taken`].
    pub async fn delete_server(
        &self,
        auth: &Auth,
        server: &ServerId,
    ) -> Result<JobLink, CloudError> {
        self.queue_one(self.delete_call(auth, server)?).await
    }

    pub(crate) fn delete_call<'a>(
        &self,
        auth: &'a Auth,
        server: &ServerId,
    ) -> Result<Call<'a>, CloudError> {
        let names = ("delete_server", "/v2/servers/{account}/{server}");
        let segments = ["servers", auth.account.as_str(), server.as_str()];
        Ok(self.write(Method::DELETE, names, &segments)?.signed(auth))
    }

    /// Puts all of `servers` into maintenance (`on`) or out of it. One entry per distinct server
    /// comes back, in the order asked.
    ///
    /// # Errors
    /// Never repeated by itself; see [`CloudError::provably_not_taken`].
    pub async fn maintenance(
        &self,
        auth: &Auth,
        on: bool,
        servers: &[ServerId],
    ) -> Result<Vec<Queued>, CloudError> {
        let servers = distinct(servers)?;
        let call = self.maintenance_call(auth, on, &servers)?;
        self.operate(call, &servers).await
    }

    pub(crate) fn maintenance_call<'a>(
        &self,
        auth: &'a Auth,
        on: bool,
        servers: &[ServerId],
    ) -> Result<Call<'a>, CloudError> {
        let word = if on {
            "startMaintenance"
        } else {
            "stopMaintenance"
        };
        // The one call of which it is said that it takes ids in upper case only.
        let names: Vec<String> = servers.iter().map(upper).collect();
        self.operation("maintenance", word, auth)?.json(&names)
    }

    pub(crate) fn package_call<'a>(
        &self,
        auth: &'a Auth,
        servers: &[ServerId],
        package: &PackageId,
        values: &BTreeMap<String, String>,
        secrets: &'a BTreeMap<String, Secret>,
    ) -> Result<Call<'a>, CloudError> {
        let names: Vec<&str> = servers.iter().map(ServerId::as_str).collect();
        let mut call = self
            .operation("execute_package", "executePackage", auth)?
            .json(&Execution {
                servers: &names,
                package: PackageCall::of(package, values, secrets),
            })?;
        call.secrets.extend(secrets.values());
        Ok(call)
    }

    /// Operates the power of `servers`. One entry per distinct server comes back, in the order
    /// asked.
    ///
    /// # Errors
    /// Never repeated by itself; see [`CloudError::provably_not_taken`].
    pub async fn power(
        &self,
        auth: &Auth,
        op: PowerOp,
        servers: &[ServerId],
    ) -> Result<Vec<Queued>, CloudError> {
        let servers = distinct(servers)?;
        let call = self.power_call(auth, op, &servers)?;
        self.operate(call, &servers).await
    }

    pub(crate) fn power_call<'a>(
        &self,
        auth: &'a Auth,
        op: PowerOp,
        servers: &[ServerId],
    ) -> Result<Call<'a>, CloudError> {
        let names: Vec<&str> = servers.iter().map(ServerId::as_str).collect();
        self.operation("power", op.word(), auth)?.json(&names)
    }

    pub(crate) fn operation<'a>(
        &self,
        endpoint: &'static str,
        word: &str,
        auth: &'a Auth,
    ) -> Result<Call<'a>, CloudError> {
        let template = "/v2/operations/{account}/servers/{operation}";
        let segments = ["operations", auth.account.as_str(), "servers", word];
        let mut call = self.post(endpoint, template, &segments, Effect::Write)?;
        call.list_in_400 = true;
        Ok(call.signed(auth))
    }

    /// Makes an operation's `call` and finds each server's verdict in the answer.
    pub(crate) async fn operate(
        &self,
        call: Call<'_>,
        servers: &[ServerId],
    ) -> Result<Vec<Queued>, CloudError> {
        let secrets = call.secrets.clone();
        let entries = self.transport().call(call, entries).await?;
        verdicts(servers, entries, &secrets)
    }

    /// Makes a call about one thing, which is answered with one job.
    pub(crate) async fn queue_one(&self, call: Call<'_>) -> Result<JobLink, CloudError> {
        let secrets = call.secrets.clone();
        let said = self.transport().call(call, one).await?;
        one_verdict(said, &secrets)
    }
}

/// Each of `servers` once.
pub(crate) fn distinct(servers: &[ServerId]) -> Result<Vec<ServerId>, CloudError> {
    let mut seen = HashSet::new();
    let all = servers.iter().filter(|server| seen.insert(*server));
    let all: Vec<ServerId> = all.cloned().collect();
    if all.is_empty() {
        return Err(CloudError::refused_here("No server was chosen."));
    }
    Ok(all)
}

fn upper(id: &ServerId) -> String {
    id.as_str().to_uppercase()
}
