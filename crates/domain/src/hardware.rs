//! What a server is made of: the words for its type and storage, its disks, and the cloud's
//! limits.

use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// How many processors a server can have.
pub const CPUS: RangeInclusive<u32> = 1..=16;
/// How much memory a server can have, in GB.
pub const MEMORY_GB: RangeInclusive<u32> = 1..=128;
/// How large one disk can be, in GB.
pub const DISK_GB: RangeInclusive<u32> = 1..=1024;

/// What kind of machine a server is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ServerKind {
    /// Virtual, the usual one.
    Standard,
    /// Virtual, with fast storage that is not kept twice.
    Hyperscale,
    /// A machine of its own.
    BareMetal,
    /// A word this portal does not know.
    Other(String),
}

impl ServerKind {
    /// The kind a word on the wire stands for, in any case.
    pub fn parse(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "standard" => Self::Standard,
            "hyperscale" => Self::Hyperscale,
            "baremetal" => Self::BareMetal,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// The word on the wire.
    pub fn wire(&self) -> &str {
        match self {
            Self::Standard => "standard",
            Self::Hyperscale => "hyperscale",
            Self::BareMetal => "bareMetal",
            Self::Other(word) => word,
        }
    }

    /// The words people see.
    pub fn label(&self) -> &str {
        match self {
            Self::BareMetal => "bare metal",
            other => other.wire(),
        }
    }
}

/// What a server's disks lie on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StorageKind {
    /// The usual one.
    Standard,
    /// Kept in a second place too; not every data center has it.
    Premium,
    /// Of a hyperscale server.
    Hyperscale,
    /// A word this portal does not know.
    Other(String),
}

impl StorageKind {
    /// The kind a word on the wire stands for, in any case.
    pub fn parse(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "standard" => Self::Standard,
            "premium" => Self::Premium,
            "hyperscale" => Self::Hyperscale,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// The word on the wire, in URLs and on screen.
    pub fn wire(&self) -> &str {
        match self {
            Self::Standard => "standard",
            Self::Premium => "premium",
            Self::Hyperscale => "hyperscale",
            Self::Other(word) => word,
        }
    }
}

/// A disk of a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Disk {
    /// For example `0:1`.
    pub id: String,
    /// Its size, in GB.
    pub size_gb: u64,
    /// Where its partitions are mounted, as far as the cloud says.
    pub paths: Vec<String>,
}

/// A partition that the operating system sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partition {
    /// Where it is mounted: `/`, `C:\`, or `(swap)`.
    pub path: String,
    /// Its size, in GB.
    pub size_gb: f64,
}

/// A disk that is to be added to a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NewDisk {
    /// Where it is to be mounted (`/data`, or a drive letter); `None` for a raw disk.
    pub path: Option<String>,
    /// Its size, in GB.
    pub size_gb: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_their_kinds() {
        for word in ["standard", "hyperscale", "bareMetal", "quantum"] {
            assert_eq!(ServerKind::parse(word).wire(), word);
        }
        for word in ["standard", "premium", "hyperscale", "tape"] {
            assert_eq!(StorageKind::parse(word).wire(), word);
        }
    }

    #[test]
    fn kinds_are_known_in_any_case() {
        use {ServerKind as Server, StorageKind as Storage};
        for (word, kind, words) in [
            ("Standard", Server::Standard, "standard"),
            ("HYPERSCALE", Server::Hyperscale, "hyperscale"),
            ("BAREMETAL", Server::BareMetal, "bare metal"),
            ("Quantum", Server::Other("Quantum".to_owned()), "Quantum"),
        ] {
            assert_eq!(Server::parse(word), kind);
            assert_eq!(kind.label(), words);
        }
        for (word, kind) in [
            ("STANDARD", Storage::Standard),
            ("Premium", Storage::Premium),
            ("hyperScale", Storage::Hyperscale),
            ("Tape", Storage::Other("Tape".to_owned())),
        ] {
            assert_eq!(Storage::parse(word), kind);
        }
    }
}
