//! The network, addresses and name servers; custom fields; how long the server is to live.

use super::CreatePage;
use crate::components::{ChoiceOption, Fieldset, Select, TextInput};
use crate::pages::custom_field::custom_field;
use leptos::prelude::*;
use slipway_domain::server_form::controls as of_server;
use slipway_portal::actions::create::controls;

pub(super) fn network_section(page: &CreatePage) -> impl IntoView + use<> {
    let chosen = page.form.text(controls::NETWORK);
    let networks = page.options.capabilities.as_ref().ok();
    let networks = networks.map(|options| options.networks.as_slice());
    let choices = networks.unwrap_or_default().iter().map(|network| {
        ChoiceOption::new(network.id.as_str(), network.name.as_str()).chosen(network.id == chosen)
    });
    let mut choices: Vec<ChoiceOption> = choices.collect();
    if page.options.capabilities.is_err() && !chosen.is_empty() {
        // What was chosen stays in the form while the list cannot be read.
        choices.push(ChoiceOption::new(chosen, chosen).chosen(true));
    }
    let network = page.begun(controls::NETWORK, "Network", "").optional(true);
    let optional = |control: &str, label: &str| page.spec(control, label).optional(true);
    let ip = optional(controls::IP, "IP address")
        .hint("A free address of the network. Leave it empty to be given one.");
    // Where the group has some, they stand there.
    let given = page.options.begins_with(controls::PRIMARY_DNS).is_some();
    let help = if given {
        ""
    } else {
        "Leave both empty for those of the group or the data center."
    };
    let primary = page.begun(controls::PRIMARY_DNS, "Primary DNS", help);
    let secondary = page.begun(controls::SECONDARY_DNS, "Secondary DNS", "");
    let (primary, secondary) = (primary.optional(true), secondary.optional(true));
    let (ip, primary, secondary) = (page.line(ip), page.line(primary), page.line(secondary));
    view! {
        <Fieldset legend="Network">
            <Select field=network choices blank="Let the cloud choose"/>
            {super::of_virtual(ip)}
            <div class="create-pair">{primary}{secondary}</div>
        </Fieldset>
    }
}

/// The id of the control of a custom field, by its place.
pub(super) fn field_id(place: usize) -> String {
    format!("field-{place}")
}

/// The account's custom fields, where it has any.
pub(super) fn custom_fields(page: &CreatePage) -> Option<impl IntoView + use<>> {
    let fields = page.options.fields.as_ref().ok();
    let fields = fields.filter(|fields| !fields.is_empty())?;
    let views: Vec<_> = fields
        .iter()
        .enumerate()
        .map(|(place, field)| {
            let control = of_server::field(&field.id);
            let error = page.form.error(&control).map(str::to_owned);
            custom_field(field, field_id(place), page.text(&control), error)
        })
        .collect();
    Some(view! { <Fieldset legend="Custom fields">{views}</Fieldset> })
}

/// When it is deleted again.
pub(super) fn lifetime(page: &CreatePage) -> impl IntoView + use<> {
    let field = page
        .spec(controls::TTL, "Delete it at")
        .optional(true)
        .unit("UTC")
        .hint("The cloud then deletes the server with all that is on it, without asking. Empty: it stays.");
    let value = page.text(controls::TTL);
    view! {
        <Fieldset legend="Lifetime">
            <TextInput field value kind="datetime-local"/>
        </Fieldset>
    }
}
