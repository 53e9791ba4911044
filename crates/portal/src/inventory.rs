//! The servers of an account: one slim inventory, held in memory, filtered and sorted there.
//!
//! Reading it takes one call per data center, so it is cached with its age shown, refreshed in
//! the background and prepared once for every question a page asks of it.

mod cached;
pub mod groups;
mod meant;
mod now;
mod picker;
mod select;
pub mod server;
mod tree;

pub use cached::{holding, inventory};
pub(crate) use meant::{Finder, Meant};
pub(crate) use now::of_now;
pub use select::Selection;
pub use tree::{Branch, Tree};

use crate::upkeep::cache::CachedValue;
use meant::Prefixes;
use picker::picker_json;
use select::{haystack, ranks};
use sha2::{Digest, Sha256};
use slipway_domain::context::hex;
use slipway_domain::natural::natural;
use slipway_domain::parameters::{KnownServers, ServerLookup};
use slipway_domain::server::{DataCenter, Server, ServerStatus};
use slipway_domain::{AppError, DataCenterId, GroupId, ServerId, folded};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;
use tokio::time::Instant;

/// Servers on one page of the list.
pub const PAGE: usize = 50;

/// Everything a page may ask about an account's servers.
pub struct Inventory {
    /// The account's data centers; none where the cloud has no places.
    pub data_centers: Vec<DataCenter>,
    /// All servers, by name.
    pub servers: Vec<Server>,
    /// Groups that hold servers, by path.
    pub groups: Vec<(GroupId, String)>,
    /// All groups as they lie in each other, empty ones included.
    pub tree: Tree,
    /// Whether any server is archived.
    pub has_archived: bool,
    /// Operating systems of servers: the `os` word and its name, by name.
    pub systems: Vec<(String, String)>,
    /// Data centers that could not be read.
    pub problems: Vec<Problem>,
    /// Each server's place by data center, group and operating system, in the order of `servers`.
    ranks: Vec<[u32; 3]>,
    /// Lower-case text per server that searches look into, in the order of `servers`.
    haystacks: Vec<String>,
    by_id: HashMap<ServerId, usize>,
    by_name: HashMap<String, usize>,
    picker: OnceLock<Picker>,
}

/// A data center that could not be read, while others could.
pub struct Problem {
    /// Which one.
    pub data_center: DataCenterId,
    /// Why not.
    pub error: AppError,
    /// When its servers were read that stand in meanwhile; `None` where there are none.
    pub last_read: Option<Instant>,
}

/// The compact form that the picker loads.
pub struct Picker {
    /// Quoted entity tag.
    pub etag: String,
    /// Column-wise JSON.
    pub json: String,
}

impl Inventory {
    /// Prepares what the cloud sent. Of a data center that does not answer just now, the servers
    /// known `before` stand in.
    pub fn new(read: slipway_cloud::Inventory, before: Option<&CachedValue<Self>>) -> Self {
        let (mut servers, mut nodes) = (read.servers, read.groups);
        let mut problems = Vec::with_capacity(read.problems.len());
        for (data_center, error) in read.problems {
            let error = AppError::from(error);
            let last_read = before.and_then(|before| before.stands_in(&data_center, &error));
            if let (Some(before), Some(_)) = (before, last_read) {
                let known = before.value.servers.iter();
                servers.extend(
                    known
                        .filter(|s| s.data_center.as_ref() == Some(&data_center))
                        .cloned(),
                );
                nodes.extend(before.value.tree.of_center(Some(&data_center)).cloned());
            }
            problems.push(Problem {
                data_center,
                error,
                last_read,
            });
        }
        servers.sort_by(|a, b| natural(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
        let index = |key: fn(&Server) -> String| -> HashMap<String, usize> {
            servers
                .iter()
                .enumerate()
                .map(|(place, server)| (key(server), place))
                .collect()
        };
        let groups: BTreeMap<&str, &GroupId> = servers
            .iter()
            .map(|s| (s.group_path.as_str(), &s.group))
            .collect();
        let groups = groups
            .into_iter()
            .map(|(path, id)| (id.clone(), path.to_owned()));
        let mut groups: Vec<(GroupId, String)> = groups.collect();
        groups.sort_by(|a, b| natural(&a.1, &b.1));
        let systems: BTreeSet<(&str, &str)> = servers
            .iter()
            .map(|s| (s.os.as_str(), s.os_name.as_str()))
            .collect();
        let systems = systems
            .into_iter()
            .map(|(word, name)| (word.to_owned(), name.to_owned()));
        let mut systems: Vec<(String, String)> = systems.collect();
        systems.sort_by(|a, b| natural(&a.1, &b.1));
        let prefixes = Prefixes::of(&read.data_centers);
        let haystacks = servers.iter().map(|s| haystack(s, &prefixes)).collect();
        Self {
            tree: Tree::new(nodes, &read.data_centers, &servers),
            has_archived: servers.iter().any(|s| s.status == ServerStatus::Archived),
            data_centers: read.data_centers,
            ranks: ranks(&servers),
            haystacks,
            by_id: servers
                .iter()
                .enumerate()
                .map(|(n, s)| (s.id.clone(), n))
                .collect(),
            by_name: index(|server| folded(&server.name)),
            groups,
            systems,
            problems,
            servers,
            picker: OnceLock::new(),
        }
    }

    /// Whether the cloud has places.
    pub fn is_placed(&self) -> bool {
        !self.data_centers.is_empty()
    }

    /// Where its servers and groups stand, each place with how many servers: the data centers, or
    /// one place without a name where there are none.
    pub fn places(&self) -> impl Iterator<Item = (Option<&DataCenter>, usize)> {
        let centers = self.data_centers.iter().map(Some);
        let nowhere = self.data_centers.is_empty().then_some(None);
        centers
            .chain(nowhere)
            .zip(self.tree.in_places().iter().copied())
    }

    /// Finds a server by id.
    pub fn by_id(&self, id: &ServerId) -> Option<&Server> {
        self.by_id.get(id).map(|place| &self.servers[*place])
    }

    /// The compact form for the picker, built once.
    pub fn picker(&self) -> &Picker {
        self.picker.get_or_init(|| {
            let json = picker_json(self);
            let etag = format!("\"{}\"", &hex(&Sha256::digest(json.as_bytes()))[..32]);
            Picker { etag, json }
        })
    }
}

impl CachedValue<Inventory> {
    /// When the servers of a data center were read that may stand in for it after `error`: it
    /// passes, unlike a refusal.
    fn stands_in(&self, data_center: &DataCenterId, error: &AppError) -> Option<Instant> {
        let passes = matches!(
            error,
            AppError::CloudUnavailable | AppError::Busy { .. } | AppError::NotUnderstood
        );
        let mut problems = self.value.problems.iter();
        match problems.find(|problem| problem.data_center == *data_center) {
            _ if !passes => None,
            Some(problem) => problem.last_read,
            None => Some(self.read_at),
        }
    }
}

impl KnownServers for Inventory {
    fn look_up(&self, name: &str) -> ServerLookup {
        match self.by_name.get(&folded(name.trim())) {
            Some(place) => {
                let server = &self.servers[*place];
                ServerLookup::Known {
                    name: server.name.clone(),
                    address: server.ips.first().cloned(),
                }
            }
            // A data center that could not be read may hold it.
            None if !self.problems.is_empty() => ServerLookup::NotCheckable,
            None => ServerLookup::Unknown,
        }
    }
}
