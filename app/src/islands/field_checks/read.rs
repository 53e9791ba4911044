//! Reads what the page says of its fields; the other end is `checked` beside the form's fields.

use js_sys::{Array, JSON};
use slipway_domain::package::{Parameter, ParameterOption, ParameterType};
use wasm_bindgen::{JsCast, JsValue};

/// A field of the form and what may be entered there.
pub(super) struct Field {
    /// The id of its control; those of its error and its group derive from it.
    pub(super) id: String,
    /// What the manifest says of it, as far as checks need it.
    pub(super) parameter: Parameter,
    /// Whether the browser's verdict is only half of one: patterns and servers are the server's.
    pub(super) needs_server: bool,
}

/// The form: account, package id, fields. `None` where the text is something else.
pub(super) fn form(text: &str) -> Option<(String, String, Vec<Field>)> {
    let form: Array = JSON::parse(text).ok()?.dyn_into().ok()?;
    let fields: Array = form.get(2).dyn_into().ok()?;
    let fields = fields.iter().filter_map(|entry| field(&entry)).collect();
    Some((form.get(0).as_string()?, form.get(1).as_string()?, fields))
}

fn field(entry: &JsValue) -> Option<Field> {
    let entry: &Array = entry.dyn_ref()?;
    let text = |place| entry.get(place).as_string();
    let kind = ParameterType::parse(&text(3)?);
    let options: Array = entry.get(6).dyn_into().ok()?;
    let looked_up = matches!(kind, ParameterType::Server | ParameterType::ServerIp);
    let needs_server = looked_up || entry.get(5).is_truthy();
    Some(Field {
        id: text(0)?,
        parameter: Parameter {
            variable: text(1)?,
            name: text(2)?,
            kind,
            default_value: None,
            required: entry.get(4).is_truthy(),
            regex: None,
            hint: None,
            options: options
                .iter()
                .filter_map(|choice| option(&choice))
                .collect(),
        },
        needs_server,
    })
}

fn option(entry: &JsValue) -> Option<ParameterOption> {
    let entry: &Array = entry.dyn_ref()?;
    Some(ParameterOption {
        name: entry.get(0).as_string()?,
        value: entry.get(1).as_string()?,
    })
}
