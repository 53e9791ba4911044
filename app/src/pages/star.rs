//! The star beside a package: starred ones stand on Home.

use crate::components::{FormScope, Icon};
use leptos::prelude::*;
use slipway_domain::{PackageId, Scope, urls};

/// The field that says whether a package is starred from now on.
pub const STARRED: &str = "starred";
/// The field that says on which page its button stands.
pub const BACK: &str = "back";

/// The button that stars a package, or takes the star back; it leads back to the page that it stands
/// on.
pub fn star(
    scope: &Scope,
    (id, name): (&PackageId, &str),
    starred: bool,
    back: String,
) -> impl IntoView + use<> {
    let action = urls::star(scope, id);
    let (value, pressed) = if starred {
        ("no", "true")
    } else {
        ("yes", "false")
    };
    let label = format!("Star {name}");
    view! {
        <form class="star-form" method="post" action=action>
            <FormScope/>
            <input type="hidden" name=BACK value=back/>
            <button
                class="star"
                type="submit"
                name=STARRED
                value=value
                aria-pressed=pressed
                aria-label=label
                title="Starred packages stand on Home"
                translate="no"
            >
                {Icon::Star.svg()}
            </button>
        </form>
    }
}
