//! What a form begins with: what the source of a copy is like, what the group gives new servers,
//! and the usual.
//!
//! The form remembers what it put into a control by itself. What differs from that was typed, or
//! emptied, by a person and stays, whichever group is chosen later.

use super::form::{CreateForm, controls};
use super::options::FormOptions;
use slipway_domain::capabilities::Capabilities;
use slipway_domain::details::ServerDetails;
use slipway_domain::group::DefaultValue;
use slipway_domain::hardware::{CPUS, MEMORY_GB, StorageKind};
use slipway_domain::server_form::controls as of_server;
use slipway_domain::urls::CreateFrom;
use std::net::IpAddr;

/// Controls that a group has defaults for, with what they hold where it has none.
const BEGUN: [(&str, &str); 6] = [
    (controls::TEMPLATE, ""),
    (of_server::CPU, "1"),
    (of_server::MEMORY, "2"),
    (controls::NETWORK, ""),
    (controls::PRIMARY_DNS, ""),
    (controls::SECONDARY_DNS, ""),
];

/// A form that begins with what its address names.
pub fn fresh(from: &CreateFrom) -> CreateForm {
    let mut form = CreateForm {
        rows: 1,
        ..CreateForm::default()
    };
    for (control, id) in [
        (
            controls::CENTER,
            from.data_center.as_ref().map(ToString::to_string),
        ),
        (
            of_server::GROUP,
            from.group.as_ref().map(ToString::to_string),
        ),
        (
            controls::CLONE,
            from.clone.as_ref().map(ToString::to_string),
        ),
    ] {
        form.begin_with(control, id.unwrap_or_default());
    }
    form
}

/// Fills a fresh form with what the source of a copy is like, and leaves the rest to
/// [`begin`].
pub fn fill(form: &mut CreateForm, options: &FormOptions) {
    if let Some(source) = &options.source {
        fill_like(form, options.name_prefix(), source);
    }
    form.begin_with(controls::COUNT, "1");
    for (control, _) in BEGUN {
        if form.text(control).is_empty() {
            form.put(&controls::begun(control), "");
        }
    }
}

/// Gives the controls that nobody touched what holds for the group that the form names, or the
/// usual. What is not known just now stays as it is.
pub fn begin(form: &mut CreateForm, options: &FormOptions) {
    if let Some(moved) = &options.moved {
        let to = moved.to.as_ref().map(ToString::to_string);
        form.put(of_server::GROUP, &to.unwrap_or_default());
    }
    for (control, usual) in BEGUN {
        let remark = controls::begun(control);
        if form.value(&remark) != Some(form.text(control)) {
            form.fields.retain(|(name, _)| *name != remark);
            continue;
        }
        let unread = matches!(options.defaults, Some(Err(_))) || options.capabilities.is_err();
        let given = match options.begins_with(control) {
            Some(default) => default.value,
            None if unread && !form.text(control).is_empty() => continue,
            None => usual.to_owned(),
        };
        form.put(control, &given);
        form.put(&remark, &given);
    }
}

/// What new servers in the group of a form begin with in one of its controls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begins {
    /// What the control then holds.
    pub value: String,
    /// It as people know it.
    pub words: String,
    /// Whether it comes from a group above.
    pub inherited: bool,
}

impl FormOptions {
    /// What the group's new servers begin with in `control`, where it has such a default and the
    /// data center still has it on offer.
    pub fn begins_with(&self, control: &str) -> Option<Begins> {
        let defaults = self.defaults.as_ref()?.as_ref().ok()?;
        let DefaultValue { value, inherited } = match control {
            of_server::CPU => &defaults.cpu,
            of_server::MEMORY => &defaults.memory_gb,
            controls::NETWORK => &defaults.network,
            controls::PRIMARY_DNS => &defaults.primary_dns,
            controls::SECONDARY_DNS => &defaults.secondary_dns,
            // A copy is made from its source.
            controls::TEMPLATE if self.source.is_none() => &defaults.template,
            _ => return None,
        };
        let capabilities = self.capabilities.as_ref().ok();
        let (value, words) = on_offer(control, value.as_deref()?.trim(), capabilities)?;
        Some(Begins {
            value,
            words,
            inherited: *inherited,
        })
    }
}

/// The value as the control names it, and in words.
fn on_offer(
    control: &str,
    value: &str,
    capabilities: Option<&Capabilities>,
) -> Option<(String, String)> {
    let same = |text: &str| text.eq_ignore_ascii_case(value);
    let good = match control {
        of_server::CPU => value.parse().is_ok_and(|count| CPUS.contains(&count)),
        of_server::MEMORY => value.parse().is_ok_and(|size| MEMORY_GB.contains(&size)),
        controls::NETWORK => {
            let found = capabilities?.networks.iter().find(|one| same(&one.id))?;
            return Some((found.id.clone(), found.name.clone()));
        }
        controls::TEMPLATE => {
            let found = capabilities?.templates.iter().find(|one| same(&one.name))?;
            return Some((found.name.clone(), found.description.clone()));
        }
        _ => value.parse::<IpAddr>().is_ok(),
    };
    good.then(|| (value.to_owned(), value.to_owned()))
}

fn fill_like(form: &mut CreateForm, prefix: &str, source: &ServerDetails) {
    let server = &source.server;
    form.begin_with(of_server::GROUP, server.group.to_string());
    form.begin_with(controls::NAME, short_name(prefix, source));
    form.begin_with(of_server::DESCRIPTION, server.description.clone());
    if CPUS.contains(&server.cpu) {
        form.begin_with(of_server::CPU, server.cpu.to_string());
    }
    let memory = u32::try_from(server.memory_mb / 1024).unwrap_or(0);
    if MEMORY_GB.contains(&memory) {
        form.begin_with(of_server::MEMORY, memory.to_string());
    }
    form.begin_with(controls::KIND, source.kind.wire());
    if source.storage == StorageKind::Premium {
        form.begin_with(controls::STORAGE, source.storage.wire());
    }
    if source.managed_os {
        form.begin_with(controls::MANAGED, "true");
    }
    for field in &source.custom_fields {
        form.begin_with(&of_server::field(&field.id), field.value.clone());
    }
}

/// What people named a server, without its number; nothing where the name is made otherwise.
fn short_name(prefix: &str, source: &ServerDetails) -> String {
    let name = source.server.name.to_uppercase();
    let rest = name.strip_prefix(&prefix.to_uppercase());
    rest.unwrap_or_default()
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .to_owned()
}
