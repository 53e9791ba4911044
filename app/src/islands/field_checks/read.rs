//! Reads what the page says of its fields; the other end is `checked` beside the form's fields.

use crate::json::Entry;
use slipway_domain::package::{Parameter, ParameterOption, ParameterType};

/// A field of the form and what may be entered there.
pub(super) struct Field {
    /// The package or the workflow that asks for it.
    pub(super) asks: String,
    /// The id of its control; those of its error and its group derive from it.
    pub(super) id: String,
    /// What the value is called where it is sent.
    pub(super) variable: String,
    /// What the manifest says of it, as far as checks need it; nothing for a workflow's, whose rules
    /// are the server's alone.
    pub(super) rules: Option<Parameter>,
    /// Whether the browser's verdict is only half of one: patterns and servers are the server's.
    pub(super) needs_server: bool,
}

/// The form: its account, its fields, and the deployment that a workflow is started on. `None` where
/// the text is something else.
pub(super) fn form(text: &str) -> Option<(String, Vec<Field>, Option<String>)> {
    let [account, fields, deployment] = Entry::parse(text)?.exactly()?;
    let deployment = deployment.as_text();
    let read = match deployment {
        Some(_) => field_of_workflow,
        None => field,
    };
    let fields = fields.elements().iter().filter_map(read).collect();
    Some((account.as_text()?, fields, deployment))
}

fn field_of_workflow(entry: &Entry) -> Option<Field> {
    let [workflow, id, name] = entry.exactly()?;
    Some(Field {
        asks: workflow.as_text()?,
        id: id.as_text()?,
        variable: name.as_text()?,
        rules: None,
        needs_server: true,
    })
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
    let variable = variable.as_text()?;
    Some(Field {
        asks: package.as_text()?,
        id: id.as_text()?,
        variable: variable.clone(),
        rules: Some(Parameter {
            variable,
            name: name.as_text()?,
            kind,
            default_value: None,
            required: required.is_true(),
            regex: None,
            hint: None,
            options: options.elements().iter().filter_map(option).collect(),
        }),
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
