//! The control for a custom field of the account, wherever one is filled in.

use crate::components::{CheckboxList, Choice, FieldSpec, Select, TextInput};
use leptos::prelude::*;
use slipway_domain::custom_field::{CustomField, CustomFieldKind};
use slipway_domain::server_form::controls;

/// The field with `value` in it. Ids must be plain, so they come from its place on the page.
pub(super) fn custom_field(
    field: &CustomField,
    id: String,
    value: String,
    error: Option<String>,
) -> AnyView {
    let spec = FieldSpec::new(id, controls::field(&field.id), field.name.clone())
        .optional(!field.required)
        .error(error);
    match field.kind {
        CustomFieldKind::Text => view! { <TextInput field=spec value/> }.into_any(),
        CustomFieldKind::Checkbox => {
            let yes = Choice::new("true", "Yes").chosen(value.eq_ignore_ascii_case("true"));
            let spec = spec.unmarked();
            view! { <CheckboxList field=spec choices=vec![yes]/> }.into_any()
        }
        CustomFieldKind::Option => {
            let choices = field.options.iter().map(|option| {
                let chosen = option.key == value;
                Choice::new(option.key.as_str(), option.label.as_str()).chosen(chosen)
            });
            let blank = if field.required { "Choose one" } else { "None" };
            view! { <Select field=spec choices=choices.collect() blank=blank/> }.into_any()
        }
    }
}
