//! Choosing from what is offered: one from a list, one by radio, any number by checkbox.

use leptos::prelude::*;

use super::field::{Field, FieldSpec, GroupField, LONGEST_LABEL};
use super::markup::Markup;
use super::text::at_most;

/// One thing on offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChoiceOption {
    /// The value it posts.
    pub value: String,
    /// The words beside it.
    pub label: String,
    /// One line of help below the words.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Why it may not be chosen; absent when it may.
    pub disabled_reason: Option<String>,
}

impl ChoiceOption {
    /// A choice that is not chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: at_most(label.into(), LONGEST_LABEL),
            ..Self::default()
        }
    }

    /// The same, chosen or not.
    #[must_use]
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// The same with a line of help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, not to be chosen for this reason.
    #[must_use]
    pub fn disabled(mut self, reason: impl Into<String>) -> Self {
        self.disabled_reason = Some(reason.into());
        self
    }
}

/// One from a longer list.
#[component]
pub fn Select(
    /// The field.
    field: FieldSpec,
    /// What is on offer.
    choices: Vec<ChoiceOption>,
    /// The words for "nothing chosen"; without them the first choice stands.
    #[prop(optional)]
    blank: Option<&'static str>,
) -> impl IntoView {
    let (id, name, required) = (field.id.clone(), field.name.clone(), !field.optional);
    let (described, invalid) = (field.described_by(), field.invalid());
    let none_chosen = !choices.iter().any(|choice| choice.chosen);
    let options = options(blank, none_chosen, choices);
    view! {
        <Field spec=field>
            <select
                translate="no"
                class="input input-select"
                id=id
                name=name
                required=required
                autocomplete="off"
                aria-describedby=described
                aria-invalid=invalid
                inner_html=options
            ></select>
        </Field>
    }
}

/// Written by hand: a page of filters has dozens.
fn options(blank: Option<&'static str>, none_chosen: bool, choices: Vec<ChoiceOption>) -> String {
    let mut html = Markup::with_room(1_000);
    if let Some(words) = blank {
        html.raw("<option value=\"\"");
        if none_chosen {
            html.raw(" selected");
        }
        html.raw(">").raw(words).raw("</option>");
    }
    for choice in choices {
        html.raw("<option value=\"").text(&choice.value).raw("\"");
        if choice.chosen {
            html.raw(" selected");
        }
        if choice.disabled_reason.is_some() {
            html.raw(" disabled");
        }
        html.raw(">").text(&choice.label);
        if let Some(reason) = &choice.disabled_reason {
            html.raw(" (").text(reason).raw(")");
        }
        html.raw("</option>");
    }
    html.finish()
}

/// Exactly one of a few.
#[component]
pub fn RadioGroup(
    /// The field.
    field: FieldSpec,
    /// What is on offer.
    choices: Vec<ChoiceOption>,
) -> impl IntoView {
    group(field, choices, "radio")
}

/// Any number of what is on offer. The server checks that a required list is not empty: HTML
/// has no way to say "at least one".
#[component]
pub fn CheckboxList(
    /// The field.
    field: FieldSpec,
    /// What is on offer.
    choices: Vec<ChoiceOption>,
) -> impl IntoView {
    group(field, choices, "checkbox")
}

fn group(field: FieldSpec, choices: Vec<ChoiceOption>, kind: &'static str) -> impl IntoView {
    let (id, name) = (field.id.clone(), field.name.clone());
    let role = (kind == "radio").then_some("radiogroup");
    let required = role.is_some() && !field.optional;
    let items: Vec<_> = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            // The first control carries the field's id, so that an error can link to it.
            let id = if index == 0 {
                id.clone()
            } else {
                format!("{id}-{index}")
            };
            item(choice, kind, id, name.clone(), required)
        })
        .collect();
    view! { <GroupField spec=field role><div class="choices">{items}</div></GroupField> }
}

fn item(
    choice: ChoiceOption,
    kind: &'static str,
    id: String,
    name: String,
    required: bool,
) -> AnyView {
    let disabled = choice.disabled_reason.is_some();
    let note = choice.disabled_reason.or(choice.hint);
    let note_id = note.as_ref().map(|_| format!("{id}-note"));
    let note =
        note.map(|note| view! { <span class="choice-note" id=note_id.clone()>{note}</span> });
    view! {
        <div class="choice">
            <input
                type=kind
                id=id.clone()
                name=name
                value=choice.value
                checked=choice.chosen
                disabled=disabled
                required=required
                aria-describedby=note_id
            />
            <label for=id><bdi translate="no">{choice.label}</bdi></label>
            {note}
        </div>
    }
    .into_any()
}
