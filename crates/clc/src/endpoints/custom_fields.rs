//! The fields that the account added to its servers and groups.

use crate::client::{ClcClient, Session};
use crate::error::ClcError;
use crate::wire::custom_field::CustomField as Wire;
use crate::wire::{List, Loose, decode, report_skipped};
use slipway_domain::custom_field::CustomField;

impl ClcClient {
    /// The account's custom fields, in the cloud's order.
    ///
    /// # Errors
    /// [`ClcError`], as every read.
    pub async fn custom_fields(&self, session: &Session) -> Result<Vec<CustomField>, ClcError> {
        let segments = ["accounts", session.account.as_str(), "customFields"];
        let template = "/v2/accounts/{account}/customFields";
        let call = self
            .read("custom_fields", template, &segments)?
            .signed(session);
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
