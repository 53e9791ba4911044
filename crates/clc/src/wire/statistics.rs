//! How busy servers were, for one server as for all of a group.

use crate::wire::{List, Loose, Real, Text, Whole, decode, report_skipped, wire};
use slipway_domain::ServerId;
use slipway_domain::statistics::{FileSystem, Sample};

wire! {
    /// The measurements of one server, whose name comes in either case.
    ServerStatistics {
        name: Text = "name",
        samples: List<Loose<SampleLine>> = "stats",
    }
}

wire! {
    /// Measurements at one time.
    SampleLine {
        at: Text = "timestamp",
        cpu: Real = "cpuPercent",
        memory: Real = "memoryPercent",
        received: Real = "networkReceivedKBps",
        sent: Real = "networkTransmittedKBps",
        file_systems: List<Loose<FileSystemLine>> = "guestDiskUsage",
    }
}

wire! {
    /// How full a file system was.
    FileSystemLine {
        path: Text = "path",
        capacity: Whole = "capacityMB",
        consumed: Whole = "consumedMB",
    }
}

/// The measurements of each server in an answer, oldest first: a list, or one by itself. Servers
/// without any may be missing.
pub(crate) fn statistics(body: &[u8]) -> Result<Vec<(ServerId, Vec<Sample>)>, String> {
    let sent: Vec<Loose<ServerStatistics>> = if body.trim_ascii_start().starts_with(b"{") {
        vec![decode(body)?]
    } else {
        decode(body)?
    };
    let count = sent.len();
    let of_server = |server: ServerStatistics| {
        let samples = server.samples.objects();
        let mut samples: Vec<Sample> = samples.filter_map(SampleLine::into_entity).collect();
        // The cloud writes them all alike, so that they sort as text.
        samples.sort_by(|a, b| a.at.cmp(&b.at));
        Some((ServerId::new(server.name.some()?), samples))
    };
    let found: Vec<_> = List(sent).objects().filter_map(of_server).collect();
    report_skipped("servers with statistics", count - found.len());
    Ok(found)
}

impl SampleLine {
    /// `None` without a time: it could stand nowhere.
    fn into_entity(self) -> Option<Sample> {
        let file_systems = self.file_systems.objects();
        Some(Sample {
            at: self.at.some()?,
            cpu_percent: self.cpu.0,
            memory_percent: self.memory.0,
            network_in: self.received.0,
            network_out: self.sent.0,
            file_systems: file_systems
                .filter_map(FileSystemLine::into_entity)
                .collect(),
        })
    }
}

impl FileSystemLine {
    fn into_entity(self) -> Option<FileSystem> {
        Some(FileSystem {
            path: self.path.some()?,
            capacity_mb: self.capacity.0?,
            consumed_mb: self.consumed.0.unwrap_or(0),
        })
    }
}
