//! Choosing servers in the list: remembers what is ticked over pages and filters, counts it in
//! words, and adds it to what the form posts.
//!
//! Without a script the boxes of one page, or all that match, are posted by the browser itself.

#[cfg(any(feature = "hydrate", test))]
mod chosen;
#[cfg(feature = "hydrate")]
mod list;
#[cfg(feature = "hydrate")]
mod menus;
#[cfg(feature = "hydrate")]
mod wake;

use leptos::prelude::*;

/// Wakes the list on the page around it; draws nothing itself. `data-account` of its form says
/// whose choice it is, of which account; `data-ids` where the ids of all that match are found.
#[island]
pub fn ServerSelection() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake::wake();
}
