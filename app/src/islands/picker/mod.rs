//! Chooses servers from thousands: filtered at every keystroke, drawn as a window of rows.
//!
//! The inventory is loaded once after the first paint; until then, and without a script, names
//! and a posted search do the same. No signals: a keystroke patches about thirty rows by hand.

#[cfg(any(feature = "hydrate", test))]
mod columns;
#[cfg(feature = "hydrate")]
mod parts;
#[cfg(feature = "hydrate")]
mod rows;
#[cfg(any(feature = "hydrate", test))]
mod search;
#[cfg(any(feature = "hydrate", test))]
mod selection;
#[cfg(feature = "hydrate")]
mod wake;
#[cfg(any(feature = "hydrate", test))]
mod words;

use crate::components::grouped;
use leptos::prelude::*;

/// What the button says that leaves out what is no server.
pub(crate) fn leave_out_words(unknown: usize) -> String {
    match unknown {
        1 => "Leave out 1 that is no server".to_owned(),
        many => format!("Leave out {} that are no servers", grouped(many as u64)),
    }
}

/// Wakes the picker of the form around it; draws nothing itself. `data-inventory` of the
/// section says where the compact inventory is found.
#[island]
pub fn Picker() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    leptos::task::spawn_local(wake::wake());
}
