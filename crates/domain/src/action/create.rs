//! Having servers built: one description, from which one or several servers are made.

use super::PackageAction;
use crate::ids::DataCenterId;
use crate::new_server::{BuildPackage, NewServer, Source};
use crate::package::Package;
use crate::plan::PlannedTarget;
use crate::run::Target;
use crate::secret::Secret;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The root password of the server to be.
const PASSWORD: &str = "password";
/// The root password of the server that is copied.
const SOURCE_PASSWORD: &str = "source-password";

/// A server to be built, its secret values left out. The plan's servers are its copies to be,
/// under names of their own: the cloud numbers them when it builds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateAction {
    /// What is built.
    pub server: NewServer,
    /// Names of the secret values that were set; [`CreateAction::take_secrets`] makes them.
    pub secrets: Vec<String>,
    /// What people know its parts by.
    pub known_as: KnownAs,
}

/// What people know the parts of a new server by, as the cloud told it at the review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAs {
    /// The template or the machine in words, or the name of the server that is copied.
    pub source: String,
    /// The operating system of a machine of its own, in words.
    #[serde(default)]
    pub os: Option<String>,
    /// The network's name; `None` where the cloud chooses one.
    pub network: Option<String>,
    /// The group's path.
    pub group: String,
    /// The custom fields that are set: label and value as shown.
    pub fields: Vec<(String, String)>,
    /// The packages that run after the build, with the manifests they had.
    pub packages: Vec<Package>,
}

/// The servers to be, under numbers and names of their own: the cloud names them when it builds
/// them.
pub fn servers_to_be(name: &str, center: &DataCenterId, count: u32) -> Vec<PlannedTarget> {
    let width = count.to_string().len();
    let name = name.to_uppercase();
    let planned = (1..=count).map(|number| PlannedTarget {
        target: Target::Planned(number),
        name: match count {
            1 => format!("{name} (new)"),
            _ => format!("{name} ({number:0width$} of {count})"),
        },
        data_center: Some(center.clone()),
        notes: Vec::new(),
    });
    planned.collect()
}

impl CreateAction {
    /// An action for `server`, and its secret values by the names they are sealed under.
    pub fn take_secrets(
        mut server: NewServer,
        known_as: KnownAs,
    ) -> (Self, BTreeMap<String, Secret>) {
        let mut taken = BTreeMap::new();
        for (name, place) in secret_places(&mut server) {
            if let Some(secret) = place.take() {
                taken.insert(name, secret);
            }
        }
        for (number, package) in server.packages.iter_mut().enumerate() {
            for (variable, secret) in std::mem::take(&mut package.secrets) {
                taken.insert(package_secret(number, &variable), secret);
            }
        }
        let secrets = taken.keys().cloned().collect();
        let action = Self {
            server,
            secrets,
            known_as,
        };
        (action, taken)
    }

    /// Whether a root password of its own was given.
    pub fn has_password(&self) -> bool {
        self.secrets.iter().any(|name| name == PASSWORD)
    }

    /// The packages that run after the build, each with its values.
    pub fn packages(&self) -> Vec<PackageAction> {
        let numbered = self.server.packages.iter().enumerate();
        let action = |(number, built): (usize, &BuildPackage)| {
            let package = self.known_as.packages.iter().find(|p| p.id == built.id)?;
            let prefix = package_secret(number, "");
            let secrets = self.secrets.iter();
            let secrets = secrets.filter_map(|name| name.strip_prefix(&prefix));
            Some(PackageAction {
                package: package.clone(),
                values: built.values.clone(),
                secrets: secrets.map(str::to_owned).collect(),
                chosen: built.chosen.clone(),
                notices: built.notices.clone(),
            })
        };
        numbered.filter_map(action).collect()
    }

    /// The server with its secret values in their places.
    pub fn with_secrets(&self, secrets: &BTreeMap<String, Secret>) -> NewServer {
        let mut server = self.server.clone();
        for (name, place) in secret_places(&mut server) {
            *place = secrets.get(&name).cloned();
        }
        for (number, package) in server.packages.iter_mut().enumerate() {
            let prefix = package_secret(number, "");
            let own = secrets.iter().filter_map(|(name, secret)| {
                let variable = name.strip_prefix(&prefix)?;
                Some((variable.to_owned(), secret.clone()))
            });
            package.secrets = own.collect();
        }
        server
    }

    /// What it does, for lists of runs.
    pub const fn title(&self) -> &'static str {
        match self.server.source {
            Source::Template { .. } | Source::BareMetal { .. } => "Create server",
            Source::Server { .. } => "Clone server",
        }
    }
}

fn secret_places(server: &mut NewServer) -> Vec<(String, &mut Option<Secret>)> {
    let mut places = vec![(PASSWORD.to_owned(), &mut server.password)];
    if let Source::Server { password, .. } = &mut server.source {
        places.push((SOURCE_PASSWORD.to_owned(), password));
    }
    places
}

fn package_secret(number: usize, variable: &str) -> String {
    format!("package-{number}/{variable}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_to_be_are_known_by_their_numbers() {
        let center = DataCenterId::new("va1");
        let one = &servers_to_be("web", &center, 1)[0];
        assert_eq!(one.target, Target::Planned(1));
        assert_eq!(one.name, "WEB (new)");
        let ten = servers_to_be("web", &center, 10);
        assert_eq!(ten[1].target, Target::Planned(2));
        assert_eq!(ten[1].name, "WEB (02 of 10)");
        assert!(ten.is_sorted());
    }
}
