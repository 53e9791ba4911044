//! The end of a log that goes on: what is written is put below what stands there, as text and nothing
//! else. However much is written, the page keeps the last lines only.

#[cfg(feature = "hydrate")]
mod lines;
#[cfg(feature = "hydrate")]
mod wake;

use leptos::prelude::*;

/// Reads the log of the page around it on; draws nothing itself. `data-reads` of the element `log` says
/// where, which only the end of a log has, and `data-next` from which cursor.
#[island]
pub fn LogTail() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake::wake();
}
