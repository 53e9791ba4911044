//! New servers: they have their name and address at once, and are under construction.

use super::{Address, ChangeInfo, Estate, Mappings, PowerState, Server, Status};
use crate::clc::creation::Wanted;
use crate::clc::password;
use crate::clock::Millis;
use crate::random::Random;

impl Estate {
    /// Adds a server and says where it stands.
    pub(crate) fn create_server(
        &mut self,
        wanted: Wanted,
        by: &str,
        seed: u64,
        now: Millis,
    ) -> usize {
        let id = self.new_id(wanted.center, &wanted.name);
        let index = self.servers.len();
        let uuid = Random::about(seed, &["server", &id]).hex_id();
        let password = wanted.password;
        self.by_id.insert(id.clone(), index);
        self.by_uuid.insert(uuid.clone(), index);
        self.groups[wanted.group].servers.push(index);
        self.servers.push(Server {
            index,
            uuid,
            description: wanted.description,
            center: wanted.center,
            group: wanted.group,
            os: wanted.os,
            managed_os: wanted.managed_os,
            status: Status::UnderConstruction,
            power: PowerState::Started,
            in_maintenance: false,
            addresses: vec![Address {
                internal: wanted.address,
                public: None,
            }],
            secondary: Vec::new(),
            host_name: id.clone(),
            password: password.unwrap_or_else(|| password::first(seed, &id)),
            cpu: wanted.cpu,
            memory_mb: wanted.memory_mb,
            disks: wanted.disks,
            kind: wanted.kind,
            machine: wanted.machine,
            storage_type: wanted.storage_type,
            snapshot: None,
            snapshots_taken: 0,
            custom_fields: wanted.custom_fields,
            policies: Mappings::default(),
            refuses: None,
            change: ChangeInfo::new(by, now),
            id,
        });
        index
    }

    /// The next name of its kind, in lower case: deleted servers keep theirs, so that none is
    /// used twice.
    fn new_id(&self, center: usize, name: &str) -> String {
        let place = &self.centers[center].id;
        let stem = format!("{place}{}{name}", self.alias).to_ascii_lowercase();
        let number = |id: &str| id.strip_prefix(&stem)?.parse::<u64>().ok();
        let numbers = self.servers.iter().filter_map(|server| number(&server.id));
        let mut next = numbers.max().unwrap_or(0) + 1;
        loop {
            let id = format!("{stem}{next:02}");
            if !self.servers.iter().any(|server| server.id == id) {
                return id;
            }
            next += 1;
        }
    }
}
