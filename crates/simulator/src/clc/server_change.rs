//! What a PATCH of a server asks for: some of it is done at once, the rest by a job.

use serde_json::Value;

use crate::body::{member, scalar};
use crate::clc::custom_fields;
use crate::clc::disks::{Disk, resize};
use crate::clc::estate::{Estate, GroupKind, Server, Status};
use crate::clc::password;
use crate::clock::Millis;

/// How many processors a server can have.
pub(crate) const CPUS: (u32, u32) = (1, 16);
/// How much memory it can have, in GB.
pub(crate) const MEMORY_GB: (u32, u32) = (1, 128);

/// What a job changes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resize {
    cpu: Option<u32>,
    memory_mb: Option<u32>,
    disks: Option<Vec<Disk>>,
    password: Option<String>,
}

/// What is changed at once.
#[derive(Debug, Default)]
pub(crate) struct ServerChange {
    description: Option<String>,
    /// The position of the group.
    group: Option<usize>,
    custom_fields: Option<Vec<(String, String)>>,
    /// Present if there is anything that takes a job.
    pub(crate) resize: Option<Resize>,
}

/// What is wrong: (key, message).
type Complaint = (String, String);

impl ServerChange {
    /// Reads a list of `{op, member, value}`, or says all that is wrong with it. `reserved` are
    /// paths at which no disk can be mounted.
    pub(crate) fn read(
        estate: &Estate,
        server: &Server,
        reserved: &[String],
        body: &Value,
    ) -> Result<Self, Vec<Complaint>> {
        let mut change = Self::default();
        let steps = body.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut wrong = Vec::new();
        if steps.is_empty() {
            let message = "A list of changes is required.".to_owned();
            wrong.push(("body".to_owned(), message));
        }
        for step in steps {
            if let Err((key, message)) = change.step(estate, server, reserved, step) {
                wrong.push((format!("body.{key}"), message));
            }
        }
        // Hardware can be changed on servers that are there only, words on archived ones too.
        let open = server.status == Status::Active
            || server.status == Status::Archived && change.is_of_words();
        if !open {
            let message = "The server must be in Active or Archived state.".to_owned();
            wrong.push((String::new(), message));
        }
        if wrong.is_empty() {
            Ok(change)
        } else {
            Err(wrong)
        }
    }

    fn is_of_words(&self) -> bool {
        self.resize.is_none() && self.group.is_none()
    }

    fn step(
        &mut self,
        estate: &Estate,
        server: &Server,
        reserved: &[String],
        step: &Value,
    ) -> Result<(), Complaint> {
        let text = |name: &str| member(step, name).and_then(scalar);
        let name = text("member").unwrap_or_default();
        let complain = |message: String| (name.clone(), message);
        if !text("op").is_some_and(|op| op.eq_ignore_ascii_case("set")) {
            return Err(complain("The op must be set.".to_owned()));
        }
        let value = member(step, "value").unwrap_or(&Value::Null);
        match name.to_ascii_lowercase().as_str() {
            "cpu" | "memory" | "disks" if server.machine.is_some() => {
                let message = "The hardware of a bare metal server cannot be changed.";
                return Err(complain(message.to_owned()));
            }
            "cpu" => self.later().cpu = Some(number(&name, value, CPUS).map_err(complain)?),
            "memory" => {
                let gb = number(&name, value, MEMORY_GB).map_err(complain)?;
                self.later().memory_mb = Some(gb * 1024);
            }
            "disks" => {
                let disks = resize(&server.disks, reserved, value).map_err(complain)?;
                self.later().disks = Some(disks);
            }
            "password" => {
                let new = password::change(&server.password, value).map_err(complain)?;
                self.later().password = Some(new);
            }
            "description" => self.description = Some(scalar(value).unwrap_or_default()),
            "groupid" => {
                let id = scalar(value).unwrap_or_default();
                let group = open_group(estate, &id);
                let here = group.filter(|(_, center)| *center == server.center);
                let here = here.ok_or_else(|| complain(format!("The group {id} is not valid.")))?;
                self.group = Some(here.0);
            }
            "customfields" => {
                let values = custom_fields::check(&estate.custom_fields, value);
                self.custom_fields = Some(values.map_err(complain)?);
            }
            _ => return Err(complain(format!("The member {name} is not valid."))),
        }
        Ok(())
    }

    fn later(&mut self) -> &mut Resize {
        self.resize.get_or_insert_default()
    }

    /// Does what is done at once.
    pub(crate) fn carry_out(self, estate: &mut Estate, at: usize, by: &str, now: Millis) {
        if let Some(group) = self.group {
            estate.move_server(at, group);
        }
        let server = &mut estate.servers[at];
        if let Some(description) = self.description {
            server.description = description;
        }
        if let Some(values) = self.custom_fields {
            server.custom_fields = values;
        }
        server.change.touch(by, now);
    }
}

impl Resize {
    /// Does what a job was to do.
    pub(crate) fn carry_out(&self, server: &mut Server) {
        server.cpu = self.cpu.unwrap_or(server.cpu);
        server.memory_mb = self.memory_mb.unwrap_or(server.memory_mb);
        if let Some(disks) = &self.disks {
            server.disks.clone_from(disks);
        }
        if let Some(password) = &self.password {
            server.password.clone_from(password);
        }
    }
}

/// A number within these limits, or its digits.
pub(crate) fn number(name: &str, value: &Value, (least, most): (u32, u32)) -> Result<u32, String> {
    let number = scalar(value).and_then(|text| text.trim().parse().ok());
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| format!("The field {name} must be between {least} and {most}."))
}

/// The positions of a group that takes servers, and of its data center.
pub(crate) fn open_group(estate: &Estate, id: &str) -> Option<(usize, usize)> {
    let at = estate.groups.iter().position(|group| {
        group.id.eq_ignore_ascii_case(id)
            && matches!(group.kind, GroupKind::Root | GroupKind::Default)
            && !group.gone
    })?;
    let location = &estate.groups[at].location;
    let mut centers = estate.centers.iter();
    let center = centers.position(|center| center.id.eq_ignore_ascii_case(location))?;
    Some((at, center))
}
