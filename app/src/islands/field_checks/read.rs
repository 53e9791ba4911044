//! Reads what the page says of its fields; the other end is `checked` beside the form's fields.

use crate::json::Entry;
use slipway_domain::package::{Parameter, ParameterOption, ParameterType};

/// A field of the form and what may be entered there.
pub(super) struct Field {
    /// The package that asks for it.
    pub(super) package: String,
    /// The id of its control; those of its error and its group derive from it.
    pub(super) id: String,
    /// What the manifest says of it, as far as checks need it.
    pub(super) parameter: Parameter,
    /// Whether the browser's verdict is only half of one: patterns and servers are the server's.
    pub(super) needs_server: bool,
}

/// The form: account and fields. `None` where the text is something else.
pub(super) fn form(text: &str) -> Option<(String, Vec<Field>)> {
    let [account, fields] = Entry::parse(text)?.exactly()?;
    let fields = fields.elements().iter().filter_map(field).collect();
    Some((account.as_text()?, fields))
}

fn field(entry: &Entry) -> Option<Field> {
    let [
        package,
        id,
        variable,
        name,
        kind,
        required,
        pattern,
        options,
    ] = entry.exactly()?;
    let kind = ParameterType::parse(&kind.as_text()?);
    let looked_up = matches!(kind, ParameterType::Server | ParameterType::ServerIp);
    Some(Field {
        package: package.as_text()?,
        id: id.as_text()?,
        parameter: Parameter {
            variable: variable.as_text()?,
            name: name.as_text()?,
            kind,
            default_value: None,
            required: required.is_true(),
            regex: None,
            hint: None,
            options: options.elements().iter().filter_map(option).collect(),
        },
        needs_server: looked_up || pattern.is_true(),
    })
}

fn option(entry: &Entry) -> Option<ParameterOption> {
    let [name, value] = entry.exactly()?;
    Some(ParameterOption {
        name: name.as_text()?,
        value: value.as_text()?,
    })
}
