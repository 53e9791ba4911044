//! Disks: those that are there can grow or go, others can be added.

use super::{Problem, controls, takes};
use crate::action::Hardware;
use crate::capabilities::Template;
use crate::hardware::{DISK_GB, Disk, NewDisk};
use std::collections::{BTreeMap, BTreeSet};

/// Servers are made with so many disks for their system; the cloud seldom says what is on them.
const SYSTEM_DISKS: usize = 3;

/// A disk to be added, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddedDisk {
    /// Its size in GB.
    pub size: String,
    /// Whether it gets a file system and is mounted.
    pub partitioned: bool,
    /// Where.
    pub path: String,
}

impl AddedDisk {
    /// Whether anything was filled in.
    pub fn is_filled(&self) -> bool {
        !(self.size.is_empty() && self.path.is_empty())
    }
}

/// Where disks can be mounted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiskRules {
    /// Under drive letters.
    pub drive_letters: bool,
    /// Not there: directories of the root, or drive letters.
    pub reserved: Vec<String>,
}

/// Why a disk cannot be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// It is the first one.
    First,
    /// The operating system is mounted from it.
    System,
}

impl DiskRules {
    /// Those of an operating system; its template knows more than its name does.
    pub fn of(os: &str, template: Option<&Template>) -> Self {
        let windows = os.to_ascii_lowercase().starts_with("windows");
        let reserved = template.map(|template| template.reserved_paths.clone());
        Self {
            drive_letters: template.map_or(windows, |template| template.drive_letters),
            reserved: reserved.unwrap_or_default(),
        }
    }

    /// What a path may be, in words.
    pub const fn label(&self) -> &'static str {
        if self.drive_letters {
            "A drive letter, such as E."
        } else {
            "An absolute path, such as /data."
        }
    }

    fn refuse(&self, path: &str, taken: &BTreeSet<String>) -> Option<String> {
        let fits = if self.drive_letters {
            is_letter(path)
        } else {
            is_directory(path)
        };
        if !fits {
            return Some(format!(
                "It takes a place to mount the disk. {}",
                self.label()
            ));
        }
        let plain = plain(path);
        if self.reserved.iter().any(|one| self::plain(one) == plain) {
            return Some(
                "The operating system keeps this place for itself; choose another.".into(),
            );
        }
        let twice = taken.contains(&plain);
        twice.then(|| "Another disk is mounted there; choose another place.".to_owned())
    }
}

/// Whether `disk`, at `place` in the list, has to stay.
pub fn fixed(place: usize, disk: &Disk) -> Option<Fixed> {
    let system = |path: &String| {
        let path = path.to_ascii_lowercase();
        matches!(path.as_str(), "/" | "/boot" | "(swap)" | "swap") || path.starts_with("c:")
    };
    let unsaid = place < SYSTEM_DISKS && disk.paths.is_empty();
    if place == 0 {
        Some(Fixed::First)
    } else {
        (unsaid || disk.paths.iter().any(system)).then_some(Fixed::System)
    }
}

impl Fixed {
    /// The reason beside the box.
    pub const fn label(self) -> &'static str {
        match self {
            Self::First => "The first disk stays.",
            Self::System => "It holds the operating system.",
        }
    }
}

