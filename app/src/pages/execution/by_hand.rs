//! The form that sets the status of an execution by hand.

use super::super::form_feedback::FormFeedback;
use crate::components::{
    ActionBar, Breadcrumbs, Button, ButtonKind, ChoiceOption, FieldSpec, FormScope, LinkButton,
    Notice, NoticeKind, PageHeader, RadioGroup, TextArea, TextInput,
};
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::confirmation::Confirmation;
use slipway_domain::urls::{self, ExecutionFilter};
use slipway_portal::actions::writes::FORM_KEY;
use slipway_portal::executions::by_hand::{REASON, STATUS, Setting, StatusForm, TYPED};
use slipway_portal::executions::title;

/// What the page shows.
pub struct StatusPage {
    /// The account acted on.
    pub scope: Scope,
    /// The execution, and what can be set.
    pub now: Setting,
    /// What stands in the form.
    pub form: StatusForm,
    /// Why it stands there again.
    pub feedback: FormFeedback,
    /// The form's own key: posted twice, it writes once.
    pub key: String,
}

/// The page.
pub fn status_page(page: &StatusPage) -> impl IntoView + use<> {
    let (scope, execution) = (&page.scope, &page.now.execution);
    let back = urls::execution(scope, &execution.id);
    let name = title(execution);
    let levels = vec![
        (
            "Executions".to_owned(),
            urls::executions(scope, &ExecutionFilter::default()),
        ),
        (name.clone(), back.clone()),
    ];
    let feedback = page
        .feedback
        .notices(true, (&back, &name), ToString::to_string);
    let body = if page.now.targets.is_empty() {
        let label = page.now.label.clone();
        view! {
            <Notice title="Nothing can be set">
                <p>"It is “"{label}"”: it has ended, and that stays as it is."</p>
            </Notice>
            <p><LinkButton label="Back to the execution" href=back/></p>
        }
        .into_any()
    } else {
        form(page, back).into_any()
    };
    view! {
        <Breadcrumbs levels/>
        <PageHeader title="Set the status by hand"/>
        {feedback}
        {body}
    }
}

fn form(page: &StatusPage, back: String) -> impl IntoView + use<> {
    let action = urls::execution_status(&page.scope, &page.now.execution.id);
    let label = page.now.label.clone();
    view! {
        <Notice kind=NoticeKind::Warn title="This stops nothing">
            <p>
                "It is “"{label}"” now. What is set here is only what the cloud says of it from then on: a workflow \
                 that is under way goes on, and may say otherwise later. Once it counts as ended, that cannot be \
                 taken back, and others that wait for it may begin beside it. To stop it, cancel or kill it instead."
            </p>
        </Notice>
        <form class="form" method="post" action=action>
            <FormScope/>
            {status(page)}
            {reason(page)}
            {typed(page)}
            <input type="hidden" name=FORM_KEY value=page.key.clone()/>
            <ActionBar note="Takes effect at once, and is written down.">
                <Button label="Set the status" kind=ButtonKind::Danger id="set"/>
                <LinkButton label="Cancel" href=back/>
            </ActionBar>
        </form>
    }
}

fn status(page: &StatusPage) -> impl IntoView + use<> {
    let field = FieldSpec::new(STATUS, STATUS, "New status").error(page.feedback.problem(STATUS));
    let choices = page.now.targets.iter().map(|status| {
        ChoiceOption::new(status.word, status.label).chosen(status.word == page.form.status)
    });
    view! { <RadioGroup field choices=choices.collect()/> }
}

fn reason(page: &StatusPage) -> impl IntoView + use<> {
    let field = FieldSpec::new(REASON, REASON, "Reason")
        .optional(true)
        .hint("Stands where the cloud tells the error.")
        .error(page.feedback.problem(REASON));
    view! { <TextArea field value=page.form.reason.clone() rows=3/> }
}

fn typed(page: &StatusPage) -> Option<impl IntoView + use<>> {
    let Confirmation::Name(name) = page.now.confirmation() else {
        return None;
    };
    let what = match page.now.execution.deployment {
        Some(_) => "deployment",
        None => "workflow",
    };
    let label = format!("Type {name}, the {what}'s name, to confirm");
    let field = FieldSpec::new(TYPED, TYPED, label).error(page.feedback.problem(TYPED));
    Some(view! { <TextInput field value=page.form.typed.clone()/> })
}
