//! What a creation asks for, and all that can be wrong with it.

mod extras;
mod machine;

use std::sync::Arc;

use serde_json::Value;

use crate::body::{member, scalar};
use crate::clc::bare_metal::Machine;
use crate::clc::disks::{self, Disk, of_system};
use crate::clc::estate::seed::OperatingSystem;
use crate::clc::estate::{Estate, Server, Status};
use crate::clc::password;
use crate::clc::server_change::{CPUS, MEMORY_GB, number, open_group};
use crate::clc::templates::Template;
use crate::clc::world::World;
use crate::clock::Millis;

/// How long account and name can be together.
const LONGEST: usize = 10;

/// A server that can be built.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) group: usize,
    pub(crate) center: usize,
    pub(crate) os: Arc<OperatingSystem>,
    pub(crate) disks: Vec<Disk>,
    pub(crate) managed_os: bool,
    pub(crate) address: String,
    /// If one was given, or comes with the source.
    pub(crate) password: Option<String>,
    pub(crate) cpu: u32,
    pub(crate) memory_mb: u32,
    pub(crate) kind: String,
    pub(crate) storage_type: String,
    /// What it is to be, if it is one of its own.
    pub(crate) machine: Option<Machine>,
    pub(crate) custom_fields: Vec<(String, String)>,
    /// When it is to be deleted.
    pub(crate) ttl: Option<Millis>,
    /// Ids of packages to be run on it.
    pub(crate) packages: Vec<String>,
    /// It will never be finished.
    pub(crate) fails: bool,
}

/// What a server is made from.
enum Source<'a> {
    Template(&'a Template),
    Server(&'a Server),
}

/// Reads a creation, or says all that is wrong with it.
pub(crate) fn read(
    world: &World,
    estate: usize,
    body: &Value,
    now: Millis,
) -> Result<Wanted, Vec<(String, String)>> {
    let mut form = Form {
        world,
        estate: &world.estates[estate],
        body,
        wrong: Vec::new(),
    };
    let wanted = if form.wants_machine() {
        form.machine()
    } else {
        form.read(now)
    };
    match wanted {
        Some(wanted) if form.wrong.is_empty() => Ok(wanted),
        _ => Err(form.wrong),
    }
}

struct Form<'a> {
    world: &'a World,
    estate: &'a Estate,
    body: &'a Value,
    wrong: Vec<(String, String)>,
}

impl<'a> Form<'a> {
    /// Every part is read, so that all complaints come at once.
    fn read(&mut self, now: Millis) -> Option<Wanted> {
        let name = self.name();
        let place = self.place();
        let source = self.source(place.map(|(_, center)| center));
        let cpu = self.size("cpu", CPUS);
        let memory = self.size("memoryGB", MEMORY_GB);
        let (kind, storage_type) = self.kinds(place.map(|(_, center)| center), source.as_ref());
        let managed_os = self.managed_os(source.as_ref());
        let password = self.password(source.as_ref());
        let disks = self.disks(source.as_ref());
        let custom_fields = self.custom_fields();
        let address = self.address(place.map(|(_, center)| center));
        self.name_servers();
        let ttl = self.ttl(now);
        let packages = self.packages();
        let (group, center) = place?;
        let source = source?;
        Some(Wanted {
            name: name?,
            description: self.text("description").unwrap_or_default(),
            group,
            center,
            os: match source {
                Source::Template(template) => template.system(),
                Source::Server(server) => server.os.clone(),
            },
            disks: disks?,
            managed_os,
            address: address?,
            password,
            cpu: cpu?,
            memory_mb: memory? * 1024,
            kind,
            storage_type,
            machine: None,
            custom_fields,
            ttl,
            packages,
            fails: matches!(source, Source::Template(template) if template.fails),
        })
    }

    fn complain(&mut self, key: &str, message: impl Into<String>) {
        self.wrong.push((format!("body.{key}"), message.into()));
    }

