//! What moves in the browser. Each island patches server-made markup instead of replacing it.

#[cfg(feature = "hydrate")]
mod browser;
pub mod field_checks;
pub mod picker;
pub mod run_live;
