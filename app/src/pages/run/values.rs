//! What the run was started with. Secrets were never kept: only that they were set is known.

use crate::components::{Fact, Name, PropertyList, at_most};
use leptos::prelude::*;
use slipway_domain::deed::PackageDeed;
use slipway_domain::package::Parameter;
use slipway_domain::run::Run;

pub(super) fn values(run: &Run) -> Option<impl IntoView + use<>> {
    let deed = run.plan.deed.package()?;
    Some(view! {
        <details class="run-values">
            <summary>{format!("Values ({})", deed.package.parameters.len())}</summary>
            {facts(deed)}
        </details>
    })
}

/// Every parameter with its value, in the manifest's order.
pub(in crate::pages) fn facts(plan: &PackageDeed) -> impl IntoView + use<> {
    let facts = plan.package.parameters.iter().map(|parameter| {
        let value = plan.values.get(&parameter.variable).map(String::as_str);
        let set = plan.secrets.contains(&parameter.variable);
        Fact::new(parameter.label(), shown(parameter, value, set))
    });
    let facts: Vec<Fact> = facts.collect();
    if facts.is_empty() {
        return view! { <p class="run-hint">"This package takes no values."</p> }.into_any();
    }
    view! { <PropertyList facts=facts/> }.into_any()
}

fn shown(parameter: &Parameter, value: Option<&str>, set: bool) -> AnyView {
    let quiet = |words: &'static str| view! { <span class="run-hint">{words}</span> }.into_any();
    match value.filter(|value| !value.is_empty()) {
        _ if parameter.is_secret() => quiet(if set { "set" } else { "not set" }),
        None => quiet("empty"),
        Some(value) => {
            let chosen = parameter
                .options
                .iter()
                .find(|option| option.value == value);
            let text = match chosen {
                Some(option) if option.name != option.value => {
                    let name = at_most(option.name.clone(), 200);
                    format!("{name} ({value})")
                }
                _ => value.to_owned(),
            };
            view! { <Name text=text/> }.into_any()
        }
    }
}
