//! Description, group and custom fields.

use super::EditPage;
use crate::components::{
    Button, ButtonKind, ChoiceOption, FieldSpec, Fieldset, FormScope, GrowingInput, LinkButton,
    Select,
};
use crate::pages::custom_field::custom_fields;
use leptos::prelude::*;
use slipway_domain::server_form::controls;
use slipway_domain::urls;
use slipway_portal::actions::writes::FORM_KEY;

pub(super) fn form(page: &EditPage) -> impl IntoView + use<> {
    let server = &page.now.details.server;
    let back = urls::server(&page.scope, &server.id);
    let blocked = page.blocked();
    let key = page.key.clone();
    let (description, group, fields) = (description(page), group(page), fields(page));
    view! {
        <form class="server-form" method="post" action=urls::server_edit(&page.scope, &server.id)>
            <FormScope/>
            <Fieldset legend="About" hint="Takes effect at once.">
                <input type="hidden" name=FORM_KEY value=key/>
                {description}
                {group}
                {fields}
                <div class="form-actions">
                    <Button label="Save" kind=ButtonKind::Primary id="save" disabled_reason=blocked/>
                    <LinkButton label="Cancel" href=back/>
                </div>
            </Fieldset>
        </form>
    }
}

fn description(page: &EditPage) -> impl IntoView + use<> {
    let name = controls::DESCRIPTION;
    let field = FieldSpec::new(name, name, "Description")
        .optional(true)
        .error(page.feedback.problem(name));
    view! { <GrowingInput field value=page.about.description.clone()/> }
}

fn group(page: &EditPage) -> impl IntoView + use<> {
    let name = controls::GROUP;
    let field = FieldSpec::new(name, name, "Group")
        .hint("Groups of the same data center.")
        .error(page.feedback.problem(name));
    let groups = page.now.groups.iter();
    let choices = groups.map(|(id, path)| {
        let chosen = id.as_str().eq_ignore_ascii_case(&page.about.group);
        ChoiceOption::new(id.as_str(), path.as_str()).chosen(chosen)
    });
    view! { <Select field choices=choices.collect()/> }
}

fn fields(page: &EditPage) -> AnyView {
    let typed = page.about.fields.as_ref();
    custom_fields(&page.now.fields, typed, &page.feedback, |name| {
        page.id(name)
    })
}
