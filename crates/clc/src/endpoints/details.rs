//! One server with all that is told of it, by its id or by its UUID.

use crate::client::{ClcClient, Session};
use crate::error::ClcError;
use crate::wire::details::Server as Wire;
use crate::wire::{decode, report_skipped};
use slipway_domain::ServerId;
use slipway_domain::details::ServerDetails;

const NAMES: (&str, &str) = ("server", "/v2/servers/{account}/{server}");

impl ClcClient {
    /// The server `id` with all that is told of it.
    ///
    /// # Errors
    /// [`ClcError::NotFound`] for a server that never was or was deleted.
    pub async fn server_details(
        &self,
        session: &Session,
        id: &ServerId,
    ) -> Result<ServerDetails, ClcError> {
        let segments = ["servers", session.account.as_str(), id.as_str()];
        let call = self.read(NAMES.0, NAMES.1, &segments)?.signed(session);
        self.transport().call(call, read).await
    }

    /// The server with this UUID, which is all that is known of a server that was just asked for.
    ///
    /// # Errors
    /// As [`Self::server_details`].
    pub async fn server_by_uuid(
        &self,
        session: &Session,
        uuid: &str,
    ) -> Result<ServerDetails, ClcError> {
        let segments = ["servers", session.account.as_str(), uuid];
        let mut call = self.read(NAMES.0, NAMES.1, &segments)?.signed(session);
        call.url.set_query(Some("uuid=true"));
        self.transport().call(call, read).await
    }
}

fn read(body: &[u8]) -> Result<ServerDetails, String> {
    let found = decode::<Wire>(body)?.into_entity(decode(body)?);
    let (server, skipped) = found.ok_or_else(|| "it has no id".to_owned())?;
    report_skipped("details of a server", skipped);
    Ok(server)
}
