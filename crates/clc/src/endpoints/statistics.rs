//! How busy one server was, or those of a group.

use crate::client::ClcClient;
use crate::wire::statistics::statistics;
use jiff::{SignedDuration, Timestamp};
use slipway_cloud::{Auth, CloudError};
use slipway_domain::statistics::{Sample, Sampling};
use slipway_domain::{GroupId, ServerId};

impl ClcClient {
    /// Measurements of a server, oldest first; none where the cloud has none.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for an unknown server, [`CloudError::Refused`] for hours that the
    /// cloud does not keep.
    pub async fn server_statistics(
        &self,
        auth: &Auth,
        server: &ServerId,
        sampling: Sampling,
    ) -> Result<Vec<Sample>, CloudError> {
        let segments = [
            "servers",
            auth.account.as_str(),
            server.as_str(),
            "statistics",
        ];
        let template = "/v2/servers/{account}/{server}/statistics";
        let mut call = self
            .get("server_statistics", template, &segments)?
            .signed(auth);
        ask_for(&mut call.url, sampling);
        // It is the only one that was asked for, whatever name it comes under.
        let decoded = self.transport().call(call, |body| {
            let found = statistics(body)?.into_iter();
            Ok(found.flat_map(|(_, samples)| samples).collect())
        });
        decoded.await
    }

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

/// Puts into the query which measurements are wanted.
fn ask_for(url: &mut reqwest::Url, sampling: Sampling) {
    let mut query = url.query_pairs_mut();
    match sampling {
        Sampling::Latest => {
            query.append_pair("type", "latest");
        }
        Sampling::Hourly { start, hours } => {
            let length = SignedDuration::from_hours(i64::from(hours));
            // Far beyond any date the cloud knows, it may refuse for itself.
            let end = start.checked_add(length).unwrap_or(Timestamp::MAX);
            query
                .append_pair("type", "hourly")
                .append_pair("start", &whole_seconds(start))
                .append_pair("end", &whole_seconds(end))
                .append_pair("sampleInterval", "01:00:00");
        }
    }
}

/// A time as the cloud writes it.
pub(crate) fn whole_seconds(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
