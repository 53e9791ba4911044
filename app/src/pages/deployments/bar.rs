//! Below the list: what is chosen already, names to paste, and the buttons.

use super::DeploymentsPage;
use crate::components::{
    ActionBar, Button, ButtonKind, FieldError, FieldSpec, FormErrorSummary, FormScope, Icon,
    TextArea, grouped,
};
use crate::pages::form_feedback::resumed;
use leptos::prelude::*;
use slipway_domain::urls::DeploymentFilter;
use slipway_domain::workflow::controls::DEPLOYMENT;
use slipway_portal::deployments::controls;

const NAMES_ID: &str = "names";

/// Why what was chosen was not taken.
pub(super) fn refused(page: &DeploymentsPage) -> impl IntoView + use<> {
    let error = page.feedback.trouble.as_ref();
    let errors = error.map(|error| FieldError::new(NAMES_ID, "Deployments", error.to_string()));
    let errors: Vec<_> = errors.into_iter().collect();
    view! { <FormErrorSummary errors/>{resumed(page.feedback.resumed)} }
}

/// The form where there is no table for it to stand around.
pub(super) fn alone(page: &DeploymentsPage) -> impl IntoView + use<> {
    let action = page.at(&DeploymentFilter::default());
    view! { <form class="deployments-form" method="post" action=action><FormScope/>{bar(page)}</form> }
}

/// What is done to those that are chosen.
pub(super) fn bar(page: &DeploymentsPage) -> impl IntoView + use<> {
    let blocked = page.blocked.clone();
    let parts = blocked
        .is_none()
        .then(|| view! { {before(page)}{paste(page)} });
    let total = page.listing.deployments.total;
    let all = (blocked.is_none() && total > 1).then(|| {
        let label = if page.filter.is_narrow() {
            format!("Choose all {} that match", grouped(total))
        } else {
            format!("Choose all {}", grouped(total))
        };
        view! { <Button label name=controls::BUTTON value=controls::ALL/> }
    });
    let keep = blocked.is_none().then(|| {
        view! { <Button label="Keep these and look further" name=controls::BUTTON value=controls::KEEP/> }
    });
    view! {
        <input type="hidden" name=controls::MATCHING value=page.filter.query()/>
        {parts}
        <ActionBar note="Ticked and pasted deployments together; the workflow is chosen next.">
            <Button
                label="Start a workflow…"
                kind=ButtonKind::Primary
                icon=Icon::Play
                name=controls::BUTTON
                value=controls::START
                disabled_reason=blocked
            />
            {keep}
            {all}
        </ActionBar>
    }
}

/// Those that were chosen before and stand on other pages.
fn before(page: &DeploymentsPage) -> Option<impl IntoView + use<>> {
    let shown = &page.listing.deployments.items;
    let elsewhere = page.listing.chosen.iter();
    let elsewhere = elsewhere.filter(|id| !shown.iter().any(|one| one.id == **id));
    let items: Vec<_> = elsewhere
        .enumerate()
        .map(|(place, id)| {
            let input = format!("chosen-{place}");
            view! {
                <div class="choice">
                    <input type="checkbox" id=input.clone() name=DEPLOYMENT value=id.to_string() checked=true/>
                    <label for=input><bdi translate="no">{id.to_string()}</bdi></label>
                </div>
            }
        })
        .collect();
    let words = match items.len() {
        0 => return None,
        1 => "1 more is chosen".to_owned(),
        many => format!("{} more are chosen", grouped(many as u64)),
    };
    let is_open = items.len() <= 10;
    Some(view! {
        <details class="deployments-chosen" open=is_open>
            <summary>{words}</summary>
            <div class="choices">{items}</div>
        </details>
    })
}

fn paste(page: &DeploymentsPage) -> impl IntoView + use<> {
    let trouble = page.feedback.trouble.as_ref();
    let field = FieldSpec::new(NAMES_ID, controls::NAMES, "Paste names or ids")
        .unmarked()
        .hint("One on each line, or with commas between; web-[01-12] is a range.")
        .error(trouble.map(ToString::to_string));
    let is_open = !page.listing.names.is_empty() || trouble.is_some();
    view! {
        <details class="deployments-paste" open=is_open>
            <summary>"Paste a list"</summary>
            <TextArea field value=page.listing.names.clone() rows=4 mono=true/>
        </details>
    }
}
