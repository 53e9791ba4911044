//! Maintenance mode, in which the cloud raises no alarms about a server.

use crate::client::{ClcClient, Session};
use crate::endpoints::operations::{Queued, distinct};
use crate::error::ClcError;
use serde::Serialize;
use slipway_domain::ServerId;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Modes<'a> {
    servers: Vec<Mode<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Mode<'a> {
    id: &'a str,
    in_maintenance_mode: bool,
}

impl ClcClient {
    /// Puts all of `servers` into maintenance (`on`) or out of it. One entry per distinct server
    /// comes back, in the order asked.
    ///
    /// # Errors
    /// Never repeated by itself; see [`ClcError::provably_not_taken`].
    pub async fn maintenance(
        &self,
        session: &Session,
        on: bool,
        servers: &[ServerId],
    ) -> Result<Vec<Queued>, ClcError> {
        let servers = distinct(servers)?;
        let word = if on {
            "startMaintenance"
        } else {
            "stopMaintenance"
        };
        // The one call of which it is said that it takes ids in upper case only.
        let names: Vec<String> = servers.iter().map(upper).collect();
        let call = self.operation("maintenance", word, session)?.json(&names)?;
        self.operate(call, &servers).await
    }

    /// Puts each server into maintenance (`true`) or out of it. One entry per server comes back.
    ///
    /// # Errors
    /// Never repeated by itself; see [`ClcError::provably_not_taken`].
    pub async fn set_maintenance(
        &self,
        session: &Session,
        modes: &BTreeMap<ServerId, bool>,
    ) -> Result<Vec<Queued>, ClcError> {
        let servers: Vec<ServerId> = modes.keys().cloned().collect();
        let servers = distinct(&servers)?;
        let names: Vec<(String, bool)> = modes.iter().map(|(id, on)| (upper(id), *on)).collect();
        let modes = Modes {
            servers: names
                .iter()
                .map(|(id, on)| Mode {
                    id,
                    in_maintenance_mode: *on,
                })
                .collect(),
        };
        let call = self
            .operation("maintenance", "setMaintenance", session)?
            .json(&modes)?;
        self.operate(call, &servers).await
    }
}

fn upper(id: &ServerId) -> String {
    id.as_str().to_uppercase()
}
