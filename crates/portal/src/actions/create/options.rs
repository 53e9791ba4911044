//! What can be chosen: read from the cloud for the data center that the form names.

use super::elsewhere::{Moved, moved, path};
use super::form::{CreateForm, controls};
use crate::inventory::groups::no_defaults;
use crate::inventory::server::with_page_timeout;
use crate::inventory::{self, Inventory};
use crate::packages::catalogue;
use crate::packages::form::{self, Asking};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::Freshness;
use slipway_cloud::Auth;
use slipway_domain::bare_metal::BareMetal;
use slipway_domain::capabilities::Capabilities;
use slipway_domain::custom_field::CustomField;
use slipway_domain::details::ServerDetails;
use slipway_domain::group::{GroupDefaults, GroupNode};
use slipway_domain::natural::natural;
use slipway_domain::package::Package;
use slipway_domain::principal::Right;
use slipway_domain::server::{DataCenter, ServerStatus};
use slipway_domain::server_form::controls::GROUP;
use slipway_domain::{AppError, AppResult, DataCenterId, GroupId, PackageId, ServerId};
use std::sync::Arc;

/// What a form can be filled with.
pub struct FormOptions {
    /// The account's data centers, its home first.
    pub data_centers: Vec<DataCenter>,
    /// The one that all else is of.
    pub center: DataCenterId,
    /// Characters that a name may have.
    pub longest_name: usize,
    /// What it offers, or why that is not known.
    pub capabilities: AppResult<Capabilities>,
    /// Its groups that take servers, by path.
    pub groups: Vec<(GroupId, String)>,
    /// The account's custom fields, or why they are not known.
    pub fields: AppResult<Vec<CustomField>>,
    /// The packages that can run after the build, by name, or why they are not known.
    pub packages: AppResult<Vec<Package>>,
    /// The machines of their own that it has, or why they are not known; `None` where it has
    /// none, and for copies.
    pub bare_metal: Option<AppResult<BareMetal>>,
    /// The server that is copied, where it is a copy.
    pub source: Option<ServerDetails>,
    /// What new servers begin with in the group that the form names, or why that is not known;
    /// `None` where it names none or nobody asked.
    pub defaults: Option<AppResult<GroupDefaults>>,
    /// What became of the group that the form names, where it is one of another data center.
    pub moved: Option<Moved>,
    asking: Vec<(PackageId, Asking)>,
    pub(super) inventory: Arc<Inventory>,
}

impl FormOptions {
    /// What the cloud puts before the names of servers that are made here.
    pub fn name_prefix(&self) -> &str {
        let mut centers = self.data_centers.iter();
        let found = centers.find(|center| center.id == self.center);
        found.map_or("", |center| &center.name_prefix)
    }

    /// How a package that the form takes is asked for.
    pub fn asking(&self, package: &PackageId) -> Asking {
        let found = self.asking.iter().find(|(id, _)| id == package);
        found.map(|(_, asking)| asking.clone()).unwrap_or_default()
    }
}

/// Reads what `form` can be filled with, to show it.
///
/// # Errors
/// `Forbidden`, `CredentialEnded`, `NotFound` or `Conflict` where the server to copy is not there
/// or not ready, or what the cloud answers where not even the data centers are known.
pub async fn options(portal: &Portal, grant: &Grant, form: &CreateForm) -> AppResult<FormOptions> {
    portal.cloud_of(&grant.principal)?.servers()?;
    let inventory = kept(portal, grant).await?;
    // Boxed: it reads much at once, and whoever waits for it would grow by all of that.
    Box::pin(read_options(portal, grant, form, inventory, true)).await
}

/// Reads what `form` is held against.
///
/// # Errors
/// As [`options`].
pub(super) async fn options_to_check(
    portal: &Portal,
    grant: &Grant,
    form: &CreateForm,
) -> AppResult<FormOptions> {
    portal.cloud_of(&grant.principal)?.servers()?;
    let inventory = kept(portal, grant).await?;
    Box::pin(read_options(portal, grant, form, inventory, false)).await
}

/// The same with the servers and groups of this moment.
///
/// # Errors
/// As [`options`].
pub(super) async fn options_as_of_now(
    portal: &Portal,
    grant: &Grant,
    form: &CreateForm,
    inventory: Inventory,
) -> AppResult<FormOptions> {
    Box::pin(read_options(
        portal,
        grant,
        form,
        Arc::new(inventory),
        false,
    ))
    .await
}

async fn kept(portal: &Portal, grant: &Grant) -> AppResult<Arc<Inventory>> {
    grant.principal.require(Right::Manage)?;
    Ok(inventory::inventory(portal, grant, Freshness::Recent)
        .await?
        .value)
}

