//! Machines of their own that a data center has: configurations to choose from, and the operating
//! systems that can be put on them.

use crate::money::Money;
use serde::{Deserialize, Serialize};

/// What a data center has of them at this moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BareMetal {
    /// The machines.
    pub configurations: Vec<Configuration>,
    /// What can run on them.
    pub systems: Vec<System>,
}

/// One kind of machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configuration {
    /// Its id, which a new server names.
    pub id: String,
    /// Its processors in words.
    pub processor: String,
    /// How many processors it has.
    pub sockets: u64,
    /// Cores of each of them.
    pub cores: u64,
    /// Its memory, in GB.
    pub memory_gb: u64,
    /// Its disks, one by one.
    pub disks: Vec<PhysicalDisk>,
    /// How many of them are free.
    pub availability: Availability,
    /// What one hour costs, where the cloud says so.
    pub hourly: Option<Money>,
}

/// A disk that is built in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PhysicalDisk {
    /// Its size, in GB.
    pub size_gb: u64,
    /// What it is: `Hdd`.
    pub kind: String,
    /// How often it turns a minute, where it does.
    pub rpm: Option<u64>,
}

/// How many machines of a configuration are free.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Availability {
    /// Many.
    High,
    /// Few.
    Low,
    /// Not one.
    None,
    /// The cloud does not say, or in a word this portal does not know.
    Unknown,
}

impl Availability {
    /// What a word on the wire stands for, in any case.
    pub fn parse(word: &str) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "high" => Self::High,
            "low" => Self::Low,
            "none" => Self::None,
            _ => Self::Unknown,
        }
    }
}

/// An operating system that can be put on them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct System {
    /// Its word, which a new server names and packages list (`centOS6_64Bit`).
    pub os: String,
    /// It in words.
    pub description: String,
    /// What one hour costs for each processor, where the cloud says so.
    pub hourly_per_socket: Option<Money>,
}

impl System {
    /// It with what it costs: `RedHat 6 · 0.075 an hour for each processor`.
    pub fn label(&self) -> String {
        match self.hourly_per_socket {
            Some(rate) if rate != Money::default() => {
                let rate = rate.rate();
                format!("{} · {rate} an hour for each processor", self.description)
            }
            _ => self.description.clone(),
        }
    }
}

impl PhysicalDisk {
    /// Abbreviations as people write them, other words as they come.
    fn label(&self) -> String {
        match self.kind.to_ascii_uppercase().as_str() {
            short @ ("HDD" | "SSD") => short.to_owned(),
            _ => self.kind.clone(),
        }
    }
}

impl Configuration {
    /// Its size and what it costs.
    pub fn label(&self) -> String {
        match self.hourly {
            Some(rate) => format!("{}, {} an hour", self.size(), rate.rate()),
            None => self.size(),
        }
    }

    /// `2 × 6 cores, 64 GB of memory, 4 × 2000 GB HDD at 7200 rpm`
    pub fn size(&self) -> String {
        let mut parts = vec![
            format!("{} × {} cores", self.sockets, self.cores),
            format!("{} GB of memory", self.memory_gb),
        ];
        let mut rest = self.disks.as_slice();
        while let Some(first) = rest.first() {
            let alike = rest.iter().take_while(|disk| *disk == first).count();
            let turns = first.rpm.map(|rpm| format!(" at {rpm} rpm"));
            let turns = turns.unwrap_or_default();
            parts.push(format!(
                "{alike} × {} GB {}{turns}",
                first.size_gb,
                first.label()
            ));
            rest = &rest[alike..];
        }
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disks_that_are_alike_are_counted() {
        let disk = |size_gb, rpm| PhysicalDisk {
            size_gb,
            kind: "Hdd".to_owned(),
            rpm,
        };
        let machine = Configuration {
            id: "a".to_owned(),
            processor: "Some processor".to_owned(),
            sockets: 2,
            cores: 6,
            memory_gb: 64,
            disks: vec![
                disk(2_000, Some(7_200)),
                disk(2_000, Some(7_200)),
                disk(500, None),
            ],
            availability: Availability::Low,
            hourly: None,
        };
        assert_eq!(
            machine.size(),
            "2 × 6 cores, 64 GB of memory, 2 × 2000 GB HDD at 7200 rpm, 1 × 500 GB HDD"
        );
        assert_eq!(machine.label(), machine.size());
        let priced = Configuration {
            hourly: Some(Money::of(1.65)),
            disks: vec![PhysicalDisk {
                size_gb: 100,
                kind: "nvme".to_owned(),
                rpm: None,
            }],
            ..machine
        };
        assert_eq!(
            priced.label(),
            "2 × 6 cores, 64 GB of memory, 1 × 100 GB nvme, 1.65 an hour"
        );
    }

    #[test]
    fn what_costs_nothing_is_not_priced() {
        let system = |hourly_per_socket| System {
            os: "redHat6_64Bit".to_owned(),
            description: "RedHat 6".to_owned(),
            hourly_per_socket,
        };
        let priced = system(Some(Money::of(0.075))).label();
        assert_eq!(priced, "RedHat 6 · 0.075 an hour for each processor");
        assert_eq!(system(Some(Money::of(0.0))).label(), "RedHat 6");
        assert_eq!(system(None).label(), "RedHat 6");
    }

    #[test]
    fn words_for_what_is_free_come_in_any_case() {
        // The cloud's own description of them has a blank too many.
        assert_eq!(Availability::parse("none "), Availability::None);
        assert_eq!(Availability::parse("High"), Availability::High);
        assert_eq!(Availability::parse("LOW"), Availability::Low);
        assert_eq!(Availability::parse("some"), Availability::Unknown);
    }
}
