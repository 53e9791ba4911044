//! How a workflow is started, in plain words, and parameters that it does not declare.

use super::WorkflowPage;
use crate::components::{FieldSpec, Fieldset, TextArea, TextInput};
use leptos::prelude::*;
use slipway_domain::workflow::controls;

/// Empty rows that a form offers.
const FRESH: usize = 2;

/// Each switch stands by itself, so that none chooses between the others.
pub(super) fn options(page: &WorkflowPage) -> impl IntoView + use<> {
    let options = page.form.options;
    let switches = [
        (
            controls::QUEUE,
            "Queue",
            options.queue,
            "Where another execution of the deployment is under way, this one waits for its end. Otherwise the cloud refuses it then.",
        ),
        (
            controls::FORCE,
            "Force",
            options.force,
            "It is started although another execution is under way, or the workflow is not meant for the deployment as it stands. Two at once may get in each other's way.",
        ),
        (
            controls::DRY_RUN,
            "Dry run",
            options.dry_run,
            "It only goes through the workflow: its steps are told, and nothing is done.",
        ),
    ];
    let switches = switches.map(|(name, label, is_on, hint)| switch(name, label, is_on, hint));
    let ticked = options.allow_custom_parameters;
    view! {
        <Fieldset legend="How it is started">{switches.into_iter().collect::<Vec<_>>()}</Fieldset>
        <details class="workflow-custom" open=ticked || !page.form.custom.is_empty()>
            <summary>"Custom parameters"</summary>
            {switch(
                controls::CUSTOM,
                "Allow custom parameters",
                ticked,
                "Parameters that the workflow does not declare are handed to it as well. Most workflows do not look at them.",
            )}
            {rows(page)}
        </details>
    }
}

fn switch(
    name: &'static str,
    label: &'static str,
    is_on: bool,
    hint: &'static str,
) -> impl IntoView + use<> {
    let note = format!("{name}-note");
    view! {
        <div class="choice">
            <input
                type="checkbox"
                id=name
                name=name
                value=controls::YES
                checked=is_on
                aria-describedby=note.clone()
            />
            <label for=name>{label}</label>
            <span class="choice-note" id=note>{hint}</span>
        </div>
    }
}

fn rows(page: &WorkflowPage) -> Vec<impl IntoView + use<>> {
    let typed = page.form.custom.iter().cloned();
    let fresh = std::iter::repeat_n((String::new(), String::new()), FRESH);
    let row = |(place, (name, value)): (usize, (String, String))| {
        let id = format!("{}{place}", controls::CUSTOM_NAME);
        let number = place + 1;
        let field = FieldSpec::new(&*id, controls::CUSTOM_NAME, format!("Name {number}"))
            .unmarked()
            .error(page.feedback.problem(&id));
        let id = format!("{}{place}", controls::CUSTOM_VALUE);
        let json = FieldSpec::new(
            id,
            controls::CUSTOM_VALUE,
            format!("Value {number}, as JSON"),
        )
        .unmarked();
        view! {
            <div class="workflow-row">
                <TextInput field value=name/>
                <TextArea field=json value rows=2 mono=true/>
            </div>
        }
    };
    typed.chain(fresh).enumerate().map(row).collect()
}
