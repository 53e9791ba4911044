//! Checks fields of a package form while they are filled, with the rules that the server applies
//! too. What needs a regex engine or the list of servers is asked of the server.

#[cfg(feature = "hydrate")]
mod ask;
#[cfg(feature = "hydrate")]
mod slot;
#[cfg(feature = "hydrate")]
mod watch;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use slipway_domain::package::Parameter;

/// A field of the form and what may be entered there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckedField {
    /// The id of its control; those of its error and its group derive from it.
    pub id: String,
    /// What the manifest says of it, without default and hint.
    pub parameter: Parameter,
}

/// Watches the fields of the form around it; draws nothing itself.
#[island]
pub fn FieldChecks(
    /// The account acted on.
    account: String,
    /// The package's id.
    package: String,
    /// The fields.
    fields: Vec<CheckedField>,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    watch::watch(account, package, fields);
    #[cfg(not(feature = "hydrate"))]
    let _ = (account, package, fields);
    view! { <span hidden=true></span> }
}
