//! Where the server is to stand, what it is called and where it belongs.

use super::{CreatePage, machine, shown_center};
use crate::components::{
    Button, ChoiceOption, FieldSpec, Fieldset, GrowingInput, Select, TextInput, at_most, grouped,
};
use leptos::prelude::*;
use slipway_domain::server_form::controls as of_server;
use slipway_portal::actions::create::{COUNT, controls};
use slipway_portal::packages::form::controls as of_form;

/// The data center. That of a copy is its source's.
pub(super) fn place_section(page: &CreatePage) -> AnyView {
    let shown = shown_center(page);
    if let Some(source) = &page.options.source {
        let words = format!(
            "A copy of {} is built beside it, in {}: with its operating system, its disks and all that is on them.",
            source.server.name,
            page.center()
        );
        let id = source.server.id.to_string();
        return view! {
            <div id="place">
                <Fieldset legend="Source">
                    {shown}
                    <input type="hidden" name=controls::CLONE value=id/>
                    <p class="create-words">{words}</p>
                </Fieldset>
            </div>
        }
        .into_any();
    }
    let centers = page.options.data_centers.iter().map(|center| {
        let id = center.id.as_str();
        ChoiceOption::new(id, center_words(id, &center.name))
            .chosen(center.id == page.options.center)
    });
    let centers: Vec<ChoiceOption> = centers.collect();
    let field = page
        .spec(controls::CENTER, "Data center")
        .hint("Templates, networks and groups below are those of the data center shown.");
    let halves = machine::has_halves(page);
    let legend = if halves {
        "Data center and type"
    } else {
        "Data center"
    };
    let kind = halves.then(|| machine::kind(page));
    view! {
        <div id="place">
            <Fieldset legend=legend>
                {shown}
                <div class="create-line">
                    <Select field choices=centers/>
                    <Button label="Show what it offers" name=of_form::BUTTON value=controls::SHOW_CENTER unchecked=true/>
                </div>
                {kind}
            </Fieldset>
        </div>
    }
    .into_any()
}

/// Most names begin with the id already.
fn center_words(id: &str, name: &str) -> String {
    let id = id.to_uppercase();
    if name.is_empty() {
        id
    } else if name.to_uppercase().starts_with(&id) {
        name.to_owned()
    } else {
        format!("{id} - {name}")
    }
}

/// Name, how many, group and description.
pub(super) fn name_and_group(page: &CreatePage) -> impl IntoView + use<> {
    let longest = page.options.longest_name;
    let typed = page.text(controls::NAME).to_uppercase();
    let wrong = typed.is_empty() || page.form.error(controls::NAME).is_some();
    let example = if wrong { "WEB" } else { &typed };
    let before = match page.options.name_prefix() {
        "" => String::new(),
        start => {
            format!(" The cloud puts {start} before it and a number behind it: {start}{example}01.")
        }
    };
    let hint = format!("1 to {longest} letters, digits or dashes.{before}");
    let name = page.spec(controls::NAME, "Name").hint(hint);
    let count = page.spec(controls::COUNT, "How many").hint(format!(
        "{} to {}, all alike and numbered.",
        COUNT.start(),
        COUNT.end()
    ));
    let description = page
        .spec(of_server::DESCRIPTION, "Description")
        .optional(true);
    let longest = u32::try_from(longest).unwrap_or(u32::MAX);
    let value = page.text(controls::NAME);
    let written = page.text(of_server::DESCRIPTION);
    let (count, group) = (page.number(count), group(page));
    view! {
        <Fieldset legend="Name and group">
            <div class="create-pair"><TextInput field=name value maxlength=longest/>{count}</div>
            {group}
            <GrowingInput field=description value=written/>
        </Fieldset>
    }
}

fn group(page: &CreatePage) -> impl IntoView + use<> {
    let chosen = page.form.text(of_server::GROUP);
    let groups = page.options.groups.iter();
    let choices: Vec<ChoiceOption> = groups
        .map(|(id, path)| {
            ChoiceOption::new(id.as_str(), path.as_str())
                .chosen(id.as_str().eq_ignore_ascii_case(chosen))
        })
        .collect();
    let hint = match choices.len() {
        0 => format!("{} has no group that takes servers.", page.center()),
        count => format!(
            "{} groups of {} take servers.",
            grouped(count as u64),
            page.center()
        ),
    };
    let field: FieldSpec = page
        .spec(of_server::GROUP, "Group")
        .hint(hint)
        .remark(moved_words(page));
    view! {
        <div class="create-line">
            <Select field choices blank="Choose a group"/>
            <Button label="Show its defaults" name=of_form::BUTTON value=controls::SHOW_GROUP unchecked=true/>
        </div>
    }
}

/// What became of the chosen group when the data center changed.
fn moved_words(page: &CreatePage) -> Option<String> {
    const LONGEST: usize = 200;
    let moved = page.options.moved.as_ref()?;
    let path = at_most(moved.path.clone(), LONGEST);
    let from = moved.center.as_str().to_uppercase();
    let here = page.center();
    Some(match &moved.to {
        Some(_) => format!(
            "The group “{path}” that was chosen belongs to another data center, {from}. The group of that name in {here} is chosen in its place."
        ),
        None => format!(
            "The group “{path}” that was chosen belongs to another data center, {from}, so the choice was emptied. Choose a group of {here}."
        ),
    })
}
