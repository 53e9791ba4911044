//! The groups of all data centers as they lie in each other, with how many servers stand in each
//! of them and below.
//!
//! Groups stand in the order of display, each directly before all that lie in it: what lies below
//! a group is one stretch of the list.

use slipway_domain::group::{GroupKind, GroupNode, GroupOffers};
use slipway_domain::natural::natural;
use slipway_domain::server::{DataCenter, Server};
use slipway_domain::{DataCenterId, GroupId};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// One group in its place.
pub struct Branch {
    /// The group.
    pub node: GroupNode,
    /// How many groups it lies in, its data center's root included: 0 for the root itself.
    pub depth: usize,
    /// Servers in it and below.
    pub servers: usize,
    /// The place after the last group below it.
    pub end: usize,
}

/// All groups of an account.
#[derive(Default)]
pub struct Tree {
    branches: Vec<Branch>,
    /// Servers of each data center, in the order of data centers; of all where there are none.
    places: Vec<usize>,
    by_id: HashMap<GroupId, usize>,
    /// The branch that each server stands in, in the order of servers.
    of_server: Vec<u32>,
}

impl Tree {
    /// Puts `nodes` in order and counts `servers`. Servers of a group that nobody told about stand
    /// in one of its own.
    pub(super) fn new(
        mut nodes: Vec<GroupNode>,
        centers: &[DataCenter],
        servers: &[Server],
    ) -> Self {
        nodes.extend(untold(&nodes, servers));
        let mut tree = Self::default();
        tree.grow(nodes);
        let by_id = tree.branches.iter().enumerate();
        tree.by_id = by_id.map(|(n, b)| (b.node.id.clone(), n)).collect();
        tree.count(servers);
        let in_center = |center: &DataCenter| {
            let id = Some(&center.id);
            servers
                .iter()
                .filter(|s| s.data_center.as_ref() == id)
                .count()
        };
        tree.places = match centers {
            [] => vec![servers.len()],
            centers => centers.iter().map(in_center).collect(),
        };
        tree
    }

    fn grow(&mut self, nodes: Vec<GroupNode>) {
        let known: HashSet<GroupId> = nodes.iter().map(|node| node.id.clone()).collect();
        let mut below: HashMap<Option<GroupId>, Vec<GroupNode>> = HashMap::new();
        for node in nodes {
            let parent = node.parent.clone().filter(|id| known.contains(id));
            below.entry(parent).or_default().push(node);
        }
        for siblings in below.values_mut() {
            siblings.sort_by(display_order);
        }
        self.grow_below(None, 0, &mut below);
        // What is left lies in itself.
        while let Some(parent) = below.keys().min().cloned() {
            self.grow_below(parent.as_ref(), 1, &mut below);
        }
    }

    /// Takes siblings out of `below` as it goes, so that groups in a circle come to an end.
    fn grow_below(
        &mut self,
        parent: Option<&GroupId>,
        depth: usize,
        below: &mut HashMap<Option<GroupId>, Vec<GroupNode>>,
    ) {
        for node in below.remove(&parent.cloned()).unwrap_or_default() {
            // What has no root of its own lies right below its data center.
            let depth = match (parent, &node.kind) {
                (None, GroupKind::Root) => 0,
                (None, _) => 1,
                _ => depth,
            };
            let (place, id) = (self.branches.len(), node.id.clone());
            self.branches.push(Branch {
                node,
                depth,
                servers: 0,
                end: 0,
            });
            self.grow_below(Some(&id), depth + 1, below);
            self.branches[place].end = self.branches.len();
        }
    }

    fn count(&mut self, servers: &[Server]) {
        let mut own = vec![0; self.branches.len()];
        let places = servers.iter().map(|server| {
            let place = self.by_id.get(&server.group).copied().unwrap_or(usize::MAX);
            if let Some(count) = own.get_mut(place) {
                *count += 1;
            }
            u32::try_from(place).unwrap_or(u32::MAX)
        });
        self.of_server = places.collect();
        for (place, branch) in self.branches.iter_mut().enumerate() {
            branch.servers = own[place..branch.end].iter().sum();
        }
    }

    /// All groups, each directly before those that lie in it.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// Servers of each data center, in the order of data centers; of all where there are none.
    pub(super) fn in_places(&self) -> &[usize] {
        &self.places
    }

    /// A group by its id.
    pub fn find(&self, id: &GroupId) -> Option<&Branch> {
        self.by_id.get(id).map(|place| &self.branches[*place])
    }

    /// The groups of one data center, or of none, as they were read.
    pub fn of_center(&self, center: Option<&DataCenterId>) -> impl Iterator<Item = &GroupNode> {
        let nodes = self.branches.iter().map(|branch| &branch.node);
        nodes.filter(move |node| node.data_center.as_ref() == center)
    }

    /// A group and all below it, each directly before those that lie in it; none where it is not
    /// known.
    pub fn within(&self, id: &GroupId) -> &[Branch] {
        &self.branches[self.below(id)]
    }

    /// Places of a group and all below it; none where it is not known.
    pub(super) fn below(&self, id: &GroupId) -> Range<usize> {
        let place = self.by_id.get(id);
        place.map_or(0..0, |place| *place..self.branches[*place].end)
    }

    /// The place of the group that a server stands in.
    pub(super) fn branch_of(&self, server: usize) -> usize {
        self.of_server[server] as usize
    }
}

/// By name; what takes no new servers comes last.
fn display_order(a: &GroupNode, b: &GroupNode) -> Ordering {
    let last = |node: &GroupNode| !node.kind.takes_servers();
    a.data_center
        .cmp(&b.data_center)
        .then(last(a).cmp(&last(b)))
        .then_with(|| natural(&a.name, &b.name))
        .then_with(|| a.id.cmp(&b.id))
}

/// Groups that servers name but `nodes` do not hold. A server without a group names none.
fn untold(nodes: &[GroupNode], servers: &[Server]) -> Vec<GroupNode> {
    let mut known: HashSet<&GroupId> = nodes.iter().map(|node| &node.id).collect();
    let mut missing = Vec::new();
    for server in servers.iter().filter(|s| !s.group.as_str().is_empty()) {
        if known.insert(&server.group) {
            missing.push(stand_in(server));
        }
    }
    missing
}

fn stand_in(server: &Server) -> GroupNode {
    GroupNode {
        id: server.group.clone(),
        name: server.group_path.clone(),
        description: String::new(),
        path: server.group_path.clone(),
        kind: GroupKind::Default,
        parent: None,
        children: Vec::new(),
        data_center: server.data_center.clone(),
        servers_count: 0,
        custom_fields: Vec::new(),
        change: slipway_domain::details::ChangeInfo::default(),
        offers: GroupOffers::default(),
    }
}

#[cfg(test)]
mod tests;
