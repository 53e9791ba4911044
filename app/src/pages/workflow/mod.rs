//! The form that starts a workflow: a control for each of its parameters, and how it is started.

mod fields;
mod options;

use crate::components::{
    ActionBar, Breadcrumbs, Button, ButtonKind, FieldError, Fieldset, FormErrorSummary, FormScope,
    LinkButton, Name, Notice, NoticeKind, PageHeader, at_most, grouped,
};
use crate::islands::field_checks::FieldChecks;
use crate::pages::form_feedback::{FormFeedback, resumed};
use crate::pages::plan::carried_rollout;
use crate::pages::workflows::{levels, on};
use fields::AskedParameter;
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::server_form::Problem;
use slipway_domain::urls::{self, DeploymentFilter, ForDeployments};
use slipway_domain::workflow::{WorkflowForm, controls};
use slipway_portal::actions::workflow::{StartForm, Suggestions};

/// Names up to this many stand open.
const OPEN: usize = 20;

/// What the page shows.
pub struct WorkflowPage {
    /// The account acted on.
    pub scope: Scope,
    /// The workflow and the deployments that it is started on.
    pub start: StartForm,
    /// What the form suggests.
    pub suggestions: Suggestions,
    /// What stands in the form.
    pub form: WorkflowForm,
    /// Why it stands there again.
    pub feedback: FormFeedback,
    /// Why the person may not start it, where they may not.
    pub blocked: Option<String>,
}

impl WorkflowPage {
    /// The page's title.
    pub fn title(&self) -> String {
        format!("Start {}", self.start.workflow.name)
    }
}

/// The page.
pub fn workflow_page(page: &WorkflowPage) -> impl IntoView + use<> {
    let start = &page.start;
    let name = &start.workflow.name;
    let action = urls::workflow(&page.scope, name, &ForDeployments::default());
    let fields = fields::asked(page);
    let (secret, open): (Vec<_>, Vec<_>) = fields.iter().partition(|one| one.is_secret());
    let repeats = page.form.repeats.as_ref().map(|run| {
        view! { <input type="hidden" name=controls::REPEATS value=run.to_string()/> }
    });
    let mut way = levels(&page.scope);
    if let [one] = start.deployments.as_slice() {
        way.push((one.name.clone(), urls::deployment(&page.scope, &one.id)));
    }
    let blocked = page.blocked.clone();
    // Whoever may not start it has nothing checked.
    let checks = blocked
        .is_none()
        .then(|| fields::checks(page, &fields))
        .flatten();
    view! {
        <Breadcrumbs levels=way/>
        <PageHeader title=page.title() context=on(&start.deployments)/>
        {notices(page, &fields)}
        <form class="form package-form" id="package-form" method="post" action=action data-checks=checks>
            <FormScope/>
            {repeats}
            {carried_rollout(&page.form.rollout)}
            {deployments(page)}
            {parameters(&open, secret.is_empty())}
            {options::options(page)}
            {secrets(&secret)}
            <ActionBar note="Nothing is started before you have seen the review.">
                <Button label="Review" kind=ButtonKind::Primary disabled_reason=blocked/>
            </ActionBar>
            <FieldChecks/>
        </form>
    }
}

/// The place of a control in the page: names of parameters are foreign text, ids must not be.
fn id_of(problem: &Problem, fields: &[AskedParameter<'_>]) -> String {
    let control = problem.control.as_str();
    let field = fields.iter().find(|field| field.control() == control);
    match field {
        Some(field) => field.id(),
        None if control.starts_with(controls::CUSTOM_NAME) => control.to_owned(),
        None => "deployments".to_owned(),
    }
}

fn notices(page: &WorkflowPage, fields: &[AskedParameter<'_>]) -> impl IntoView + use<> {
    let feedback = &page.feedback;
    let error = |problem: &Problem| {
        FieldError::new(id_of(problem, fields), &problem.label, &problem.message)
    };
    let errors: Vec<_> = feedback.problems.iter().map(error).collect();
    let trouble = feedback.trouble.as_ref().map(|error| {
        let words = format!("{error} What you typed is kept below.");
        view! { <Notice kind=NoticeKind::Bad title="It was not reviewed"><p>{words}</p></Notice> }
    });
    let asks_secrets = fields.iter().any(AskedParameter::is_secret);
    let again = (page.form.filled && asks_secrets).then(|| {
        view! {
            <Notice kind=NoticeKind::Info title="Enter the secrets again">
                "All else is as it was; secrets are not kept with the form."
            </Notice>
        }
    });
    view! {
        <FormErrorSummary errors/>
        {trouble}
        {resumed(feedback.resumed && !page.form.filled)}
        {again}
    }
}

fn deployments(page: &WorkflowPage) -> impl IntoView + use<> {
    let deployments = &page.start.deployments;
    let hidden: Vec<_> = deployments
        .iter()
        .map(|one| view! { <input type="hidden" name=controls::DEPLOYMENT value=one.id.to_string()/> })
        .collect();
    let names: Vec<_> = deployments
        .iter()
        .map(|one| view! { <li><Name text=one.name.clone()/></li> })
        .collect();
    let words = format!("Show all {}", grouped(names.len() as u64));
    let is_long = names.len() > OPEN;
    let list = view! { <ul class="plan-names" role="list">{names}</ul> };
    let list = if is_long {
        view! { <details><summary>{words}</summary>{list}</details> }.into_any()
    } else {
        list.into_any()
    };
    let legend = match deployments.len() {
        1 => "Deployment".to_owned(),
        many => format!("{} deployments, one execution each", grouped(many as u64)),
    };
    let others = urls::deployments(&page.scope, &DeploymentFilter::default());
    view! {
        {hidden}
        <Fieldset legend>
            <div id="deployments" tabindex="-1">{list}</div>
            <LinkButton label="Choose others" href=others/>
        </Fieldset>
    }
}

fn parameters(fields: &[&AskedParameter<'_>], has_no_secrets: bool) -> impl IntoView + use<> {
    let views: Vec<_> = fields.iter().map(|field| field.view()).collect();
    let none = views.is_empty().then(|| {
        let words = if has_no_secrets {
            "This workflow takes no parameters."
        } else {
            "This workflow takes secrets only; they stand at the end."
        };
        view! { <p class="muted">{words}</p> }
    });
    view! { <Fieldset legend="Parameters">{views}{none}</Fieldset> }
}

/// Secrets, last of all: whatever leads back to the form asks them again.
fn secrets(fields: &[&AskedParameter<'_>]) -> Option<impl IntoView + use<>> {
    let views: Vec<_> = fields.iter().map(|field| field.view()).collect();
    let hint = "Told by their names. They are never kept with the form: whenever it is shown again they have to be typed again. After the review they are sealed until the calls are sent.";
    (!views.is_empty()).then(|| view! { <Fieldset legend="Secrets" hint=hint>{views}</Fieldset> })
}

/// A stranger's text as a label or hint may repeat it.
fn told(text: &str) -> String {
    const LONGEST: usize = 600;
    at_most(text.to_owned(), LONGEST)
}
