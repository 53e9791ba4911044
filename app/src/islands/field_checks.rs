//! Checks fields of packages while they are filled, with the rules that the server applies
//! too. What needs a regex engine or the list of servers is asked of the server.

#[cfg(feature = "hydrate")]
mod growing;
#[cfg(feature = "hydrate")]
mod read;
#[cfg(feature = "hydrate")]
mod reveal;
#[cfg(feature = "hydrate")]
mod slot;
#[cfg(feature = "hydrate")]
mod verdict;
#[cfg(feature = "hydrate")]
mod watch;

use leptos::prelude::*;

/// Watches the fields of the form around it; draws nothing itself.
///
/// `data-checks` of the form is JSON: account, and per field the package id, the control's id, the
/// variable, the label, the type's word, whether it is required, whether it has a pattern, and
/// the names and values of its choices.
#[island]
pub fn FieldChecks() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    watch::watch();
}
