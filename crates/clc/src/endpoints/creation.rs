//! New servers, from templates and as copies of others.

use crate::client::ClcClient;
use crate::endpoints::operations::PackageCall;
use crate::endpoints::statistics::whole_seconds;
use crate::endpoints::verdicts::one_verdict;
use crate::wire::operation::JobLink;
use crate::wire::operation::created;
use reqwest::Method;
use serde::Serialize;
use slipway_cloud::{Auth, CloudError, Fault};
use slipway_domain::Secret;
use slipway_domain::custom_field::CustomFieldChoice;
use slipway_domain::hardware::{NewDisk, StorageKind};
use slipway_domain::new_server::{BuildPackage, NewServer, Source};
use slipway_upstream::Call;

/// A server that was queued to be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// The job that builds it.
    pub job: JobLink,
    /// What names it: its name and its id are known only once it can be read by this, with
    /// [`ClcClient::server_by_uuid`].
    pub uuid: String,
}

/// What is sent. What is not said is left out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Creation<'a> {
    name: &'a str,
    description: &'a str,
    group_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_server_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_server_password: Option<&'a str>,
    #[serde(rename = "isManagedOS", skip_serializing_if = "Option::is_none")]
    is_managed_os: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_dns: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secondary_dns: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    network_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu: Option<u32>,
    #[serde(rename = "memoryGB", skip_serializing_if = "Option::is_none")]
    memory_gb: Option<u32>,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    storage_type: Option<&'a str>,
    custom_fields: &'a [CustomFieldChoice],
    #[serde(skip_serializing_if = "Option::is_none")]
    additional_disks: Option<Vec<AddedDisk<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ttl: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    packages: Option<Vec<PackageCall<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    configuration_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    os_type: Option<&'a str>,
}

/// A disk to be added.
#[derive(Serialize)]
pub(crate) struct AddedDisk<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(rename = "sizeGB")]
    size_gb: u32,
    #[serde(rename = "type")]
    kind: &'static str,
}

impl<'a> From<&'a NewDisk> for AddedDisk<'a> {
    fn from(disk: &'a NewDisk) -> Self {
        Self {
            path: disk.path.as_deref(),
            size_gb: disk.size_gb,
            kind: if disk.path.is_some() {
                "partitioned"
            } else {
                "raw"
            },
        }
    }
}

impl ClcClient {
    /// Has a server built, from a template or as a copy of another one.
    ///
    /// # Errors
    /// [`CloudError::Refused`] names the fields that are wrong. Never repeated by itself; see
    /// [`CloudError::provably_not_taken`].
    pub async fn create_server(
        &self,
        auth: &Auth,
        server: &NewServer,
    ) -> Result<Created, CloudError> {
        let mut call = self.create_call(auth, server)?;
        call.secrets.extend(secrets(server));
        self.build(call).await
    }

    pub(crate) fn create_call<'a>(
        &self,
        auth: &'a Auth,
        server: &NewServer,
    ) -> Result<Call<'a>, CloudError> {
        let names = ("create_server", "/v2/servers/{account}");
        let segments = ["servers", auth.account.as_str()];
        self.write(Method::POST, names, &segments)?
            .signed(auth)
            .json(&Creation::of(server))
    }

    /// Makes the `call` that has a server built.
    pub(crate) async fn build(&self, call: Call<'_>) -> Result<Created, CloudError> {
        let hidden = call.secrets.clone();
        let (said, uuid) = self.transport().call(call, created).await?;
        Ok(Created {
            job: one_verdict(said, &hidden)?,
            uuid: uuid.ok_or(CloudError::unknown(Fault::Senseless))?,
        })
    }
}

fn secrets(server: &NewServer) -> impl Iterator<Item = &Secret> {
    let source = match &server.source {
        Source::Server { password, .. } => password.as_ref(),
        Source::Template { .. } | Source::BareMetal { .. } => None,
    };
    let packages = server.packages.iter();
    let own = server.password.as_ref().into_iter().chain(source);
    own.chain(packages.flat_map(|package| package.secrets.values()))
}

impl<'a> Creation<'a> {
    fn of(server: &'a NewServer) -> Self {
        let (source, source_password) = match &server.source {
            Source::Template { name } => (Some(name.as_str()), None),
            Source::Server { id, password } => (Some(id.as_str()), password.as_ref()),
            Source::BareMetal { .. } => (None, None),
        };
        let machine = match &server.source {
            Source::BareMetal { configuration, os } => Some((configuration, os)),
            Source::Template { .. } | Source::Server { .. } => None,
        };
        // What the cloud passes over for a machine of its own is not said of one.
        let is_virtual = machine.is_none();
        let disks = server.disks.iter().map(AddedDisk::from);
        Self {
            name: &server.name,
            description: &server.description,
            group_id: server.group.as_str(),
            source_server_id: source,
            source_server_password: source_password.map(Secret::expose),
            is_managed_os: is_virtual.then_some(server.managed_os),
            primary_dns: server.primary_dns.as_deref(),
            secondary_dns: server.secondary_dns.as_deref(),
            network_id: server.network.as_deref(),
            ip_address: server.ip.as_deref(),
            password: server.password.as_ref().map(Secret::expose),
            cpu: server.cpu,
            memory_gb: server.memory_gb,
            kind: server.kind.wire(),
            storage_type: server.storage.as_ref().map(StorageKind::wire),
            custom_fields: &server.custom_fields,
            additional_disks: is_virtual.then(|| disks.collect()),
            ttl: server.ttl.map(whole_seconds),
            packages: is_virtual.then(|| server.packages.iter().map(package).collect()),
            configuration_id: machine.map(|(configuration, _)| configuration.as_str()),
            os_type: machine.map(|(_, os)| os.as_str()),
        }
    }
}

fn package(package: &BuildPackage) -> PackageCall<'_> {
    PackageCall::of(&package.id, &package.values, &package.secrets)
}
