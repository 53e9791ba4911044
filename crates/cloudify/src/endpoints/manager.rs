//! The manager itself.

use crate::client::{CloudifyClient, Names, of_person};
use crate::manager::{Maintenance, ManagerState, Version};
use crate::wire::{decode, manager};
use reqwest::Method;
use serde::de::DeserializeOwned;
use slipway_cloud::CloudError;
use slipway_domain::Secret;
use slipway_upstream::Effect;

impl CloudifyClient {
    /// Which manager it is.
    ///
    /// # Errors
    /// How the call failed.
    pub async fn version(&self, token: &Secret) -> Result<Version, CloudError> {
        let names = ("version", "/version");
        self.own(token, names, "version", manager::Version::into_entity)
            .await
    }

    /// How its services are, which it tells with status 200 even where they fail.
    ///
    /// # Errors
    /// How the call failed.
    pub async fn state(&self, token: &Secret) -> Result<ManagerState, CloudError> {
        let names = ("status", "/status");
        self.own(token, names, "status", manager::Status::into_entity)
            .await
    }

    /// Whether it is in maintenance mode.
    ///
    /// # Errors
    /// How the call failed.
    pub async fn maintenance(&self, token: &Secret) -> Result<Maintenance, CloudError> {
        let names = ("maintenance", "/maintenance");
        self.own(
            token,
            names,
            "maintenance",
            manager::Maintenance::into_entity,
        )
        .await
    }

    async fn own<W: DeserializeOwned + 'static, T: Send + 'static>(
        &self,
        token: &Secret,
        names: Names,
        path: &str,
        entity: fn(W) -> Option<T>,
    ) -> Result<T, CloudError> {
        let call = self.call(names, (Method::GET, Effect::Read), &[path], &[])?;
        let decoded = self.transport().call(of_person(call, token), move |body| {
            entity(decode(body)?).ok_or_else(|| "it says nothing".to_owned())
        });
        decoded.await
    }
}
