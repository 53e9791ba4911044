//! What names a job of a cloud.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A driver's own name for one of its jobs. It is kept with the run and given back to the driver
/// unread; only the driver knows what stands in it. It begins with the driver's name and the
/// version of its form, and every form ever written stays readable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Handle(String);

impl Handle {
    /// A handle as it was kept.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
