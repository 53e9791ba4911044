//! The parts of a creation that may be left out.

use std::net::IpAddr;

use serde_json::Value;

use super::Form;
use crate::body::{member, scalar};
use crate::clc::catalogue::complaints;
use crate::clc::custom_fields;
use crate::clc::estate::Network;
use crate::clock::Millis;

impl<'a> Form<'a> {
    /// Without a list it is the same as with an empty one: some fields may be required.
    pub(super) fn custom_fields(&mut self) -> Vec<(String, String)> {
        let empty = Value::Array(Vec::new());
        let sent = self.sent("customFields").unwrap_or(&empty);
        custom_fields::check(&self.estate.custom_fields, sent).unwrap_or_else(|message| {
            self.complain("customFields", message);
            Vec::new()
        })
    }

    /// The address asked for, or a free one, of the network asked for, or the first one.
    pub(super) fn address(&mut self, center: Option<usize>) -> Option<String> {
        let Some(asked) = self.text("ipAddress") else {
            return self.free_address(center);
        };
        let network = self.network(center)?;
        if !network.holds(&asked) || !self.estate.is_free(&asked) {
            let message = format!("The address {asked} is not valid or in use.");
            self.complain("ipAddress", message);
        }
        Some(asked)
    }

    pub(super) fn free_address(&mut self, center: Option<usize>) -> Option<String> {
        let network = self.network(center)?;
        let free = self.estate.free_address(network);
        if free.is_none() {
            self.complain("networkId", "The network has no free address.");
        }
        free
    }

    fn network(&mut self, center: Option<usize>) -> Option<&'a Network> {
        let (center, estate) = (center?, self.estate);
        let id = self.text("networkId");
        let network = match &id {
            Some(id) => estate.network(center, id),
            None => estate.networks_of(center).next(),
        };
        if network.is_none() {
            let id = id.unwrap_or_default();
            self.complain("networkId", format!("The network {id} is not valid."));
        }
        network
    }

    pub(super) fn name_servers(&mut self) {
        for key in ["primaryDns", "secondaryDns"] {
            let address = self.text(key);
            if address.is_some_and(|address| address.trim().parse::<IpAddr>().is_err()) {
                self.complain(key, format!("The {key} field must be an address."));
            }
        }
    }

    pub(super) fn ttl(&mut self, now: Millis) -> Option<Millis> {
        let text = self.text("ttl")?;
        let ttl = text.trim().parse::<jiff::Timestamp>();
        let ttl = ttl.ok().map(jiff::Timestamp::as_millisecond);
        if ttl.is_none_or(|ttl| ttl <= now) {
            self.complain("ttl", "The ttl field must be a time to come.");
        }
        ttl
    }

    pub(super) fn packages(&mut self) -> Vec<String> {
        let listed = self.sent("packages").and_then(Value::as_array);
        let read = self.world.catalogue_reads.saturating_sub(1);
        let mut ids = Vec::new();
        for (n, package) in listed.into_iter().flatten().enumerate() {
            let id = member(package, "packageId").and_then(scalar);
            let id = id.unwrap_or_default();
            let found = self.world.catalogue.find(&self.estate.alias, &id, read);
            let Some((id, manifest)) = found else {
                let key = format!("packages[{n}].packageId");
                self.complain(&key, format!("The package {id} is not valid."));
                continue;
            };
            let prefix = format!("body.packages[{n}].parameters");
            let missing = complaints(&prefix, manifest, member(package, "parameters"));
            self.wrong.extend(missing);
            ids.push(id.to_owned());
        }
        ids
    }
}
