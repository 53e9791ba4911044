//! Grows the fleet of an account from its data and the seed. The same seed and size give the same fleet to the letter.

use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use super::groups::{Layout, lay_out};
use super::seed::{CenterSeed, EstateSeed, Family, Mark, OperatingSystem, Tier};
use super::{
    Address, Center, ChangeInfo, Estate, Group, Mappings, Policies, Ports, PowerState, PublicIp,
    Server, Snapshot, Status,
};
use crate::clc::custom_fields::{self, CustomField};
use crate::clc::disks::with_data;
use crate::clc::password;
use crate::clock::{Millis, iso};
use crate::random::Random;

/// Positions below this are left to the marks in the data, so that the small demo fleet is known by heart; of those
/// beyond, a few are stopped, paused or in maintenance by chance.
const KNOWN_BY_HEART: usize = 20;

/// Grows a fleet of `servers`, spread evenly over its data centers. Its public addresses follow those of the accounts
/// `before` it.
pub(crate) fn build(
    estate: &EstateSeed,
    systems: &[Arc<OperatingSystem>],
    servers: usize,
    seed: u64,
    before: &[Estate],
) -> Estate {
    let total = estate.servers.unwrap_or(servers);
    let sites = estate.data_centers.len().max(1);
    let custom_fields = custom_fields::of_account(&estate.alias, seed);
    let mut fleet = Fleet {
        seed,
        first_public: before.iter().map(|estate| estate.servers.len()).sum(),
        alias: &estate.alias,
        systems,
        custom_fields: &custom_fields,
        groups: Vec::new(),
        servers: Vec::new(),
        policies: Policies::default(),
    };
    let mut centers = Vec::new();
    for (at, center) in estate.data_centers.iter().enumerate() {
        let root = fleet.fill(at, center, (total + sites - 1 - at) / sites);
        centers.push(Center {
            id: center.id.clone(),
            name: center.name.clone(),
            root,
            enabled: center.enabled.unwrap_or(true),
            premium_storage: center.premium_storage.unwrap_or(true),
            bare_metal: center.bare_metal,
        });
    }
    let Fleet {
        groups,
        servers,
        policies,
        ..
    } = fleet;
    let mut built = Estate {
        number: before.len(),
        alias: estate.alias.to_ascii_lowercase(),
        parent: estate.parent.as_deref().map(str::to_ascii_lowercase),
        business: estate.business.clone(),
        by_id: servers
            .iter()
            .map(|server| (server.id.clone(), server.index))
            .collect(),
        by_uuid: servers
            .iter()
            .map(|server| (server.uuid.clone(), server.index))
            .collect(),
        centers,
        groups,
        servers,
        networks: Vec::new(),
        firewall: Vec::new(),
        firewall_made: 0,
        custom_fields,
        policies,
        expiries: BinaryHeap::new(),
    };
    built.find_networks(seed);
    built
}

struct Fleet<'a> {
    seed: u64,
    first_public: usize,
    alias: &'a str,
    systems: &'a [Arc<OperatingSystem>],
    custom_fields: &'a [CustomField],
    groups: Vec<Group>,
    servers: Vec<Server>,
    policies: Policies,
}

