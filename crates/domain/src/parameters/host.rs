//! `server` and `serverIP`: a server of the account, by name or address.

use super::finding::{Finding, missing, quoted, single};
use super::rules::{Rules, ServerLookup};
use super::shown::shown;
use crate::package::Parameter;
use std::net::IpAddr;

/// `server`: the name of an existing server, sent as the cloud spells it.
pub(super) fn server(
    parameter: &Parameter,
    entered: &[String],
    rules: &Rules<'_>,
) -> Result<Finding, String> {
    let text = single(parameter, entered)?.trim();
    if text.is_empty() {
        return empty(parameter, "choose a server");
    }
    match rules.servers.look_up(text) {
        ServerLookup::Known { name, .. } => Ok(Finding::of(name)),
        ServerLookup::NotCheckable => Ok(unchecked(parameter, text)),
        ServerLookup::Unknown => Err(format!(
            "{} must be the name of one of your servers; there is no server \"{}\".",
            quoted(parameter),
            shown(text)
        )),
    }
}

/// `serverIP`: an IP address, or the name of a server whose first internal address is sent.
pub(super) fn server_ip(
    parameter: &Parameter,
    entered: &[String],
    rules: &Rules<'_>,
) -> Result<Finding, String> {
    let text = single(parameter, entered)?.trim();
    if text.is_empty() {
        return empty(parameter, "choose a server or enter an IP address");
    }
    if text.parse::<IpAddr>().is_ok() {
        return Ok(Finding::of(text));
    }
    match rules.servers.look_up(text) {
        ServerLookup::Known { name, address } => match address {
            Some(address) => Ok(Finding::of(address)),
            None => Err(no_address(parameter, &name)),
        },
        ServerLookup::NotCheckable => Ok(unchecked(parameter, text)),
        ServerLookup::Unknown => Err(format!(
            "{} must be the name of one of your servers or an IP address such as 10.1.2.3 or \
             fd00::7; \"{}\" is neither.",
            quoted(parameter),
            shown(text)
        )),
    }
}

fn empty(parameter: &Parameter, ask: &str) -> Result<Finding, String> {
    if parameter.required {
        return Err(missing(parameter, ask));
    }
    Ok(Finding::nothing())
}

fn unchecked(parameter: &Parameter, text: &str) -> Finding {
    Finding::of(text).with(Some(format!(
        "{} could not be looked up: the list of your servers is not at hand.",
        quoted(parameter)
    )))
}

fn no_address(parameter: &Parameter, name: &str) -> String {
    format!(
        "{} needs an address, and the server {} has no internal IP address yet; choose another \
         server or enter an IP address.",
        quoted(parameter),
        shown(name)
    )
}
