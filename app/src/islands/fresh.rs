//! A page that stays fresh in place while it is looked at: it reads itself anew every few seconds and
//! takes over the parts (`data-part`) that differ.

#[cfg(feature = "hydrate")]
mod wake;

use leptos::prelude::*;

/// Wakes the page around it; draws nothing itself. `data-every` of the element `fresh`, which stands in
/// one of the parts, says after how many seconds the page is read again, and `data-address` where; it is
/// read no more once there is nothing to wait for.
#[island]
pub fn Fresh() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake::wake();
}
