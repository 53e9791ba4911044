//! Every value of a plan, in the manifest's order; of secrets only that they are set.

use crate::components::{Fact, Icon, PropertyList, at_most, grouped};
use leptos::prelude::*;
use slipway_domain::deed::PackageDeed;
use slipway_domain::package::{Parameter, ParameterType};
use slipway_domain::parameters::{asked, shell_notice};

/// A value with more characters is folded.
const LONG: usize = 240;
/// A value with more lines is folded.
const TALL: usize = 6;

/// The section.
pub(super) fn section(body: &PackageDeed) -> impl IntoView + use<> {
    view! {
        <section aria-labelledby="plan-values">
            <h2 id="plan-values">"Values"</h2>
            {list(body)}
        </section>
    }
}

/// The values alone.
pub(super) fn list(body: &PackageDeed) -> AnyView {
    let mut facts: Vec<Fact> = asked(&body.package)
        .into_iter()
        .map(|parameter| Fact::new(parameter.label(), value(body, parameter)))
        .collect();
    facts.extend(strays(body));
    if facts.is_empty() {
        return view! { <p class="muted">"This package asks for nothing."</p> }.into_any();
    }
    view! { <PropertyList facts/> }.into_any()
}

fn value(body: &PackageDeed, parameter: &Parameter) -> AnyView {
    if parameter.is_secret() {
        let set = body.secrets.contains(&parameter.variable);
        let words = if set { "set, not shown" } else { "not set" };
        return view! { <span class="muted">{words}</span> }.into_any();
    }
    match body.values.get(&parameter.variable) {
        Some(value) => {
            let filled = filled(value, choice_name(parameter, value));
            view! { {filled}{remark(parameter, value)} }.into_any()
        }
        None => view! { <span class="muted">"not set"</span> }.into_any(),
    }
}

/// A word about characters that a command line may interpret; choices are the package's own.
fn remark(parameter: &Parameter, value: &str) -> Option<impl IntoView + use<>> {
    let chosen = matches!(
        parameter.kind,
        ParameterType::Option | ParameterType::MultiSelect
    );
    let notice = (!chosen)
        .then(|| shell_notice(parameter.label(), value))
        .flatten()?;
    Some(view! { <p class="field-remark">{Icon::Warning.svg()}<span>{notice}</span></p> })
}

/// What people know a chosen option by, where it differs from what is sent.
fn choice_name(parameter: &Parameter, value: &str) -> Option<String> {
    let chosen = parameter
        .options
        .iter()
        .find(|option| option.value == value)?;
    let differs = parameter.kind == ParameterType::Option
        && !chosen.name.trim().is_empty()
        && chosen.name != value;
    differs.then(|| at_most(chosen.name.clone(), 200))
}

fn filled(value: &str, name: Option<String>) -> AnyView {
    let text = value.to_owned();
    let (characters, lines) = (value.chars().count(), value.lines().count());
    if characters > LONG || lines > TALL {
        let size = format!(
            "{} characters, {}",
            grouped(characters as u64),
            line_words(lines)
        );
        return view! {
            <details><summary>{size}</summary><pre class="code plan-long"><bdi>{text}</bdi></pre></details>
        }
        .into_any();
    }
    if text.is_empty() {
        return view! { <span class="muted">"empty text"</span> }.into_any();
    }
    match name {
        Some(name) => view! {
            <bdi>{name}</bdi>" "<span class="muted">"sent as "<bdi class="plan-value">{text}</bdi></span>
        }
        .into_any(),
        None => view! { <bdi class="plan-value">{text}</bdi> }.into_any(),
    }
}

fn line_words(lines: usize) -> String {
    match lines {
        1 => "1 line".to_owned(),
        many => format!("{} lines", grouped(many as u64)),
    }
}

/// Values of parameters that the package no longer declares; they are still sent.
fn strays(body: &PackageDeed) -> Vec<Fact> {
    let asked = asked(&body.package);
    let known = |variable: &str| asked.iter().any(|parameter| parameter.variable == variable);
    let values = body.values.iter().filter(|(variable, _)| !known(variable));
    let values = values.map(|(variable, value)| {
        Fact::new(format!("{variable} (no longer asked)"), filled(value, None))
    });
    let secrets = body.secrets.iter().filter(|variable| !known(variable));
    let secrets = secrets
        .map(|variable| Fact::new(format!("{variable} (no longer asked)"), "set, not shown"));
    values.chain(secrets).collect()
}
