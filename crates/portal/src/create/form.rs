//! The form as it is posted and as it is kept.

use super::packages::{self, of_package, secret_of_package};
use crate::portal::Portal;
use crate::visitor::Visitor;
use serde::{Deserialize, Serialize};
use slipway_domain::package::Package;
use slipway_domain::parameters::{Entered, first_values};
use slipway_domain::server_form::{AddedDisk, Problem, controls as of_server};
use slipway_domain::{AppError, AppResult, PackageId, RunId, Secret};
use slipway_store::Draft;
use std::collections::{BTreeMap, BTreeSet};

/// Names of controls. Those that other forms of servers have too are named as there.
pub mod controls {
    use slipway_domain::PackageId;
    use slipway_domain::parameters::control_name;

    /// The data center.
    pub const CENTER: &str = "dc";
    /// The data center whose choices the form shows.
    pub const SHOWN: &str = "shown";
    /// The server that is copied.
    pub const CLONE: &str = "clone";
    /// The template.
    pub const TEMPLATE: &str = "template";
    /// The network's id.
    pub const NETWORK: &str = "network";
    /// The part of the name that people choose.
    pub const NAME: &str = "name";
    /// How many servers are built.
    pub const COUNT: &str = "count";
    /// What kind of machine.
    pub const KIND: &str = "type";
    /// What its disks lie on.
    pub const STORAGE: &str = "storage";
    /// Whether the cloud's people look after it.
    pub const MANAGED: &str = "managed";
    /// How many rows the form has for disks.
    pub const ROWS: &str = "rows";
    /// Its address.
    pub const IP: &str = "ip";
    /// The name server that it asks first.
    pub const PRIMARY_DNS: &str = "primary-dns";
    /// The name server that it asks next.
    pub const SECONDARY_DNS: &str = "secondary-dns";
    /// When it is deleted again.
    pub const TTL: &str = "ttl";
    /// Its root password.
    pub const PASSWORD: &str = "password";
    /// The root password of the server that is copied.
    pub const SOURCE_PASSWORD: &str = "source-password";
    /// A package that runs after the build; repeated.
    pub const PACKAGE: &str = "package";
    /// One more package.
    pub const ADD_PACKAGE: &str = "add-package";
    /// The button that shows what another data center offers.
    pub const SHOW_CENTER: &str = "center";
    /// The button that makes room for another disk.
    pub const ADD_ROW: &str = "row";
    /// The button that takes one more package.
    pub const ADD: &str = "add";
    /// Stands before the id of the package that a button takes out again.
    pub const REMOVE: &str = "remove-";

    /// The value of a package's parameter.
    pub fn parameter(package: &PackageId, variable: &str) -> String {
        format!("{}{}", of_package(package), control_name(variable))
    }

    /// What the names of a package's parameters begin with.
    pub fn of_package(package: &PackageId) -> String {
        format!("package[{package}].")
    }
}

/// Controls that hold one text.
const TEXTS: [&str; 18] = [
    controls::CENTER,
    controls::CLONE,
    controls::TEMPLATE,
    controls::NETWORK,
    controls::NAME,
    controls::COUNT,
    controls::KIND,
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

/// Rows for disks that a form begins with, and has at most.
const ROWS: (usize, usize) = (1, 10);
/// The package's place in the store of drafts that holds forms of this kind: no package is
/// called so, as ids are hexadecimal.
const DRAFTS: &str = "new-server";

/// What a form holds, without secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateForm {
    /// What was typed, by the names of controls, in order.
    pub fields: Vec<(String, String)>,
    /// Rows for disks.
    pub rows: usize,
    /// The run it repeats.
    pub repeats: Option<RunId>,
    /// What was wrong with it.
    pub errors: Vec<Problem>,
    /// Why it could not be checked, so that nothing was reviewed.
    pub trouble: Option<AppError>,
    /// Whether secrets were typed and have to be typed again.
    pub secrets_dropped: bool,
    /// Whether it was typed before the session ended and stands here again after signing in.
    pub resumed: bool,
}

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

impl CreateForm {
    /// The last text of a control, trimmed; empty where there is none.
    pub fn text(&self, control: &str) -> &str {
        let found = self.fields.iter().rev().find(|(name, _)| name == control);
        found.map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, control: &str) -> bool {
        !self.text(control).is_empty()
    }

    /// Puts a text into a control that is empty.
    pub fn begin_with(&mut self, control: &str, text: impl Into<String>) {
        let text = text.into();
        if self.text(control).is_empty() && !text.is_empty() {
            self.fields.push((control.to_owned(), text));
        }
    }

    /// The packages to run after the build, in order.
    pub fn packages(&self) -> Vec<PackageId> {
        let named = self
            .fields
            .iter()
            .filter(|(name, _)| name == controls::PACKAGE);
        named.map(|(_, id)| PackageId::new(id)).collect()
    }

    /// What was typed for a package, by variable.
    pub fn entered(&self, package: &PackageId) -> Entered {
        packages::entered(self, package)
    }

