//! What a server is made of.

use crate::clc::disks::total_gb;
use crate::clc::estate::Server;
use crate::clc::estate::seed::Family;
use crate::json::Json;

/// All of its disks together, in GB.
pub(super) fn storage(server: &Server) -> u32 {
    total_gb(&server.disks)
}

/// Its disks, and the partitions that its system sees of them.
pub(super) fn disks(json: &mut Json, server: &Server) {
    json.key("disks").array(|json| {
        for disk in &server.disks {
            json.object(|json| {
                json.pair("id", &disk.id()).key("sizeGB").int(disk.size_gb);
                // The cloud never fills this in.
                json.empty("partitionPaths");
            });
        }
    });
    json.key("partitions").array(|json| {
        let mut partition = |size: f64, path: &str| {
            json.object(|json| {
                json.key("sizeGB").float(size).pair("path", path);
            });
        };
        let system = f64::from(server.os.system_disk_gb);
        match server.os.family {
            Family::Windows => partition(system - 0.342, "C:\\"),
            Family::Linux => {
                partition(0.0, "(swap)");
                partition(system - 0.345, "/");
                partition(0.482, "/boot");
            }
        }
        for disk in &server.disks {
            let usable = f64::from(disk.size_gb) * 0.9524;
            match (&disk.path, server.os.family) {
                (Some(path), Family::Linux) => partition(usable, path),
                (Some(path), Family::Windows) => {
                    let letter = path.trim_matches(['/', '\\', ':']).to_uppercase();
                    partition(usable, &format!("{letter}:\\"));
                }
                (None, _) => {}
            }
        }
    });
}
