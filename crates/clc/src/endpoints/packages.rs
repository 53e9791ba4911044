//! The packages an account may run.

use crate::client::ClcClient;
use crate::wire::decode;
use crate::wire::package::package;
use serde_json::value::RawValue;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::package::Package;

impl ClcClient {
    /// The packages the account may run, with their parameters, in the cloud's order; those that
    /// cannot be read are among them with what is wrong.
    ///
    /// # Errors
    /// [`CloudError`], as every read.
    pub async fn packages(&self, auth: &Auth) -> Result<Vec<Package>, CloudError> {
        let segments = ["packages", auth.account.as_str()];
        let call = self
            .get("packages", "/v2/packages/{account}", &segments)?
            .signed(auth);
        self.transport().call(call, list).await
    }
}

fn list(body: &[u8]) -> Result<Vec<Package>, String> {
    let sent: Vec<Box<RawValue>> = decode(body)?;
    let entries = (1..).zip(&sent).filter(|(_, entry)| entry.get() != "null");
    let packages: Vec<Package> = entries.map(|(place, e)| package(e, place)).collect();
    for package in &packages {
        if let Some(problem) = &package.problem {
            tracing::warn!(
                package = package.id.as_str(),
                problem,
                "a package cannot be read"
            );
        }
    }
    Ok(packages)
}
