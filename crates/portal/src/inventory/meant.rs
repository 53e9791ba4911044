//! Which server somebody means by a text: its name, id or address, a full name with a domain, or
//! the name without what the cloud puts before it.

use super::Inventory;
use slipway_domain::server::Server;
use slipway_domain::{AccountAlias, ServerId, folded};
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
    /// The account's alias, folded.
    account: String,
    /// Servers by what follows data center and account in their names; made when first needed.
    short: OnceCell<HashMap<String, Vec<usize>>>,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(inventory: &'a Inventory, account: &AccountAlias) -> Self {
        Self {
            inventory,
            account: folded(account.as_str()),
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
        for (place, server) in self.inventory.servers.iter().enumerate() {
            if let Some(short) = short(server, &self.account) {
                places.entry(short).or_default().push(place);
            }
        }
        places
    }
}

/// What a server was to be called, folded: the cloud puts data center and account before it.
pub(super) fn short(server: &Server, account: &str) -> Option<String> {
    let name = folded(&server.name);
    let rest = name.strip_prefix(&folded(server.data_center.as_str()))?;
    let rest = rest.strip_prefix(account)?;
    (!rest.is_empty()).then(|| rest.to_owned())
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
