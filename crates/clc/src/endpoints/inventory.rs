//! Everything an account has, data center by data center.

use crate::client::ClcClient;
use crate::wire::group::GroupTree;
use futures::stream::{StreamExt, iter};
use slipway_cloud::{Auth, CloudError, Inventory};
use slipway_domain::{DataCenterId, GroupId};
use std::collections::BTreeSet;

/// How many data centers are read at the same time; the cloud itself had thirteen.
const AT_ONCE: usize = 16;

impl ClcClient {
    /// All groups and servers of the account, read from all data centers at the same time. A
    /// data center that cannot be read becomes a problem of the result.
    ///
    /// # Errors
    /// [`CloudError`] if the data centers cannot be listed, or the token is not accepted by any
    /// of them: then it will not be by the others.
    pub async fn inventory(&self, auth: &Auth) -> Result<Inventory, CloudError> {
        self.inventory_where(auth, |_| true).await
    }

    /// The same of some data centers only. All are listed; nothing stands in the others.
    ///
    /// # Errors
    /// As [`Self::inventory`].
    pub async fn inventory_of(
        &self,
        auth: &Auth,
        centers: &BTreeSet<DataCenterId>,
    ) -> Result<Inventory, CloudError> {
        self.inventory_where(auth, |center| centers.contains(center))
            .await
    }

    async fn inventory_where(
        &self,
        auth: &Auth,
        reads: impl Fn(&DataCenterId) -> bool,
    ) -> Result<Inventory, CloudError> {
        let roots = self.roots(auth).await?;
        let mut inventory = Inventory {
            data_centers: roots.iter().map(|(center, _)| center.clone()).collect(),
            ..Inventory::default()
        };
        let roots = roots.into_iter().filter(|(center, _)| reads(&center.id));
        let mut trees = iter(roots.map(|(data_center, root)| async move {
            let tree = self.tree(auth, &data_center.id, root).await;
            (data_center.id, tree)
        }))
        .buffered(AT_ONCE);
        while let Some((data_center, tree)) = trees.next().await {
            match tree {
                Ok(tree) => add(&mut inventory, tree),
                Err(CloudError::NotSignedIn) => return Err(CloudError::NotSignedIn),
                Err(error) => inventory.problems.push((data_center, error)),
            }
        }
        Ok(inventory)
    }

    async fn tree(
        &self,
        auth: &Auth,
        data_center: &DataCenterId,
        root: Option<GroupId>,
    ) -> Result<GroupTree, CloudError> {
        let root = match root {
            Some(root) => root,
            None => self.data_center_root(auth, data_center).await?,
        };
        self.groups_detailed(auth, data_center, &root).await
    }
}

fn add(inventory: &mut Inventory, tree: GroupTree) {
    inventory.groups.extend(tree.groups);
    inventory.servers.extend(tree.servers);
    inventory.skipped += tree.skipped;
}
