//! A data center's tree of groups with its servers.

use crate::wire::details::ChangeLine;
use crate::wire::offers::OfferLink;
use crate::wire::server::FieldLine;
use crate::wire::server::{Location, Server};
use crate::wire::{Flag, List, Loose, Text, Whole, wire};
use slipway_domain::custom_field::CustomFieldValue;
use slipway_domain::group::{DefaultValue, GroupDefaults, GroupKind, GroupNode, GroupOffers};
use slipway_domain::{DataCenterId, GroupId};

/// A data center's groups and servers as flat lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupTree {
    /// The groups, each after its parent.
    pub groups: Vec<GroupNode>,
    /// The servers, group by group.
    pub servers: Vec<slipway_domain::server::Server>,
    /// How many entries were unusable and left out.
    pub skipped: usize,
}

wire! {
    /// A group with everything in it.
    Group {
        id: Text = "id",
        name: Text = "name",
        description: Text = "description",
        location: Text = "locationId",
        kind: Text = "type",
        servers_count: Whole = "serversCount",
        groups: List<Loose<Group>> = "groups",
        servers: List<Loose<Server>> = "servers",
        links: List<Loose<OfferLink>> = "links",
        change: Loose<ChangeLine> = "changeInfo",
        fields: List<Loose<FieldLine>> = "customFields",
    }
}

wire! {
    /// What new servers of a group begin with.
    Defaults {
        cpu: Loose<Value> = "cpu",
        memory: Loose<Value> = "memoryGB",
        network: Loose<Value> = "networkId",
        primary_dns: Loose<Value> = "primaryDns",
        secondary_dns: Loose<Value> = "secondaryDns",
        template: Loose<Value> = "templateName",
    }
}

wire! {
    /// One of these values, and whether it comes from above.
    Value {
        value: Text = "value",
        inherited: Flag = "inherited",
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

    /// The group alone, in `parent`; `None` without an id. Its path is not known.
    pub(crate) fn into_node(mut self, parent: &GroupId) -> Option<GroupNode> {
        let id = std::mem::take(&mut self.id).some().map(GroupId::new)?;
        let location = std::mem::take(&mut self.location).some();
        let data_center = location.map(DataCenterId::new);
        let name = std::mem::take(&mut self.name);
        let name = name.some().unwrap_or_else(|| id.to_string());
        let mut node = self.node(id, name, data_center.as_ref());
        node.parent = Some(parent.clone());
        Some(node)
    }

    // The decoder's own limit keeps the depth far below what a stack can hold.
    fn flatten(
        mut self,
        data_center: &DataCenterId,
        above: Option<&Above<'_>>,
        tree: &mut GroupTree,
    ) {
        let Some(id) = std::mem::take(&mut self.id).some().map(GroupId::new) else {
            tree.skipped += 1;
            return;
        };
        let name = std::mem::take(&mut self.name).some();
        let name = name.unwrap_or_else(|| id.to_string());
        let path = match above {
            None => String::new(),
            Some(above) if above.path.is_empty() => name.clone(),
            Some(above) => format!("{} / {name}", above.path),
        };
        let place = Location {
            data_center,
            group: &id,
            path: &path,
        };
        for server in std::mem::take(&mut self.servers).0 {
            match server.0.and_then(|server| server.into_entity(Some(&place))) {
                Some(server) => tree.servers.push(server),
                None => tree.skipped += 1,
            }
        }
        let groups = std::mem::take(&mut self.groups);
        let at = tree.groups.len();
        let mut node = self.node(id.clone(), name, Some(data_center));
        node.path.clone_from(&path);
        node.parent = above.map(|above| above.parent.clone());
        tree.groups.push(node);
        let here = Above {
            parent: &id,
            path: &path,
        };
        for group in groups.0 {
            let first = tree.groups.len();
            match group.0 {
                Some(group) => group.flatten(data_center, Some(&here), tree),
                None => tree.skipped += 1,
            }
            let child = tree.groups.get(first).map(|child| child.id.clone());
            tree.groups[at].children.extend(child);
        }
    }

    /// The node of this group, without what only its place in the tree tells.
    fn node(self, id: GroupId, name: String, data_center: Option<&DataCenterId>) -> GroupNode {
        let links: Vec<OfferLink> = self.links.objects().collect();
        let kind = GroupKind::parse(self.kind.0.as_deref().unwrap_or("default"));
        // Only a root is in no other group; the cloud has no word of its own for it.
        let rooted = !links.is_empty() && !links.iter().any(|link| link.is("parentGroup"));
        let fields = self.fields.objects();
        let custom_fields: Vec<CustomFieldValue> =
            fields.filter_map(FieldLine::into_entity).collect();
        GroupNode {
            id,
            name,
            description: self.description.or_empty(),
            path: String::new(),
            kind: match kind {
                GroupKind::Default if rooted => GroupKind::Root,
                kind => kind,
            },
            parent: None,
            children: Vec::new(),
            data_center: data_center.cloned(),
            servers_count: self.servers_count.0.unwrap_or(0),
            custom_fields,
            change: self.change.0.unwrap_or_default().into_entity(),
            offers: offers(&links),
        }
    }
}

fn offers(links: &[OfferLink]) -> GroupOffers {
    let lists = |rel: &str, verb: &str| links.iter().any(|link| link.lists(rel, verb));
    let action = |rel: &str| links.iter().any(|link| link.is_action(rel, "POST"));
    GroupOffers {
        create_group: lists("createGroup", "POST"),
        create_server: lists("createServer", "POST"),
        change: lists("self", "PATCH"),
        delete: lists("self", "DELETE"),
        archive: action("archiveGroupAction"),
        restore: action("restore"),
        set_defaults: lists("defaults", "POST"),
    }
}

impl Defaults {
    pub(crate) fn into_entity(self) -> GroupDefaults {
        GroupDefaults {
            cpu: self.cpu.0.unwrap_or_default().into_entity(),
            memory_gb: self.memory.0.unwrap_or_default().into_entity(),
            network: self.network.0.unwrap_or_default().into_entity(),
            primary_dns: self.primary_dns.0.unwrap_or_default().into_entity(),
            secondary_dns: self.secondary_dns.0.unwrap_or_default().into_entity(),
            template: self.template.0.unwrap_or_default().into_entity(),
        }
    }
}

impl Value {
    fn into_entity(self) -> DefaultValue {
        DefaultValue {
            value: self.value.some(),
            inherited: self.inherited.0.unwrap_or(false),
        }
    }
}
