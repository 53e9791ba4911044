//! The options that a plan or a run was ordered with, as people know them.

use crate::components::{at_most, exact};
use leptos::prelude::*;
use slipway_domain::action::PackageAction;
use slipway_domain::package::{Parameter, ParameterOption, ParameterType};

/// The one option that was chosen. What was ordered before options were kept tells it by its value
/// alone.
pub(super) fn only<'a>(
    action: &'a PackageAction,
    parameter: &'a Parameter,
    value: &str,
) -> Option<&'a ParameterOption> {
    match action.chosen.get(&parameter.variable).map(Vec::as_slice) {
        Some([only]) => Some(only),
        None if parameter.kind == ParameterType::Option => {
            let mut options = parameter.options.iter();
            options.find(|option| option.value == value)
        }
        _ => None,
    }
}

/// Several options one by one, below what they are sent as together.
pub(super) fn several(action: &PackageAction, parameter: &Parameter) -> Option<AnyView> {
    let chosen = action.chosen.get(&parameter.variable)?;
    if chosen.len() < 2 {
        return None;
    }
    let items: Vec<_> = chosen.iter().map(item).collect();
    Some(view! { <ul class="chosen-options">{items}</ul> }.into_any())
}

fn item(option: &ParameterOption) -> impl IntoView + use<> {
    const LONGEST: usize = 200;
    let label = at_most(option.label().to_owned(), LONGEST);
    let value = option.value.clone();
    let value = (option.label() != value && !value.is_empty()).then(|| {
        let value = exact(&at_most(value, LONGEST));
        view! { " "<span class="muted">"("{value}")"</span> }
    });
    view! { <li><bdi>{label}</bdi>{value}</li> }
}