    /// The disks to be added, row by row.
    pub fn disks(&self) -> Vec<AddedDisk> {
        let rows = 0..self.rows.clamp(ROWS.0, ROWS.1);
        let disk = |row| AddedDisk {
            size: self.text(&of_server::add_size(row)).to_owned(),
            partitioned: self.text(&of_server::add_kind(row)) != "raw",
            path: self.text(&of_server::add_path(row)).to_owned(),
        };
        rows.map(disk).collect()
    }

    /// What is wrong with a control.
    pub fn error(&self, control: &str) -> Option<&str> {
        let found = self
            .errors
            .iter()
            .find(|problem| problem.control == control);
        found.map(|problem| problem.message.as_str())
    }

    /// Whether it names another data center than the one whose choices were shown.
    fn is_elsewhere(&self, shown: &str) -> bool {
        let center = self.text(controls::CENTER);
        !center.is_empty() && center != shown
    }

    fn add_package(&mut self, package: &Package, separator: &str) {
        if self.packages().contains(&package.id) {
            return;
        }
        let id = package.id.to_string();
        self.fields.push((controls::PACKAGE.to_owned(), id));
        for (variable, values) in first_values(package, separator) {
            let name = controls::parameter(&package.id, &variable);
            let fields = values.into_iter().map(|value| (name.clone(), value));
            self.fields.extend(fields);
        }
    }

    fn remove_package(&mut self, id: &PackageId) {
        let parameters = controls::of_package(id);
        self.fields.retain(|(name, value)| {
            let named = name == controls::PACKAGE && PackageId::new(value) == *id;
            !named && !name.starts_with(&parameters)
        });
    }
}

impl Posted {
    /// Reads ordered, decoded pairs; `packages` are those the form names. Controls that are not
    /// the form's are left out, values of parameters that a package does not declare too: a form
    /// drawn from an older manifest may hold a password there.
    pub fn read(
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
        let (deed, added) = (
            last(crate::form::controls::DEED),
            last(controls::ADD_PACKAGE),
        );
        let shown = match last(controls::SHOWN) {
            shown if shown.is_empty() => last(controls::CENTER),
            shown => shown,
        };
        let rows = last(controls::ROWS).parse().unwrap_or(ROWS.0);
        let repeats = Some(RunId::new(last(crate::form::controls::REPEATS)));
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
            .filter(|(name, _)| name == crate::form::controls::SECRET)
            .map(|(_, control)| control.clone())
            .collect();
        for (name, value) in pairs {
            posted.take(packages, &marked, name, value);
        }
        let added = packages.iter().find(|p| p.id == PackageId::new(&added));
        posted.press(&deed, &shown, added, separator);
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

    fn press(&mut self, deed: &str, shown: &str, added: Option<&Package>, separator: &str) {
        if let Some(id) = deed.strip_prefix(controls::REMOVE) {
            self.form.remove_package(&PackageId::new(id));
            self.pressed = Pressed::Show("packages");
        } else if let Some(package) = added {
            // Whatever was pressed: its parameters have to be seen before anything is reviewed.
            self.form.add_package(package, separator);
            self.pressed = Pressed::Show("packages");
        } else if deed == controls::SHOW_CENTER || self.form.is_elsewhere(shown) {
            // Nothing is held against choices that were not shown.
            self.pressed = Pressed::Show("place");
        } else if deed == controls::ADD_ROW {
            self.form.rows = (self.form.rows + 1).min(ROWS.1);
            self.pressed = Pressed::Show("disks");
        } else if deed == controls::ADD {
            self.pressed = Pressed::Show("packages");
        }
    }
}

fn is_of_a_list(name: &str) -> bool {
    let lists = ["field[", "add-size[", "add-kind[", "add-path["];
    name.ends_with(']') && lists.iter().any(|list| name.starts_with(list))
}

/// Keeps a form as a draft and returns its id.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn keep(portal: &Portal, visitor: &Visitor, form: &CreateForm) -> AppResult<String> {
    let form = serde_json::to_string(form).map_err(|error| {
        tracing::error!(%error, "a draft could not be encoded");
        AppError::Internal
    })?;
    let draft = Draft {
        id: portal.fresh_id(),
        owner: visitor.principal.key(),
        package: PackageId::new(DRAFTS),
        form,
        created_at: portal.now(),
    };
    portal.store().drafts.put(&draft).await?;
    Ok(draft.id)
}

/// One of the visitor's drafts; `None` where there is none (any more).
///
/// # Errors
/// `Internal` where the store fails.
pub async fn open(
    portal: &Portal,
    visitor: &Visitor,
    draft: &str,
) -> AppResult<Option<CreateForm>> {
    let owner = visitor.principal.key();
    let kept = portal.store().drafts.get(draft, &owner).await?;
    let kept = kept.filter(|draft| draft.package == PackageId::new(DRAFTS));
    Ok(kept.and_then(|draft| serde_json::from_str(&draft.form).ok()))
}
