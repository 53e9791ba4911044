//! From what was typed to a server that can be ordered, or control by control what has to be
//! different.

mod bare_metal;
mod machine;
mod password;

pub use password::RULE as PASSWORD_RULE;

use super::COUNT;
use super::form::{CreateForm, controls};
use super::options::FormOptions;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use slipway_domain::capabilities::{Capabilities, Template};
use slipway_domain::custom_field::{CustomField, CustomFieldChoice};
use slipway_domain::new_server::{BuildPackage, NewServer};
use slipway_domain::server_form::{
    Problem, controls as of_server, field_value, plain_lines, takes, too_long,
};
use slipway_domain::{GroupId, Secret};
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

/// How a moment is typed, UTC; browsers leave the seconds out.
pub(super) const MOMENT: &str = "%Y-%m-%dT%H:%M";

/// What a form asks for.
pub(super) struct CreateRequest {
    pub(super) server: NewServer,
    pub(super) count: u32,
}

/// What a form is held against.
pub(super) struct Ground<'a> {
    pub(super) options: &'a FormOptions,
    pub(super) capabilities: &'a Capabilities,
    pub(super) fields: &'a [CustomField],
    pub(super) now: Timestamp,
}

/// The parts of a form that are being read, with all that is wrong with them.
pub(super) struct Reading<'a> {
    pub(super) form: &'a CreateForm,
    pub(super) ground: &'a Ground<'a>,
    pub(super) problems: Vec<Problem>,
}

/// Checks a form; `packages` are checked already.
pub(super) fn check(
    form: &CreateForm,
    secrets: &BTreeMap<String, Secret>,
    ambiguous: &BTreeSet<String>,
    packages: Vec<BuildPackage>,
    ground: &Ground<'_>,
) -> Result<CreateRequest, Vec<Problem>> {
    let mut reading = Reading {
        form,
        ground,
        problems: Vec::new(),
    };
    let request = if form.wants_bare_metal() {
        bare_metal::create_request(&mut reading, secrets)
    } else {
        reading.create_request(secrets, packages)
    };
    reading.refuse_ambiguous(ambiguous);
    match request {
        Some(request) if reading.problems.is_empty() => Ok(request),
        _ => Err(reading.problems),
    }
}

impl<'a> Reading<'a> {
    /// Every part is read in the order of the form, so that all problems come at once.
    fn create_request(
        &mut self,
        secrets: &BTreeMap<String, Secret>,
        packages: Vec<BuildPackage>,
    ) -> Option<CreateRequest> {
        let template = self.template();
        let network = self.network();
        let group = self.group();
        let name = self.name();
        let count = self.count();
        let description = self.description();
        let cpu = self.number(of_server::CPU, "CPU", &slipway_domain::hardware::CPUS);
        let memory = &slipway_domain::hardware::MEMORY_GB;
        let memory_gb = self.number(of_server::MEMORY, "Memory", memory);
        let (kind, storage) = machine::kinds(self, template);
        let managed_os = machine::managed(self, template);
        let disks = machine::disks(self, template);
        let ip = self.address(controls::IP, "IP address");
        self.refuse_shared_address(ip.as_deref(), count);
        let (primary_dns, secondary_dns) = self.name_servers();
        let custom_fields = self.custom_fields();
        let ttl = self.ttl();
        let source = self.source(secrets, template);
        let password = self.password(secrets);
        let server = NewServer {
            name: name?,
            description,
            group: group?,
            source: source?,
            cpu: Some(cpu?),
            memory_gb: Some(memory_gb?),
            kind,
            storage: Some(storage),
            managed_os,
            network,
            ip,
            primary_dns,
            secondary_dns,
            password,
            disks,
            custom_fields,
            ttl,
            packages,
        };
        let count = count?;
        Some(CreateRequest { server, count })
    }

    pub(super) fn complain(&mut self, control: &str, label: &str, message: impl Into<String>) {
        self.problems.push(Problem::new(control, label, message));
    }

