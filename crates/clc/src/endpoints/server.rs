//! One server: as lists have it, with all that is told of it, and its root password.

use crate::client::ClcClient;
use crate::wire::account::Credentials;
use crate::wire::details::Server as Wire;
use crate::wire::server::Server as Slim;
use crate::wire::{decode, report_skipped};
use slipway_cloud::{Auth, CloudError, ServerCredentials};
use slipway_domain::details::ServerDetails;
use slipway_domain::server::Server;
use slipway_domain::{Secret, ServerId};
use slipway_upstream::Call;

const NAMES: (&str, &str) = ("server", "/v2/servers/{account}/{server}");

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
            let server = decode::<Slim>(body)?.into_entity(None);
            server.ok_or_else(|| "it has no id".to_owned())
        });
        decoded.await
    }

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

fn decode_details(body: &[u8]) -> Result<ServerDetails, String> {
    let found = decode::<Wire>(body)?.into_entity(decode(body)?);
    let (server, skipped) = found.ok_or_else(|| "it has no id".to_owned())?;
    report_skipped("details of a server", skipped);
    Ok(server)
}

fn decode_credentials(body: &[u8]) -> Result<ServerCredentials, String> {
    let sent: Credentials = decode(body)?;
    let password = sent.password.some().map(Secret::new);
    Ok(ServerCredentials {
        user: sent.user.or_empty(),
        password: password.ok_or_else(|| "it has no password".to_owned())?,
    })
}
