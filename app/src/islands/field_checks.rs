//! Checks fields of packages and workflows while they are filled, with the rules that the server
//! applies too. What needs a regex engine, the list of servers or the cloud is asked of the server.

#[cfg(feature = "hydrate")]
mod growing;
#[cfg(feature = "hydrate")]
mod read;
#[cfg(feature = "hydrate")]
mod reveal;
#[cfg(feature = "hydrate")]
mod slot;
#[cfg(feature = "hydrate")]
mod suggestions;
#[cfg(feature = "hydrate")]
mod verdict;
#[cfg(feature = "hydrate")]
mod watch;

use leptos::prelude::*;

/// Watches the fields of the form around it; draws nothing itself.
///
/// `data-checks` of the form is JSON: account, and per field the package id, the control's id, the
/// variable, the label, the type's word, whether it is required, whether it has a pattern, and
/// the names and values of its choices. For a workflow it is account, per field the workflow, the
/// control's id and the parameter, and the deployment that it is started on.
#[island]
pub fn FieldChecks() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    watch::watch();
}
