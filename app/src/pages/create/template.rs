//! What the server is made from: the templates of a data center, by family.

use super::CreatePage;
use crate::components::{Field, Fieldset};
use leptos::prelude::*;
use slipway_domain::capabilities::Template;
use slipway_portal::actions::create::controls;

/// Families in the order of display, by what the word of the operating system begins with.
const FAMILIES: [(&str, &str); 5] = [
    ("centos", "CentOS"),
    ("debian", "Debian"),
    ("redhat", "Red Hat"),
    ("ubuntu", "Ubuntu"),
    ("windows", "Windows"),
];
const OTHERS: &str = "Others";

/// The section; a copy has none.
pub(super) fn template_section(page: &CreatePage) -> Option<impl IntoView + use<>> {
    if page.options.source.is_some() {
        return None;
    }
    let templates = page.options.capabilities.as_ref().ok();
    let templates = templates.map(|options| options.templates.as_slice());
    let templates = templates.unwrap_or_default();
    let chosen = page.form.text(controls::TEMPLATE);
    // What was chosen stays in the form while the list cannot be read.
    let kept = page.options.capabilities.is_err() && !chosen.is_empty();
    let none = !kept && !templates.iter().any(|template| template.name == chosen);
    let kept = kept.then(|| {
        let (value, words) = (chosen.to_owned(), chosen.to_owned());
        view! { <option value=value selected=true>{words}</option> }
    });
    let families = FAMILIES.iter().map(|(_, name)| *name).chain([OTHERS]);
    let groups: Vec<_> = families
        .map(|family| group(family, templates, chosen))
        .collect();
    let help = "What its system disk holds at first. Beside each: the size of that disk, and what the server can be.";
    let spec = page.begun(controls::TEMPLATE, "Template", help);
    let (id, described, invalid) = (spec.id.clone(), spec.described_by(), spec.invalid());
    Some(view! {
        <Fieldset legend="Template">
            <Field spec>
                <select
                    translate="no"
                    class="input input-select"
                    id=id
                    name=controls::TEMPLATE
                    required=true
                    autocomplete="off"
                    aria-describedby=described
                    aria-invalid=invalid
                >
                    <option value="" selected=none>"Choose a template"</option>
                    {kept}
                    {groups}
                </select>
            </Field>
        </Fieldset>
    })
}

fn group(family: &'static str, templates: &[Template], chosen: &str) -> Option<AnyView> {
    let own = templates
        .iter()
        .filter(|template| self::family(template) == family);
    let options: Vec<_> = own
        .map(|template| {
            let selected = template.name == chosen;
            view! { <option value=template.name.clone() selected=selected>{template_label(template)}</option> }
        })
        .collect();
    (!options.is_empty()).then(|| view! { <optgroup label=family>{options}</optgroup> }.into_any())
}

fn family(template: &Template) -> &'static str {
    let os = template.os.to_ascii_lowercase();
    let known = FAMILIES.iter().find(|(start, _)| os.starts_with(start));
    known.map_or(OTHERS, |(_, name)| name)
}

/// `CentOS 6 | 64-bit · 17 GB · can be managed, can be hyperscale`
fn template_label(template: &Template) -> String {
    let able = [
        (template.managed_os, "can be managed"),
        (template.hyperscale, "can be hyperscale"),
    ];
    let able: Vec<&str> = able
        .into_iter()
        .filter_map(|(able, words)| able.then_some(words))
        .collect();
    let size = format!("{} · {} GB", template.description, template.storage_gb);
    if able.is_empty() {
        size
    } else {
        format!("{size} · {}", able.join(", "))
    }
}
