//! Everything secret, last of all: whatever leads back to the form asks it again.

use super::CreatePage;
use super::packages::Asked;
use crate::components::{Fieldset, PasswordInput};
use crate::pages::package::fields::AskedField;
use leptos::prelude::*;
use slipway_portal::actions::create::{PASSWORD_RULE, controls};
use slipway_portal::packages::form::controls as of_form;

pub(super) fn secrets_section(page: &CreatePage, asked: &[Asked<'_>]) -> impl IntoView + use<> {
    let source = page.options.source.as_ref();
    let source = source.map(|source| source.server.name.as_str());
    let (control, label, hint) = match source {
        Some(name) => (
            controls::SOURCE_PASSWORD,
            "Root password of the source",
            format!(
                "The cloud asks for the present root password of {name}; the copy has the same."
            ),
        ),
        None => (
            controls::PASSWORD,
            "Root password",
            format!(
                "{PASSWORD_RULE}. Leave it empty to have one made up; the server's page shows it later."
            ),
        ),
    };
    let optional = source.is_none();
    let field = page.spec(control, label).optional(optional).hint(hint);
    let packages: Vec<_> = asked.iter().map(of_package).collect();
    let hint = "Typed last, because they are never kept with the form: whenever it is shown again they have to be typed again. After the review they are sealed until the run is sent.";
    view! {
        <Fieldset legend="Secrets" hint=hint>
            <div class="field">
                <input type="hidden" name=of_form::SECRET value=control/>
                <PasswordInput field/>
            </div>
            {packages}
        </Fieldset>
    }
}

fn of_package(asked: &Asked<'_>) -> Option<impl IntoView + use<>> {
    let fields = asked.fields();
    let secret = fields.iter().filter(|field| field.parameter.is_secret());
    let views: Vec<_> = secret.map(AskedField::view).collect();
    let name = asked.package.name.clone();
    (!views.is_empty()).then(|| {
        view! {
            <div class="create-package create-virtual">
                <h3><bdi translate="no">{name}</bdi></h3>
                {views}
            </div>
        }
    })
}
