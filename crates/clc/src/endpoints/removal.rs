//! The end of a server.

use crate::client::ClcClient;
use crate::wire::operation::JobLink;
use reqwest::Method;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::ServerId;
use slipway_upstream::Call;

impl ClcClient {
    /// Deletes an active or archived server with all it holds.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for a server that is gone already. Never repeated by itself; see
    /// [`CloudError::provably_not_taken`].
    pub async fn delete_server(
        &self,
        auth: &Auth,
        server: &ServerId,
    ) -> Result<JobLink, CloudError> {
        self.queue_one(self.delete_call(auth, server)?).await
    }

    pub(crate) fn delete_call<'a>(
        &self,
        auth: &'a Auth,
        server: &ServerId,
    ) -> Result<Call<'a>, CloudError> {
        let names = ("delete_server", "/v2/servers/{account}/{server}");
        let segments = ["servers", auth.account.as_str(), server.as_str()];
        Ok(self.write(Method::DELETE, names, &segments)?.signed(auth))
    }
}
