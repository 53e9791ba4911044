//! The form as it is kept.

use crate::drafts;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use serde::{Deserialize, Serialize};
use slipway_domain::package::Package;
use slipway_domain::parameters::{Entered, first_values, variable_of};
use slipway_domain::server_form::{AddedDisk, Problem, controls as of_server};
use slipway_domain::{AppError, AppResult, PackageId, RunId};
use slipway_store::DraftKind;

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
    /// The configuration of a machine of its own.
    pub const CONFIGURATION: &str = "configuration";
    /// The operating system of a machine of its own.
    pub const OS: &str = "os";
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
    /// The button that shows what the group's new servers begin with.
    pub const SHOW_GROUP: &str = "group-defaults";
    /// The button that makes room for another disk.
    pub const ADD_ROW: &str = "row";
    /// The button that takes one more package.
    pub const ADD: &str = "add";
    /// Stands before the id of the package that a button takes out again.
    pub const REMOVE: &str = "remove-";

    /// What the form put into a control by itself.
    pub fn begun(control: &str) -> String {
        format!("{BEGUN}{control}]")
    }

    /// What the names of such remarks begin with.
    pub const BEGUN: &str = "begun[";

    /// The value of a package's parameter.
    pub fn parameter(package: &PackageId, variable: &str) -> String {
        format!("{}{}", of_package(package), control_name(variable))
    }

    /// What the names of a package's parameters begin with.
    pub fn of_package(package: &PackageId) -> String {
        format!("package[{package}].")
    }
}

/// Rows for disks that a form begins with, and has at most.
pub(super) const ROWS: (usize, usize) = (1, 10);

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

impl CreateForm {
    /// The last text of a control, trimmed; empty where there is none.
    pub fn text(&self, control: &str) -> &str {
        self.value(control).unwrap_or_default()
    }

    /// The last text of a control, trimmed; `None` where there is none, not even an empty one.
    pub fn value(&self, control: &str) -> Option<&str> {
        let found = self.fields.iter().rev().find(|(name, _)| name == control);
        found.map(|(_, value)| value.trim())
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

    /// Puts a text into a control, whatever it held.
    pub(super) fn put(&mut self, control: &str, text: &str) {
        self.fields.retain(|(name, _)| name != control);
        self.fields.push((control.to_owned(), text.to_owned()));
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
        let mut entered = Entered::new();
        let prefix = controls::of_package(package);
        for (name, value) in &self.fields {
            let variable = name.strip_prefix(&prefix).and_then(variable_of);
            if let Some(variable) = variable {
                let values = entered.entry(variable.to_owned()).or_default();
                values.push(value.clone());
            }
        }
        entered
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
    pub(super) fn is_elsewhere(&self, shown: &str) -> bool {
        let center = self.text(controls::CENTER);
        !center.is_empty() && center != shown
    }

    pub(super) fn add_package(&mut self, package: &Package, separator: &str) {
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

    pub(super) fn remove_package(&mut self, id: &PackageId) {
        let parameters = controls::of_package(id);
        self.fields.retain(|(name, value)| {
            let named = name == controls::PACKAGE && PackageId::new(value) == *id;
            !named && !name.starts_with(&parameters)
        });
    }
}

/// Keeps a form as a draft and returns its id.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn save_draft(portal: &Portal, grant: &Grant, form: &CreateForm) -> AppResult<String> {
    drafts::save(portal, grant, DraftKind::NewServer, form).await
}

/// One of the person's drafts; `None` where there is none (any more).
///
/// # Errors
/// `Internal` where the store fails.
pub async fn open(portal: &Portal, grant: &Grant, draft: &str) -> AppResult<Option<CreateForm>> {
    drafts::open(portal, grant, &DraftKind::NewServer, draft).await
}
