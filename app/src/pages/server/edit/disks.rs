//! The disks that are there, which can grow or go, and room for some to be added.

use super::EditPage;
use crate::components::{ChoiceOption, FieldSpec, NumberInput, Select, TextInput, grouped};
use leptos::prelude::*;
use slipway_domain::hardware::{DISK_GB, Disk};
use slipway_domain::server_form::{AddedDisk, DiskRules, controls, fixed};

pub(super) fn present(page: &EditPage) -> impl IntoView + use<> {
    let disks = page.now.details.disks.iter().enumerate();
    let disks: Vec<_> = disks.map(|(place, disk)| one(page, place, disk)).collect();
    let none = disks
        .is_empty()
        .then(|| view! { <p class="muted">"The cloud names no disks."</p> });
    let words = format!(
        "A disk can grow to {} GB; none can shrink.",
        grouped(u64::from(*DISK_GB.end()))
    );
    view! {
        <div class="server-disks">
            <p class="field-hint">{words}</p>
            {none}
            {disks}
        </div>
    }
}

fn one(page: &EditPage, place: usize, disk: &Disk) -> impl IntoView + use<> {
    let name = controls::size(&disk.id);
    let typed = page.hardware.sizes.get(&disk.id).cloned();
    let typed = typed.unwrap_or_else(|| disk.size_gb.to_string());
    let label = match disk.paths.as_slice() {
        [] => format!("Disk {}", disk.id),
        paths => format!("Disk {}, mounted at {}", disk.id, paths.join(", ")),
    };
    let field = FieldSpec::new(page.id(&name), name.clone(), label)
        .unit("GB")
        .error(page.feedback.problem(&name));
    view! {
        <div class="server-disk">
            <NumberInput field value=typed whole=true/>
            {removal(page, place, disk)}
        </div>
    }
}

/// The box that deletes a disk, or why it stays.
fn removal(page: &EditPage, place: usize, disk: &Disk) -> AnyView {
    if let Some(why) = fixed(place, disk) {
        return view! { <p class="meta">{why.label()}</p> }.into_any();
    }
    let name = controls::remove(&disk.id);
    let id = page.id(&name);
    let problem = page.feedback.problem(&name);
    let problem = problem.map(|words| view! { <p class="field-error">{words}</p> });
    let label = format!("Delete disk {} with all that is on it", disk.id);
    view! {
        <div>
            <div class="choice">
                <input
                    type="checkbox"
                    id=id.clone()
                    name=name
                    value="on"
                    checked=page.hardware.remove.contains(&disk.id)
                    autocomplete="off"
                />
                <label for=id>{label}</label>
            </div>
            {problem}
        </div>
    }
    .into_any()
}

pub(super) fn added(page: &EditPage) -> impl IntoView + use<> {
    let none = AddedDisk::default();
    let typed = |number: usize| page.hardware.add.get(number).unwrap_or(&none);
    let open = (0..controls::ADDED).any(|number| typed(number).is_filled());
    let rows: Vec<_> = (0..controls::ADDED)
        .map(|number| row(page, number, typed(number)))
        .collect();
    view! {
        <details open=open>
            <summary>"Add disks"</summary>
            <div class="server-disks">{rows}</div>
        </details>
    }
}

fn row(page: &EditPage, number: usize, typed: &AddedDisk) -> impl IntoView + use<> {
    let rules = DiskRules::of(&page.now.details.server.os, None);
    let spec = |name: String, label: &str| {
        let label = format!("{label} of new disk {}", number + 1);
        FieldSpec::new(page.id(&name), name.clone(), label)
            .optional(true)
            .error(page.feedback.problem(&name))
    };
    let size = spec(controls::add_size(number), "Size")
        .unit("GB")
        .unmarked();
    let kind = spec(controls::add_kind(number), "Type").unmarked();
    let path = spec(controls::add_path(number), "Path")
        .unmarked()
        .hint(format!(
            "Where a partitioned disk is mounted. {}",
            rules.label()
        ));
    let kinds = vec![
        ChoiceOption::new("raw", "raw").chosen(!typed.partitioned),
        ChoiceOption::new("partitioned", "partitioned").chosen(typed.partitioned),
    ];
    view! {
        <div class="server-disk server-added">
            <NumberInput field=size value=typed.size.clone() whole=true/>
            <Select field=kind choices=kinds/>
            <TextInput field=path value=typed.path.clone()/>
        </div>
    }
}
