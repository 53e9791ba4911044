//! How busy the servers of a group were.

use crate::client::ClcClient;
use crate::endpoints::statistics::ask_for;
use crate::wire::statistics::statistics;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::statistics::{Sample, Sampling};
use slipway_domain::{GroupId, ServerId};

impl ClcClient {
    /// Measurements of every server in `group` and below it, oldest first. Servers of which the
    /// cloud has none may be missing.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for an unknown group, [`CloudError::Refused`] for hours that the
    /// cloud does not keep.
    pub async fn group_statistics(
        &self,
        auth: &Auth,
        group: &GroupId,
        sampling: Sampling,
    ) -> Result<Vec<(ServerId, Vec<Sample>)>, CloudError> {
        let account = auth.account.as_str();
        let segments = ["groups", account, group.as_str(), "statistics"];
        let template = "/v2/groups/{account}/{group}/statistics";
        let mut call = self
            .get("group_statistics", template, &segments)?
            .signed(auth);
        ask_for(&mut call.url, sampling);
        // It measures every server below the group.
        call.time = self.timeouts().inventory;
        call.limit = self.limits().inventory;
        self.transport().call(call, statistics).await
    }
}
