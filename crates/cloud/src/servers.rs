//! Single servers and groups: to be looked at, made and changed. What takes a job is a call of
//! [`crate::Jobs`] instead.

use crate::auth::Auth;
use crate::error::CloudError;
use async_trait::async_trait;
use slipway_domain::bare_metal::BareMetal;
use slipway_domain::bill::Bill;
use slipway_domain::capabilities::Capabilities;
use slipway_domain::custom_field::CustomField;
use slipway_domain::details::ServerDetails;
use slipway_domain::group::{GroupChange, GroupDefaults, GroupNode, NewDefaults, NewGroup};
use slipway_domain::new_server::ServerChange;
use slipway_domain::statistics::{Sample, Sampling};
use slipway_domain::{AccountAlias, DataCenterId, GroupId, Secret, ServerId};

/// How somebody signs in to a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerCredentials {
    /// The name.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// Single servers and groups. Every method fails with how its call failed; none is repeated by
/// itself where it writes.
#[async_trait]
pub trait Servers: Send + Sync {
    /// Characters that the name of a new server may have in this account.
    fn longest_name(&self, account: &AccountAlias) -> usize;

    /// All that is known of a server.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for a server that is gone, or how the call failed.
    async fn details(&self, auth: &Auth, server: &ServerId) -> Result<ServerDetails, CloudError>;

    /// How somebody signs in to a server.
    ///
    /// # Errors
    /// How the call failed.
    async fn credentials(
        &self,
        auth: &Auth,
        server: &ServerId,
    ) -> Result<ServerCredentials, CloudError>;

    /// How busy a server was.
    ///
    /// # Errors
    /// How the call failed.
    async fn statistics(
        &self,
        auth: &Auth,
        server: &ServerId,
        sampling: Sampling,
    ) -> Result<Vec<Sample>, CloudError>;

    /// Changes what takes effect at once: description, group, password, custom fields.
    ///
    /// # Errors
    /// [`CloudError::Refused`] names what is wrong, or how the call failed.
    async fn change(
        &self,
        auth: &Auth,
        server: &ServerId,
        changes: &[ServerChange],
    ) -> Result<(), CloudError>;

    /// The account's custom fields.
    ///
    /// # Errors
    /// How the call failed.
    async fn custom_fields(&self, auth: &Auth) -> Result<Vec<CustomField>, CloudError>;

    /// What new servers may be in a place; anywhere, where the cloud has no places.
    ///
    /// # Errors
    /// How the call failed.
    async fn capabilities(
        &self,
        auth: &Auth,
        place: Option<&DataCenterId>,
    ) -> Result<Capabilities, CloudError>;

    /// What physical servers may be in a place.
    ///
    /// # Errors
    /// How the call failed.
    async fn bare_metal(&self, auth: &Auth, place: &DataCenterId) -> Result<BareMetal, CloudError>;

    /// What a group costs.
    ///
    /// # Errors
    /// How the call failed.
    async fn bill(&self, auth: &Auth, group: &GroupId) -> Result<Bill, CloudError>;

    /// What new servers of a group get unless somebody says otherwise.
    ///
    /// # Errors
    /// How the call failed.
    async fn group_defaults(
        &self,
        auth: &Auth,
        group: &GroupId,
    ) -> Result<GroupDefaults, CloudError>;

    /// Changes a group's defaults.
    ///
    /// # Errors
    /// [`CloudError::Refused`] names what is wrong, or how the call failed.
    async fn set_group_defaults(
        &self,
        auth: &Auth,
        group: &GroupId,
        defaults: &NewDefaults,
    ) -> Result<(), CloudError>;

    /// Makes a group.
    ///
    /// # Errors
    /// [`CloudError::Refused`] names what is wrong, or how the call failed.
    async fn create_group(&self, auth: &Auth, group: &NewGroup) -> Result<GroupNode, CloudError>;

    /// Changes a group.
    ///
    /// # Errors
    /// [`CloudError::Refused`] names what is wrong, or how the call failed.
    async fn change_group(
        &self,
        auth: &Auth,
        group: &GroupId,
        changes: &[GroupChange],
    ) -> Result<(), CloudError>;
}
