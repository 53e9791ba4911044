//! The end of a server.

use crate::client::{ClcClient, Session};
use crate::endpoints::operations::JobLink;
use crate::error::ClcError;
use reqwest::Method;
use slipway_domain::ServerId;

impl ClcClient {
    /// Deletes an active or archived server with all it holds.
    ///
    /// # Errors
    /// [`ClcError::NotFound`] for a server that is gone already. Never repeated by itself; see
    /// [`ClcError::provably_not_taken`].
    pub async fn delete_server(
        &self,
        session: &Session,
        server: &ServerId,
    ) -> Result<JobLink, ClcError> {
        let names = ("delete_server", "/v2/servers/{account}/{server}");
        let segments = ["servers", session.account.as_str(), server.as_str()];
        let call = self.write(Method::DELETE, names, &segments)?;
        self.queue_one(call.signed(session)).await
    }
}
