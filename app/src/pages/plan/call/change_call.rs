//! The call of a change of hardware, as the CLC API takes it.

use super::Request;
use serde_json::{Value, json};
use slipway_domain::AccountAlias;
use slipway_domain::deed::ChangeDeed;
use slipway_domain::new_server::{DiskChange, ServerChange};
use slipway_domain::plan::PlannedServer;

pub(super) fn request(
    deed: &ChangeDeed,
    account: &AccountAlias,
    servers: &[&PlannedServer],
) -> Request {
    let first = servers.first().map(|server| server.id.as_str());
    let sets: Vec<Value> = deed.changes().iter().filter_map(set).collect();
    Request {
        method: "PATCH",
        path: format!("servers/{account}/{}", first.unwrap_or_default()),
        json: serde_json::to_string_pretty(&sets).ok(),
    }
}

/// One member; nothing of those that are never part of a plan.
fn set(change: &ServerChange) -> Option<Value> {
    let (member, value) = match change {
        ServerChange::Cpu(number) => ("cpu", json!(number)),
        ServerChange::MemoryGb(number) => ("memory", json!(number)),
        ServerChange::Disks(disks) => ("disks", disks.iter().map(disk).collect()),
        _ => return None,
    };
    Some(json!({ "op": "set", "member": member, "value": value }))
}

fn disk(change: &DiskChange) -> Value {
    match change {
        DiskChange::Keep { id, size_gb } => json!({ "diskId": id, "sizeGB": size_gb }),
        DiskChange::Add(disk) => match &disk.path {
            Some(path) => json!({ "path": path, "sizeGB": disk.size_gb, "type": "partitioned" }),
            None => json!({ "sizeGB": disk.size_gb, "type": "raw" }),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::deed::{Hardware, HardwareWish};
    use slipway_domain::hardware::{Disk, NewDisk};

    #[test]
    fn the_call_names_every_disk_that_stays() {
        let disk = |id: &str| Disk {
            id: id.to_owned(),
            size_gb: 16,
            paths: Vec::new(),
        };
        let deed = ChangeDeed {
            before: Hardware {
                cpu: 1,
                memory_gb: 2,
                disks: vec![disk("0:0"), disk("0:1")],
            },
            wish: HardwareWish {
                cpu: Some(4),
                grow: [("0:1".to_owned(), 40)].into(),
                add: vec![NewDisk {
                    path: Some("/data".to_owned()),
                    size_gb: 5,
                }],
                ..HardwareWish::default()
            },
        };
        let sets: Vec<Value> = deed.changes().iter().filter_map(set).collect();
        let disks = json!([
            { "diskId": "0:0", "sizeGB": 16 },
            { "diskId": "0:1", "sizeGB": 40 },
            { "path": "/data", "sizeGB": 5, "type": "partitioned" },
        ]);
        let expected = json!([
            { "op": "set", "member": "cpu", "value": 4 },
            { "op": "set", "member": "disks", "value": disks },
        ]);
        assert_eq!(Value::from(sets), expected);
    }
}