    fn sent(&self, key: &str) -> Option<&'a Value> {
        member(self.body, key)
    }

    /// Empty text counts as none.
    fn text(&self, key: &str) -> Option<String> {
        let text = self.sent(key).and_then(scalar);
        text.filter(|text| !text.trim().is_empty())
    }

    fn required(&mut self, key: &str) -> Option<String> {
        let text = self.text(key);
        if text.is_none() {
            self.complain(key, format!("The {key} field is required."));
        }
        text
    }

    fn name(&mut self) -> Option<String> {
        let name = self.required("name")?;
        let room = LONGEST.saturating_sub(self.estate.alias.len());
        let fits =
            name.len() <= room && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !fits {
            let message = format!(
                "The name must have 1 to {room} characters, which are letters, digits or dashes."
            );
            self.complain("name", message);
        }
        Some(name)
    }

    /// Positions of group and data center.
    fn place(&mut self) -> Option<(usize, usize)> {
        let id = self.required("groupId")?;
        let place = open_group(self.estate, &id);
        match place {
            None => self.complain("groupId", format!("The group {id} is not valid.")),
            Some((_, center)) if !self.estate.centers[center].enabled => {
                self.complain("groupId", "The data center is not enabled.");
            }
            Some(_) => {}
        }
        place
    }

    fn source(&mut self, center: Option<usize>) -> Option<Source<'a>> {
        let id = self.required("sourceServerId")?;
        if let Some(template) = self.world.templates.find(&id) {
            return Some(Source::Template(template));
        }
        let server = self.estate.server(&id).filter(|server| {
            server.status == Status::Active
                && server.machine.is_none()
                && center.is_none_or(|center| center == server.center)
        });
        if server.is_none() {
            self.complain("sourceServerId", format!("The source {id} is not valid."));
        }
        server.map(Source::Server)
    }

    fn size(&mut self, key: &str, limits: (u32, u32)) -> Option<u32> {
        self.required(key)?;
        let read = number(key, self.sent(key)?, limits);
        read.map_err(|message| self.complain(key, message)).ok()
    }

    /// Type and storage type.
    fn kinds(&mut self, center: Option<usize>, source: Option<&Source<'_>>) -> (String, String) {
        let word = |text: Option<String>| text.map(|text| text.to_ascii_lowercase());
        let kind = word(self.text("type")).unwrap_or_else(|| "standard".to_owned());
        let hyperscale = kind == "hyperscale";
        let usual = if hyperscale { "hyperscale" } else { "standard" };
        let storage = word(self.text("storageType")).unwrap_or_else(|| usual.to_owned());
        match (kind.as_str(), source) {
            ("hyperscale", Some(Source::Template(template))) if !template.can("hyperscale") => {
                self.complain("type", "The template cannot be a hyperscale server.");
            }
            ("standard" | "hyperscale", _) => {}
            _ => self.complain("type", format!("The type {kind} is not valid.")),
        }
        let premium = center.is_none_or(|at| self.estate.centers[at].premium_storage);
        match storage.as_str() {
            "premium" if !premium => {
                self.complain("storageType", "The data center has no premium storage.");
            }
            "standard" | "premium" if !hyperscale => {}
            "hyperscale" if hyperscale => {}
            _ => self.complain(
                "storageType",
                format!("The storage type {storage} is not valid."),
            ),
        }
        (kind, storage)
    }

    fn managed_os(&mut self, source: Option<&Source<'_>>) -> bool {
        let managed = self.text("isManagedOS").or_else(|| self.text("managedOS"));
        let managed = managed.is_some_and(|flag| flag.eq_ignore_ascii_case("true"));
        let able = match source {
            Some(Source::Template(template)) => template.can("managedOS"),
            Some(Source::Server(server)) => server.managed_os,
            None => true,
        };
        if managed && !able {
            self.complain("isManagedOS", "The source cannot be managed.");
        }
        managed
    }

    /// A copy needs the password of what it is a copy of, and has it too.
    fn password(&mut self, source: Option<&Source<'_>>) -> Option<String> {
        let given = self.text("password");
        if given
            .as_deref()
            .is_some_and(|given| !password::is_strong(given))
        {
            self.complain("password", password::WEAK);
        }
        let Some(Source::Server(server)) = source else {
            return given;
        };
        let known = self.required("sourceServerPassword");
        if known.is_some_and(|known| known != server.password) {
            let message = "The password of the source server is not correct.";
            self.complain("sourceServerPassword", message);
        }
        given.or_else(|| Some(server.password.clone()))
    }

    fn disks(&mut self, source: Option<&Source<'_>>) -> Option<Vec<Disk>> {
        let templates = &self.world.templates;
        let (own, reserved) = match source? {
            Source::Template(template) => (
                of_system(template.system().system_disk_gb),
                templates.reserved(template),
            ),
            Source::Server(server) => (
                server.disks.clone(),
                templates.reserved_for(server.os.family),
            ),
        };
        let Some(more) = self.sent("additionalDisks") else {
            return Some(own);
        };
        disks::add(own, reserved, more)
            .map_err(|message| self.complain("additionalDisks", message))
            .ok()
    }
}
