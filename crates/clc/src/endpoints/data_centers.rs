//! The account's data centers.

use crate::client::{ClcClient, Session};
use crate::error::ClcError;
use crate::wire::account::DataCenter as Wire;
use crate::wire::{Loose, decode, report_skipped};
use slipway_domain::server::DataCenter;
use slipway_domain::{DataCenterId, GroupId};

impl ClcClient {
    /// The account's data centers, in the cloud's order.
    ///
    /// # Errors
    /// [`ClcError`], as every read.
    pub async fn data_centers(&self, session: &Session) -> Result<Vec<DataCenter>, ClcError> {
        let segments = ["datacenters", session.account.as_str()];
        let call = self
            .read("data_centers", "/v2/datacenters/{account}", &segments)?
            .signed(session);
        let found = self.transport().call(call, list).await?;
        Ok(found
            .into_iter()
            .map(|(data_center, _)| data_center)
            .collect())
    }

    /// The group at the top of a data center.
    ///
    /// # Errors
    /// [`ClcError::NotFound`] for an unknown data center, [`ClcError::NotUnderstood`] if the
    /// answer names no group.
    pub async fn data_center_root(
        &self,
        session: &Session,
        data_center: &DataCenterId,
    ) -> Result<GroupId, ClcError> {
        let segments = [
            "datacenters",
            session.account.as_str(),
            data_center.as_str(),
        ];
        let template = "/v2/datacenters/{account}/{data center}";
        let mut call = self
            .read("data_center", template, &segments)?
            .signed(session);
        call.url.set_query(Some("groupLinks=true"));
        let decoded = self.transport().call(call, |body| {
            let (_, root) = decode::<Wire>(body)?
                .into_entity()
                .ok_or_else(|| "it has no id".to_owned())?;
            root.ok_or_else(|| "it names no root group".to_owned())
        });
        decoded.await
    }

    /// The data centers with their root groups, where the cloud gives these in a list.
    pub(crate) async fn roots(
        &self,
        session: &Session,
    ) -> Result<Vec<(DataCenter, Option<GroupId>)>, ClcError> {
        let segments = ["datacenters", session.account.as_str()];
        let mut call = self
            .read("data_centers", "/v2/datacenters/{account}", &segments)?
            .signed(session);
        call.url.set_query(Some("groupLinks=true"));
        self.transport().call(call, list).await
    }
}

fn list(body: &[u8]) -> Result<Vec<(DataCenter, Option<GroupId>)>, String> {
    let sent: Vec<Loose<Wire>> = decode(body)?;
    let count = sent.len();
    let found: Vec<_> = sent
        .into_iter()
        .filter_map(|entry| entry.0?.into_entity())
        .collect();
    report_skipped("data centers", count - found.len());
    Ok(found)
}
