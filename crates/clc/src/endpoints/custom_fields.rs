//! The fields that the account added to its servers and groups.

use crate::client::ClcClient;
use crate::wire::custom_field::CustomField as Wire;
use crate::wire::{List, Loose, decode, report_skipped};
use slipway_cloud::{Auth, CloudError};
use slipway_domain::custom_field::CustomField;

impl ClcClient {
    /// The account's custom fields, in the cloud's order.
    ///
    /// # Errors
    /// [`CloudError`], as every read.
    pub async fn custom_fields(&self, auth: &Auth) -> Result<Vec<CustomField>, CloudError> {
        let segments = ["accounts", auth.account.as_str(), "customFields"];
        let template = "/v2/accounts/{account}/customFields";
        let call = self.get("custom_fields", template, &segments)?.signed(auth);
        let decoded = self.transport().call(call, |body| {
            let sent: Vec<Loose<Wire>> = decode(body)?;
            let count = sent.len();
            let found = List(sent).objects().filter_map(Wire::into_entity);
            let found: Vec<_> = found.collect();
            report_skipped("custom fields", count - found.len());
            Ok(found)
        });
        decoded.await
    }
}
