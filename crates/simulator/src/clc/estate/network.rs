//! Private networks of a data center, 256 addresses each, and the addresses that servers have on them.

use std::collections::{BTreeSet, HashMap};

use super::{Estate, Server};
use crate::random::Random;

/// A server's address, and the public one that leads to it.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    pub(crate) internal: String,
    pub(crate) public: Option<PublicIp>,
}

/// A public address with what it lets through.
#[derive(Debug, Clone, Default)]
pub(crate) struct PublicIp {
    pub(crate) ip: String,
    pub(crate) ports: Vec<Ports>,
    /// From where, as address ranges; from everywhere if there are none.
    pub(crate) sources: Vec<String>,
}

/// One port, or several in a row.
#[derive(Debug, Clone)]
pub(crate) struct Ports {
    /// Upper case.
    pub(crate) protocol: String,
    pub(crate) first: u16,
    pub(crate) last: Option<u16>,
}

#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) vlan: u32,
    pub(crate) prefix: [u8; 3],
    pub(crate) center: usize,
}

/// An address that somebody has.
#[derive(Debug)]
pub(crate) struct Taken<'a> {
    pub(crate) server: &'a Server,
    /// Whether it is the server's first.
    pub(crate) primary: bool,
    /// Whether a public one leads to it.
    pub(crate) mapped: bool,
}

impl Network {
    fn new(id: String, center: usize, prefix: [u8; 3]) -> Self {
        let [a, b, c] = prefix;
        let vlan = 100 + (u32::from(b) * 256 + u32::from(c)) % 3_900;
        let name = format!("vlan_{vlan}_{a}.{b}.{c}");
        Self {
            id,
            description: name.clone(),
            name,
            vlan,
            prefix,
            center,
        }
    }

    pub(crate) fn address(&self, host: u8) -> String {
        let [a, b, c] = self.prefix;
        format!("{a}.{b}.{c}.{host}")
    }

    /// Whether an address belongs to it.
    pub(crate) fn holds(&self, address: &str) -> bool {
        prefix_of(address) == Some(self.prefix)
    }
}

impl Server {
    /// All its internal addresses, the first one first.
    pub(crate) fn internal(&self) -> impl Iterator<Item = &str> {
        let main = self
            .addresses
            .iter()
            .map(|address| address.internal.as_str());
        main.chain(self.secondary.iter().map(String::as_str))
    }

    /// Its public addresses.
    pub(crate) fn public(&self) -> impl Iterator<Item = &PublicIp> {
        let all = self.addresses.iter();
        all.filter_map(|address| address.public.as_ref())
    }
}

impl Estate {
    /// The networks of a data center, in the order in which it got them.
    pub(crate) fn networks_of(&self, center: usize) -> impl Iterator<Item = &Network> {
        let all = self.networks.iter();
        all.filter(move |network| network.center == center)
    }

    /// A network of a data center by its id, in any case.
    pub(crate) fn network(&self, center: usize, id: &str) -> Option<&Network> {
        self.networks_of(center)
            .find(|network| network.id.eq_ignore_ascii_case(id))
    }

    /// All servers that were not deleted.
    pub(crate) fn living(&self) -> impl Iterator<Item = &Server> {
        self.by_id.values().map(|&at| &self.servers[at])
    }

    /// Whether no server has this address.
    pub(crate) fn is_free(&self, address: &str) -> bool {
        let mut all = self.living().flat_map(Server::internal);
        all.all(|taken| taken != address)
    }

    /// Who has which address of a network, by the last number.
    pub(crate) fn taken(&self, network: &Network) -> HashMap<u8, Taken<'_>> {
        let mut taken = HashMap::new();
        for server in self.living() {
            for (n, address) in server.internal().enumerate() {
                let last = address
                    .rsplit('.')
                    .next()
                    .and_then(|last| last.parse().ok());
                if let Some(host) = last.filter(|_| network.holds(address)) {
                    let main = server.addresses.get(n);
                    taken.insert(
                        host,
                        Taken {
                            server,
                            primary: n == 0,
                            mapped: main.is_some_and(|main| main.public.is_some()),
                        },
                    );
                }
            }
        }
        taken
    }

    /// An address of a network that nobody has.
    pub(crate) fn free_address(&self, network: &Network) -> Option<String> {
        let taken = self.taken(network);
        let free = (10..=254).find(|host| !taken.contains_key(host))?;
        Some(network.address(free))
    }

    /// The network that an address belongs to.
    pub(crate) fn network_of(&self, center: usize, address: &str) -> Option<&Network> {
        self.networks_of(center)
            .find(|network| network.holds(address))
    }

    /// Gives a data center a new network with this id.
    pub(super) fn claim_network(&mut self, center: usize, id: String) {
        let used: BTreeSet<[u8; 3]> = self.networks.iter().map(|net| net.prefix).collect();
        let mut next = used.last().copied().unwrap_or([10, 0, 0]);
        while used.contains(&next) {
            next = after(next);
        }
        self.networks.push(Network::new(id, center, next));
    }

    /// The networks that the servers of each data center stand on, and one without servers each.
    pub(super) fn find_networks(&mut self, seed: u64) {
        let id = |alias: &str, center: &str, which: &str| {
            Random::about(seed, &["network", alias, center, which]).hex_id()
        };
        for (at, center) in self.centers.iter().enumerate() {
            let servers = self.servers.iter().filter(|server| server.center == at);
            let prefixes: BTreeSet<[u8; 3]> = servers
                .flat_map(Server::internal)
                .filter_map(prefix_of)
                .collect();
            for prefix in prefixes {
                let id = id(&self.alias, &center.id, &format!("{prefix:?}"));
                self.networks.push(Network::new(id, at, prefix));
            }
        }
        for at in 0..self.centers.len() {
            let id = id(&self.alias, &self.centers[at].id, "without servers");
            self.claim_network(at, id);
        }
    }
}

fn prefix_of(address: &str) -> Option<[u8; 3]> {
    let ip: std::net::Ipv4Addr = address.parse().ok()?;
    let [a, b, c, _] = ip.octets();
    Some([a, b, c])
}

fn after([a, b, c]: [u8; 3]) -> [u8; 3] {
    match (b, c) {
        (255, 255) => [a, 0, 0],
        (_, 255) => [a, b + 1, 0],
        _ => [a, b, c + 1],
    }
}
