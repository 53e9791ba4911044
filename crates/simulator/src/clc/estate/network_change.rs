//! Changes to networks, to the network cards of servers and to their public addresses.

use std::collections::HashSet;

use super::build::public_ip;
use super::{Address, Estate, Network, Ports, PublicIp};

/// At most so many accounts are there.
const MOST_ACCOUNTS: usize = 8;

/// What a job about networks leads to.
#[derive(Debug, Clone)]
pub(crate) enum NetworkChange {
    /// A data center gets a network with this id.
    Claim {
        center: usize,
        id: String,
    },
    /// A server gets a card on this network, with this address or with any.
    AddCard {
        network: String,
        address: Option<String>,
    },
    /// A server loses its further card on this network.
    DropCard(String),
    /// A server gets a public address that leads to this internal one, or to a new one.
    AddPublic {
        internal: Option<String>,
        ports: Vec<Ports>,
        sources: Vec<String>,
    },
    /// A public address lets other things through.
    ChangePublic(PublicIp),
    DropPublic(String),
}

impl Estate {
    /// Carries out a change, for the server at this position where it is about one. What cannot be done any more
    /// stays undone.
    pub(crate) fn change_network(&mut self, at: Option<usize>, change: &NetworkChange) {
        match (change, at) {
            (NetworkChange::Claim { center, id }, _) => self.claim_network(*center, id.clone()),
            (NetworkChange::AddCard { network, address }, Some(at)) => {
                self.add_card(at, network, address.as_deref());
            }
            (NetworkChange::DropCard(network), Some(at)) => self.drop_card(at, network),
            (
                NetworkChange::AddPublic {
                    internal,
                    ports,
                    sources,
                },
                Some(at),
            ) => {
                let public = PublicIp {
                    ip: self.unused_public(),
                    ports: ports.clone(),
                    sources: sources.clone(),
                };
                self.add_public(at, internal.as_deref(), public);
            }
            (NetworkChange::ChangePublic(public), Some(at)) => {
                for address in &mut self.servers[at].addresses {
                    if let Some(now) = &mut address.public
                        && now.ip == public.ip
                    {
                        now.clone_from(public);
                    }
                }
            }
            (NetworkChange::DropPublic(ip), Some(at)) => self.drop_public(at, ip),
            (_, None) => {}
        }
    }

    /// The network that a server's further card is on, if it has one there.
    pub(crate) fn card(&self, at: usize, network: &Network) -> Option<&str> {
        let cards = self.servers[at].secondary.iter().map(String::as_str);
        cards.into_iter().find(|address| network.holds(address))
    }

    fn add_card(&mut self, at: usize, network: &str, address: Option<&str>) {
        let Some(network) = self.network(self.servers[at].center, network) else {
            return;
        };
        let wanted = address.filter(|wanted| self.is_free(wanted));
        let address = wanted.map(str::to_owned);
        if self.card(at, network).is_none()
            && let Some(address) = address.or_else(|| self.free_address(network))
        {
            self.servers[at].secondary.push(address);
        }
    }

    fn drop_card(&mut self, at: usize, network: &str) {
        let network = self.network(self.servers[at].center, network);
        let card = network.and_then(|network| self.card(at, network));
        if let Some(card) = card.map(str::to_owned) {
            self.servers[at]
                .secondary
                .retain(|address| *address != card);
        }
    }

    fn add_public(&mut self, at: usize, internal: Option<&str>, public: PublicIp) {
        let server = &mut self.servers[at];
        let mut addresses = server.addresses.iter_mut();
        let chosen = addresses.find(|address| Some(address.internal.as_str()) == internal);
        if let Some(chosen) = chosen {
            chosen.public.get_or_insert(public);
            return;
        }
        let server = &self.servers[at];
        let main = server.addresses.first().map(|main| main.internal.as_str());
        let network = main.and_then(|main| self.network_of(server.center, main));
        if let Some(internal) = network.and_then(|network| self.free_address(network)) {
            let public = Some(public);
            self.servers[at]
                .addresses
                .push(Address { internal, public });
        }
    }

    /// The internal address that was made for a public one goes with it.
    fn drop_public(&mut self, at: usize, ip: &str) {
        let addresses = &mut self.servers[at].addresses;
        let leads = |address: &Address| address.public.as_ref().is_some_and(|own| own.ip == ip);
        if let Some(found) = addresses.iter().position(leads) {
            if found == 0 {
                addresses[0].public = None;
            } else {
                addresses.remove(found);
            }
        }
    }

    /// A public address that nobody has. Those given at first count upwards from the other end; from this one the
    /// accounts take theirs in turn.
    fn unused_public(&self) -> String {
        let used: HashSet<&str> = self
            .living()
            .flat_map(|server| server.public().map(|public| public.ip.as_str()))
            .collect();
        let turns = (0..125_000).rev().skip(self.number);
        let mut all = turns.step_by(MOST_ACCOUNTS).map(public_ip);
        all.find(|ip| !used.contains(ip.as_str()))
            .unwrap_or_default()
    }
}
