//! One-line inputs. Values are defaults in the HTML; what a person types is read at submit.

use leptos::prelude::*;

use super::{
    field::{Field, FieldSpec},
    text::MaybeText,
};

/// Password managers fill in and offer to keep whatever looks like a sign-in to them; by these
/// attributes each of them knows a field that is none. Browsers obey `autocomplete`.
fn kept_off(autocomplete: &str) -> Option<&'static str> {
    let signs_in = matches!(autocomplete, "username" | "current-password");
    (!signs_in).then_some("true")
}

/// A line of text.
#[component]
pub fn TextInput(
    /// The field.
    field: FieldSpec,
    /// What stands in it.
    #[prop(optional, into)]
    value: MaybeText,
    /// `text`, `search`, `email` or `url`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The browser's autocomplete hint.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The most characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// An example, never the only help.
    #[prop(optional, into)]
    placeholder: MaybeText,
    /// Whether the page opens with the cursor here.
    #[prop(optional)]
    autofocus: bool,
    /// The id of a datalist with suggestions.
    #[prop(optional, into)]
    list: MaybeText,
    /// A pattern that the browser holds it against; the label then says what fits.
    #[prop(optional, into)]
    pattern: MaybeText,
) -> impl IntoView {
    let title = pattern.0.as_ref().map(|_| field.label.clone());
    let (id, name, required) = (field.id.clone(), field.name.clone(), !field.optional);
    let (described, invalid) = (field.described_by(), field.invalid());
    view! {
        <Field spec=field>
            <input
                class="input"
                type=kind
                id=id
                name=name
                value=value.0
                placeholder=placeholder.0
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                maxlength=maxlength.map(|n| n.to_string())
                list=list.0
                pattern=pattern.0
                title=title
                required=required
                autofocus=autofocus
                aria-describedby=described
                aria-invalid=invalid
                dir="auto"
                data-1p-ignore=kept_off(autocomplete)
                data-lpignore=kept_off(autocomplete)
                data-bwignore=kept_off(autocomplete)
                data-protonpass-ignore=kept_off(autocomplete)
                data-form-type=kept_off(autocomplete).map(|_| "other")
            />
        </Field>
    }
}

/// A number, kept as the text that was typed: a number input would throw away what it cannot
/// read, and with it the chance to show it again beside its error.
#[component]
pub fn NumberInput(
    /// The field.
    field: FieldSpec,
    /// What stands in it.
    #[prop(optional, into)]
    value: MaybeText,
    /// Whether only whole numbers make sense; decides the keyboard of a phone.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let (id, name, required) = (field.id.clone(), field.name.clone(), !field.optional);
    let (described, invalid) = (field.described_by(), field.invalid());
    view! {
        <Field spec=field>
            <input
                class="input input-number"
                type="text"
                inputmode=if whole { "numeric" } else { "decimal" }
                id=id
                name=name
                value=value.0
                autocomplete="off"
                required=required
                aria-describedby=described
                aria-invalid=invalid
                data-1p-ignore="true"
                data-lpignore="true"
                data-bwignore="true"
                data-protonpass-ignore="true"
                data-form-type="other"
            />
        </Field>
    }
}

/// A secret. It never carries a value: what was typed is asked again.
#[component]
pub fn PasswordInput(
    /// The field.
    field: FieldSpec,
    /// `current-password` at sign-in; else browsers are asked to keep out.
    #[prop(default = "new-password")]
    autocomplete: &'static str,
) -> impl IntoView {
    let (id, name, required) = (field.id.clone(), field.name.clone(), !field.optional);
    let (described, invalid) = (field.described_by(), field.invalid());
    view! {
        <Field spec=field>
            <input
                class="input"
                type="password"
                id=id
                name=name
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                required=required
                aria-describedby=described
                aria-invalid=invalid
                data-1p-ignore=kept_off(autocomplete)
                data-lpignore=kept_off(autocomplete)
                data-bwignore=kept_off(autocomplete)
                data-protonpass-ignore=kept_off(autocomplete)
                data-form-type=kept_off(autocomplete).map(|_| "other")
            />
        </Field>
    }
}
