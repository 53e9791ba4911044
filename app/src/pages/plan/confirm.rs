//! The one form of a review: to run what stands there, or to go back.

use super::servers::{servers_words, target_words};
use super::{PlanPage, create, rollout, workflow};
use crate::components::{
    ActionBar, Button, ButtonKind, FieldSpec, FormScope, Icon, LinkButton, TextInput, at_most,
};
use leptos::prelude::*;
use slipway_domain::action::{Action, GroupOperation};
use slipway_domain::confirmation::Confirmation;
use slipway_domain::urls::{self, ServerFilter};

/// The form.
pub(super) fn form(page: &PlanPage) -> impl IntoView + use<> {
    let plan = &page.plan;
    let note = "Checked once more when you press it; if anything has changed, you see that first.";
    let main = match &plan.run {
        Some(run) => {
            let href = urls::run(&page.scope, run);
            view! { <LinkButton label="Open the run" kind=ButtonKind::Primary icon=Icon::Runs href/> }.into_any()
        }
        None => run_button(page),
    };
    let note = plan.run.is_none().then_some(note);
    let typed = plan.run.is_none().then(|| typed(page).into_any());
    let back = way_back(page);
    let selection = page.selection.as_ref().map(|selection| {
        view! { <input type="hidden" name=urls::SELECTION value=selection.as_str().to_owned()/> }
    });
    view! {
        <form method="post" action=urls::plan_run(&page.scope, &plan.id)>
            <FormScope/>
            <input type="hidden" name="hash" value=plan.hash.clone()/>
            <input type="hidden" name="key" value=plan.id.clone()/>
            {selection}
            {rollout::fields(page)}
            <ActionBar note=note>
                {typed}
                {main}
                {back}
            </ActionBar>
        </form>
    }
}

/// What has to be typed first.
fn typed(page: &PlanPage) -> Option<AnyView> {
    let (label, pattern) = match page.plan.body.confirmation() {
        Confirmation::Press => return None,
        Confirmation::Count(count) => (
            format!(
                "Type {count}, the number of {}, to confirm",
                page.plan.body.noun().many()
            ),
            Some(count.to_string()),
        ),
        Confirmation::Name(name) => {
            let of = match page.plan.body.action {
                Action::Group(_) => "group",
                _ => "server",
            };
            (format!("Type {name}, the {of}'s name, to confirm"), None)
        }
        Confirmation::Code(code) => (
            format!("Type {code}, the beginning of the group's id, to confirm"),
            None,
        ),
    };
    let field = FieldSpec::new("typed", "typed", label).error(
        page.not_confirmed
            .then(|| "What was typed is not what is asked for, so nothing was done.".to_owned()),
    );
    Some(view! { <div class="plan-typed"><TextInput field pattern/></div> }.into_any())
}

fn run_button(page: &PlanPage) -> AnyView {
    let body = &page.plan.body;
    let servers = target_words(body);
    let (label, kind, icon) = match &body.action {
        Action::Package(_) => (format!("Run on {servers}"), ButtonKind::Primary, Icon::Play),
        Action::Operation(action) if action.operation.is_harmful() => (
            action.operation.over(&servers),
            ButtonKind::Danger,
            Icon::Warning,
        ),
        Action::Operation(action) => (
            action.operation.over(&servers),
            ButtonKind::Primary,
            Icon::Play,
        ),
        Action::Group(action) => {
            let label = match body.servers().count() {
                0 => action.operation.verb().to_owned(),
                many => format!("{} with {}", action.operation.verb(), servers_words(many)),
            };
            match action.operation {
                GroupOperation::Restore => (label, ButtonKind::Primary, Icon::Play),
                _ => (label, ButtonKind::Danger, Icon::Warning),
            }
        }
        Action::Change(action) if action.deletes() => (
            body.action.title().to_owned(),
            ButtonKind::Danger,
            Icon::Warning,
        ),
        Action::Create(action) => (
            create::verb(action, body.targets.len()),
            ButtonKind::Primary,
            Icon::Play,
        ),
        Action::Workflow(action) => (
            format!(
                "Start {} on {servers}",
                at_most(action.workflow.clone(), 60)
            ),
            ButtonKind::Primary,
            Icon::Play,
        ),
        Action::Change(_) | Action::Execution(_) => (
            body.action.title().to_owned(),
            ButtonKind::Primary,
            Icon::Play,
        ),
    };
    let reason = page.blocked.clone().or_else(|| why_not(page));
    view! { <Button label kind icon id="run" disabled_reason=reason/> }.into_any()
}

/// What has become a run is not cancelled by leaving its page; where there is a form, another plan
/// can be made of it.
fn way_back(page: &PlanPage) -> AnyView {
    let runs = page.plan.run.is_some();
    match &page.plan.body.action {
        Action::Package(_) | Action::Create(_) | Action::Workflow(_) => {
            let edit = urls::plan_edit(&page.scope, &page.plan.id);
            // What was chosen in the list is given up with the order.
            let cancel = (page.selection.is_some() && !runs).then(|| cancel(page));
            view! { <Button label="Change" icon=Icon::Edit formaction=edit unchecked=true/>{cancel} }
                .into_any()
        }
        _ if runs => ().into_any(),
        Action::Change(_) => {
            let server = page.plan.body.targets.first();
            let server = server.and_then(|planned| planned.target.server());
            let href = server.map(|id| urls::server_edit(&page.scope, id));
            view! { <LinkButton label="Change" icon=Icon::Edit href=href.unwrap_or_default()/> }
                .into_any()
        }
        Action::Group(action) => {
            let href = urls::group(&page.scope, &action.group.id);
            view! { <LinkButton label="Cancel" href/> }.into_any()
        }
        Action::Operation(_) | Action::Execution(_) => cancel(page),
    }
}

fn cancel(page: &PlanPage) -> AnyView {
    let list = urls::servers(&page.scope, &ServerFilter::default());
    let href = urls::ending(list, page.selection.as_ref());
    view! { <LinkButton label="Cancel" href/> }.into_any()
}

/// Why the plan itself may not run.
fn why_not(page: &PlanPage) -> Option<String> {
    if !page.can_run {
        return Some("Its secrets are erased.".to_owned());
    }
    if !workflow::unfit(&page.plan.body).is_empty() {
        return Some("The workflow changed, and a value no longer fits it.".to_owned());
    }
    let package = page.plan.body.action.package();
    let unanswered = package.is_some_and(|action| !action.unanswered().is_empty());
    unanswered.then(|| "The package now requires a value that this plan does not have.".to_owned())
}
