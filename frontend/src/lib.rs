//! The wasm entry point: readies the islands, nothing else.
//!
//! Each island exports itself under the name that its element carries; the boot script calls
//! [`hydrate`] once and then each island that the page holds.

// Linked for what it exports.
use slipway_app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Readies the page's islands to be woken.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
