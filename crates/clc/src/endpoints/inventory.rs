//! Everything an account has, data center by data center.

use crate::client::{ClcClient, Session};
use crate::endpoints::groups::GroupTree;
use crate::error::ClcError;
use futures::stream::{StreamExt, iter};
use slipway_domain::group::GroupNode;
use slipway_domain::server::{DataCenter, Server};
use slipway_domain::{DataCenterId, GroupId};
use std::collections::BTreeSet;

/// How many data centers are read at the same time; the cloud itself had thirteen.
const AT_ONCE: usize = 16;

/// An account's groups and servers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// The data centers, in the cloud's order, those with problems included.
    pub data_centers: Vec<DataCenter>,
    /// The groups, data center by data center, each after its parent, empty ones included.
    pub groups: Vec<GroupNode>,
    /// The servers, in the order of their groups.
    pub servers: Vec<Server>,
    /// The data centers that could not be read, and why.
    pub problems: Vec<(DataCenterId, ClcError)>,
    /// How many entries were unusable and left out.
    pub skipped: usize,
}

impl ClcClient {
    /// All groups and servers of the account, read from all data centers at the same time. A
    /// data center that cannot be read becomes a problem of the result.
    ///
    /// # Errors
    /// [`ClcError`] if the data centers cannot be listed, or the token is not accepted by any
    /// of them: then it will not be by the others.
    pub async fn inventory(&self, session: &Session) -> Result<Inventory, ClcError> {
        self.inventory_where(session, |_| true).await
    }

    /// The same of some data centers only. All are listed; nothing stands in the others.
    ///
    /// # Errors
    /// As [`Self::inventory`].
    pub async fn inventory_of(
        &self,
        session: &Session,
        centers: &BTreeSet<DataCenterId>,
    ) -> Result<Inventory, ClcError> {
        self.inventory_where(session, |center| centers.contains(center))
            .await
    }

    async fn inventory_where(
        &self,
        session: &Session,
        reads: impl Fn(&DataCenterId) -> bool,
    ) -> Result<Inventory, ClcError> {
        let roots = self.roots(session).await?;
        let mut inventory = Inventory {
            data_centers: roots.iter().map(|(center, _)| center.clone()).collect(),
            ..Inventory::default()
        };
        let roots = roots.into_iter().filter(|(center, _)| reads(&center.id));
        let mut trees = iter(roots.map(|(data_center, root)| async move {
            let tree = self.tree(session, &data_center.id, root).await;
            (data_center.id, tree)
        }))
        .buffered(AT_ONCE);
        while let Some((data_center, tree)) = trees.next().await {
            match tree {
                Ok(tree) => inventory.add(tree),
                Err(ClcError::NotSignedIn) => return Err(ClcError::NotSignedIn),
                Err(error) => inventory.problems.push((data_center, error)),
            }
        }
        Ok(inventory)
    }

    async fn tree(
        &self,
        session: &Session,
        data_center: &DataCenterId,
        root: Option<GroupId>,
    ) -> Result<GroupTree, ClcError> {
        let root = match root {
            Some(root) => root,
            None => self.data_center_root(session, data_center).await?,
        };
        self.groups_detailed(session, data_center, &root).await
    }
}

impl Inventory {
    fn add(&mut self, tree: GroupTree) {
        self.groups.extend(tree.groups);
        self.servers.extend(tree.servers);
        self.skipped += tree.skipped;
    }
}
