//! Servers into the archive and back out of it.

use crate::client::ClcClient;
use crate::endpoints::operations::distinct;
use crate::endpoints::verdicts::Queued;
use crate::wire::operation::JobLink;
use reqwest::Method;
use serde::Serialize;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::{GroupId, ServerId};
use slipway_upstream::Call;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Target<'a> {
    target_group_id: &'a str,
}

impl ClcClient {
    /// Archives `servers`: they are switched off and only their storage is kept. One entry per
    /// distinct server comes back, in the order asked.
    ///
    /// # Errors
    /// Never repeated by itself; see [`CloudError::provably_not_taken`].
    pub async fn archive(
        &self,
        auth: &Auth,
        servers: &[ServerId],
    ) -> Result<Vec<Queued>, CloudError> {
        let servers = distinct(servers)?;
        let call = self.archive_call(auth, &servers)?;
        self.operate(call, &servers).await
    }

    pub(crate) fn archive_call<'a>(
        &self,
        auth: &'a Auth,
        servers: &[ServerId],
    ) -> Result<Call<'a>, CloudError> {
        let names: Vec<&str> = servers.iter().map(ServerId::as_str).collect();
        self.operation("archive", "archive", auth)?.json(&names)
    }

    /// Brings an archived server back into `group`, which must be of its data center.
    ///
    /// # Errors
    /// Never repeated by itself; see [`CloudError::provably_not_taken`].
    pub async fn restore(
        &self,
        auth: &Auth,
        server: &ServerId,
        group: &GroupId,
    ) -> Result<JobLink, CloudError> {
        self.queue_one(self.restore_call(auth, server, group)?)
            .await
    }

    pub(crate) fn restore_call<'a>(
        &self,
        auth: &'a Auth,
        server: &ServerId,
        group: &GroupId,
    ) -> Result<Call<'a>, CloudError> {
        let names = ("restore", "/v2/servers/{account}/{server}/restore");
        let segments = ["servers", auth.account.as_str(), server.as_str(), "restore"];
        self.write(Method::POST, names, &segments)?
            .signed(auth)
            .json(&Target {
                target_group_id: group.as_str(),
            })
    }
}
