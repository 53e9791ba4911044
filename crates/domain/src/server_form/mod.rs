//! The forms that change a server: what was typed, and whether it can be done.
//!
//! What takes effect at once (description, group, custom fields) is one form, the hardware,
//! which takes a job, another. Both are pure: they turn text into changes or say, control by
//! control, what has to be different.

mod about;
mod disks;
mod hardware;

/// `It takes a whole number from 1 to 16.`
pub fn takes(allowed: &RangeInclusive<u32>) -> String {
    format!(
        "It takes a whole number from {} to {}.",
        allowed.start(),
        allowed.end()
    )
}

#[cfg(test)]
mod tests;

pub(crate) use about::field_choices;
pub use about::{AboutForm, field_value, too_long};
pub use disks::{AddedDisk, DiskRules, Fixed, fixed, new_disks};
pub use hardware::HardwareForm;

use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// What has to be different about what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The name of the control.
    pub control: String,
    /// Its label.
    pub label: String,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl Problem {
    /// A problem of the control `control`.
    pub fn new(
        control: impl Into<String>,
        label: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            control: control.into(),
            label: label.into(),
            message: message.into(),
        }
    }
}

/// Names of controls.
pub mod controls {
    /// What people write about the server.
    pub const DESCRIPTION: &str = "description";
    /// The group it belongs to.
    pub const GROUP: &str = "group";
    /// Number of processors.
    pub const CPU: &str = "cpu";
    /// Memory in GB.
    pub const MEMORY: &str = "memory";
    /// Stands in posts whose form asked for custom fields.
    pub const FIELDS: &str = "fields";
    /// Disks that the form adds at most in one go.
    pub const ADDED: usize = 3;

    /// The value of a custom field.
    pub fn field(id: &str) -> String {
        format!("field[{id}]")
    }

    /// The size of a disk that is there.
    pub fn size(disk: &str) -> String {
        format!("size[{disk}]")
    }

    /// Whether a disk that is there is deleted.
    pub fn remove(disk: &str) -> String {
        format!("remove[{disk}]")
    }

    /// The size of a disk to be added.
    pub fn add_size(number: usize) -> String {
        format!("add-size[{number}]")
    }

    /// Its type, `raw` or `partitioned`.
    pub fn add_kind(number: usize) -> String {
        format!("add-kind[{number}]")
    }

    /// Where it is mounted.
    pub fn add_path(number: usize) -> String {
        format!("add-path[{number}]")
    }
}

/// The last value of `name`, trimmed; `None` where it was not posted.
pub(crate) fn posted(pairs: &[(String, String)], name: &str) -> Option<String> {
    let found = pairs.iter().rev().find(|(key, _)| key == name);
    found.map(|(_, value)| value.trim().to_owned())
}

/// Text with line ends of one character: browsers post two.
pub fn plain_lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}