    fn template(&mut self) -> Option<&'a Template> {
        if self.ground.options.source.is_some() {
            return None;
        }
        let named = self.form.text(controls::TEMPLATE);
        let mut offered = self.ground.capabilities.templates.iter();
        let found = offered.find(|template| template.name == named);
        if found.is_none() {
            self.complain(controls::TEMPLATE, "Template", unchosen(named, "template"));
        }
        found
    }

    pub(super) fn count(&mut self) -> Option<u32> {
        self.number(controls::COUNT, "How many", &COUNT)
    }

    pub(super) fn name_servers(&mut self) -> (Option<String>, Option<String>) {
        let primary = self.address(controls::PRIMARY_DNS, "Primary DNS");
        (
            primary,
            self.address(controls::SECONDARY_DNS, "Secondary DNS"),
        )
    }

    pub(super) fn network(&mut self) -> Option<String> {
        let id = self.form.text(controls::NETWORK);
        let mut networks = self.ground.capabilities.networks.iter();
        if !id.is_empty() && !networks.any(|network| network.id == id) {
            self.complain(controls::NETWORK, "Network", unchosen(id, "network"));
        }
        some(id)
    }

    pub(super) fn group(&mut self) -> Option<GroupId> {
        let typed = self.form.text(of_server::GROUP);
        let id = GroupId::new(typed);
        let found = self
            .ground
            .options
            .groups
            .iter()
            .any(|(known, _)| *known == id);
        if !found {
            self.complain(of_server::GROUP, "Group", unchosen(typed, "group"));
        }
        found.then_some(id)
    }

    pub(super) fn name(&mut self) -> Option<String> {
        let name = self.form.text(controls::NAME);
        let longest = self.ground.options.longest_name;
        let good = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let fits = (1..=longest).contains(&name.len()) && name.bytes().all(good);
        if !fits {
            let message = format!(
                "It takes 1 to {longest} characters, which are letters without accents, digits or dashes."
            );
            self.complain(controls::NAME, "Name", message);
        }
        fits.then(|| name.to_owned())
    }

    pub(super) fn description(&mut self) -> String {
        let text = plain_lines(self.form.text(of_server::DESCRIPTION));
        self.problems
            .extend(too_long(of_server::DESCRIPTION, "Description", &text));
        text
    }

    fn number(
        &mut self,
        control: &str,
        label: &str,
        allowed: &std::ops::RangeInclusive<u32>,
    ) -> Option<u32> {
        let number = self.form.text(control).parse().ok();
        let number = number.filter(|number| allowed.contains(number));
        if number.is_none() {
            self.complain(control, label, takes(allowed));
        }
        number
    }

    fn address(&mut self, control: &str, label: &str) -> Option<String> {
        let text = self.form.text(control);
        if !text.is_empty() && text.parse::<IpAddr>().is_err() {
            let message = "It is not an IP address. One looks like 10.110.37.14.";
            self.complain(control, label, message);
        }
        some(text)
    }

    fn refuse_shared_address(&mut self, ip: Option<&str>, count: Option<u32>) {
        if ip.is_some() && count.is_some_and(|count| count > 1) {
            let message =
                "Several servers cannot have one address: leave it empty, or build one server.";
            self.complain(controls::IP, "IP address", message);
        }
    }

    pub(super) fn custom_fields(&mut self) -> Vec<CustomFieldChoice> {
        let mut choices = Vec::new();
        for field in self.ground.fields {
            let control = of_server::field(&field.id);
            match field_value(field, self.form.text(&control), None) {
                Ok(value) => choices.extend(value.map(|value| CustomFieldChoice {
                    id: field.id.clone(),
                    value,
                })),
                Err(why) => self.complain(&control, &field.name, why),
            }
        }
        choices
    }

    fn ttl(&mut self) -> Option<Timestamp> {
        let text = self.form.text(controls::TTL);
        if text.is_empty() {
            return None;
        }
        let moment = moment(text).filter(|moment| *moment > self.ground.now);
        if moment.is_none() {
            let message = "It takes a date and time to come, UTC, such as 2031-05-09T17:30; or leave it empty.";
            self.complain(controls::TTL, "Delete it at", message);
        }
        moment
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn unchosen(typed: &str, what: &str) -> String {
    if typed.is_empty() {
        format!("Choose a {what}.")
    } else {
        format!(
            "This {what} is not offered in this data center (any more). Choose one of those listed."
        )
    }
}

/// A moment as browsers post it, or with seconds and a zone.
fn moment(text: &str) -> Option<Timestamp> {
    let with_zone = text.parse::<Timestamp>().ok();
    with_zone.or_else(|| {
        let civil: DateTime = text.parse().ok()?;
        Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_utc_unless_they_say_otherwise() {
        let plain = moment("2031-05-09T17:30").map(|at| at.to_string());
        assert_eq!(plain.as_deref(), Some("2031-05-09T17:30:00Z"));
        let zoned = moment("2031-05-09T17:30:00+02:00").map(|at| at.to_string());
        assert_eq!(zoned.as_deref(), Some("2031-05-09T15:30:00Z"));
        for bad in ["tomorrow", "2031-13-01T00:00", "17:30", "99999-01-01T00:00"] {
            assert_eq!(moment(bad), None, "{bad}");
        }
    }
}
