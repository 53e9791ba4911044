//! The bar below the list: what is chosen, in words, and everything that can be done to it, each
//! with its consequence.
//!
//! Whether an operation fits each server is told at its review; here it is blocked only where it
//! could never be ordered.

use super::ServersPage;
use super::actions::actions;
use crate::components::{Button, Icon, grouped};
use leptos::prelude::*;
use slipway_domain::principal::Right;
use slipway_domain::urls;

pub(super) fn bar(page: &ServersPage, places: &[usize]) -> impl IntoView + use<> {
    let (matching, total) = (page.places.len(), page.inventory.value.servers.len());
    let all = match (matching, matching == total) {
        (1, _) => "Select the only one".to_owned(),
        (_, true) => format!("Select all {} servers", grouped(total as u64)),
        (_, false) => format!("Select all {} matching", grouped(matching as u64)),
    };
    let actions = actions(page, places);
    let menu = (!actions.is_empty()).then(|| {
        view! {
            <details class="menu menu-up servers-operate" id="operate">
                <summary class="btn btn-primary">
                    {Icon::Power.svg()}
                    <span>"Actions"</span>
                </summary>
                <div class="menu-panel">
                    <div class="servers-actions" inner_html=actions></div>
                </div>
            </details>
        }
    });
    view! {
        <div class="bar servers-bar">
            <p class="servers-words" id="pick-words" role="status">
                "Tick servers to act on them."
            </p>
            <label class="servers-all">
                <input type="checkbox" name="all" value="1" id="pick-all"/>
                <span data-part="all">{all}</span>
            </label>
            <details class="menu menu-up" id="pick-hidden" translate="no" hidden=true>
                <summary class="btn btn-quiet btn-small"><span></span></summary>
                <ul class="menu-panel servers-hidden" role="list"></ul>
            </details>
            <button class="btn btn-quiet" type="button" id="pick-clear" hidden=true>"Clear"</button>
            <div class="servers-orders">
                {run_package(page)}
                {menu}
            </div>
        </div>
    }
}

/// Leads to the packages, with the choice kept. Whoever may not run any finds the reason among the
/// operations.
fn run_package(page: &ServersPage) -> Option<impl IntoView + use<>> {
    let choose = urls::choose(&page.scope);
    let may = page.has_packages && page.principal.may(Right::RunPackages);
    // What stands in the field of days is nothing to it.
    may.then(|| {
        view! {
            <div>
                <Button label="Run a package" icon=Icon::Package id="run-package" formaction=choose unchecked=true/>
            </div>
        }
    })
}
