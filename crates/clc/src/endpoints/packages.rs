//! The packages an account may run.

use crate::client::{ClcClient, Session};
use crate::error::ClcError;
use crate::wire::package::Package as Wire;
use crate::wire::{Loose, decode, report_skipped};
use slipway_domain::package::Package;

impl ClcClient {
    /// The packages the account may run, with their parameters, in the cloud's order.
    ///
    /// # Errors
    /// [`ClcError`], as every read.
    pub async fn packages(&self, session: &Session) -> Result<Vec<Package>, ClcError> {
        let segments = ["packages", session.account.as_str()];
        let call = self
            .read("packages", "/v2/packages/{account}", &segments)?
            .signed(session);
        self.transport().call(call, list).await
    }
}

fn list(body: &[u8]) -> Result<Vec<Package>, String> {
    let sent: Vec<Loose<Wire>> = decode(body)?;
    let (count, mut lost_parameters) = (sent.len(), 0);
    let mut packages = Vec::with_capacity(count);
    for (package, lost) in sent.into_iter().filter_map(|entry| entry.0?.into_entity()) {
        lost_parameters += lost;
        packages.push(package);
    }
    report_skipped("packages", count - packages.len());
    report_skipped("package parameters", lost_parameters);
    Ok(packages)
}
