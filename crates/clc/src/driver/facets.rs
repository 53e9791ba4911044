//! What lists and forms read, and what takes effect at once.

use super::{ClcDriver, roles};
use async_trait::async_trait;
use slipway_cloud::{
    Auth, CheckFailure, CloudError, Driver, Identity, Inventories, Inventory, Jobs, Login,
    Packages, Rules, ServerCredentials, Servers,
};
use slipway_domain::bare_metal::BareMetal;
use slipway_domain::bill::Bill;
use slipway_domain::capabilities::Capabilities;
use slipway_domain::custom_field::CustomField;
use slipway_domain::details::ServerDetails;
use slipway_domain::group::{GroupChange, GroupDefaults, GroupNode, NewDefaults, NewGroup};
use slipway_domain::new_server::ServerChange;
use slipway_domain::package::Package;
use slipway_domain::principal::Rights;
use slipway_domain::statistics::{Sample, Sampling};
use slipway_domain::{AccountAlias, DataCenterId, GroupId, Secret, ServerId};
use std::collections::BTreeSet;

#[async_trait]
impl Driver for ClcDriver {
    fn identity(&self) -> &dyn Identity {
        self
    }

    fn jobs(&self) -> &dyn Jobs {
        self
    }

    fn rules(&self) -> &dyn Rules {
        self
    }

    fn inventories(&self) -> Option<&dyn Inventories> {
        Some(self)
    }

    fn packages(&self) -> Option<&dyn Packages> {
        Some(self)
    }

    fn servers(&self) -> Option<&dyn Servers> {
        Some(self)
    }

    async fn check(&self) -> Result<(), CheckFailure> {
        let checked = self.client.check().await;
        checked.map_err(|error| CheckFailure::new(error.code(), &error))
    }
}

#[async_trait]
impl Identity for ClcDriver {
    async fn sign_in(&self, user: &str, password: &Secret) -> Result<Login, CloudError> {
        self.client.login(user, password).await
    }

    fn rights(&self, roles: &[String]) -> Rights {
        roles::rights(roles)
    }

    fn role(&self, roles: &[String]) -> String {
        roles::title(roles)
    }

    /// There is no call that says whose a token is; the list of data centers is the cheapest one
    /// that every role may make.
    async fn verify(&self, auth: &Auth) -> Result<(), CloudError> {
        self.client.data_centers(auth).await.map(drop)
    }
}

#[async_trait]
impl Inventories for ClcDriver {
    fn has_places(&self) -> bool {
        true
    }

    async fn inventory(
        &self,
        auth: &Auth,
        places: Option<&BTreeSet<DataCenterId>>,
    ) -> Result<Inventory, CloudError> {
        match places {
            Some(places) => self.client.inventory_of(auth, places).await,
            None => self.client.inventory(auth).await,
        }
    }
}

#[async_trait]
impl Packages for ClcDriver {
    async fn packages(&self, auth: &Auth) -> Result<Vec<Package>, CloudError> {
        self.client.packages(auth).await
    }

    fn stopped_words(&self) -> &'static str {
        "Is stopped: the cloud starts it for the package and stops it again."
    }
}

#[async_trait]
impl Servers for ClcDriver {
    /// With the account's alias a name has ten characters at most.
    fn longest_name(&self, account: &AccountAlias) -> usize {
        const TOGETHER: usize = 10;
        const LONGEST: usize = 8;
        let room = TOGETHER.saturating_sub(account.as_str().len());
        room.clamp(1, LONGEST)
    }

    async fn details(&self, auth: &Auth, server: &ServerId) -> Result<ServerDetails, CloudError> {
        self.client.server_details(auth, server).await
    }

    async fn credentials(
        &self,
        auth: &Auth,
        server: &ServerId,
    ) -> Result<ServerCredentials, CloudError> {
        self.client.credentials(auth, server).await
    }

    async fn statistics(
        &self,
        auth: &Auth,
        server: &ServerId,
        sampling: Sampling,
    ) -> Result<Vec<Sample>, CloudError> {
        self.client.server_statistics(auth, server, sampling).await
    }

    async fn change(
        &self,
        auth: &Auth,
        server: &ServerId,
        changes: &[ServerChange],
    ) -> Result<(), CloudError> {
        let answer = self.client.change_server(auth, server, changes).await;
        answer.map(drop)
    }

    async fn custom_fields(&self, auth: &Auth) -> Result<Vec<CustomField>, CloudError> {
        self.client.custom_fields(auth).await
    }

    async fn capabilities(
        &self,
        auth: &Auth,
        place: Option<&DataCenterId>,
    ) -> Result<Capabilities, CloudError> {
        let place = place.ok_or(CloudError::NotFound)?;
        self.client.deployment_capabilities(auth, place).await
    }

    async fn bare_metal(&self, auth: &Auth, place: &DataCenterId) -> Result<BareMetal, CloudError> {
        self.client.bare_metal_capabilities(auth, place).await
    }

    async fn bill(&self, auth: &Auth, group: &GroupId) -> Result<Bill, CloudError> {
        self.client.group_billing(auth, group).await
    }

    async fn group_defaults(
        &self,
        auth: &Auth,
        group: &GroupId,
    ) -> Result<GroupDefaults, CloudError> {
        self.client.group_defaults(auth, group).await
    }

    async fn set_group_defaults(
        &self,
        auth: &Auth,
        group: &GroupId,
        defaults: &NewDefaults,
    ) -> Result<(), CloudError> {
        let set = self.client.set_group_defaults(auth, group, defaults).await;
        set.map(drop)
    }

    async fn create_group(&self, auth: &Auth, group: &NewGroup) -> Result<GroupNode, CloudError> {
        self.client.create_group(auth, group).await
    }

    async fn change_group(
        &self,
        auth: &Auth,
        group: &GroupId,
        changes: &[GroupChange],
    ) -> Result<(), CloudError> {
        self.client.change_group(auth, group, changes).await
    }
}
