//! Groups and data centers: what stands in them and what it costs.
//!
//! The groups themselves come with the inventory; a page of one asks the cloud for its cost and
//! its defaults besides.

mod bill;
mod view;

pub(crate) use view::no_defaults;
pub use view::{Counts, GroupView, refresh, view};

use crate::bus::Message;
use crate::inventory::{self, Branch, Inventory};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use crate::upkeep::cache::{CachedValue, Freshness};
use slipway_domain::group::GroupKind;
use slipway_domain::{AppError, AppResult, DataCenterId, GroupId};

/// A group that others can be put into.
pub struct Parent {
    /// Its id.
    pub id: GroupId,
    /// Data center and path in words.
    pub words: String,
}

pub(crate) fn unknown() -> AppError {
    AppError::not_found("Group")
}

/// A group of the inventory. Where a data center could not be read, it may well be there.
///
/// # Errors
/// `NotFound`, or why the data center could not be read.
pub fn find<'a>(inventory: &'a Inventory, id: &GroupId) -> AppResult<&'a Branch> {
    let unread = inventory
        .problems
        .iter()
        .find(|problem| problem.last_read.is_none());
    inventory.tree.find(id).ok_or_else(|| match unread {
        Some(problem) => problem.error.clone(),
        None => unknown(),
    })
}

/// The groups that `branch` lies in, the outermost first.
pub fn above<'a>(inventory: &'a Inventory, branch: &Branch) -> Vec<&'a Branch> {
    let mut found: Vec<&Branch> = Vec::new();
    let mut next = branch.node.parent.as_ref();
    while let Some(above) = next.and_then(|id| inventory.tree.find(id)) {
        // Groups that lie in themselves come to an end.
        if found.len() > branch.depth {
            break;
        }
        found.push(above);
        next = above.node.parent.as_ref();
    }
    found.reverse();
    found
}

/// Groups that others can be put into, in the order of display, as far as `fits`.
pub(crate) fn parents(inventory: &Inventory, fits: impl Fn(&Branch) -> bool) -> Vec<Parent> {
    let branches = inventory.tree.branches().iter();
    let open = |branch: &&Branch| branch.node.kind.takes_servers() && fits(branch);
    let parent = |branch: &Branch| Parent {
        id: branch.node.id.clone(),
        words: place_words(branch),
    };
    branches.filter(open).map(parent).collect()
}

/// Groups that `branch` can be put into: of its data center, but neither itself nor below.
pub fn homes(inventory: &Inventory, branch: &Branch) -> Vec<Parent> {
    let own = inventory.tree.within(&branch.node.id);
    let center = &branch.node.data_center;
    parents(inventory, |other| {
        let inside = own.iter().any(|inside| inside.node.id == other.node.id);
        other.node.data_center == *center && !inside
    })
}

/// `DC1 / Production / Web`
pub(crate) fn place_words(branch: &Branch) -> String {
    let center = branch.node.data_center.as_ref();
    match (center.map(DataCenterId::shown), &branch.node.kind) {
        (Some(center), GroupKind::Root) => format!("{center} (top level)"),
        (Some(center), _) => format!("{center} / {}", branch.node.path),
        (None, GroupKind::Root) => format!("{} (top level)", branch.node.name),
        (None, _) => branch.node.path.clone(),
    }
}

/// Reads the inventory anew, so that the next page shows what was just changed. Where that takes
/// longer than a page waits it goes on by itself.
pub(crate) async fn read_again(portal: &Portal, grant: &Grant) {
    let changed = Message::ServersChanged(grant.principal.scope());
    portal.bus().publish(&changed);
    let (own, whose) = (portal.clone(), grant.clone());
    let reading = tokio::spawn(async move {
        let read = inventory::inventory(&own, &whose, Freshness::Now).await;
        if let Err(error) = read {
            tracing::info!(%error, "the groups could not be read after a change");
        }
    });
    // Whether it came in time makes no difference.
    drop(tokio::time::timeout(portal.timings().page_waits, reading).await);
}

pub(crate) async fn grouped_inventory(
    portal: &Portal,
    grant: &Grant,
) -> AppResult<CachedValue<Inventory>> {
    inventory::inventory(portal, grant, Freshness::Recent).await
}
