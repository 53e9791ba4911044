//! Changes to the groups of an account: made, moved, removed, put into the archive and taken out of it.

use super::{ChangeInfo, Estate, Group, GroupKind};
use crate::random::Random;

impl Estate {
    /// Where a group stands, by its id in any case.
    pub(crate) fn group_at(&self, id: &str) -> Option<usize> {
        let mut groups = self.groups.iter();
        groups.position(|group| !group.gone && group.id.eq_ignore_ascii_case(id))
    }

    /// The data center that a group belongs to.
    pub(crate) fn center_of(&self, group: usize) -> usize {
        self.center_at(&self.groups[group].location)
            .unwrap_or_default()
    }

    /// A group and all below it, each after its parent.
    pub(crate) fn subtree(&self, group: usize) -> Vec<usize> {
        let mut found = vec![group];
        let mut next = 0;
        while let Some(&at) = found.get(next) {
            found.extend(&self.groups[at].children);
            next += 1;
        }
        found
    }

    /// The servers of a group and of all below it.
    pub(crate) fn servers_below(&self, group: usize) -> Vec<usize> {
        let groups = self.subtree(group).into_iter();
        groups
            .flat_map(|at| self.groups[at].servers.iter().copied())
            .collect()
    }

    /// Makes a group within another and says where it stands.
    pub(crate) fn add_group(
        &mut self,
        parent: usize,
        (name, description): (String, Option<String>),
        change: ChangeInfo,
        seed: u64,
    ) -> usize {
        let at = self.groups.len();
        let number = at.to_string();
        let mut random = Random::about(seed, &["new group", &self.alias, &number]);
        self.groups.push(Group {
            id: random.hex_id(),
            name,
            description,
            location: self.groups[parent].location.clone(),
            kind: GroupKind::Default,
            parent: Some(parent),
            children: Vec::new(),
            servers: Vec::new(),
            custom_fields: Vec::new(),
            defaults: [const { None }; 6],
            change,
            gone: false,
        });
        self.groups[parent].children.push(at);
        at
    }

    /// Moves a group into another of its data center.
    pub(crate) fn move_group(&mut self, group: usize, to: usize) {
        self.detach(group);
        self.groups[group].parent = Some(to);
        self.groups[to].children.push(group);
    }

    /// Removes a group with all that is in it by now. Its place stays empty, because others go by position.
    pub(crate) fn remove_group(&mut self, group: usize) {
        if self.groups[group].gone {
            return;
        }
        self.detach(group);
        for at in self.subtree(group) {
            for server in self.groups[at].servers.clone() {
                self.remove_server(server);
            }
            self.groups[at].gone = true;
        }
    }

    /// A group that was chosen a while ago, or the root of its data center if it was deleted or archived since.
    pub(crate) fn open_group(&self, group: usize) -> usize {
        let chosen = &self.groups[group];
        if chosen.gone || !chosen.kind.grows() {
            self.centers[self.center_of(group)].root
        } else {
            group
        }
    }

    /// Moves a group into the archive of its data center.
    pub(crate) fn put_away(&mut self, group: usize) {
        let archive = self.archive_of(self.center_of(group));
        if let Some(archive) = archive.filter(|_| !self.groups[group].gone) {
            self.move_group(group, archive);
            self.turn(group, GroupKind::Archived);
        }
    }

    /// Moves a group out of the archive, into another.
    pub(crate) fn bring_back(&mut self, group: usize, to: usize) {
        if !self.groups[group].gone {
            let to = self.open_group(to);
            self.move_group(group, to);
            self.turn(group, GroupKind::Default);
        }
    }

    fn turn(&mut self, group: usize, kind: GroupKind) {
        for at in self.subtree(group) {
            self.groups[at].kind = kind;
        }
    }

    fn detach(&mut self, group: usize) {
        if let Some(parent) = self.groups[group].parent {
            let children = &mut self.groups[parent].children;
            children.retain(|&child| child != group);
        }
    }
}
