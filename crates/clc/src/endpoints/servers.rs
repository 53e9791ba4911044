//! One server by itself.

use crate::client::ClcClient;
use crate::wire::decode;
use crate::wire::server::Server as Wire;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::ServerId;
use slipway_domain::server::Server;

impl ClcClient {
    /// The server `id`. Its `group_path` is empty: the cloud names the group by its id only.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for a server that never was or was deleted.
    pub async fn server(&self, auth: &Auth, id: &ServerId) -> Result<Server, CloudError> {
        let segments = ["servers", auth.account.as_str(), id.as_str()];
        let call = self
            .get("server", "/v2/servers/{account}/{server}", &segments)?
            .signed(auth);
        let decoded = self.transport().call(call, |body| {
            let server = decode::<Wire>(body)?.into_entity(None);
            server.ok_or_else(|| "it has no id".to_owned())
        });
        decoded.await
    }
}
