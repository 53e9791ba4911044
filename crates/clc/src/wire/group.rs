//! A data center's tree of groups with its servers.

use crate::endpoints::groups::{GroupInfo, GroupKind, GroupTree};
use crate::wire::server::{Place, Server};
use crate::wire::{List, Loose, Text, wire};
use slipway_domain::{DataCenterId, GroupId};

wire! {
    /// A group with everything in it.
    Group {
        id: Text = "id",
        name: Text = "name",
        kind: Text = "type",
        groups: List<Loose<Group>> = "groups",
        servers: List<Loose<Server>> = "servers",
    }
}

/// What stands above a group.
struct Above<'a> {
    parent: &'a GroupId,
    path: &'a str,
}

impl Group {
    /// The tree below a data center's root as flat lists.
    pub(crate) fn into_tree(self, data_center: &DataCenterId) -> GroupTree {
        let mut tree = GroupTree::default();
        self.flatten(data_center, None, &mut tree);
        tree
    }

    // The decoder's own limit keeps the depth far below what a stack can hold.
    fn flatten(self, data_center: &DataCenterId, above: Option<&Above<'_>>, tree: &mut GroupTree) {
        let Some(id) = self.id.some().map(GroupId::new) else {
            tree.skipped += 1;
            return;
        };
        let name = self.name.some().unwrap_or_else(|| id.to_string());
        let path = match above {
            None => String::new(),
            Some(above) if above.path.is_empty() => name.clone(),
            Some(above) => format!("{} / {name}", above.path),
        };
        let place = Place {
            data_center,
            group: &id,
            path: &path,
        };
        for server in self.servers.0 {
            match server.0.and_then(|server| server.into_entity(Some(&place))) {
                Some(server) => tree.servers.push(server),
                None => tree.skipped += 1,
            }
        }
        tree.groups.push(GroupInfo {
            id: id.clone(),
            name,
            path: path.clone(),
            kind: GroupKind::parse(self.kind.0.as_deref().unwrap_or("default")),
            parent: above.map(|above| above.parent.clone()),
            data_center: data_center.clone(),
        });
        let here = Above {
            parent: &id,
            path: &path,
        };
        for group in self.groups.0 {
            match group.0 {
                Some(group) => group.flatten(data_center, Some(&here), tree),
                None => tree.skipped += 1,
            }
        }
    }
}
