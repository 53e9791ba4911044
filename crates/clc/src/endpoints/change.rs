//! Changes to a server that is there: some are made at once, the others by one job.

use crate::client::ClcClient;
use crate::endpoints::creation::AddedDisk;
use crate::endpoints::verdicts::one_verdict;
use crate::wire::operation::JobLink;
use crate::wire::operation::one;
use reqwest::Method;
use serde::Serialize;
use slipway_cloud::{Auth, CloudError, Fault};
use slipway_domain::custom_field::CustomFieldChoice;
use slipway_domain::new_server::{DiskChange, ServerChange};
use slipway_domain::{Secret, ServerId};
use slipway_upstream::Call;

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
    Number(u32),
    Text(&'a str),
    Disks(Vec<Disk<'a>>),
    Password { current: &'a str, password: &'a str },
    Fields(&'a [CustomFieldChoice]),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Disk<'a> {
    Kept {
        #[serde(rename = "diskId")]
        id: &'a str,
        #[serde(rename = "sizeGB")]
        size_gb: u32,
    },
    Added(AddedDisk<'a>),
}

impl ClcClient {
    /// Changes a server. Changes that take a job come back with it; without such, all is done.
    ///
    /// # Errors
    /// [`CloudError::Refused`] names what is wrong. Never repeated by itself; see
    /// [`CloudError::provably_not_taken`].
    pub async fn change_server(
        &self,
        auth: &Auth,
        server: &ServerId,
        changes: &[ServerChange],
    ) -> Result<Option<JobLink>, CloudError> {
        if changes.is_empty() {
            return Ok(None);
        }
        let mut call = self.change_call(auth, server, changes)?;
        call.secrets.extend(changes.iter().flat_map(secrets));
        let at_once = changes.iter().all(ServerChange::is_immediate);
        self.change(call, at_once).await
    }

    pub(crate) fn change_call<'a>(
        &self,
        auth: &'a Auth,
        server: &ServerId,
        changes: &[ServerChange],
    ) -> Result<Call<'a>, CloudError> {
        let names = ("change_server", "/v2/servers/{account}/{server}");
        let segments = ["servers", auth.account.as_str(), server.as_str()];
        let sets: Vec<Set<'_>> = changes.iter().map(Set::of).collect();
        self.write(Method::PATCH, names, &segments)?
            .signed(auth)
            .json(&sets)
    }

    /// Makes a change's `call`; with `at_once` it takes no job.
    pub(crate) async fn change(
        &self,
        call: Call<'_>,
        at_once: bool,
    ) -> Result<Option<JobLink>, CloudError> {
        let hidden = call.secrets.clone();
        let said = self.transport().call(call, |body| {
            let empty = body.trim_ascii().is_empty();
            if empty { Ok(None) } else { one(body).map(Some) }
        });
        match said.await? {
            Some(said) => one_verdict(said, &hidden).map(Some),
            None if at_once => Ok(None),
            // What takes a job has to name one.
            None => Err(CloudError::unknown(Fault::Senseless)),
        }
    }
}

fn secrets(change: &ServerChange) -> Vec<&Secret> {
    match change {
        ServerChange::Password { current, new } => vec![current, new],
        _ => Vec::new(),
    }
}

impl<'a> Set<'a> {
    fn of(change: &'a ServerChange) -> Self {
        let (member, value) = match change {
            ServerChange::Cpu(number) => ("cpu", Value::Number(*number)),
            ServerChange::MemoryGb(number) => ("memory", Value::Number(*number)),
            ServerChange::Disks(disks) => {
                let disks = disks.iter().map(Disk::from).collect();
                ("disks", Value::Disks(disks))
            }
            ServerChange::Password { current, new } => {
                let (current, password) = (current.expose(), new.expose());
                ("password", Value::Password { current, password })
            }
            ServerChange::Description(text) => ("description", Value::Text(text)),
            ServerChange::Group(group) => ("groupId", Value::Text(group.as_str())),
            ServerChange::CustomFields(fields) => ("customFields", Value::Fields(fields)),
        };
        Self {
            op: "set",
            member,
            value,
        }
    }
}

impl<'a> From<&'a DiskChange> for Disk<'a> {
    fn from(change: &'a DiskChange) -> Self {
        match change {
            DiskChange::Keep { id, size_gb } => Self::Kept {
                id,
                size_gb: *size_gb,
            },
            DiskChange::Add(disk) => Self::Added(disk.into()),
        }
    }
}
