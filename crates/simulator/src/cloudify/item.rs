//! What a worker tells while it works: events and lines of logs.

use crate::clock::Millis;

/// Something that is told while working.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// After so much work.
    pub(super) at: Millis,
    pub(super) told: Told,
    pub(super) text: String,
    pub(super) spot: Option<Spot>,
}

/// An event of a type, or a line of a log with its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Event(&'static str),
    Log(&'static str),
}

/// What an item is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    pub(super) node: String,
    pub(super) instance: String,
    pub(super) operation: Option<&'static str>,
    /// Which operation of the graph, by number, where the item is a line of its log.
    pub(super) task: Option<usize>,
}

/// So many, in the unit of time.
pub(super) fn millis(count: usize) -> Millis {
    Millis::try_from(count).unwrap_or(Millis::MAX)
}
