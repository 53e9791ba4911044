//! Processors, memory and disks: what takes a job.

use super::disks::{self, AddedDisk, DiskRules};
use super::{Problem, controls, posted, takes};
use crate::action::{Hardware, HardwareWish};
use crate::hardware::{CPUS, MEMORY_GB};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// What stands in the form, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HardwareForm {
    /// Number of processors.
    pub cpu: String,
    /// Memory in GB.
    pub memory: String,
    /// Sizes of the disks that are there, by id.
    pub sizes: BTreeMap<String, String>,
    /// Ids of disks that are to be deleted.
    pub remove: BTreeSet<String>,
    /// Disks to be added; those without a size and a path count as not filled in.
    pub add: Vec<AddedDisk>,
}

impl HardwareForm {
    /// The form as it opens.
    pub fn of(now: &Hardware) -> Self {
        let sizes = now.disks.iter();
        Self {
            cpu: now.cpu.to_string(),
            memory: now.memory_gb.to_string(),
            sizes: sizes
                .map(|disk| (disk.id.clone(), disk.size_gb.to_string()))
                .collect(),
            ..Self::default()
        }
    }

    /// What was posted.
    pub fn from_pairs(pairs: &[(String, String)]) -> Self {
        let of = |start: &str, name: &str| -> Option<String> {
            let id = name.strip_prefix(start)?.strip_suffix(']')?;
            Some(id.to_owned())
        };
        let size =
            |(name, value): &(String, String)| Some((of("size[", name)?, value.trim().to_owned()));
        let removed = |(name, _): &(String, String)| of("remove[", name);
        let text = |name: String| posted(pairs, &name).unwrap_or_default();
        let added = (0..controls::ADDED).map(|number| AddedDisk {
            size: text(controls::add_size(number)),
            partitioned: text(controls::add_kind(number)) == "partitioned",
            path: text(controls::add_path(number)),
        });
        Self {
            cpu: posted(pairs, controls::CPU).unwrap_or_default(),
            memory: posted(pairs, controls::MEMORY).unwrap_or_default(),
            sizes: pairs.iter().filter_map(size).collect(),
            remove: pairs.iter().filter_map(removed).collect(),
            add: added.collect(),
        }
    }

    /// Whether a disk is to be mounted somewhere, so that it matters which paths are reserved.
    pub fn mounts(&self) -> bool {
        self.add
            .iter()
            .any(|disk| disk.partitioned && disk.is_filled())
    }

    /// What is to be different from `now`.
    ///
    /// # Errors
    /// What cannot be done, control by control.
    pub fn check(&self, now: &Hardware, rules: &DiskRules) -> Result<HardwareWish, Vec<Problem>> {
        let mut problems = Vec::new();
        let wish = HardwareWish {
            cpu: number(
                controls::CPU,
                "CPU",
                &self.cpu,
                now.cpu,
                CPUS,
                &mut problems,
            ),
            memory_gb: number(
                controls::MEMORY,
                "Memory",
                &self.memory,
                now.memory_gb,
                MEMORY_GB,
                &mut problems,
            ),
            grow: disks::grown(&self.sizes, &self.remove, now, &mut problems),
            remove: disks::removed(&self.remove, now, &mut problems),
            add: disks::added((&self.add, &self.remove), now, rules, &mut problems),
        };
        if problems.is_empty() {
            Ok(wish)
        } else {
            Err(problems)
        }
    }
}

/// A number that is different from the present one. The present one always passes, whatever the
/// cloud once allowed.
fn number(
    control: &str,
    label: &str,
    typed: &str,
    now: u32,
    allowed: RangeInclusive<u32>,
    problems: &mut Vec<Problem>,
) -> Option<u32> {
    match typed.parse::<u32>() {
        Ok(same) if same == now => None,
        Ok(number) if allowed.contains(&number) => Some(number),
        _ => {
            problems.push(Problem::new(control, label, takes(&allowed)));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hardware::Disk;

    #[test]
    fn a_form_opens_with_the_size_of_each_disk() {
        let disk = |id: &str, size_gb| Disk {
            id: id.to_owned(),
            size_gb,
            paths: Vec::new(),
        };
        let opened = HardwareForm::of(&Hardware {
            cpu: 2,
            memory_gb: 4,
            disks: vec![disk("0:0", 16), disk("0:1", 50)],
        });
        let size = |id: &str, size: &str| (id.to_owned(), size.to_owned());
        assert_eq!(opened.sizes, [size("0:0", "16"), size("0:1", "50")].into());
        assert_eq!((opened.cpu.as_str(), opened.memory.as_str()), ("2", "4"));
    }

    #[test]
    fn limits_are_told_with_both_ends() {
        assert_eq!(takes(&CPUS), "It takes a whole number from 1 to 16.");
    }

    #[test]
    fn only_a_partitioned_disk_that_is_filled_in_is_mounted() {
        for (size, partitioned, path, mounts) in [
            ("10", true, "/data", true),
            ("", true, "/data", true),
            ("10", false, "", false),
            ("", true, "", false),
        ] {
            let form = HardwareForm {
                add: vec![AddedDisk {
                    size: size.to_owned(),
                    partitioned,
                    path: path.to_owned(),
                }],
                ..HardwareForm::default()
            };
            assert_eq!(form.mounts(), mounts, "{size} {partitioned} {path}");
        }
    }
}
