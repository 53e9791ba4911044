//! What people see: the component kit, pages, islands and server functions.
//!
//! Pages are pure functions from data to markup and exist on the server only (feature `ssr`);
//! what has to move in the browser is an island in [`islands`], compiled for both sides. Every
//! island is usable as plain HTML before it wakes.

// `view!` builds deeply nested types even with erased components.
#![recursion_limit = "256"]

pub mod components;
pub mod islands;
#[cfg(feature = "hydrate")]
pub mod json;

#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server_fns;
