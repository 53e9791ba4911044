//! What new servers in a group begin with.

use crate::client::ClcClient;
use crate::wire::decode;
use crate::wire::group::Defaults as Wire;
use reqwest::Method;
use serde::Serialize;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::GroupId;
use slipway_domain::group::{GroupDefaults, NewDefaults};

const TEMPLATE: &str = "/v2/groups/{account}/{group}/defaults";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewDefaultsBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu: Option<u32>,
    #[serde(rename = "memoryGB", skip_serializing_if = "Option::is_none")]
    memory_gb: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    network_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_dns: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secondary_dns: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    template_name: Option<&'a str>,
}

impl ClcClient {
    /// What new servers in `group` begin with, some of it set by groups above.
    ///
    /// # Errors
    /// [`CloudError`], as every read.
    pub async fn group_defaults(
        &self,
        auth: &Auth,
        group: &GroupId,
    ) -> Result<GroupDefaults, CloudError> {
        let call = self.get("group_defaults", TEMPLATE, &path(auth, group))?;
        self.transport()
            .call(call.signed(auth), decode_defaults)
            .await
    }

    /// Sets what new servers in `group` begin with, and tells what then holds.
    ///
    /// # Errors
    /// Never repeated by itself; see [`CloudError::provably_not_taken`].
    pub async fn set_group_defaults(
        &self,
        auth: &Auth,
        group: &GroupId,
        defaults: &NewDefaults,
    ) -> Result<GroupDefaults, CloudError> {
        let names = ("set_group_defaults", TEMPLATE);
        let call = self
            .write(Method::POST, names, &path(auth, group))?
            .signed(auth)
            .json(&NewDefaultsBody {
                cpu: defaults.cpu,
                memory_gb: defaults.memory_gb,
                network_id: defaults.network.as_deref(),
                primary_dns: defaults.primary_dns.as_deref(),
                secondary_dns: defaults.secondary_dns.as_deref(),
                template_name: defaults.template.as_deref(),
            })?;
        self.transport().call(call, decode_defaults).await
    }
}

fn path<'a>(auth: &'a Auth, group: &'a GroupId) -> [&'a str; 4] {
    let account = auth.account.as_str();
    ["groups", account, group.as_str(), "defaults"]
}

fn decode_defaults(body: &[u8]) -> Result<GroupDefaults, String> {
    Ok(decode::<Wire>(body)?.into_entity())
}
