//! Servers that are machines of their own: a configuration and an operating system take the place
//! of template, hardware and disks. The cloud also passes over their address, their end and
//! packages to run after the build, so none of these is read.

use super::{CreateRequest, Reading};
use crate::actions::create::form::{CreateForm, controls};
use crate::actions::create::options::FormOptions;
use slipway_domain::bare_metal::{Availability, BareMetal, Configuration, System};
use slipway_domain::hardware::ServerKind;
use slipway_domain::new_server::{NewServer, Source};
use slipway_domain::{AppError, Secret};
use std::collections::BTreeMap;

impl CreateForm {
    /// Whether it asks for machines of their own; a copy never is one.
    pub fn wants_bare_metal(&self) -> bool {
        let kind = ServerKind::parse(self.text(controls::KIND));
        kind == ServerKind::BareMetal && self.text(controls::CLONE).is_empty()
    }
}

impl FormOptions {
    /// Whether machines of their own can be asked for here.
    pub fn has_bare_metal(&self) -> bool {
        self.bare_metal.is_some()
    }

    fn machines(&self) -> Result<&BareMetal, String> {
        let center = self.center.as_str().to_uppercase();
        match &self.bare_metal {
            None => Err(format!("{center} has no bare metal servers.")),
            Some(Err(error)) => Err(unread(error)),
            Some(Ok(machines)) => Ok(machines),
        }
    }

    /// The machine and the system of a server, while they can be had.
    ///
    /// # Errors
    /// Why not, in one sentence.
    pub(in crate::actions::create) fn machine(
        &self,
        configuration: &str,
        os: &str,
    ) -> Result<(&Configuration, &System), String> {
        let machines = self.machines()?;
        let mut configurations = machines.configurations.iter();
        let found = configurations.find(|one| one.id == configuration);
        let found = found.ok_or("The configuration is not offered any more.")?;
        if found.availability == Availability::None {
            return Err("No machine of this configuration is free any more.".to_owned());
        }
        let mut systems = machines.systems.iter();
        let system = systems.find(|one| one.os == os);
        let system = system.ok_or("The operating system is not offered any more.")?;
        Ok((found, system))
    }
}

fn unread(error: &AppError) -> String {
    format!("What machines there are could not be read: {error}")
}

/// Reads a form that asks for machines of their own, in the order of the form.
pub(super) fn create_request(
    reading: &mut Reading<'_>,
    secrets: &BTreeMap<String, Secret>,
) -> Option<CreateRequest> {
    let source = source(reading);
    let group = reading.group();
    let name = reading.name();
    let count = reading.count();
    let description = reading.description();
    let network = reading.network();
    let (primary_dns, secondary_dns) = reading.name_servers();
    let custom_fields = reading.custom_fields();
    let password = reading.password(secrets);
    let server = NewServer {
        name: name?,
        description,
        group: group?,
        source: source?,
        cpu: None,
        memory_gb: None,
        kind: ServerKind::BareMetal,
        storage: None,
        managed_os: false,
        network,
        ip: None,
        primary_dns,
        secondary_dns,
        password,
        disks: Vec::new(),
        custom_fields,
        ttl: None,
        packages: Vec::new(),
    };
    let count = count?;
    Some(CreateRequest { server, count })
}

fn source(reading: &mut Reading<'_>) -> Option<Source> {
    let options = reading.ground.options;
    let machines = match options.machines() {
        Ok(machines) => machines,
        Err(why) => {
            reading.complain(controls::KIND, "Type", why);
            return None;
        }
    };
    let configuration = configuration(reading, &machines.configurations);
    let os = reading.form.text(controls::OS);
    let known = machines.systems.iter().any(|system| system.os == os);
    if !known {
        let message = "Choose an operating system of those listed.";
        reading.complain(controls::OS, "Operating system", message);
    }
    let os = known.then(|| os.to_owned());
    Some(Source::BareMetal {
        configuration: configuration?,
        os: os?,
    })
}

fn configuration(reading: &mut Reading<'_>, offered: &[Configuration]) -> Option<String> {
    let typed = reading.form.text(controls::CONFIGURATION);
    let found = offered.iter().find(|one| one.id == typed);
    let why = match found {
        None => "Choose a configuration of those listed.",
        Some(found) if found.availability == Availability::None => {
            "No machine of this configuration is free now. Choose another one."
        }
        Some(found) => return Some(found.id.clone()),
    };
    reading.complain(controls::CONFIGURATION, "Configuration", why);
    None
}
