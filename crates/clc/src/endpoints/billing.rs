//! What groups are estimated to cost.

use crate::client::ClcClient;
use crate::wire::billing::Bill as Wire;
use crate::wire::decode;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::GroupId;
use slipway_domain::bill::Bill;

impl ClcClient {
    /// What `group` and all below it are estimated to cost, server by server. The cloud works it
    /// out anew every five minutes.
    ///
    /// # Errors
    /// [`CloudError`], as every read.
    pub async fn group_billing(&self, auth: &Auth, group: &GroupId) -> Result<Bill, CloudError> {
        let account = auth.account.as_str();
        let segments = ["groups", account, group.as_str(), "billing"];
        let template = "/v2/groups/{account}/{group}/billing";
        let mut call = self.get("group_billing", template, &segments)?.signed(auth);
        // It names every server below the group.
        call.limit = self.limits().inventory;
        let decoded = self.transport().call(call, |body| {
            let bill: Wire = decode(body)?;
            Ok(bill.into_entity())
        });
        decoded.await
    }
}
