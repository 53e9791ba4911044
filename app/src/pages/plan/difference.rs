//! What changed between the plan a person reviewed and the one that took its place.

use super::{create, group, workflow};
use crate::components::{Notice, NoticeKind};
use leptos::prelude::*;
use slipway_domain::action::Action;
use slipway_domain::package::Parameter;
use slipway_domain::plan::PlanBody;

/// The section on top of the fresh plan.
pub(super) fn difference_section(was: &PlanBody, is: &PlanBody) -> impl IntoView + use<> {
    let changes: Vec<_> = difference(was, is)
        .into_iter()
        .map(|change| view! { <li><bdi>{change}</bdi></li> })
        .collect();
    view! {
        <Notice kind=NoticeKind::Warn title="Something changed since your review; nothing has run">
            <ul class="notice-list">{changes}</ul>
            <p>"Below is the plan as it would run now."</p>
        </Notice>
    }
}

/// Every change as a sentence.
fn difference(was: &PlanBody, is: &PlanBody) -> Vec<String> {
    let mut changes = package_changes(was, is);
    changes.extend(workflow::changes(was, is));
    changes.extend(group::changes(was, is));
    changes.extend(hardware_changes(was, is));
    changes.extend(create::changes(was, is));
    changes.extend(server_changes(was, is));
    if was.rollout != is.rollout {
        let words = match is.pace() {
            Some(pace) => format!("{}; {pace}", is.rollout_label()),
            None => is.rollout_label().to_owned(),
        };
        changes.push(format!("The rollout is now “{words}”."));
    }
    if let (Some(was), Some(is)) = (was.action.package(), is.action.package())
        && (was.values != is.values || was.secrets != is.secrets)
    {
        changes.push("Some values are different.".to_owned());
    }
    if changes.is_empty() {
        changes.push("Something changed in a way that is not shown here.".to_owned());
    }
    changes
}

/// What of the server's hardware is no longer as it was reviewed.
fn hardware_changes(was: &PlanBody, is: &PlanBody) -> Option<String> {
    let (Action::Change(was), Action::Change(is)) = (&was.action, &is.action) else {
        return None;
    };
    let changed = was.before != is.before;
    changed.then(|| {
        "The server's hardware was changed meanwhile; what is left to do stands below.".to_owned()
    })
}

fn package_changes(was: &PlanBody, is: &PlanBody) -> Vec<String> {
    let (Some(old), Some(new)) = (was.action.package(), is.action.package()) else {
        return Vec::new();
    };
    let (old, new) = (&old.package, &new.package);
    let mut changes = Vec::new();
    if old.name != new.name {
        changes.push(format!(
            "The package is now called “{}”; it was “{}”.",
            new.name, old.name
        ));
    }
    for parameter in &new.parameters {
        match of(&old.parameters, parameter) {
            None => changes.push(format!(
                "The package now asks for “{}” ({}).",
                parameter.label(),
                if parameter.required {
                    "required"
                } else {
                    "optional"
                }
            )),
            Some(before) => changes.extend(parameter_change(before, parameter)),
        }
    }
    let gone = old
        .parameters
        .iter()
        .filter(|parameter| of(&new.parameters, parameter).is_none());
    changes.extend(gone.map(|p| format!("The package no longer asks for “{}”.", p.label())));
    if old.description != new.description {
        changes.push("The package's description changed.".to_owned());
    }
    if old.supported_os != new.supported_os {
        changes.push("The package supports other operating systems now.".to_owned());
    }
    if old.visibility != new.visibility {
        changes.push("The package's visibility changed.".to_owned());
    }
    changes
}

fn of<'a>(parameters: &'a [Parameter], wanted: &Parameter) -> Option<&'a Parameter> {
    parameters
        .iter()
        .find(|parameter| parameter.variable == wanted.variable)
}

/// What changed about one parameter, in one sentence.
fn parameter_change(was: &Parameter, is: &Parameter) -> Option<String> {
    if was == is {
        return None;
    }
    let mut parts = Vec::new();
    if was.default_value != is.default_value {
        parts.push(format!(
            "its default was {} and is now {}",
            default_words(was),
            default_words(is)
        ));
    }
    if was.required != is.required {
        parts.push(
            if is.required {
                "it is now required"
            } else {
                "it is now optional"
            }
            .to_owned(),
        );
    }
    if was.kind != is.kind {
        parts.push(format!(
            "its type was {} and is now {}",
            was.kind.word(),
            is.kind.word()
        ));
    }
    if was.regex != is.regex {
        parts.push("its pattern is different".to_owned());
    }
    if was.options != is.options {
        parts.push("its choices are different".to_owned());
    }
    if was.name != is.name {
        parts.push(format!("it was called “{}”", was.label()));
    }
    if parts.is_empty() {
        parts.push("its help text is different".to_owned());
    }
    Some(format!("“{}” changed: {}.", is.label(), parts.join(", ")))
}

/// A default as a sentence quotes it; that of a password is nobody's business.
fn default_words(parameter: &Parameter) -> String {
    match parameter
        .default_value
        .as_deref()
        .filter(|text| !text.is_empty())
    {
        None => "empty".to_owned(),
        Some(_) if parameter.is_secret() => "a secret".to_owned(),
        Some(text) if text.chars().count() > 60 => {
            format!("“{}…”", text.chars().take(60).collect::<String>())
        }
        Some(text) => format!("“{text}”"),
    }
}

fn server_changes(was: &PlanBody, is: &PlanBody) -> Vec<String> {
    let mut changes = Vec::new();
    for server in &is.targets {
        let mut before = was.targets.iter();
        match before.find(|before| before.target == server.target) {
            None => changes.push(format!("{} was added.", server.name)),
            Some(before) => {
                let fresh = server
                    .notes
                    .iter()
                    .filter(|note| !before.notes.contains(note));
                changes.extend(fresh.map(|note| format!("{}: {note}", server.name)));
                let gone = before
                    .notes
                    .iter()
                    .filter(|note| !server.notes.contains(note));
                changes.extend(gone.map(|note| format!("{}: no longer so: {note}", server.name)));
            }
        }
    }
    let left = was
        .targets
        .iter()
        .filter(|s| !is.targets.iter().any(|now| now.target == s.target));
    changes.extend(left.map(|server| {
        let mut out = is.left_out.iter();
        let out = out.find(|out| out.target == server.target);
        match out.and_then(|out| out.notes.first()) {
            Some(why) => format!("{} is left out now. {why}", server.name),
            None => format!("{} was removed.", server.name),
        }
    }));
    changes
}

#[cfg(test)]
mod tests;
