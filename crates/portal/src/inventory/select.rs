//! Which servers a filter leaves, and their order.

use super::{Inventory, meant::Prefixes};
use slipway_domain::natural::natural;
use slipway_domain::server::Server;
use slipway_domain::urls::{SelectionId, ServerFilter, ServerSort};
use slipway_domain::wildcard::{fits, is_wildcard};
use slipway_domain::{DataCenterId, GroupId, ServerId, folded};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The servers that a form means.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Those that were ticked.
    pub servers: Vec<ServerId>,
    /// And every server that this filter leaves.
    pub matching: Option<ServerFilter>,
    /// What the tab calls it, where it remembers it.
    pub named: Option<SelectionId>,
}

impl Inventory {
    /// Ids of the servers that `filter` leaves, in its order.
    pub fn matching(&self, filter: &ServerFilter) -> impl Iterator<Item = ServerId> {
        let places = self.select(filter).into_iter();
        places.map(|place| self.servers[place].id.clone())
    }

    /// Places in `servers` of those that `filter` leaves, in its order.
    pub fn select(&self, filter: &ServerFilter) -> Vec<usize> {
        if !filter.narrows() {
            let mut places: Vec<usize> = (0..self.servers.len()).collect();
            self.sort(&mut places, filter);
            return places;
        }
        let words = folded(filter.search.as_deref().unwrap_or_default());
        let words: Vec<&str> = words.split_whitespace().collect();
        let branches = filter.group.as_ref().map(|group| self.tree.below(group));
        let mut places: Vec<usize> = (0..self.servers.len())
            .filter(|place| {
                self.stands_in_any(*place, branches.as_ref())
                    && keeps(filter, &self.servers[*place])
                    && words.iter().all(|word| self.holds(*place, word))
            })
            .collect();
        self.sort(&mut places, filter);
        places
    }

    /// The servers of a group and of all below it, by name.
    pub fn servers_within(&self, group: &GroupId) -> impl Iterator<Item = &Server> {
        let branches = self.tree.below(group);
        let places = (0..self.servers.len())
            .filter(move |place| branches.contains(&self.tree.branch_of(*place)));
        places.map(|place| &self.servers[place])
    }

    fn stands_in_any(&self, place: usize, branches: Option<&Range<usize>>) -> bool {
        branches.is_none_or(|branches| branches.contains(&self.tree.branch_of(place)))
    }

    /// Whether a word stands in what is known of a server. One with `*` describes a whole name, with
    /// or without what the cloud puts before it, or an address.
    fn holds(&self, place: usize, word: &str) -> bool {
        let haystack = &self.haystacks[place];
        if !is_wildcard(word) {
            return haystack.contains(word);
        }
        let called = haystack.lines().take(2 + self.servers[place].ips.len());
        called.into_iter().any(|text| fits(word, text))
    }

    fn sort(&self, places: &mut [usize], filter: &ServerFilter) {
        if filter.sort != ServerSort::Name {
            // Stable, so that equal servers stay in the order of their names.
            let ranked = |rank: usize| move |place: &usize| self.ranks[*place][rank];
            match filter.sort {
                ServerSort::DataCenter => places.sort_by_key(ranked(0)),
                ServerSort::Group => places.sort_by_key(ranked(1)),
                ServerSort::Os => places.sort_by_key(ranked(2)),
                sort => places.sort_by(|a, b| compare(sort, &self.servers[*a], &self.servers[*b])),
            }
        }
        if filter.descending {
            places.reverse();
        }
    }
}

/// The lower-case text that searches look into.
pub(super) fn haystack(server: &Server, prefixes: &Prefixes<'_>) -> String {
    let addresses = server.ips.join("\n");
    // A line break in a name would move what stands behind it.
    let name = server.name.replace(char::is_control, " ");
    folded(&format!(
        "{name}\n{}\n{addresses}\n{}\n{}\n{}",
        prefixes.short(server).unwrap_or_default(),
        server.description,
        server.group_path,
        server.custom
    ))
}

/// Each server's place by data center, group and operating system: words that many share are
/// compared once here rather than at every sorting.
pub(super) fn ranks(servers: &[Server]) -> Vec<[u32; 3]> {
    let texts: [fn(&Server) -> &str; 3] = [
        |server| server.data_center.as_ref().map_or("", DataCenterId::as_str),
        |server| &server.group_path,
        |server| &server.os_name,
    ];
    let places = texts.map(|text| {
        let distinct: HashSet<&str> = servers.iter().map(text).collect();
        let mut sorted: Vec<&str> = distinct.into_iter().collect();
        sorted.sort_by(|a, b| natural(a, b));
        (0_u32..)
            .zip(sorted)
            .map(|(place, text)| (text, place))
            .collect::<HashMap<&str, u32>>()
    });
    let rank = |server: &Server| {
        std::array::from_fn(|which| {
            let place = places[which].get(texts[which](server));
            place.copied().unwrap_or_default()
        })
    };
    servers.iter().map(rank).collect()
}

fn keeps(filter: &ServerFilter, server: &Server) -> bool {
    filter
        .data_center
        .as_ref()
        .is_none_or(|dc| server.data_center.as_ref() == Some(dc))
        && filter
            .status
            .as_ref()
            .is_none_or(|status| server.status == *status)
        && filter.power.is_none_or(|power| server.power == Some(power))
        && filter
            .os
            .as_ref()
            .is_none_or(|os| server.os.eq_ignore_ascii_case(os))
}

fn compare(sort: ServerSort, a: &Server, b: &Server) -> Ordering {
    match sort {
        // In this order already, or by rank.
        ServerSort::Name | ServerSort::DataCenter | ServerSort::Group | ServerSort::Os => {
            Ordering::Equal
        }
        ServerSort::Status => a.status.label().cmp(b.status.label()),
        ServerSort::Power => a.power.cmp(&b.power),
        ServerSort::Cpu => a.cpu.cmp(&b.cpu),
        ServerSort::Memory => a.memory_mb.cmp(&b.memory_mb),
        ServerSort::Storage => a.storage_gb.cmp(&b.storage_gb),
        ServerSort::Modified => a.modified.cmp(&b.modified),
    }
}
