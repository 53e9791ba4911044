//! What servers are made from. Every data center has the same templates.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use crate::clc::estate::seed::{Family, OperatingSystem};
use crate::data::parse;

/// What a template's disks hold besides its system.
const SMALL_DISKS_GB: u32 = 3;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Template {
    pub(crate) name: String,
    pub(crate) os_type: String,
    /// What a server that is made from it calls its system.
    os_name: String,
    pub(crate) description: String,
    #[serde(rename = "storageSizeGB")]
    pub(crate) storage_gb: u32,
    pub(crate) capabilities: Vec<String>,
    /// `linux`, `windows` or `pxe`.
    family: String,
    #[serde(default)]
    pub(crate) api_only: bool,
    /// No server that is made from it is ever finished.
    #[serde(default)]
    pub(crate) fails: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Templates {
    /// Paths at which no disk can be mounted, by family.
    reserved: HashMap<String, Vec<String>>,
    #[serde(rename = "templates")]
    pub(crate) all: Vec<Template>,
    /// Systems of machines that can be brought along, as they are told.
    pub(crate) importable: Vec<Value>,
}

impl Templates {
    pub(crate) fn load() -> Self {
        parse(include_str!("../../data/clc/templates.json"))
    }

    /// A template by its name, in any case.
    pub(crate) fn find(&self, name: &str) -> Option<&Template> {
        let mut all = self.all.iter();
        all.find(|template| template.name.eq_ignore_ascii_case(name))
    }

    pub(crate) fn reserved(&self, template: &Template) -> &[String] {
        self.reserved_paths(&template.family)
    }

    /// Those at which a server with this system can mount no disk.
    pub(crate) fn reserved_for(&self, family: Family) -> &[String] {
        self.reserved_paths(match family {
            Family::Linux => "linux",
            Family::Windows => "windows",
        })
    }

    fn reserved_paths(&self, family: &str) -> &[String] {
        self.reserved.get(family).map_or(&[], Vec::as_slice)
    }
}

impl Template {
    pub(crate) fn can(&self, what: &str) -> bool {
        self.capabilities.iter().any(|able| able == what)
    }

    /// Whether disks are mounted under letters.
    pub(crate) fn has_letters(&self) -> bool {
        self.family == "windows"
    }

    /// The system of a server that is made from it.
    pub(crate) fn system(&self) -> Arc<OperatingSystem> {
        Arc::new(OperatingSystem {
            key: self.name.clone(),
            os_type: self.os_name.clone(),
            os: self.os_type.clone(),
            family: if self.has_letters() {
                Family::Windows
            } else {
                Family::Linux
            },
            system_disk_gb: self.storage_gb.saturating_sub(SMALL_DISKS_GB).max(1),
        })
    }
}
