//! Every value of a plan, in the manifest's order; of secrets only that they are set.

use crate::components::{Fact, Icon, PropertyList, at_most, exact, grouped};
use crate::pages::choices;
use leptos::prelude::*;
use slipway_domain::action::PackageAction;
use slipway_domain::package::{Parameter, ParameterType};
use slipway_domain::parameters::{FieldNotice, asked, shell_notice, unseen_notice};

/// A value with more characters is folded.
const LONG: usize = 240;
/// A value with more lines is folded.
const TALL: usize = 6;

/// The section.
pub(super) fn values_section(body: &PackageAction) -> impl IntoView + use<> {
    view! {
        <section aria-labelledby="plan-values">
            <h2 id="plan-values">"Values"</h2>
            {list(body)}
        </section>
    }
}

/// The values alone.
pub(super) fn list(body: &PackageAction) -> AnyView {
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

fn value(body: &PackageAction, parameter: &Parameter) -> AnyView {
    let remarks: Vec<_> = notices(body, parameter).into_iter().map(remark).collect();
    if parameter.is_secret() {
        let set = body.secrets.contains(&parameter.variable);
        let words = if set { "set, not shown" } else { "not set" };
        return view! { <span class="muted">{words}</span>{remarks} }.into_any();
    }
    match body.values.get(&parameter.variable) {
        Some(value) => {
            let filled = filled(value, choice_name(body, parameter, value));
            let choices = choices::several(body, parameter);
            view! { {filled}{choices}{remarks} }.into_any()
        }
        None => view! { <span class="muted">"not set"</span>{remarks} }.into_any(),
    }
}

/// What the check had to remark; plans of before that was kept show again what can be told from
/// the value alone.
fn notices(body: &PackageAction, parameter: &Parameter) -> Vec<String> {
    let own = |notice: &&FieldNotice| notice.variable == parameter.variable;
    let kept: Vec<String> = body
        .notices
        .iter()
        .filter(own)
        .map(|notice| notice.message.clone())
        .collect();
    let chosen = matches!(
        parameter.kind,
        ParameterType::Option | ParameterType::MultiSelect
    );
    match body.values.get(&parameter.variable) {
        Some(value) if kept.is_empty() && !chosen => {
            let label = parameter.label();
            let told = [shell_notice(label, value), unseen_notice(label, value)];
            told.into_iter().flatten().collect()
        }
        _ => kept,
    }
}

pub(super) fn remark(notice: String) -> impl IntoView {
    view! { <p class="field-remark">{Icon::Warning.svg()}<span>{notice}</span></p> }
}

/// What people know a chosen option by, where it differs from what is sent.
fn choice_name(body: &PackageAction, parameter: &Parameter, value: &str) -> Option<String> {
    let chosen = choices::only(body, parameter, value)?;
    let label = chosen.label();
    (label != value).then(|| at_most(label.to_owned(), 200))
}

pub(super) fn filled(value: &str, name: Option<String>) -> AnyView {
    let (characters, lines) = (value.chars().count(), value.lines().count());
    if characters > LONG || lines > TALL {
        let size = format!(
            "{} characters, {}",
            grouped(characters as u64),
            line_words(lines)
        );
        return view! {
            <details><summary>{size}</summary><pre class="code plan-long">{exact(value)}</pre></details>
        }
        .into_any();
    }
    let empty = value.is_empty();
    match name {
        Some(name) if empty => view! {
            <bdi translate="no">{name}</bdi>" "<span class="muted">"sent as an empty text"</span>
        }
        .into_any(),
        Some(name) => view! {
            <bdi translate="no">{name}</bdi>" "<span class="muted">"sent as "{exact(value)}</span>
        }
        .into_any(),
        None if empty => view! { <span class="muted">"empty text"</span> }.into_any(),
        None => exact(value).into_any(),
    }
}

fn line_words(lines: usize) -> String {
    match lines {
        1 => "1 line".to_owned(),
        many => format!("{} lines", grouped(many as u64)),
    }
}

/// Values of parameters that the package no longer declares; they are still sent.
fn strays(body: &PackageAction) -> Vec<Fact> {
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
