//! What moves in the browser. Each island patches server-made markup instead of replacing it.
//!
//! Islands take no props: the framework would read them with a JSON reader of its own, which
//! costs every first visit twenty kilobytes. What they need stands in `data-` attributes of the
//! markup they wake.

#[cfg(feature = "hydrate")]
mod browser;
pub mod field_checks;
pub mod fresh;
pub mod log_tail;
#[cfg(feature = "hydrate")]
mod parts;
pub mod picker;
pub mod run_live;
pub mod server_selection;
