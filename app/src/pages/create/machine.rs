//! What kind of machine the server is to be, and which one where it is one of its own.
//!
//! Where a data center has machines of their own, the type stands first and the rest of the form
//! follows it: both halves are in the page, and a style shows the one that counts, so that it
//! works without a script and nothing typed is lost.

use super::CreatePage;
use crate::components::{ChoiceOption, Fieldset, RadioGroup, Select};
use leptos::prelude::*;
use slipway_domain::bare_metal::{Availability, BareMetal, Configuration};
use slipway_domain::hardware::ServerKind;
use slipway_portal::actions::create::controls;

/// The words for machines of their own.
const BARE_METAL: &str = "Bare metal";

/// What the choices below are.
const HINT: &str = "What the data center has at this moment. Processors, memory and disks come with the configuration.";

/// Whether the page has two halves: machines of their own are offered, or were chosen where they
/// are not (known to be) offered, and the review is to say so.
pub(super) fn has_halves(page: &CreatePage) -> bool {
    page.options.has_bare_metal() || page.form.wants_bare_metal()
}

/// The type.
pub(super) fn kind(page: &CreatePage) -> impl IntoView + use<> {
    let bare_metal = page.form.wants_bare_metal();
    let hyperscale = page.form.text(controls::KIND) == ServerKind::Hyperscale.wire();
    let mut choices = vec![
        ChoiceOption::new(ServerKind::Standard.wire(), "Standard")
            .chosen(!hyperscale && !bare_metal)
            .hint("The usual one."),
        ChoiceOption::new(ServerKind::Hyperscale.wire(), "Hyperscale")
            .chosen(hyperscale)
            .hint("Fast storage of its own that is not kept twice. Not every template can be one."),
    ];
    if has_halves(page) {
        choices.push(bare_metal_choice(page).chosen(bare_metal));
    }
    view! { <RadioGroup field=page.spec(controls::KIND, "Type") choices/> }
}

fn bare_metal_choice(page: &CreatePage) -> ChoiceOption {
    let choice = ChoiceOption::new(ServerKind::BareMetal.wire(), BARE_METAL);
    let chosen = page.form.wants_bare_metal();
    let why = match &page.options.bare_metal {
        Some(Ok(_)) => {
            return choice
                .hint("A whole physical machine. It takes no template, packages or lifetime.");
        }
        Some(Err(_)) => "Which machines there are could not be read.".to_owned(),
        None => format!("{} has none that are known.", page.center()),
    };
    // What was chosen stays chosen, so that the review can say what is wrong.
    if chosen {
        choice.hint(why)
    } else {
        choice.disabled(why)
    }
}

/// Which machine, and what runs on it.
pub(super) fn machine_section(page: &CreatePage) -> Option<impl IntoView + use<>> {
    if !has_halves(page) {
        return None;
    }
    let machines = page.options.bare_metal.as_ref();
    let fields = match machines.and_then(|machines| machines.as_ref().ok()) {
        Some(machines) => fields(page, machines).into_any(),
        None => kept(page).into_any(),
    };
    Some(view! {
        <div class="create-bare">
            <Fieldset legend="Machine" hint=HINT>{fields}</Fieldset>
        </div>
    })
}

fn fields(page: &CreatePage, machines: &BareMetal) -> impl IntoView + use<> {
    let typed = page.form.text(controls::CONFIGURATION);
    let configurations = machines.configurations.iter();
    let configurations = configurations.map(|one| configuration(one).chosen(one.id == typed));
    let configurations: Vec<ChoiceOption> = configurations.collect();
    let mut configuration = page.spec(controls::CONFIGURATION, "Configuration");
    if configurations.is_empty() {
        configuration = configuration.hint("There is none now.");
    }
    let typed = page.form.text(controls::OS);
    let systems = machines.systems.iter();
    let systems =
        systems.map(|one| ChoiceOption::new(one.os.as_str(), one.label()).chosen(one.os == typed));
    let systems: Vec<ChoiceOption> = systems.collect();
    let os = page.spec(controls::OS, "Operating system");
    view! {
        <RadioGroup field=configuration choices=configurations/>
        <Select field=os choices=systems blank="Choose an operating system"/>
    }
}

/// What was chosen stays in the form while the choices cannot be read.
fn kept(page: &CreatePage) -> impl IntoView + use<> {
    let kept = [controls::CONFIGURATION, controls::OS].map(|control| {
        let value = page.text(control);
        view! { <input type="hidden" name=control value=value/> }
    });
    view! {
        {kept.to_vec()}
        <p class="create-words">"There is nothing to choose from."</p>
    }
}

fn configuration(one: &Configuration) -> ChoiceOption {
    let size = one.label();
    let choice = ChoiceOption::new(one.id.as_str(), one.processor.as_str());
    match one.availability {
        Availability::High | Availability::Unknown => choice.hint(format!("{size}.")),
        Availability::Low => choice.hint(format!("{size}. Few are left.")),
        Availability::None => choice.disabled(format!("{size}. None is free now.")),
    }
}
