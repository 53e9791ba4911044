//! One parameter at a time: picks the check of its type.

use super::finding::Finding;
use super::rules::Rules;
use super::{choice, host, number, password, text};
use crate::package::{Parameter, ParameterType};
use crate::secret::Secret;

/// Checks what was entered for one parameter and gives the value to send with the notices that go
/// along, or the sentence that says what has to change. A password's text never comes back: no
/// value says it is fine.
pub fn examine(
    parameter: &Parameter,
    entered: &[String],
    rules: &Rules<'_>,
) -> Result<Finding, String> {
    match &parameter.kind {
        ParameterType::String => text::string(parameter, entered, rules),
        ParameterType::Numeric => number::numeric(parameter, entered),
        ParameterType::Option => choice::option(parameter, entered),
        ParameterType::MultiSelect => choice::multi_select(parameter, entered, rules),
        ParameterType::Password => password::entered(parameter, entered),
        ParameterType::Server => host::server(parameter, entered, rules),
        ParameterType::ServerIp => host::server_ip(parameter, entered, rules),
        ParameterType::Network => text::network(parameter, entered),
        ParameterType::Unknown(word) => text::unknown(parameter, word, entered),
    }
}

/// Checks the secret given for a `password` parameter; `None` when it is optional and empty.
/// The notices never show anything of it.
pub fn check_secret(
    parameter: &Parameter,
    secret: Option<&Secret>,
) -> Result<(Option<Secret>, Vec<String>), String> {
    let text = secret.map_or("", Secret::expose);
    let notices = password::check(parameter, text)?;
    let kept = secret.filter(|secret| !secret.is_empty()).cloned();
    Ok((kept, notices))
}
