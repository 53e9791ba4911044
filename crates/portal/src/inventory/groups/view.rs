//! What the pages of data centers and of one group show.

use super::bill::bill;
use super::{find, grouped_inventory};
use crate::inventory::server::with_page_timeout;
use crate::inventory::{self, Inventory};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::{CachedValue, Freshness};
use slipway_domain::action::{GroupBlocked, GroupOperation};
use slipway_domain::bill::Bill;
use slipway_domain::group::GroupDefaults;
use slipway_domain::operation::Operation;
use slipway_domain::principal::Right;
use slipway_domain::server::{PowerState, Server, ServerStatus};
use slipway_domain::{AppError, AppResult, GroupId};
use std::collections::BTreeMap;

/// All that is told of a group besides the inventory.
pub struct GroupView {
    /// The account's servers and groups; the group is among them.
    pub inventory: CachedValue<Inventory>,
    /// What it is estimated to cost, or why that is not known.
    pub bill: AppResult<CachedValue<Bill>>,
    /// What new servers in it begin with, or why that is not known.
    pub defaults: AppResult<GroupDefaults>,
    /// The operations on groups that its cloud has.
    pub operations: &'static [GroupOperation],
    /// What stands in the way of them; nothing of those that may be ordered.
    pub blocked: BTreeMap<GroupOperation, GroupBlocked>,
    /// The operations on single servers that its cloud has.
    pub of_servers: &'static [Operation],
    /// Whether its cloud has packages.
    pub has_packages: bool,
}

/// Reads what the page of a group shows. `just_made` asks the cloud again where the group is not
/// known yet.
///
/// # Errors
/// `NotFound`, `CredentialEnded`, `Internal`, or what the cloud answers to being asked for the
/// groups.
pub async fn view(
    portal: &Portal,
    grant: &Grant,
    id: &GroupId,
    just_made: bool,
) -> AppResult<GroupView> {
    let mut inventory = grouped_inventory(portal, grant).await?;
    if just_made && inventory.value.tree.find(id).is_none() {
        inventory = inventory::inventory(portal, grant, Freshness::Now).await?;
    }
    let cloud = portal.cloud_of(&grant.principal)?;
    let branch = find(&inventory.value, id)?;
    let rules = cloud.rules();
    let operations = rules.group_operations();
    let blocked = operations
        .iter()
        .filter_map(|one| Some((*one, rules.group(*one, &branch.node, branch.depth)?)));
    let blocked = blocked.collect();
    let auth = portal.auth(grant).await?;
    let servers = cloud.servers()?;
    let defaults = servers.group_defaults(&auth, id);
    let (bill, defaults) = tokio::join!(
        bill(portal, grant, &auth, id),
        with_page_timeout(portal, grant, no_defaults, defaults),
    );
    for ended in [bill.as_ref().err(), defaults.as_ref().err()] {
        if let Some(AppError::CredentialEnded) = ended {
            return Err(AppError::CredentialEnded);
        }
    }
    Ok(GroupView {
        inventory,
        bill,
        defaults,
        operations,
        blocked,
        of_servers: rules.operations(),
        has_packages: cloud.lists_packages(),
    })
}

/// Reads groups and servers anew. Where the cloud does not answer, the pages tell so with what
/// was read before.
///
/// # Errors
/// `SignedOut`, `CredentialEnded`.
pub async fn refresh(portal: &Portal, grant: &Grant) -> AppResult<()> {
    grant.principal.require(Right::Read)?;
    match inventory::inventory(portal, grant, Freshness::Now).await {
        Err(error @ (AppError::SignedOut | AppError::CredentialEnded)) => Err(error),
        _ => Ok(()),
    }
}

/// How many servers are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Active and running.
    pub started: usize,
    /// Active and switched off.
    pub stopped: usize,
    /// Active and paused.
    pub paused: usize,
    /// In the archive.
    pub archived: usize,
    /// Being built, on the way somewhere, or nobody knows.
    pub others: usize,
}

impl Counts {
    /// Of these servers.
    pub fn of<'a>(servers: impl Iterator<Item = &'a Server>) -> Self {
        let mut counts = Self::default();
        for server in servers {
            *counts.place(server) += 1;
        }
        counts
    }

    /// All together.
    pub const fn total(&self) -> usize {
        self.started + self.stopped + self.paused + self.archived + self.others
    }

    const fn place(&mut self, server: &Server) -> &mut usize {
        match (&server.status, server.power) {
            (ServerStatus::Active, Some(PowerState::Started)) => &mut self.started,
            (ServerStatus::Active, Some(PowerState::Stopped)) => &mut self.stopped,
            (ServerStatus::Active, Some(PowerState::Paused)) => &mut self.paused,
            (ServerStatus::Archived, _) => &mut self.archived,
            _ => &mut self.others,
        }
    }
}

pub(crate) fn no_defaults() -> AppError {
    AppError::not_found("What new servers in this group begin with")
}
