//! A data center's groups and servers, read in one call.

use crate::client::ClcClient;
use crate::wire::group::{Group, GroupTree};
use crate::wire::{decode, report_skipped};
use slipway_cloud::{Auth, CloudError};
use slipway_domain::{DataCenterId, GroupId};

impl ClcClient {
    /// The group `root` of `data_center` with everything below it; paths begin there. Large: the
    /// time and size limits of the inventory apply.
    ///
    /// # Errors
    /// [`CloudError`], as every read.
    pub async fn groups_detailed(
        &self,
        auth: &Auth,
        data_center: &DataCenterId,
        root: &GroupId,
    ) -> Result<GroupTree, CloudError> {
        let segments = ["groups", auth.account.as_str(), root.as_str()];
        let mut call = self
            .get("group", "/v2/groups/{account}/{group}", &segments)?
            .signed(auth);
        call.url.set_query(Some("serverDetail=detailed"));
        call.time = self.timeouts().inventory;
        call.limit = self.limits().inventory;
        let asked = data_center.clone();
        let decoded = self.transport().call(call, move |body| {
            let group: Group = decode(body)?;
            if group.id.0.is_none() {
                return Err("it has no id".to_owned());
            }
            Ok(group.into_tree(&asked))
        });
        let tree = decoded.await?;
        report_skipped("groups and servers", tree.skipped);
        Ok(tree)
    }
}
