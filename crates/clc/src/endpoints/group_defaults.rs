//! What new servers in a group begin with.

use crate::client::{ClcClient, Session};
use crate::error::ClcError;
use crate::wire::decode;
use crate::wire::group::Defaults as Wire;
use reqwest::Method;
use serde::Serialize;
use slipway_domain::GroupId;
use slipway_domain::group::{GroupDefaults, NewDefaults};

const TEMPLATE: &str = "/v2/groups/{account}/{group}/defaults";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Order<'a> {
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
    /// [`ClcError`], as every read.
    pub async fn group_defaults(
        &self,
        session: &Session,
        group: &GroupId,
    ) -> Result<GroupDefaults, ClcError> {
        let call = self.read("group_defaults", TEMPLATE, &path(session, group))?;
        self.transport().call(call.signed(session), read).await
    }

    /// Sets what new servers in `group` begin with, and tells what then holds.
    ///
    /// # Errors
    /// Never repeated by itself; see [`ClcError::provably_not_taken`].
    pub async fn set_group_defaults(
        &self,
        session: &Session,
        group: &GroupId,
        defaults: &NewDefaults,
    ) -> Result<GroupDefaults, ClcError> {
        let names = ("set_group_defaults", TEMPLATE);
        let call = self
            .write(Method::POST, names, &path(session, group))?
            .signed(session)
            .json(&Order {
                cpu: defaults.cpu,
                memory_gb: defaults.memory_gb,
                network_id: defaults.network.as_deref(),
                primary_dns: defaults.primary_dns.as_deref(),
                secondary_dns: defaults.secondary_dns.as_deref(),
                template_name: defaults.template.as_deref(),
            })?;
        self.transport().call(call, read).await
    }
}

fn path<'a>(session: &'a Session, group: &'a GroupId) -> [&'a str; 4] {
    let account = session.account.as_str();
    ["groups", account, group.as_str(), "defaults"]
}

fn read(body: &[u8]) -> Result<GroupDefaults, String> {
    Ok(decode::<Wire>(body)?.into_entity())
}
