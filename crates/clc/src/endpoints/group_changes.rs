//! Groups made, changed, deleted, archived and brought back.

use crate::client::ClcClient;
use crate::wire::decode;
use crate::wire::group::Group;
use crate::wire::operation::JobLink;
use reqwest::Method;
use serde::Serialize;
use slipway_cloud::{Auth, CloudError};
use slipway_domain::GroupId;
use slipway_domain::custom_field::CustomFieldChoice;
use slipway_domain::group::{GroupChange, GroupNode, NewGroup};
use slipway_upstream::Call;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Creation<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    parent_group_id: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    custom_fields: &'a [CustomFieldChoice],
}

/// One change, as the cloud wants it.
#[derive(Serialize)]
struct Set<'a> {
    op: &'static str,
    member: &'static str,
    value: Value<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Text(&'a str),
    Fields(&'a [CustomFieldChoice]),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Target<'a> {
    target_group_id: &'a str,
}

impl ClcClient {
    /// Makes a group. Of what comes back, the path is empty: only a whole tree tells it.
    ///
    /// # Errors
    /// Never repeated by itself; see [`CloudError::provably_not_taken`].
    pub async fn create_group(
        &self,
        auth: &Auth,
        group: &NewGroup,
    ) -> Result<GroupNode, CloudError> {
        let names = ("create_group", "/v2/groups/{account}");
        let segments = ["groups", auth.account.as_str()];
        let call = self
            .write(Method::POST, names, &segments)?
            .signed(auth)
            .json(&Creation {
                name: &group.name,
                description: &group.description,
                parent_group_id: group.parent.as_str(),
                custom_fields: &group.custom_fields,
            })?;
        let parent = group.parent.clone();
        let decoded = self.transport().call(call, move |body| {
            let made = decode::<Group>(body)?.into_node(&parent);
            made.ok_or_else(|| "it has no id".to_owned())
        });
        decoded.await
    }

    /// Changes a group, at once.
    ///
    /// # Errors
    /// [`CloudError::Refused`] for example for a group that would be below itself. Never repeated
    /// by itself; see [`CloudError::provably_not_taken`].
    pub async fn change_group(
        &self,
        auth: &Auth,
        group: &GroupId,
        changes: &[GroupChange],
    ) -> Result<(), CloudError> {
        let names = ("change_group", "/v2/groups/{account}/{group}");
        let segments = ["groups", auth.account.as_str(), group.as_str()];
        let sets: Vec<Set<'_>> = changes.iter().map(Set::of).collect();
        let call = self
            .write(Method::PATCH, names, &segments)?
            .signed(auth)
            .json(&sets)?;
        let decoded = self.transport().call(call, |body| {
            // A page of some gateway in between is no yes.
            if body.trim_ascii().is_empty() {
                return Ok(());
            }
            decode::<serde_json::Value>(body).map(drop)
        });
        decoded.await
    }

    /// Deletes a group with all groups and servers in it.
    ///
    /// # Errors
    /// [`CloudError::NotFound`] for a group that is gone already. Never repeated by itself; see
    /// [`CloudError::provably_not_taken`].
    pub async fn delete_group(&self, auth: &Auth, group: &GroupId) -> Result<JobLink, CloudError> {
        self.queue_one(self.delete_group_call(auth, group)?).await
    }

    pub(crate) fn delete_group_call<'a>(
        &self,
        auth: &'a Auth,
        group: &GroupId,
    ) -> Result<Call<'a>, CloudError> {
        let names = ("delete_group", "/v2/groups/{account}/{group}");
        let segments = ["groups", auth.account.as_str(), group.as_str()];
        Ok(self.write(Method::DELETE, names, &segments)?.signed(auth))
    }

    /// Archives a group: all servers in it and below it are switched off, and only their storage
    /// is kept.
    ///
    /// # Errors
    /// Never repeated by itself; see [`CloudError::provably_not_taken`].
    pub async fn archive_group(&self, auth: &Auth, group: &GroupId) -> Result<JobLink, CloudError> {
        self.queue_one(self.archive_group_call(auth, group)?).await
    }

    pub(crate) fn archive_group_call<'a>(
        &self,
        auth: &'a Auth,
        group: &GroupId,
    ) -> Result<Call<'a>, CloudError> {
        let names = ("archive_group", "/v2/groups/{account}/{group}/archive");
        let account = auth.account.as_str();
        let segments = ["groups", account, group.as_str(), "archive"];
        Ok(self.write(Method::POST, names, &segments)?.signed(auth))
    }

    /// Brings an archived group back with its servers, into `target`.
    ///
    /// # Errors
    /// Never repeated by itself; see [`CloudError::provably_not_taken`].
    pub async fn restore_group(
        &self,
        auth: &Auth,
        group: &GroupId,
        target: &GroupId,
    ) -> Result<JobLink, CloudError> {
        self.queue_one(self.restore_group_call(auth, group, target)?)
            .await
    }

    pub(crate) fn restore_group_call<'a>(
        &self,
        auth: &'a Auth,
        group: &GroupId,
        target: &GroupId,
    ) -> Result<Call<'a>, CloudError> {
        let names = ("restore_group", "/v2/groups/{account}/{group}/restore");
        let account = auth.account.as_str();
        let segments = ["groups", account, group.as_str(), "restore"];
        self.write(Method::POST, names, &segments)?
            .signed(auth)
            .json(&Target {
                target_group_id: target.as_str(),
            })
    }
}

impl<'a> Set<'a> {
    fn of(change: &'a GroupChange) -> Self {
        let (member, value) = match change {
            GroupChange::Name(name) => ("name", Value::Text(name)),
            GroupChange::Description(text) => ("description", Value::Text(text)),
            GroupChange::Parent(parent) => ("parentGroupId", Value::Text(parent.as_str())),
            GroupChange::CustomFields(fields) => ("customFields", Value::Fields(fields)),
        };
        Self {
            op: "set",
            member,
            value,
        }
    }
}
