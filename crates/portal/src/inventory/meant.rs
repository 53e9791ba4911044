//! Which server somebody means by a text: its name, id or address, a full name with a domain, or
//! the name without what the cloud puts before it.

use super::Inventory;
use slipway_domain::server::{DataCenter, Server};
use slipway_domain::{DataCenterId, ServerId, folded};
use std::cell::OnceCell;
use std::collections::HashMap;

/// What a text means.
#[derive(Debug)]
pub(crate) enum Meant<'a> {
    /// This server.
    One(&'a Server),
    /// Any of these.
    Several(Vec<&'a Server>),
    /// None.
    Nothing,
}

/// Looks up texts in one inventory.
pub(crate) struct Finder<'a> {
    inventory: &'a Inventory,
    /// Servers by what people named them; made when first needed.
    short: OnceCell<HashMap<String, Vec<usize>>>,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(inventory: &'a Inventory) -> Self {
        Self {
            inventory,
            short: OnceCell::new(),
        }
    }

    /// The server that `text` means. What a server is called beats its id, that an address, and
    /// that a part of a name; a text as a whole beats the text before its first dot.
    pub(crate) fn find(&self, text: &str) -> Meant<'a> {
        let text = folded(text.trim());
        let whole = self.whole(&text);
        if !matches!(whole, Meant::Nothing) || text.parse::<std::net::IpAddr>().is_ok() {
            return whole;
        }
        text.split_once('.')
            .map_or(Meant::Nothing, |(host, _domain)| self.whole(host))
    }

    fn whole(&self, text: &str) -> Meant<'a> {
        if let Some(server) = self.inventory.find(text) {
            return Meant::One(server);
        }
        let short = self.short.get_or_init(|| self.short());
        let found = short.get(text).map_or(&[][..], Vec::as_slice);
        match found {
            [] => Meant::Nothing,
            [one] => Meant::One(&self.inventory.servers[*one]),
            many => {
                let servers = many.iter().map(|place| &self.inventory.servers[*place]);
                Meant::Several(servers.collect())
            }
        }
    }

    fn short(&self) -> HashMap<String, Vec<usize>> {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        let prefixes = Prefixes::of(&self.inventory.data_centers);
        for (place, server) in self.inventory.servers.iter().enumerate() {
            if let Some(short) = prefixes.short(server) {
                places.entry(short).or_default().push(place);
            }
        }
        places
    }
}

/// What the cloud puts before names, by data center; folded.
pub(super) struct Prefixes<'a>(HashMap<&'a DataCenterId, String>);

impl<'a> Prefixes<'a> {
    pub(super) fn of(centers: &'a [DataCenter]) -> Self {
        let named = centers.iter().filter(|one| !one.name_prefix.is_empty());
        let prefixes = named.map(|center| (&center.id, folded(&center.name_prefix)));
        Self(prefixes.collect())
    }

    /// What people named a server, folded, where the cloud put something before it.
    pub(super) fn short(&self, server: &Server) -> Option<String> {
        let prefix = self.0.get(server.data_center.as_ref()?)?;
        let name = folded(&server.name);
        let rest = name.strip_prefix(prefix)?;
        (!rest.is_empty()).then(|| rest.to_owned())
    }
}

impl Inventory {
    /// Finds a server by its name, id or one of its addresses; `text` is [`folded`].
    fn find(&self, text: &str) -> Option<&Server> {
        let place = self.by_name.get(text).copied();
        place
            .map(|place| &self.servers[place])
            .or_else(|| self.by_id(&ServerId::new(text)))
            .or_else(|| self.by_address(text))
    }

    fn by_address(&self, text: &str) -> Option<&Server> {
        text.parse::<std::net::IpAddr>().ok()?;
        self.servers
            .iter()
            .find(|server| server.ips.iter().any(|ip| ip == text))
    }
}
