//! What can be built in a data center.

use crate::client::ClcClient;
use crate::wire::bare_metal::BareMetal as BareMetalWire;
use crate::wire::capabilities::Capabilities as Wire;
use crate::wire::{decode, report_skipped};
use slipway_cloud::{Auth, CloudError};
use slipway_domain::DataCenterId;
use slipway_domain::bare_metal::BareMetal;
use slipway_domain::capabilities::Capabilities;

impl ClcClient {
    /// The networks and templates of a data center.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for an unknown data center.
    pub async fn deployment_capabilities(
        &self,
        auth: &Auth,
        data_center: &DataCenterId,
    ) -> Result<Capabilities, CloudError> {
        let segments = [
            "datacenters",
            auth.account.as_str(),
            data_center.as_str(),
            "deploymentCapabilities",
        ];
        let template = "/v2/datacenters/{account}/{data center}/deploymentCapabilities";
        let call = self
            .get("deployment_capabilities", template, &segments)?
            .signed(auth);
        let decoded = self.transport().call(call, |body| {
            let (found, skipped) = decode::<Wire>(body)?.into_entity();
            report_skipped("networks and templates", skipped);
            Ok(found)
        });
        decoded.await
    }

    /// The machines of their own that a data center has, and what can run on them.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for an unknown data center.
    pub async fn bare_metal_capabilities(
        &self,
        auth: &Auth,
        data_center: &DataCenterId,
    ) -> Result<BareMetal, CloudError> {
        let segments = [
            "datacenters",
            auth.account.as_str(),
            data_center.as_str(),
            "bareMetalCapabilities",
        ];
        let template = "/v2/datacenters/{account}/{data center}/bareMetalCapabilities";
        let call = self
            .get("bare_metal_capabilities", template, &segments)?
            .signed(auth);
        let decoded = self.transport().call(call, |body| {
            let (found, skipped) = decode::<BareMetalWire>(body)?.into_entity();
            report_skipped("bare metal configurations and systems", skipped);
            Ok(found)
        });
        decoded.await
    }
}
