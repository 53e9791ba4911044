//! The controls for custom fields of the account, wherever they are filled in.

use super::form_feedback::FormFeedback;
use crate::components::{CheckboxList, ChoiceOption, FieldSpec, Notice, Select, TextInput};
use leptos::prelude::*;
use slipway_domain::AppResult;
use slipway_domain::custom_field::{CustomField, CustomFieldKind};
use slipway_domain::server_form::controls;
use std::collections::BTreeMap;

/// All of them for what is there, with what was typed, or why they are not known. `id` finds the
/// place of a control in the page.
pub(super) fn custom_fields(
    fields: &AppResult<Vec<CustomField>>,
    typed: Option<&BTreeMap<String, String>>,
    feedback: &FormFeedback,
    id: impl Fn(&str) -> String,
) -> AnyView {
    let one = |field: &CustomField| {
        let name = controls::field(&field.id);
        let value = typed.and_then(|values| values.get(&field.id)).cloned();
        custom_field(
            field,
            id(&name),
            value.unwrap_or_default(),
            feedback.problem(&name),
        )
    };
    match fields {
        Ok(fields) if fields.is_empty() => ().into_any(),
        Ok(fields) => {
            let asked: Vec<_> = fields.iter().map(one).collect();
            view! { <input type="hidden" name=controls::FIELDS value="1"/>{asked} }.into_any()
        }
        Err(error) => {
            let words = error.to_string();
            view! {
                <Notice title="Custom fields cannot be filled in just now">
                    {words}" What is there stays as it is."
                </Notice>
            }
            .into_any()
        }
    }
}

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
            let yes = ChoiceOption::new("true", "Yes").chosen(value.eq_ignore_ascii_case("true"));
            let spec = spec.unmarked();
            view! { <CheckboxList field=spec choices=vec![yes]/> }.into_any()
        }
        CustomFieldKind::Option => {
            let choices = field.options.iter().map(|option| {
                let chosen = option.key == value;
                ChoiceOption::new(option.key.as_str(), option.label.as_str()).chosen(chosen)
            });
            let blank = if field.required { "Choose one" } else { "None" };
            view! { <Select field=spec choices=choices.collect() blank=blank/> }.into_any()
        }
    }
}
