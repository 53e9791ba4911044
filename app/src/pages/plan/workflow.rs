//! What a review says of a workflow: how it is started, with which values, and what of it changed.

use super::values::{filled, remark};
use super::{PlanPage, rollout_words, servers};
use crate::components::{Fact, Notice, NoticeKind, PropertyList, at_most};
use leptos::prelude::*;
use slipway_domain::action::{Action, WorkflowAction};
use slipway_domain::plan::PlanBody;
use slipway_domain::server_form::Problem;
use slipway_domain::urls::{self, DeploymentFilter};
use slipway_domain::workflow::WorkflowParameter;

/// Characters of a name that a sentence repeats.
const LONGEST: usize = 80;

pub(super) fn levels(page: &PlanPage) -> Vec<(String, String)> {
    let all = urls::deployments(&page.scope, &DeploymentFilter::default());
    vec![("Deployments".to_owned(), all)]
}

pub(super) fn facts(body: &PlanBody, action: &WorkflowAction) -> Vec<Fact> {
    let workflow = view! { <bdi translate="no">{action.workflow.clone()}</bdi> };
    let mut facts = vec![
        Fact::new("Workflow", workflow.into_any()),
        Fact::new("Deployments", servers::count_words(body)),
        Fact::new("Rollout", rollout_words(body)),
    ];
    let options = action.options;
    let ways = [
        (
            options.dry_run,
            "Dry run",
            "It only goes through the workflow and does nothing.",
        ),
        (
            options.queue,
            "Queued",
            "Where another execution is under way, it waits for its end.",
        ),
        (
            options.force,
            "Forced",
            "It is started although another execution is under way, or the workflow is not meant for the deployment as it stands.",
        ),
        (
            options.allow_custom_parameters,
            "Custom parameters",
            "Parameters that the workflow does not declare are taken.",
        ),
    ];
    let ways = ways.into_iter().filter(|(is_on, ..)| *is_on);
    facts.extend(ways.map(|(_, term, words)| Fact::new(term, words)));
    facts
}

pub(super) fn values_section(action: &WorkflowAction) -> impl IntoView + use<> {
    view! {
        <section aria-labelledby="plan-values">
            <h2 id="plan-values">"Values"</h2>
            {values(action)}
        </section>
    }
}

/// Every value, in the order of the form; of secrets only that they are set.
pub(in crate::pages) fn values(action: &WorkflowAction) -> AnyView {
    let declared = action.schema.iter();
    let mut facts: Vec<Fact> = declared
        .map(|parameter| Fact::new(&*parameter.name, value(action, parameter)))
        .collect();
    let is_declared = |name: &str| action.schema.iter().any(|one| one.name == name);
    let custom = action.parameters.iter();
    let custom = custom.filter(|(name, _)| !is_declared(name));
    facts.extend(
        custom.map(|(name, json)| Fact::new(format!("{name} (custom)"), filled(json, None))),
    );
    if facts.is_empty() {
        return view! { <p class="muted">"This workflow takes no values."</p> }.into_any();
    }
    view! { <PropertyList facts/> }.into_any()
}

fn value(action: &WorkflowAction, parameter: &WorkflowParameter) -> AnyView {
    let name = &parameter.name;
    let notices = action
        .notices
        .iter()
        .filter(|notice| notice.variable == *name);
    let remarks: Vec<_> = notices
        .map(|notice| remark(notice.message.clone()))
        .collect();
    let quiet = |words: &'static str| view! { <span class="muted">{words}</span> }.into_any();
    let is_default = parameter.default.is_some();
    let mut said = action.parameters.iter().filter(|(own, _)| own == name);
    let shown = match said.next() {
        _ if parameter.is_secret() && action.secrets.contains(name) => quiet("set, not shown"),
        _ if parameter.is_secret() && is_default => quiet("its default, not shown"),
        Some((_, json)) => filled(json, None),
        None => match &parameter.default {
            Some(default) => {
                let default = filled(default, None);
                view! { {default}" "<span class="muted">"the default"</span> }.into_any()
            }
            None => quiet("not set"),
        },
    };
    view! { {shown}{remarks} }.into_any()
}

/// Why a plan cannot run any more, value by value.
pub(super) fn unfit(body: &PlanBody) -> Vec<AnyView> {
    let Action::Workflow(action) = &body.action else {
        return Vec::new();
    };
    let notice = |problem: Problem| {
        let label = at_most(problem.label, LONGEST);
        view! {
            <Notice kind=NoticeKind::Warn title="A value no longer fits the workflow">
                <p>"“"<bdi>{label}</bdi>"”: "{problem.message}" Choose Change."</p>
            </Notice>
        }
        .into_any()
    };
    action.unfit().into_iter().map(notice).collect()
}

/// What changed about the parameters of a workflow, as sentences.
pub(super) fn changes(was: &PlanBody, is: &PlanBody) -> Vec<String> {
    let (Action::Workflow(was), Action::Workflow(is)) = (&was.action, &is.action) else {
        return Vec::new();
    };
    let of = |schema: &[WorkflowParameter], name: &str| {
        schema.iter().find(|one| one.name == name).cloned()
    };
    let quoted = |name: &str| format!("“{}”", at_most(name.to_owned(), LONGEST));
    let mut changes = Vec::new();
    for parameter in &is.schema {
        let name = quoted(&parameter.name);
        match of(&was.schema, &parameter.name) {
            None if parameter.required => {
                changes.push(format!(
                    "The workflow now asks for {name}, which is required."
                ));
            }
            None => changes.push(format!("The workflow now asks for {name}.")),
            Some(before) => changes.extend(change(&name, &before, parameter)),
        }
    }
    let gone = was
        .schema
        .iter()
        .filter(|one| of(&is.schema, &one.name).is_none());
    changes
        .extend(gone.map(|one| format!("The workflow no longer asks for {}.", quoted(&one.name))));
    changes
}

/// What changed about one parameter.
fn change(name: &str, was: &WorkflowParameter, is: &WorkflowParameter) -> Option<String> {
    let mut parts = Vec::new();
    let default = |one: &WorkflowParameter| match &one.default {
        Some(_) if one.is_secret() => "not shown".to_owned(),
        Some(json) => at_most(json.clone(), LONGEST),
        None => "none".to_owned(),
    };
    if was.kind != is.kind || was.item != is.item {
        parts.push(format!("it takes {} now", is.kind.words()));
    }
    if was.default != is.default {
        parts.push(format!(
            "its default was {} and is now {}",
            default(was),
            default(is)
        ));
    }
    if was.required != is.required {
        let word = if is.required { "required" } else { "optional" };
        parts.push(format!("it is {word} now"));
    }
    if was.constraints != is.constraints {
        parts.push("its rules are different".to_owned());
    }
    if was.description != is.description {
        parts.push("its description is different".to_owned());
    }
    (!parts.is_empty()).then(|| format!("{name} changed: {}.", parts.join(", ")))
}
