//! Machines of their own. Nothing but the documentation tells what the cloud sends of them.

use crate::wire::{List, Loose, Real, Text, Whole, wire};
use slipway_domain::bare_metal::{
    Availability, BareMetal as Entity, Configuration, PhysicalDisk, System,
};
use slipway_domain::money::Money;

wire! {
    /// What a data center has of them.
    BareMetal {
        skus: List<Loose<Sku>> = "skus",
        systems: List<Loose<SystemLine>> = "operatingSystems",
    }
}

wire! {
    /// A configuration. Its memory is a list, of one entry in the documentation.
    Sku {
        id: Text = "id",
        hourly: Real = "hourlyRate",
        availability: Text = "availability",
        memory: List<Loose<Capacity>> = "memory",
        processor: Loose<Processor> = "processor",
        storage: List<Loose<Capacity>> = "storage",
    }
}

wire! {
    /// A piece of memory, or a disk.
    Capacity {
        gb: Whole = "capacityGB",
        rpm: Whole = "speedRpm",
        kind: Text = "type",
    }
}

wire! {
    /// Its processors.
    Processor {
        cores: Whole = "coresPerSocket",
        description: Text = "description",
        sockets: Whole = "sockets",
    }
}

wire! {
    /// An operating system.
    SystemLine {
        os: Text = "type",
        description: Text = "description",
        hourly: Real = "hourlyRatePerSocket",
    }
}

impl BareMetal {
    /// The entity, and how many entries were unusable and left out.
    pub(crate) fn into_entity(self) -> (Entity, usize) {
        let sent = self.skus.0.len() + self.systems.0.len();
        let (skus, systems) = (self.skus.objects(), self.systems.objects());
        let found = Entity {
            configurations: skus.filter_map(Sku::into_entity).collect(),
            systems: systems.filter_map(SystemLine::into_entity).collect(),
        };
        let read = found.configurations.len() + found.systems.len();
        (found, sent - read)
    }
}

impl Sku {
    fn into_entity(self) -> Option<Configuration> {
        let id = self.id.some()?;
        let processor = self.processor.0.unwrap_or_default();
        let memory = self.memory.objects().filter_map(|piece| piece.gb.0);
        Some(Configuration {
            processor: processor.description.some().unwrap_or_else(|| id.clone()),
            id,
            sockets: processor.sockets.0.unwrap_or(0),
            cores: processor.cores.0.unwrap_or(0),
            memory_gb: memory.fold(0, u64::saturating_add),
            disks: self.storage.objects().map(Capacity::into_disk).collect(),
            availability: Availability::parse(&self.availability.or_empty()),
            hourly: self.hourly.0.map(Money::of),
        })
    }
}

impl Capacity {
    fn into_disk(self) -> PhysicalDisk {
        PhysicalDisk {
            size_gb: self.gb.0.unwrap_or(0),
            kind: self.kind.or_empty(),
            rpm: self.rpm.0.filter(|rpm| *rpm > 0),
        }
    }
}

impl SystemLine {
    fn into_entity(self) -> Option<System> {
        let os = self.os.some()?;
        Some(System {
            description: self.description.some().unwrap_or_else(|| os.clone()),
            os,
            hourly_per_socket: self.hourly.0.map(Money::of),
        })
    }
}
