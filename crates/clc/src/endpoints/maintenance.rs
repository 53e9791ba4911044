//! Maintenance mode, in which the cloud raises no alarms about a server.

use crate::client::ClcClient;
use crate::endpoints::operations::distinct;
use crate::endpoints::verdicts::Queued;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::ServerId;
use slipway_upstream::Call;

impl ClcClient {
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
}

fn upper(id: &ServerId) -> String {
    id.as_str().to_uppercase()
}
