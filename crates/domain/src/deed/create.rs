//! Having servers built: one description, from which one or several servers are made.

use crate::new_server::{NewServer, Source};
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
pub struct CreateDeed {
    /// What is built.
    pub server: NewServer,
    /// Names of the secret values that were set; [`CreateDeed::take_secrets`] makes them.
    pub secrets: Vec<String>,
}

impl CreateDeed {
    /// A deed for `server`, and its secret values by the names they are sealed under.
    pub fn take_secrets(mut server: NewServer) -> (Self, BTreeMap<String, Secret>) {
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
        (Self { server, secrets }, taken)
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
            Source::Template { .. } => "Create server",
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
