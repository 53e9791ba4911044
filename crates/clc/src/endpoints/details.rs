//! One server with all that is told of it, by its id or by its UUID.

use crate::client::ClcClient;
use crate::wire::details::Server as Wire;
use crate::wire::{decode, report_skipped};
use slipway_cloud::{Auth, CloudError};
use slipway_domain::ServerId;
use slipway_domain::details::ServerDetails;
use slipway_upstream::Call;

const NAMES: (&str, &str) = ("server", "/v2/servers/{account}/{server}");

impl ClcClient {
    /// The server `id` with all that is told of it.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for a server that never was or was deleted.
    pub async fn server_details(
        &self,
        auth: &Auth,
        id: &ServerId,
    ) -> Result<ServerDetails, CloudError> {
        let call = self.details_call(auth, id)?;
        self.transport().call(call, decode_details).await
    }

    pub(crate) fn details_call<'a>(
        &self,
        auth: &'a Auth,
        id: &ServerId,
    ) -> Result<Call<'a>, CloudError> {
        let segments = ["servers", auth.account.as_str(), id.as_str()];
        Ok(self.get(NAMES.0, NAMES.1, &segments)?.signed(auth))
    }

    /// The server with this UUID, which is all that is known of a server that was just asked for.
    ///
    /// # Errors
    /// As [`Self::server_details`].
    pub async fn server_by_uuid(
        &self,
        auth: &Auth,
        uuid: &str,
    ) -> Result<ServerDetails, CloudError> {
        let segments = ["servers", auth.account.as_str(), uuid];
        let mut call = self.get(NAMES.0, NAMES.1, &segments)?.signed(auth);
        call.url.set_query(Some("uuid=true"));
        self.transport().call(call, decode_details).await
    }
}

fn decode_details(body: &[u8]) -> Result<ServerDetails, String> {
    let found = decode::<Wire>(body)?.into_entity(decode(body)?);
    let (server, skipped) = found.ok_or_else(|| "it has no id".to_owned())?;
    report_skipped("details of a server", skipped);
    Ok(server)
}
