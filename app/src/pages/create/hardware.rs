//! Processors, memory, type, storage, who looks after it, and further disks.

use super::{CreatePage, machine};
use crate::components::{
    Button, CheckboxList, ChoiceOption, FieldSpec, Fieldset, Icon, NumberInput, RadioGroup, Select,
    TextInput,
};
use leptos::prelude::*;
use slipway_domain::hardware::{CPUS, DISK_GB, MEMORY_GB, StorageKind};
use slipway_domain::server_form::{AddedDisk, controls as of_server};
use slipway_portal::actions::create::controls;
use slipway_portal::packages::form::controls as of_form;
use std::ops::RangeInclusive;

pub(super) fn hardware_section(page: &CreatePage) -> impl IntoView + use<> {
    let within =
        |allowed: &RangeInclusive<u32>| format!("{} to {}", allowed.start(), allowed.end());
    let cpu = page.begun(of_server::CPU, "CPU", &within(&CPUS));
    let memory = page.begun(of_server::MEMORY, "Memory", &within(&MEMORY_GB));
    let (cpu, memory) = (cpu.unit("processors"), memory.unit("GB"));
    let (cpu, memory) = (page.number(cpu), page.number(memory));
    let (storage, managed) = (storage(page), managed(page));
    // Where it decides about more than this section it stands first.
    let kind = (!machine::has_halves(page)).then(|| machine::kind(page));
    view! {
        <Fieldset legend="Hardware">
            <div class="create-pair">{cpu}{memory}</div>
            {kind}
            {storage}
            {managed}
        </Fieldset>
    }
}

fn storage(page: &CreatePage) -> impl IntoView + use<> {
    let premium = page.form.text(controls::STORAGE) == StorageKind::Premium.wire();
    let offered = page.options.capabilities.as_ref();
    let offered = offered.is_ok_and(|options| options.premium_storage);
    let mut best = ChoiceOption::new(StorageKind::Premium.wire(), "Premium")
        .chosen(premium)
        .hint("Also kept in a second place.");
    if !offered {
        // What was chosen elsewhere stays chosen, so that the review can say what is wrong.
        let why = format!("{} has no premium storage.", page.center());
        best = if premium {
            best.hint(why)
        } else {
            best.disabled(why)
        };
    }
    let choices = vec![
        ChoiceOption::new(StorageKind::Standard.wire(), "Standard").chosen(!premium),
        best,
    ];
    let field = page
        .spec(controls::STORAGE, "Storage")
        .hint("Counts for servers of type standard.");
    view! { <RadioGroup field choices/> }
}

fn managed(page: &CreatePage) -> impl IntoView + use<> {
    let yes = ChoiceOption::new("true", "The cloud's people look after its operating system")
        .chosen(page.form.ticked(controls::MANAGED))
        .hint("For templates that can be managed. Such servers take longer until they are ready.");
    let field = page
        .spec(controls::MANAGED, "Managed operating system")
        .optional(true)
        .unmarked();
    view! { <CheckboxList field choices=vec![yes]/> }
}

/// Disks beyond the system's own.
pub(super) fn disks(page: &CreatePage) -> impl IntoView + use<> {
    let disks = page.form.disks();
    let rows: Vec<_> = disks
        .iter()
        .enumerate()
        .map(|(number, disk)| row(page, number, disk))
        .collect();
    let count = disks.len().to_string();
    let beyond = if page.options.source.is_some() {
        "Beyond the disks of the source."
    } else {
        "Beyond the system disk of the template."
    };
    let hint = format!("{beyond} Rows that stay empty add nothing.");
    view! {
        <div id="disks">
            <Fieldset legend="Further disks" hint=hint>
                <input type="hidden" name=controls::ROWS value=count/>
                <div class="create-disks">{rows}</div>
                <div class="create-more">
                    <Button label="Add a row" icon=Icon::Plus name=of_form::BUTTON value=controls::ADD_ROW unchecked=true/>
                </div>
            </Fieldset>
        </div>
    }
}

fn row(page: &CreatePage, number: usize, disk: &AddedDisk) -> impl IntoView + use<> {
    let spec = |name: String, label: &str| -> FieldSpec {
        let label = format!("{label} of new disk {}", number + 1);
        page.spec(&name, &label).optional(true).unmarked()
    };
    let size = spec(of_server::add_size(number), "Size")
        .unit("GB")
        .hint(format!("{} to {}", DISK_GB.start(), DISK_GB.end()));
    let kind = spec(of_server::add_kind(number), "Type");
    let path = spec(of_server::add_path(number), "Path")
        .hint("/data, or a letter such as E on Windows. None for raw disks.");
    let kinds = vec![
        ChoiceOption::new("partitioned", "partitioned").chosen(disk.partitioned),
        ChoiceOption::new("raw", "raw").chosen(!disk.partitioned),
    ];
    view! {
        <div class="create-disk">
            <NumberInput field=size value=disk.size.clone() whole=true/>
            <Select field=kind choices=kinds/>
            <TextInput field=path value=disk.path.clone()/>
        </div>
    }
}
