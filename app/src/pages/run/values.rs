//! What the run was started with. Secrets were never kept: only that they were set is known.

use crate::components::{Fact, PropertyList, at_most, exact};
use crate::pages::choices;
use crate::pages::plan::workflow;
use leptos::prelude::*;
use slipway_domain::action::{Action, PackageAction};
use slipway_domain::package::Parameter;
use slipway_domain::parameters::unseen_notice;
use slipway_domain::run::Run;

pub(super) fn values(run: &Run) -> Option<impl IntoView + use<>> {
    let (count, facts) = match &run.plan.action {
        Action::Package(action) => (action.package.parameters.len(), facts(action).into_any()),
        Action::Workflow(action) => (action.schema.len(), workflow::values(action)),
        _ => return None,
    };
    Some(view! {
        <details class="run-values">
            <summary>{format!("Values ({count})")}</summary>
            {facts}
        </details>
    })
}

/// Every parameter with its value, in the manifest's order.
pub(in crate::pages) fn facts(plan: &PackageAction) -> impl IntoView + use<> {
    let facts = plan.package.parameters.iter().map(|parameter| {
        let value = plan.values.get(&parameter.variable).map(String::as_str);
        let set = plan.secrets.contains(&parameter.variable);
        Fact::new(parameter.label(), shown(plan, parameter, value, set))
    });
    let facts: Vec<Fact> = facts.collect();
    if facts.is_empty() {
        return view! { <p class="run-hint">"This package takes no values."</p> }.into_any();
    }
    view! { <PropertyList facts=facts/> }.into_any()
}

fn shown(plan: &PackageAction, parameter: &Parameter, value: Option<&str>, set: bool) -> AnyView {
    let quiet = |words: &'static str| view! { <span class="run-hint">{words}</span> }.into_any();
    if parameter.is_secret() {
        return quiet(if set { "set" } else { "not set" });
    }
    let Some(value) = value else {
        return quiet("empty");
    };
    let chosen = choices::only(plan, parameter, value);
    let name = chosen.filter(|option| option.label() != value);
    let name = name.map(|option| at_most(option.label().to_owned(), 200));
    match (name, value.is_empty()) {
        (None, true) => quiet("empty"),
        (Some(name), true) => view! { <bdi>{name}</bdi>" (empty)" }.into_any(),
        (Some(name), false) => view! { <bdi>{name}</bdi>" ("{exact(value)}")" }.into_any(),
        (None, false) => {
            let unseen = unseen_notice(parameter.label(), value);
            let unseen = unseen.map(|words| view! { <p class="run-hint">{words}</p> });
            let several = choices::several(plan, parameter);
            view! { {exact(value)}{several}{unseen} }.into_any()
        }
    }
}
