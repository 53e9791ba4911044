//! Which servers a filter leaves, and their order.

use super::Inventory;
use slipway_domain::server::Server;
use slipway_domain::urls::{ServerFilter, ServerSort};
use slipway_domain::{GroupId, ServerId};
use std::cmp::Ordering;
use std::ops::Range;

/// The servers that a form means.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Those that were ticked.
    pub servers: Vec<ServerId>,
    /// And every server that this filter leaves.
    pub matching: Option<ServerFilter>,
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
        let words = filter.search.as_deref().unwrap_or_default().to_lowercase();
        let words: Vec<&str> = words.split_whitespace().collect();
        let branches = filter.group.as_ref().map(|group| self.tree.below(group));
        let mut places: Vec<usize> = (0..self.servers.len())
            .filter(|place| {
                self.stands_in_any(*place, branches.as_ref())
                    && keeps(filter, &self.servers[*place])
                    && words
                        .iter()
                        .all(|word| self.haystacks[*place].contains(word))
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

    fn sort(&self, places: &mut [usize], filter: &ServerFilter) {
        if filter.sort != ServerSort::Name {
            // Stable, so that equal servers stay in the order of their names.
            places.sort_by(|a, b| compare(filter.sort, &self.servers[*a], &self.servers[*b]));
        }
        if filter.descending {
            places.reverse();
        }
    }
}

/// The lower-case text that searches look into.
pub(super) fn haystack(server: &Server) -> String {
    let addresses = server.ips.join("\n");
    format!(
        "{}\n{addresses}\n{}\n{}\n{}",
        server.name, server.description, server.group_path, server.custom
    )
    .to_lowercase()
}

fn keeps(filter: &ServerFilter, server: &Server) -> bool {
    filter
        .data_center
        .as_ref()
        .is_none_or(|dc| server.data_center == *dc)
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
        ServerSort::Name => natural(&a.name, &b.name),
        ServerSort::Status => a.status.words().cmp(b.status.words()),
        ServerSort::Power => a.power.cmp(&b.power),
        ServerSort::DataCenter => a.data_center.cmp(&b.data_center),
        ServerSort::Group => a.group_path.cmp(&b.group_path),
        ServerSort::Os => a.os_name.cmp(&b.os_name),
        ServerSort::Cpu => a.cpu.cmp(&b.cpu),
        ServerSort::Memory => a.memory_mb.cmp(&b.memory_mb),
        ServerSort::Storage => a.storage_gb.cmp(&b.storage_gb),
        ServerSort::Modified => a.modified.cmp(&b.modified),
    }
}

/// Orders names so that `WEB2` comes before `WEB10`.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let key = |text: &str| {
        let stem = text.trim_end_matches(|c: char| c.is_ascii_digit());
        (stem.to_owned(), text.len() - stem.len())
    };
    key(a).cmp(&key(b)).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_count() {
        let mut names = ["WEB10", "WEB2", "DB1", "WEB1"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["DB1", "WEB1", "WEB2", "WEB10"]);
    }
}
