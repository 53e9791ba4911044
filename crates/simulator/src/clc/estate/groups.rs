//! Lays out the groups of a data center: a root that holds Archive, Default Group, our own groups and Templates.

use super::seed::{CenterSeed, GroupSeed, Tier};
use super::{ChangeInfo, Group, GroupKind};
use crate::random::Random;

const ARCHIVE: &str = "Pay only for the storage consumed by the archived server. No compute or licensing costs are incurred.";
const DEFAULT: &str = "The default location for new servers created in your account";
const TEMPLATES: &str = "Custom templates provide a set of hardware/software settings that can be used repeatedly to create servers configured with the same settings.";

/// Where things of one data center are put.
pub(super) struct Layout<'a> {
    pub(super) root: usize,
    pub(super) archive: usize,
    /// The tiers in the order servers are dealt to them, each with its group.
    pub(super) ring: Vec<(usize, &'a Tier)>,
}

/// Adds the groups of a data center to those of the account.
pub(super) fn lay_out<'a>(
    groups: &mut Vec<Group>,
    center: &'a CenterSeed,
    alias: &str,
    seed: u64,
) -> Layout<'a> {
    let location = center.id.to_uppercase();
    let mut planter = Planter {
        groups,
        alias,
        location: &location,
        seed,
        tiers: Vec::new(),
    };
    let hardware = format!("{location} Hardware");
    let root = planter.plant(&hardware, Some(&hardware), GroupKind::Root, None);
    // Name servers of the cloud, which all groups inherit.
    let defaults = &mut planter.groups[root].defaults;
    defaults[3] = Some("172.17.1.26".to_owned());
    defaults[4] = Some("172.17.1.27".to_owned());
    let archive = planter.plant("Archive", Some(ARCHIVE), GroupKind::Archive, Some(root));
    planter.plant(
        "Default Group",
        Some(DEFAULT),
        GroupKind::Default,
        Some(root),
    );
    for group in &center.groups {
        planter.plant_tree(group, root);
    }
    planter.plant(
        "Templates",
        Some(TEMPLATES),
        GroupKind::Templates,
        Some(root),
    );
    Layout {
        root,
        archive,
        ring: deal(&planter.tiers),
    }
}

/// One round of the tiers, mixed: every tier once, then those with a share of two or more again, and so on.
fn deal<'a>(tiers: &[(usize, &'a Tier)]) -> Vec<(usize, &'a Tier)> {
    let most = tiers.iter().map(|(_, tier)| tier.share).max().unwrap_or(0);
    (0..most)
        .flat_map(|round| {
            tiers
                .iter()
                .filter(move |(_, tier)| tier.share > round)
                .copied()
        })
        .collect()
}

struct Planter<'g, 'a> {
    groups: &'g mut Vec<Group>,
    alias: &'g str,
    location: &'g str,
    seed: u64,
    tiers: Vec<(usize, &'a Tier)>,
}

impl<'a> Planter<'_, 'a> {
    fn plant_tree(&mut self, group: &'a GroupSeed, parent: usize) {
        let at = self.plant(
            &group.name,
            group.description.as_deref(),
            GroupKind::Default,
            Some(parent),
        );
        self.tiers.extend(group.tiers.iter().map(|tier| (at, tier)));
        for child in &group.groups {
            self.plant_tree(child, at);
        }
    }

    fn plant(
        &mut self,
        name: &str,
        description: Option<&str>,
        kind: GroupKind,
        parent: Option<usize>,
    ) -> usize {
        let at = self.groups.len();
        let above = parent.map_or("", |parent| self.groups[parent].id.as_str());
        let mut random = Random::about(
            self.seed,
            &["group", self.alias, self.location, above, name],
        );
        self.groups.push(Group {
            id: random.hex_id(),
            name: name.to_owned(),
            description: description.map(str::to_owned),
            location: self.location.to_owned(),
            kind,
            parent,
            children: Vec::new(),
            servers: Vec::new(),
            custom_fields: Vec::new(),
            defaults: [const { None }; 6],
            gone: false,
            change: ChangeInfo::made_up(&mut random, self.alias),
        });
        if let Some(parent) = parent {
            self.groups[parent].children.push(at);
        }
        at
    }
}