impl Fleet<'_> {
    /// Fills a data center and says where its root group stands.
    fn fill(&mut self, at: usize, center: &CenterSeed, count: usize) -> usize {
        let Layout {
            root,
            archive,
            ring,
        } = lay_out(&mut self.groups, center, self.alias, self.seed);
        let marks: HashMap<usize, &Mark> = center
            .marks
            .iter()
            .map(|mark| (mark.server, mark))
            .collect();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let open = |numbers: &HashMap<&str, usize>, tier: &Tier| {
            tier.limit.is_none_or(|limit| {
                numbers
                    .get(tier.short.as_str())
                    .is_none_or(|&used| used < limit)
            })
        };
        let mut turns = 0..ring.len() * (count + 1);
        for position in 0..count {
            let next = turns
                .by_ref()
                .map(|turn| ring[turn % ring.len()])
                .find(|(_, tier)| open(&numbers, tier));
            let Some((group, tier)) = next else { break };
            let number = numbers.entry(&tier.short).or_default();
            *number += 1;
            let mut server = self.server(center, tier, *number, position);
            server.center = at;
            server.group = group;
            server.policies = self.policies.plant(tier, at, self.alias, self.seed);
            self.condition(
                &mut server,
                marks.get(&position).copied(),
                position,
                archive,
            );
            self.groups[server.group].servers.push(server.index);
            self.servers.push(server);
        }
        root
    }

    /// A running server of a tier.
    #[expect(
        clippy::expect_used,
        reason = "the data is compiled in and every test reads it"
    )]
    fn server(&self, center: &CenterSeed, tier: &Tier, number: usize, position: usize) -> Server {
        let name = format!("{}{}{}{number:02}", center.id, self.alias, tier.short);
        let id = name.to_ascii_lowercase();
        let mut random = Random::about(self.seed, &["server", &id]);
        let os = self
            .systems
            .iter()
            .find(|os| os.key == tier.os)
            .expect("the demo data names known systems")
            .clone();
        Server {
            index: self.servers.len(),
            uuid: random.hex_id(),
            description: tier.descriptions[(number - 1) % tier.descriptions.len()].clone(),
            center: 0,
            group: 0,
            managed_os: tier.managed_os,
            status: Status::Active,
            power: PowerState::Started,
            in_maintenance: false,
            addresses: vec![Address {
                internal: internal_ip(center.network, position),
                public: (tier.public && !number.is_multiple_of(3))
                    .then(|| web(self.first_public + self.servers.len())),
            }],
            secondary: tier
                .second_network
                .map(|network| internal_ip(network, position))
                .into_iter()
                .collect(),
            host_name: if os.family == Family::Linux && position % 5 != 4 {
                id.clone()
            } else {
                String::new()
            },
            password: password::first(self.seed, &id),
            cpu: tier.cpu,
            memory_mb: tier.memory_gb * 1024,
            disks: with_data(&os, tier.data_disk_gb),
            kind: "standard".to_owned(),
            machine: None,
            storage_type: tier
                .storage_type
                .clone()
                .unwrap_or_else(|| "standard".to_owned()),
            custom_fields: self.tag(tier),
            policies: Mappings::default(),
            refuses: (!tier.refuses.is_empty())
                .then(|| tier.refuses[(number - 1) % tier.refuses.len()].clone()),
            change: ChangeInfo::made_up(&mut random, self.alias),
            snapshot: tier.snapshot.then(|| Snapshot {
                name: snapshot_name(some_day(&mut random)),
                number: 1,
            }),
            snapshots_taken: u32::from(tier.snapshot),
            os,
            id,
        }
    }

    /// The last option of the first field that has any, for a tier that has a value for it.
    fn tag(&self, tier: &Tier) -> Vec<(String, String)> {
        let mut fields = self.custom_fields.iter();
        let choice = fields.find_map(|field| Some((field, field.last_option()?)));
        let value = choice.map(|(field, key)| (field.id.clone(), key.to_owned()));
        value.into_iter().filter(|_| tier.tagged).collect()
    }

    /// Puts a server into the state that its mark, or chance, gives it.
    fn condition(&self, server: &mut Server, mark: Option<&Mark>, position: usize, archive: usize) {
        if let Some(mark) = mark {
            server.status = mark.status.unwrap_or(Status::Active);
            server.power = mark.power_state.unwrap_or(PowerState::Started);
            server.in_maintenance = mark.in_maintenance_mode;
        } else if position >= KNOWN_BY_HEART {
            let mut random = Random::about(self.seed, &["condition", &server.id]);
            match random.below(100) {
                0..6 => server.power = PowerState::Stopped,
                6 => server.power = PowerState::Paused,
                7 => server.in_maintenance = true,
                8 => server.status = Status::Archived,
                _ => {}
            }
        }
        if server.status.on_ice() {
            server.power = PowerState::Stopped;
            server.group = archive;
        }
    }
}

/// Addresses count upwards from `.10`, 240 to a network.
fn internal_ip([a, b, c]: [u8; 3], position: usize) -> String {
    let network = (usize::from(b) * 256 + usize::from(c) + position / 240) % 65_536;
    format!(
        "{a}.{}.{}.{}",
        network / 256,
        network % 256,
        10 + position % 240
    )
}

/// A public address that lets the web through.
fn web(index: usize) -> PublicIp {
    let port = |first| Ports {
        protocol: "TCP".to_owned(),
        first,
        last: None,
    };
    PublicIp {
        ip: public_ip(index),
        ports: vec![port(80), port(443)],
        sources: Vec::new(),
    }
}

/// From the block set aside for benchmarks, so that nobody's address is shown.
pub(super) fn public_ip(index: usize) -> String {
    format!(
        "198.{}.{}.{}",
        18 + index / 62_500 % 2,
        index / 250 % 250,
        1 + index % 250
    )
}

/// A moment in the two years before 2026, so that made-up dates lie in the past of every run.
fn some_day(random: &mut Random) -> Millis {
    const FIRST: i64 = 1_704_067_200_000; // 2024-01-01
    FIRST + i64::try_from(random.below(700 * 86_400)).unwrap_or(0) * 1000
}

/// Snapshots are named after the moment they were taken.
pub(super) fn snapshot_name(taken: Millis) -> String {
    iso(taken).trim_end_matches('Z').replace('T', ".")
}

impl ChangeInfo {
    /// Made-up authors and dates; some things were never changed by a person.
    pub(super) fn made_up(random: &mut Random, alias: &str) -> Self {
        let created = some_day(random);
        let person = ["mara", "jonas", "deploy"][usize::try_from(random.below(3)).unwrap_or(0)];
        let who = format!("{person}.{}", alias.to_ascii_lowercase());
        Self {
            created_by: who.clone(),
            created: iso(created),
            modified_by: (!random.percent(20)).then_some(who),
            modified: iso(created + i64::try_from(random.below(2_000_000)).unwrap_or(0) * 1000),
        }
    }
}
