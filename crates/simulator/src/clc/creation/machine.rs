//! A creation of a machine of its own. What the documentation calls ignored for these is passed
//! over, whatever it says: template, processors, memory, storage, disks, address, management, time
//! to live and packages.

use super::{Form, Wanted};
use crate::clc::bare_metal::{Configuration, System};

impl<'a> Form<'a> {
    pub(super) fn wants_machine(&self) -> bool {
        let kind = self.text("type");
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case("bareMetal"))
    }

    /// Every part is read, so that all complaints come at once.
    pub(super) fn machine(&mut self) -> Option<Wanted> {
        let name = self.name();
        let place = self.place();
        let center = place.map(|(_, center)| center);
        let machine = self.chosen(center);
        let password = self.password(None);
        let custom_fields = self.custom_fields();
        let address = self.free_address(center);
        self.name_servers();
        let (group, center) = place?;
        let (configuration, system) = machine?;
        Some(Wanted {
            name: name?,
            description: self.text("description").unwrap_or_default(),
            group,
            center,
            os: configuration.system(system),
            disks: configuration.built_in(),
            managed_os: false,
            address: address?,
            password,
            cpu: configuration.cores(),
            memory_mb: configuration.memory_gb * 1024,
            kind: "bareMetal".to_owned(),
            storage_type: "standard".to_owned(),
            machine: Some(configuration.machine()),
            custom_fields,
            ttl: None,
            packages: Vec::new(),
            fails: false,
        })
    }

    fn chosen(&mut self, center: Option<usize>) -> Option<(&'a Configuration, &'a System)> {
        if center.is_some_and(|at| !self.estate.centers[at].bare_metal) {
            self.complain("type", "The data center has no bare metal servers.");
            return None;
        }
        let configuration = self.configuration();
        let system = self.system();
        Some((configuration?, system?))
    }

    fn configuration(&mut self) -> Option<&'a Configuration> {
        let id = self.required("configurationId")?;
        let machines = &self.world.machines;
        let found = machines.configuration(&id);
        match found {
            None => {
                let message = format!("The configuration {id} is not valid.");
                self.complain("configurationId", message);
            }
            Some(found) if !found.is_free() => {
                let message = format!("The configuration {id} is not available.");
                self.complain("configurationId", message);
            }
            Some(_) => {}
        }
        found
    }

    fn system(&mut self) -> Option<&'a System> {
        let os = self.required("osType")?;
        let found = self.world.machines.system(&os);
        if found.is_none() {
            self.complain("osType", format!("The osType {os} is not valid."));
        }
        found
    }
}
