//! The account's data centers.

use crate::client::ClcClient;
use crate::wire::account::DataCenter as Wire;
use crate::wire::{Loose, decode, report_skipped};
use slipway_cloud::{Auth, CloudError};
use slipway_domain::server::DataCenter;
use slipway_domain::{AccountAlias, DataCenterId, GroupId};

impl ClcClient {
    /// The account's data centers, in the cloud's order.
    ///
    /// # Errors
    /// [`CloudError`], as every read.
    pub async fn data_centers(&self, auth: &Auth) -> Result<Vec<DataCenter>, CloudError> {
        let segments = ["datacenters", auth.account.as_str()];
        let call = self
            .get("data_centers", "/v2/datacenters/{account}", &segments)?
            .signed(auth);
        let account = auth.account.clone();
        let found = self
            .transport()
            .call(call, move |body| list(body, &account));
        let found = found.await?;
        Ok(found
            .into_iter()
            .map(|(data_center, _)| data_center)
            .collect())
    }

    /// The group at the top of a data center.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for an unknown data center, [`CloudError::NotUnderstood`] if the
    /// answer names no group.
    pub async fn data_center_root(
        &self,
        auth: &Auth,
        data_center: &DataCenterId,
    ) -> Result<GroupId, CloudError> {
        let segments = ["datacenters", auth.account.as_str(), data_center.as_str()];
        let template = "/v2/datacenters/{account}/{data center}";
        let mut call = self.get("data_center", template, &segments)?.signed(auth);
        call.url.set_query(Some("groupLinks=true"));
        let account = auth.account.clone();
        let decoded = self.transport().call(call, move |body| {
            let (_, root) = decode::<Wire>(body)?
                .into_entity(&account)
                .ok_or_else(|| "it has no id".to_owned())?;
            root.ok_or_else(|| "it names no root group".to_owned())
        });
        decoded.await
    }

    /// The data centers with their root groups, where the cloud gives these in a list.
    pub(crate) async fn roots(
        &self,
        auth: &Auth,
    ) -> Result<Vec<(DataCenter, Option<GroupId>)>, CloudError> {
        let segments = ["datacenters", auth.account.as_str()];
        let mut call = self
            .get("data_centers", "/v2/datacenters/{account}", &segments)?
            .signed(auth);
        call.url.set_query(Some("groupLinks=true"));
        let account = auth.account.clone();
        let found = self
            .transport()
            .call(call, move |body| list(body, &account));
        found.await
    }
}

fn list(body: &[u8], account: &AccountAlias) -> Result<Vec<(DataCenter, Option<GroupId>)>, String> {
    let sent: Vec<Loose<Wire>> = decode(body)?;
    let count = sent.len();
    let found: Vec<_> = sent
        .into_iter()
        .filter_map(|entry| entry.0?.into_entity(account))
        .collect();
    report_skipped("data centers", count - found.len());
    Ok(found)
}
