//! What a server is made of and what policies it is under.

use crate::disks::total_gb;
use crate::estate::seed::Family;
use crate::estate::{Policy, Server};
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

/// The policies that it is under.
pub(super) fn policies(json: &mut Json, alias: &str, server: &Server) {
    json.key("alertPolicies").array(|json| {
        if let Some(policy) = &server.policies.alert {
            let own = ["/v2/alertPolicies/", alias, "/", &policy.id];
            let map = ["/v2/servers/", alias, "/", &server.id, "/alertPolicies/"];
            write(json, policy, true, |json| {
                link(json, "self", &own);
                link(json, "alertPolicyMap", &[&map[..], &[&policy.id]].concat());
            });
        }
    });
    if let Some(policy) = &server.policies.anti_affinity {
        let own = ["/v2/antiAffinityPolicies/", alias, "/", &policy.id];
        json.key("antiAffinityPolicy");
        write(json, policy, true, |json| link(json, "self", &own));
    }
    if let Some(policy) = &server.policies.cpu_autoscale {
        let own = ["/v2/autoscalePolicies/", alias, "/", &policy.id];
        json.key("cpuAutoscalePolicy");
        // The only one whose name is not told.
        write(json, policy, false, |json| link(json, "self", &own));
    }
}

fn write(json: &mut Json, policy: &Policy, named: bool, links: impl FnOnce(&mut Json)) {
    json.object(|json| {
        json.pair("id", &policy.id);
        if named {
            json.pair("name", &policy.name);
        }
        json.key("links").array(links);
    });
}

fn link(json: &mut Json, rel: &str, href: &[&str]) {
    json.object(|json| {
        json.key("rel").plain(&[rel]).key("href").plain(href);
    });
}
