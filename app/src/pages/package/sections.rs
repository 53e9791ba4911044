//! The parameters in fieldsets. Long manifests repeat a prefix per role or part
//! (`….Web.Port`, `….Cache.Port`), which then heads a section of its own.

use super::fields::AskedField;
use crate::components::Fieldset;
use leptos::prelude::*;

/// Fewer parameters than this stand under one heading.
const MANY: usize = 12;

/// Everything but passwords.
pub(super) fn parameters(fields: &[AskedField<'_>], has_secrets: bool) -> AnyView {
    if fields.is_empty() {
        let words = if has_secrets {
            "This package asks for passwords only; they stand at the end."
        } else {
            "This package asks for nothing: choose its servers and review."
        };
        return view! { <Fieldset legend="Parameters"><p class="muted">{words}</p></Fieldset> }
            .into_any();
    }
    grouped(fields)
        .into_iter()
        .map(|(legend, fields)| {
            let views: Vec<_> = fields.iter().map(AskedField::view).collect();
            view! { <Fieldset legend>{views}</Fieldset> }
        })
        .collect::<Vec<_>>()
        .into_any()
}

/// Passwords, last of all: whatever leads back to the form before the review asks them again.
pub(super) fn secrets(fields: &[AskedField<'_>]) -> Option<AnyView> {
    if fields.is_empty() {
        return None;
    }
    let views: Vec<_> = fields.iter().map(AskedField::view).collect();
    let hint = "Typed last, because they are never kept with the form: whenever it is shown again they have to be typed again. After the review they are sealed until the run is sent.";
    Some(view! { <Fieldset legend="Secrets" hint=hint>{views}</Fieldset> }.into_any())
}

type Group<'a, 'b> = (String, &'a [AskedField<'b>]);

/// Neighbours whose variables share the part before the last dot.
fn grouped<'a, 'b>(fields: &'a [AskedField<'b>]) -> Vec<Group<'a, 'b>> {
    let whole = || vec![("Parameters".to_owned(), fields)];
    if fields.len() < MANY {
        return whole();
    }
    let key = |field: &AskedField<'_>| role(&field.parameter.variable).to_owned();
    let groups: Vec<Group<'_, '_>> = fields
        .chunk_by(|a, b| role(&a.parameter.variable) == role(&b.parameter.variable))
        .map(|group| (key(&group[0]), group))
        .collect();
    let telling = groups.len() > 1 && groups.len() * 2 <= fields.len();
    if telling && groups.iter().all(|(key, _)| !key.trim().is_empty()) {
        groups
    } else {
        whole()
    }
}

fn role(variable: &str) -> &str {
    variable.rsplit('.').nth(1).unwrap_or_default()
}