async fn read_options(
    portal: &Portal,
    grant: &Grant,
    form: &CreateForm,
    inventory: Arc<Inventory>,
    to_show: bool,
) -> AppResult<FormOptions> {
    grant.principal.require(Right::Manage)?;
    let source = match form.text(controls::CLONE) {
        "" => None,
        id => Some(source(portal, grant, &ServerId::new(id)).await?),
    };
    let data_centers = home_first(grant, &inventory.data_centers);
    let center = match &source {
        Some(source) => source.server.data_center.clone().ok_or_else(no_place)?,
        None => center(form, &data_centers, &inventory)?,
    };
    let groups = groups(&inventory, &center);
    let moved = moved(form, &inventory, &center, &groups);
    let group = match &moved {
        Some(moved) => moved.to.clone(),
        None => group(form, source.as_ref(), &groups),
    };
    let group = group.filter(|_| to_show);
    let auth = portal.auth(grant).await?;
    let servers = portal.cloud_of(&grant.principal)?.servers()?;
    let (offered, fields, packages, defaults) = tokio::join!(
        offered(portal, grant, &auth, &center, source.is_some()),
        with_page_timeout(
            portal,
            grant,
            || AppError::not_found("This account's list of custom fields in the cloud"),
            servers.custom_fields(&auth)
        ),
        catalogue::all(portal, grant, Freshness::Recent),
        async {
            let defaults = servers.group_defaults(&auth, group.as_ref()?);
            Some(with_page_timeout(portal, grant, no_defaults, defaults).await)
        },
    );
    let (capabilities, bare_metal) = offered;
    let packages = unless_ended(packages)?.map(|read| by_name(&read.value));
    let mut asking = Vec::new();
    for id in form.packages().iter().filter(|_| to_show) {
        let mut known = packages.iter().flatten();
        if let Some(package) = known.find(|package| package.id == *id) {
            asking.push((id.clone(), form::asking(portal, grant, package).await?));
        }
    }
    Ok(FormOptions {
        longest_name: servers.longest_name(&grant.principal.account),
        asking,
        packages,
        capabilities: unless_ended(capabilities)?,
        bare_metal: bare_metal.map(unless_ended).transpose()?,
        fields: unless_ended(fields)?,
        defaults: defaults.map(unless_ended).transpose()?,
        groups,
        data_centers,
        center,
        source,
        moved,
        inventory,
    })
}

/// What a data center offers, and then its machines where it has some.
async fn offered(
    portal: &Portal,
    grant: &Grant,
    auth: &Auth,
    center: &DataCenterId,
    is_copy: bool,
) -> (AppResult<Capabilities>, Option<AppResult<BareMetal>>) {
    let cloud = portal.cloud_of(&grant.principal);
    let servers = match cloud.and_then(|cloud| cloud.servers()) {
        Ok(servers) => servers,
        Err(error) => return (Err(error), None),
    };
    let missing = || AppError::not_found("What this data center offers");
    let capabilities = servers.capabilities(auth, Some(center));
    let capabilities = with_page_timeout(portal, grant, missing, capabilities).await;
    if is_copy
        || !capabilities
            .as_ref()
            .is_ok_and(|options| options.bare_metal)
    {
        return (capabilities, None);
    }
    let missing = || AppError::not_found("The list of its bare metal configurations");
    let machines = servers.bare_metal(auth, center);
    let machines = with_page_timeout(portal, grant, missing, machines).await;
    (capabilities, Some(machines))
}

/// A part that is missing leaves the form usable; the end of a sign-in does not.
fn unless_ended<T>(read: AppResult<T>) -> AppResult<AppResult<T>> {
    match read {
        Err(error @ (AppError::SignedOut | AppError::CredentialEnded)) => Err(error),
        other => Ok(other),
    }
}

fn by_name(packages: &[Package]) -> Vec<Package> {
    let mut packages = packages.to_vec();
    packages.sort_by(|a, b| natural(&a.name, &b.name));
    packages
}

/// The server that is copied.
async fn source(portal: &Portal, grant: &Grant, id: &ServerId) -> AppResult<ServerDetails> {
    let auth = portal.auth(grant).await?;
    let servers = portal.cloud_of(&grant.principal)?.servers()?;
    let missing = || AppError::not_found("The server to copy");
    let details = servers.details(&auth, id);
    let details = with_page_timeout(portal, grant, missing, details).await?;
    if details.server.status != ServerStatus::Active {
        return Err(AppError::Conflict(format!(
            "{} is {}; only active servers can be copied.",
            details.server.name,
            details.server.status.label()
        )));
    }
    Ok(details)
}

fn home_first(grant: &Grant, centers: &[DataCenter]) -> Vec<DataCenter> {
    let mut centers = centers.to_vec();
    centers.sort_by_key(|center| (grant.home.as_ref() != Some(&center.id), center.id.clone()));
    centers
}

/// The data center that a form means: the one it names, that of its group, or the first.
fn center(
    form: &CreateForm,
    centers: &[DataCenter],
    inventory: &Inventory,
) -> AppResult<DataCenterId> {
    let named = DataCenterId::new(form.text(controls::CENTER));
    let group = inventory.tree.find(&GroupId::new(form.text(GROUP)));
    let known = |id: &DataCenterId| centers.iter().any(|center| center.id == *id);
    let of_group = group.and_then(|group| group.node.data_center.clone());
    let first = centers.first().map(|center| center.id.clone());
    let wanted = Some(named).filter(|id| known(id)).or(of_group).or(first);
    wanted.ok_or_else(no_place)
}

fn no_place() -> AppError {
    AppError::Conflict("This account has no data center in which a server could stand.".into())
}

/// The group that a form means, where it takes servers: the one it names, or that of the source.
fn group(
    form: &CreateForm,
    source: Option<&ServerDetails>,
    groups: &[(GroupId, String)],
) -> Option<GroupId> {
    let named = match (form.text(GROUP), source) {
        ("", Some(source)) => source.server.group.clone(),
        (id, _) => GroupId::new(id),
    };
    let known = groups.iter().any(|(id, _)| *id == named);
    known.then_some(named)
}

/// The groups of a data center that take servers, in the order of the tree.
fn groups(inventory: &Inventory, center: &DataCenterId) -> Vec<(GroupId, String)> {
    let takes = |group: &&GroupNode| group.kind.takes_servers() && group.offers.create_server;
    let groups = inventory.tree.of_center(Some(center)).filter(takes);
    groups
        .map(|group| (group.id.clone(), path(group)))
        .collect()
}
