//! How busy a server was: measurements at one time, and which ones to ask for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Which measurements are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// The latest one.
    Latest,
    /// One for every hour.
    Hourly {
        /// From this hour on; the cloud keeps 14 days.
        start: Timestamp,
        /// For so many hours, at least one.
        hours: u32,
    },
}

/// Measurements at one time. The cloud leaves some out and measures a little below zero at times;
/// it is shown as it was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// When, as the cloud wrote it (ISO-8601 UTC).
    pub at: String,
    /// Of all its processors, in percent.
    pub cpu_percent: Option<f64>,
    /// Of its memory, in percent.
    pub memory_percent: Option<f64>,
    /// What it received, in kB a second.
    pub network_in: Option<f64>,
    /// What it sent, in kB a second.
    pub network_out: Option<f64>,
    /// How full its file systems were; empty where the cloud cannot look into it.
    pub file_systems: Vec<FileSystem>,
}

/// How full a file system was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSystem {
    /// Where it is mounted.
    pub path: String,
    /// Its size, in MB.
    pub capacity_mb: u64,
    /// What of it was used, in MB.
    pub consumed_mb: u64,
}

impl Sample {
    /// How full all its file systems were taken together, in percent.
    pub fn disk_percent(&self) -> Option<f64> {
        let sum = |of: fn(&FileSystem) -> u64| self.file_systems.iter().map(of).sum::<u64>();
        let capacity = sum(|file_system| file_system.capacity_mb);
        let consumed = sum(|file_system| file_system.consumed_mb);
        (capacity > 0).then(|| as_float(consumed) / as_float(capacity) * 100.0)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "megabytes of any disk fit a float exactly"
)]
fn as_float(megabytes: u64) -> f64 {
    megabytes as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_systems_are_taken_together_and_none_says_nothing() {
        let mut sample = Sample {
            at: "2015-07-23T14:18:40Z".to_owned(),
            cpu_percent: Some(-0.01),
            memory_percent: None,
            network_in: None,
            network_out: None,
            file_systems: Vec::new(),
        };
        assert_eq!(sample.disk_percent(), None);
        for (path, capacity_mb, consumed_mb) in [("/", 300, 90), ("/boot", 100, 10)] {
            sample.file_systems.push(FileSystem {
                path: path.to_owned(),
                capacity_mb,
                consumed_mb,
            });
        }
        assert_eq!(sample.disk_percent(), Some(25.0));
    }
}