pub(super) fn grown(
    sizes: &BTreeMap<String, String>,
    remove: &BTreeSet<String>,
    now: &Hardware,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, u32> {
    let mut grown = BTreeMap::new();
    for disk in &now.disks {
        let Some(typed) = sizes.get(&disk.id) else {
            continue;
        };
        if remove.contains(&disk.id) {
            continue;
        }
        match typed.parse::<u64>() {
            Ok(same) if same == disk.size_gb => {}
            Ok(size) if size > disk.size_gb && size <= u64::from(*DISK_GB.end()) => {
                grown.extend(u32::try_from(size).map(|size| (disk.id.clone(), size)));
            }
            _ => problems.push(Problem::new(
                controls::size(&disk.id),
                format!("Size of disk {}", disk.id),
                format!(
                    "A disk can only grow: it takes a whole number from {} to {}.",
                    disk.size_gb,
                    DISK_GB.end()
                ),
            )),
        }
    }
    grown
}

pub(super) fn removed(
    remove: &BTreeSet<String>,
    now: &Hardware,
    problems: &mut Vec<Problem>,
) -> BTreeSet<String> {
    for id in remove {
        let place = now.disks.iter().position(|disk| disk.id == *id);
        let why = match place {
            None => Some("There is no such disk any more.".to_owned()),
            Some(place) => fixed(place, &now.disks[place]).map(|why| why.label().to_owned()),
        };
        let label = format!("Delete disk {id}");
        problems.extend(why.map(|why| Problem::new(controls::remove(id), label, why)));
    }
    remove.clone()
}

pub(super) fn added(
    (add, remove): (&[AddedDisk], &BTreeSet<String>),
    now: &Hardware,
    rules: &DiskRules,
    problems: &mut Vec<Problem>,
) -> Vec<NewDisk> {
    let stays = |disk: &&Disk| !remove.contains(&disk.id);
    let paths = now.disks.iter().filter(stays).flat_map(|disk| &disk.paths);
    new_disks(add, paths, rules, problems)
}

/// The disks to be added to those that are mounted at `paths`.
pub fn new_disks<'a>(
    rows: &[AddedDisk],
    paths: impl Iterator<Item = &'a String>,
    rules: &DiskRules,
    problems: &mut Vec<Problem>,
) -> Vec<NewDisk> {
    let mut taken: BTreeSet<String> = paths.map(|path| plain(path)).collect();
    let mut added = Vec::new();
    for (number, disk) in rows.iter().enumerate() {
        if !disk.is_filled() {
            continue;
        }
        let size = disk.size.parse().ok().filter(|size| DISK_GB.contains(size));
        if size.is_none() {
            problems.push(Problem::new(
                controls::add_size(number),
                format!("Size of new disk {}", number + 1),
                takes(&DISK_GB),
            ));
        }
        if disk.partitioned {
            let why = rules.refuse(&disk.path, &taken);
            let label = format!("Path of new disk {}", number + 1);
            problems.extend(why.map(|why| Problem::new(controls::add_path(number), label, why)));
            taken.insert(plain(&disk.path));
        } else if !disk.path.is_empty() {
            problems.push(Problem::new(
                controls::add_path(number),
                format!("Path of new disk {}", number + 1),
                "A raw disk is not mounted: leave the path empty, or choose partitioned.",
            ));
        }
        added.extend(size.map(|size_gb| NewDisk {
            path: disk.partitioned.then(|| disk.path.clone()),
            size_gb,
        }));
    }
    added
}

fn is_letter(path: &str) -> bool {
    let letter = path.trim_end_matches(['\\', ':']);
    letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_directory(path: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(good);
    path.strip_prefix('/')
        .is_some_and(|rest| rest.trim_end_matches('/').split('/').all(part))
        && path.len() <= 200
}

/// A path as it is compared.
fn plain(path: &str) -> String {
    path.trim_matches(['/', '\\', ':']).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disks_of_the_system_stay_and_so_do_early_ones_of_which_nothing_is_said() {
        for (place, paths, stays) in [
            (0, &["/data"][..], Some(Fixed::First)),
            (1, &["/", "/home"], Some(Fixed::System)),
            (9, &["(Swap)"], Some(Fixed::System)),
            (9, &["C:\\"], Some(Fixed::System)),
            (2, &["/data", "/boot"], Some(Fixed::System)),
            (2, &["/data"], None),
            (2, &[], Some(Fixed::System)),
            (3, &[], None),
            (4, &[], None),
        ] {
            let disk = Disk {
                id: format!("0:{place}"),
                size_gb: 1,
                paths: paths.iter().map(|path| (*path).to_owned()).collect(),
            };
            assert_eq!(fixed(place, &disk), stays, "{place} {paths:?}");
        }
    }
}
