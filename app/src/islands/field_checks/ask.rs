//! Which fields the server has to judge, and asking it.

use crate::server_fns::check_value::{Verdict, check_value};
use slipway_domain::package::{Parameter, ParameterType};

/// Whether the browser's verdict is only half of one.
pub(super) fn needs_server(parameter: &Parameter) -> bool {
    match parameter.kind {
        ParameterType::String => parameter
            .regex
            .as_ref()
            .is_some_and(|regex| !regex.is_empty()),
        ParameterType::Server | ParameterType::ServerIp => true,
        _ => false,
    }
}

/// The server's verdict; `None` where it cannot be had, which the review makes up for.
pub(super) async fn verdict(
    account: String,
    package: String,
    parameter: &Parameter,
    value: String,
) -> Option<Verdict> {
    check_value(account, package, parameter.variable.clone(), value)
        .await
        .ok()
}
