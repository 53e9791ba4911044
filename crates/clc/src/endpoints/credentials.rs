//! The root password of a server.

use crate::client::ClcClient;
use crate::wire::account::Credentials as Wire;
use crate::wire::decode;
use slipway_cloud::{Auth, CloudError, ServerCredentials};
use slipway_domain::{Secret, ServerId};

impl ClcClient {
    /// The credentials of a server, as the cloud knows them: it does not hear of a password that
    /// was changed on the server itself.
    ///
    /// # Errors
    /// [`CloudError::NotAllowed`] for most roles, [`CloudError::NotFound`] for a server that was
    /// deleted or is still being built.
    pub async fn credentials(
        &self,
        auth: &Auth,
        server: &ServerId,
    ) -> Result<ServerCredentials, CloudError> {
        let segments = [
            "servers",
            auth.account.as_str(),
            server.as_str(),
            "credentials",
        ];
        let template = "/v2/servers/{account}/{server}/credentials";
        let call = self.get("credentials", template, &segments)?.signed(auth);
        self.transport().call(call, decode_credentials).await
    }
}

fn decode_credentials(body: &[u8]) -> Result<ServerCredentials, String> {
    let sent: Wire = decode(body)?;
    let password = sent.password.some().map(Secret::new);
    Ok(ServerCredentials {
        user: sent.user.or_empty(),
        password: password.ok_or_else(|| "it has no password".to_owned())?,
    })
}
