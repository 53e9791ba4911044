//! The form as it is posted: what of it may be kept, what not, and which button was pressed.

use super::form::{CreateForm, ROWS, controls};
use super::packages::{of_package, secret_of_package};
use crate::packages::form::controls as of_form;
use slipway_domain::package::Package;
use slipway_domain::server_form::controls as of_server;
use slipway_domain::{PackageId, RunId, Secret};
use std::collections::{BTreeMap, BTreeSet};

/// Controls that hold one text.
const TEXTS: [&str; 20] = [
    controls::CENTER,
    controls::CLONE,
    controls::TEMPLATE,
    controls::NETWORK,
    controls::NAME,
    controls::COUNT,
    controls::KIND,
    controls::CONFIGURATION,
    controls::OS,
    controls::STORAGE,
    controls::MANAGED,
    controls::IP,
    controls::PRIMARY_DNS,
    controls::SECONDARY_DNS,
    controls::TTL,
    of_server::DESCRIPTION,
    of_server::GROUP,
    of_server::CPU,
    of_server::MEMORY,
    of_server::FIELDS,
];

/// Which button was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// Check everything and show the plan.
    Review,
    /// Show the form again, at this place.
    Show(&'static str),
}

/// A post: the form, its secrets and the button pressed.
pub struct Posted {
    /// What may be kept.
    pub form: CreateForm,
    /// What may not, by the names of controls.
    pub secrets: BTreeMap<String, Secret>,
    /// Controls whose secret was given more than once, with different texts.
    pub ambiguous: BTreeSet<String>,
    /// The button.
    pub pressed: Pressed,
}

impl Posted {
    /// Reads ordered, decoded pairs; `packages` are those the form names. Controls that are not
    /// the form's are left out, values of parameters that a package does not declare too: a form
    /// drawn from an older manifest may hold a password there.
    pub fn from_pairs(
        packages: &[Package],
        separator: &str,
        pairs: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let pairs: Vec<(String, String)> = pairs.into_iter().collect();
        let last = |control: &str| {
            let found = pairs.iter().rev().find(|(name, _)| name == control);
            found
                .map(|(_, value)| value.trim().to_owned())
                .unwrap_or_default()
        };
        let (action, added) = (last(of_form::BUTTON), last(controls::ADD_PACKAGE));
        let shown = match last(controls::SHOWN) {
            shown if shown.is_empty() => last(controls::CENTER),
            shown => shown,
        };
        let rows = last(controls::ROWS).parse().unwrap_or(ROWS.0);
        let repeats = Some(RunId::new(last(of_form::REPEATS)));
        let mut posted = Self {
            form: CreateForm {
                rows: rows.clamp(ROWS.0, ROWS.1),
                repeats: repeats.filter(|id| !id.as_str().is_empty()),
                ..CreateForm::default()
            },
            secrets: BTreeMap::new(),
            ambiguous: BTreeSet::new(),
            pressed: Pressed::Review,
        };
        let marked: BTreeSet<String> = pairs
            .iter()
            .filter(|(name, _)| name == of_form::SECRET)
            .map(|(_, control)| control.clone())
            .collect();
        for (name, value) in pairs {
            posted.take(packages, &marked, name, value);
        }
        let mut readable = packages.iter().filter(|package| package.problem.is_none());
        let added = readable.find(|package| package.id == PackageId::new(&added));
        posted.press(&action, &shown, added, separator);
        posted
    }

    fn take(
        &mut self,
        packages: &[Package],
        marked: &BTreeSet<String>,
        name: String,
        value: String,
    ) {
        let secret = marked.contains(&name)
            || [controls::PASSWORD, controls::SOURCE_PASSWORD].contains(&name.as_str());
        let known = TEXTS.contains(&name.as_str()) || is_of_a_list(&name);
        if secret || secret_of_package(packages, &name) {
            self.take_secret(name, value);
        } else if known {
            self.form.fields.push((name, value));
        } else if name == controls::PACKAGE {
            if packages.iter().any(|p| p.id == PackageId::new(&value)) {
                self.form.fields.push((name, value));
            }
        } else if let Some(declared) = of_package(packages, &name) {
            let value = if declared { value } else { String::new() };
            self.form.fields.push((name, value));
        }
    }

    fn take_secret(&mut self, name: String, value: String) {
        let value = Secret::new(value);
        let before = self.secrets.insert(name.clone(), value.clone());
        if before.is_some_and(|before| before != value) {
            self.ambiguous.insert(name);
        }
    }

    fn press(&mut self, action: &str, shown: &str, added: Option<&Package>, separator: &str) {
        if let Some(id) = action.strip_prefix(controls::REMOVE) {
            self.form.remove_package(&PackageId::new(id));
            self.pressed = Pressed::Show("packages");
        } else if let Some(package) = added {
            // Whatever was pressed: its parameters have to be seen before anything is reviewed.
            self.form.add_package(package, separator);
            self.pressed = Pressed::Show("packages");
        } else if action == controls::SHOW_CENTER || self.form.is_elsewhere(shown) {
            // Nothing is held against choices that were not shown.
            self.pressed = Pressed::Show("place");
        } else if action == controls::SHOW_GROUP {
            self.pressed = Pressed::Show(of_server::GROUP);
        } else if action == controls::ADD_ROW {
            self.form.rows = (self.form.rows + 1).min(ROWS.1);
            self.pressed = Pressed::Show("disks");
        } else if action == controls::ADD {
            self.pressed = Pressed::Show("packages");
        }
    }
}

fn is_of_a_list(name: &str) -> bool {
    let lists = [
        "field[",
        "add-size[",
        "add-kind[",
        "add-path[",
        controls::BEGUN,
    ];
    name.ends_with(']') && lists.iter().any(|list| name.starts_with(list))
}
