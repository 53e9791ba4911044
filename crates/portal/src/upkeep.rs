//! Upkeep: what is kept in memory for a while, and what is swept away.

pub mod cache;
pub mod housekeeping;
pub mod shared;
