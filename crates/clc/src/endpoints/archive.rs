//! Servers into the archive and back out of it.

use crate::client::{ClcClient, Session};
use crate::endpoints::operations::{JobLink, Queued, distinct};
use crate::error::ClcError;
use reqwest::Method;
use serde::Serialize;
use slipway_domain::{GroupId, ServerId};

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
    /// Never repeated by itself; see [`ClcError::provably_not_taken`].
    pub async fn archive(
        &self,
        session: &Session,
        servers: &[ServerId],
    ) -> Result<Vec<Queued>, ClcError> {
        let servers = distinct(servers)?;
        let names: Vec<&str> = servers.iter().map(ServerId::as_str).collect();
        let call = self
            .operation("archive", "archive", session)?
            .json(&names)?;
        self.operate(call, &servers).await
    }

    /// Brings an archived server back into `group`, which must be of its data center.
    ///
    /// # Errors
    /// Never repeated by itself; see [`ClcError::provably_not_taken`].
    pub async fn restore(
        &self,
        session: &Session,
        server: &ServerId,
        group: &GroupId,
    ) -> Result<JobLink, ClcError> {
        let names = ("restore", "/v2/servers/{account}/{server}/restore");
        let segments = [
            "servers",
            session.account.as_str(),
            server.as_str(),
            "restore",
        ];
        let call = self
            .write(Method::POST, names, &segments)?
            .signed(session)
            .json(&Target {
                target_group_id: group.as_str(),
            })?;
        self.queue_one(call).await
    }
}
