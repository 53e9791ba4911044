//! What a manager says of itself.

use jiff::Timestamp;

/// Which manager it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its version, as it writes it.
    pub version: String,
    /// Its edition, where it says so.
    pub edition: Option<String>,
}

/// How it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagerState {
    /// Whether it says that it works.
    pub works: bool,
    /// Services that it says are not active.
    pub failing: Vec<String>,
}

/// Whether it is in maintenance mode, in which it does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maintenance {
    /// Whether it is.
    pub active: bool,
    /// Whether it will be once what is under way has ended.
    pub entering: bool,
    /// Since when it is.
    pub since: Option<Timestamp>,
    /// Who asked for it.
    pub requested_by: Option<String>,
    /// How many executions it still waits for.
    pub remaining: Option<u64>,
}
