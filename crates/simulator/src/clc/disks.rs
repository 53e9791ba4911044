//! The disks of a server, and the lists of them that a creation and a change send.

use serde_json::Value;

use crate::body::{member, scalar};
use crate::clc::estate::seed::{Family, OperatingSystem};

/// The largest a disk can be, in GB.
const LARGEST: u32 = 1024;
/// The system lives on the first ones, which cannot go.
const SYSTEM_DISKS: u32 = 3;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Disk {
    /// What stands behind `0:` in its id; the number of a deleted disk is not used again soon.
    pub(crate) number: u32,
    pub(crate) size_gb: u32,
    /// Where it is mounted, if it was added with a path.
    pub(crate) path: Option<String>,
}

impl Disk {
    pub(crate) fn id(&self) -> String {
        format!("0:{}", self.number)
    }
}

/// All of them together, in GB.
pub(crate) fn total_gb(disks: &[Disk]) -> u32 {
    disks.iter().map(|disk| disk.size_gb).sum()
}

/// Those of a server that holds only its system.
pub(crate) fn of_system(system_disk_gb: u32) -> Vec<Disk> {
    let sizes = [1, 2, system_disk_gb];
    (0..)
        .zip(sizes)
        .map(|(number, size_gb)| Disk {
            number,
            size_gb,
            path: None,
        })
        .collect()
}

/// Those of a server that has one for its data too, if it does.
pub(crate) fn with_data(os: &OperatingSystem, data_disk_gb: Option<u32>) -> Vec<Disk> {
    let mut disks = of_system(os.system_disk_gb);
    disks.extend(data_disk_gb.map(|size_gb| Disk {
        number: SYSTEM_DISKS,
        size_gb,
        path: Some(match os.family {
            Family::Linux => "/data".to_owned(),
            Family::Windows => "d".to_owned(),
        }),
    }));
    disks
}

/// The disks after a change. Those that are not listed go, those without an id are new; none
/// shrinks. `reserved` are the paths at which none can be mounted.
pub(crate) fn resize(
    now: &[Disk],
    reserved: &[String],
    value: &Value,
) -> Result<Vec<Disk>, String> {
    let listed = value.as_array().ok_or("A list of disks is required.")?;
    let mut after: Vec<Disk> = Vec::new();
    let mut next = now.iter().map(|disk| disk.number + 1).max().unwrap_or(0);
    for entry in listed {
        let disk = read(now, reserved, entry, next)?;
        next = next.max(disk.number + 1);
        if after.iter().any(|other| other.number == disk.number) {
            return Err(format!("The disk {} is listed twice.", disk.id()));
        }
        after.push(disk);
    }
    let mut system = now.iter().filter(|disk| disk.number < SYSTEM_DISKS);
    let kept = |disk: &Disk| after.iter().any(|other| other.number == disk.number);
    if let Some(gone) = system.find(|disk| !kept(disk)) {
        return Err(format!("The disk {} cannot be deleted.", gone.id()));
    }
    after.sort_by_key(|disk| disk.number);
    Ok(after)
}

/// The disks of a new server: those it is made with, and what is listed behind them.
pub(crate) fn add(
    mut disks: Vec<Disk>,
    reserved: &[String],
    value: &Value,
) -> Result<Vec<Disk>, String> {
    let listed = value.as_array().ok_or("A list of disks is required.")?;
    for entry in listed {
        let next = disks.iter().map(|disk| disk.number + 1).max().unwrap_or(0);
        disks.push(new_disk(reserved, entry, next)?);
    }
    Ok(disks)
}

fn read(now: &[Disk], reserved: &[String], entry: &Value, next: u32) -> Result<Disk, String> {
    let Some(id) = member(entry, "diskId").and_then(scalar) else {
        return new_disk(reserved, entry, next);
    };
    let size_gb = size(entry)?;
    let found = now.iter().find(|disk| disk.id() == id);
    let found = found.ok_or_else(|| format!("The disk {id} is not valid."))?;
    if size_gb < found.size_gb {
        return Err(format!("The disk {id} cannot be made smaller."));
    }
    Ok(Disk {
        size_gb,
        ..found.clone()
    })
}

fn new_disk(reserved: &[String], entry: &Value, number: u32) -> Result<Disk, String> {
    let size_gb = size(entry)?;
    let text = |name: &str| member(entry, name).and_then(scalar);
    let partitioned = match text("type")
        .map(|kind| kind.to_ascii_lowercase())
        .as_deref()
    {
        Some("partitioned") => true,
        Some("raw") => false,
        _ => return Err("The type field must be raw or partitioned.".to_owned()),
    };
    let path = text("path").filter(|path| !path.trim().is_empty());
    if partitioned && path.is_none() {
        return Err("The path field is required for a partitioned disk.".to_owned());
    }
    let path = path.filter(|_| partitioned);
    if let Some(path) = &path {
        let bare = path.trim_matches(['/', '\\', ':']);
        if reserved
            .iter()
            .any(|taken| taken.eq_ignore_ascii_case(bare))
        {
            return Err(format!("The path {path} is reserved."));
        }
    }
    Ok(Disk {
        number,
        size_gb,
        path,
    })
}

fn size(entry: &Value) -> Result<u32, String> {
    let size = member(entry, "sizeGB").and_then(scalar);
    let size = size.and_then(|size| size.trim().parse().ok());
    size.filter(|size| (1..=LARGEST).contains(size))
        .ok_or_else(|| format!("The sizeGB field must be between 1 and {LARGEST}."))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn resized(value: &Value) -> Result<Vec<(u32, u32)>, String> {
        let after = resize(&of_system(14), &["etc".to_owned()], value)?;
        Ok(after.iter().map(|d| (d.number, d.size_gb)).collect())
    }

    #[test]
    fn what_is_listed_stays_grows_or_is_new() {
        let all = json!([{"diskId": "0:0", "sizeGB": 1}, {"DISKID": "0:1", "SIZEGB": "5"},
            {"diskId": "0:2", "sizeGB": 14, "path": null, "type": "partitioned"},
            {"path": "/data", "sizeGB": 10, "type": "partitioned"}, {"sizeGB": 7, "type": "Raw"}]);
        let grown = [(0, 1), (1, 5), (2, 14), (3, 10), (4, 7)];
        assert_eq!(resized(&all).as_deref(), Ok(&grown[..]));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let system = |more: Value| {
            let mut all = vec![json!({"diskId": "0:0", "sizeGB": 1})];
            all.extend([1, 2].map(|n| json!({"diskId": format!("0:{n}"), "sizeGB": 14})));
            all.push(more);
            Value::Array(all)
        };
        for (wrong, word) in [
            (json!([{"diskId": "0:2", "sizeGB": 13}]), "smaller"),
            (json!([{"diskId": "0:2", "sizeGB": 14}]), "deleted"),
            (system(json!({"diskId": "0:2", "sizeGB": 14})), "twice"),
            (system(json!({"diskId": "0:9", "sizeGB": 14})), "not valid"),
            (system(json!({"sizeGB": 1025, "type": "raw"})), "between"),
            (system(json!({"sizeGB": 1})), "raw or partitioned"),
            (system(json!({"sizeGB": 1, "type": "partitioned"})), "path"),
            (
                system(json!({"sizeGB": 1, "type": "partitioned", "path": "/ETC"})),
                "reserved",
            ),
            (json!({}), "list"),
        ] {
            let refused = resized(&wrong).unwrap_err();
            assert!(refused.contains(word), "{refused}");
        }
    }
}
