//! Packages to run after the build, each with the form that its manifest describes.

use super::CreatePage;
use crate::components::{Button, ChoiceOption, FieldSpec, Fieldset, Icon, Select};
use crate::pages::package::fields::{self, AskedField, Within, asked_fields};
use leptos::prelude::*;
use slipway_domain::package::{Package, Visibility};
use slipway_domain::parameters::Entered;
use slipway_portal::actions::create::{CreateForm, controls};
use slipway_portal::packages::form::controls as of_form;

/// A package that the form takes, with what was typed for it.
pub(super) struct Asked<'a> {
    pub(super) package: &'a Package,
    form: &'a CreateForm,
    within: Within,
    entered: Entered,
}

/// The packages that the form takes, in order.
pub(super) fn asked(page: &CreatePage) -> Vec<Asked<'_>> {
    let offered = page.options.packages.as_deref().unwrap_or_default();
    let chosen = page.form.packages();
    let chosen = chosen
        .iter()
        .filter_map(|id| offered.iter().find(|package| package.id == *id));
    chosen
        .enumerate()
        .map(|(number, package)| Asked {
            package,
            form: &page.form,
            within: Within {
                id: format!("k{number}-"),
                name: controls::of_package(&package.id),
                asking: page.options.asking(&package.id),
            },
            entered: page.form.entered(&package.id),
        })
        .collect()
}

impl Asked<'_> {
    /// The fields, passwords among them.
    pub(super) fn fields(&self) -> Vec<AskedField<'_>> {
        let error = |variable: &str| {
            let control = controls::parameter(&self.package.id, variable);
            self.form.error(&control)
        };
        asked_fields(self.package, &self.entered, error, &self.within)
    }

    /// The id of a control with this name, where it is one of this package's.
    pub(super) fn id_of(&self, control: &str) -> Option<String> {
        let fields = self.fields();
        let field = fields.iter().find(|field| field.name() == control);
        field.map(AskedField::id)
    }
}

/// What the browser needs to check their fields by itself; nothing where none is taken.
pub(super) fn checks(page: &CreatePage, asked: &[Asked<'_>]) -> Option<String> {
    if asked.is_empty() {
        return None;
    }
    let fields: Vec<_> = asked.iter().map(Asked::fields).collect();
    let packages = asked.iter().zip(&fields);
    let packages: Vec<_> = packages
        .map(|(asked, fields)| (&asked.package.id, fields.iter().collect()))
        .collect();
    Some(fields::checks(&page.scope, &packages))
}

/// The section. Passwords of packages stand with the other secrets, at the end.
pub(super) fn packages_section(page: &CreatePage, asked: &[Asked<'_>]) -> impl IntoView + use<> {
    let chosen: Vec<_> = asked.iter().map(one).collect();
    let offered = page.options.packages.as_deref().unwrap_or_default();
    let taken = |package: &&Package| !asked.iter().any(|asked| asked.package.id == package.id);
    let choices = offered.iter().filter(taken).map(|package| {
        let visibility = package.visibility.map_or("unknown", Visibility::word);
        let choice = ChoiceOption::new(
            package.id.as_str(),
            format!("{} ({visibility})", package.name),
        );
        match &package.problem {
            Some(_) => choice.disabled("cannot be read"),
            None => choice,
        }
    });
    let choices: Vec<ChoiceOption> = choices.collect();
    let label = if asked.is_empty() {
        "Package"
    } else {
        "Another package"
    };
    let field = FieldSpec::new("add-package", controls::ADD_PACKAGE, label)
        .optional(true)
        .unmarked();
    view! {
        <div id="packages">
            <Fieldset legend="Packages to run after the build" hint="In this order, on each server, before it is ready. Add one, and its parameters appear here.">
                {chosen}
                <div class="create-line">
                    <Select field choices blank="None"/>
                    <Button label="Add" icon=Icon::Plus name=of_form::BUTTON value=controls::ADD unchecked=true/>
                </div>
            </Fieldset>
        </div>
    }
}

fn one(asked: &Asked<'_>) -> impl IntoView + use<> {
    let fields = asked.fields();
    let plain = fields.iter().filter(|field| !field.parameter.is_secret());
    let views: Vec<_> = plain.map(AskedField::view).collect();
    let secrets = fields.iter().any(|field| field.parameter.is_secret());
    let note = match (&asked.package.problem, views.is_empty(), secrets) {
        (Some(problem), ..) => Some(format!("It cannot be run, because {problem}. Take it out.")),
        (None, true, true) => Some("It asks for passwords only; they stand at the end.".to_owned()),
        (None, true, false) => Some("It asks for nothing.".to_owned()),
        (None, false, _) => None,
    };
    let note = note.map(|words| view! { <p class="muted">{words}</p> });
    let id = asked.package.id.to_string();
    let remove = format!("{}{id}", controls::REMOVE);
    let name = asked.package.name.clone();
    view! {
        <div class="create-package">
            <input type="hidden" name=controls::PACKAGE value=id.clone()/>
            <div class="create-head">
                <h3><bdi translate="no">{asked.package.name.clone()}</bdi></h3>
                <button class="btn btn-quiet" type="submit" id=format!("remove-{id}") name=of_form::BUTTON value=remove formnovalidate=true>
                    <span>"Take out"<span class="hush">" "{name}</span></span>
                </button>
            </div>
            {note}
            {views}
        </div>
    }
}
