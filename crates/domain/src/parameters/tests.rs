//! Helpers of the tests, and how control names read back; types, forms and properties have files
//! of their own.

mod choices;
mod fields;
mod forms;
mod hosts;
mod properties;

use super::*;
use crate::offered_actions::OfferedActions;
use crate::package::{Package, Parameter, ParameterOption, ParameterType, Visibility};
use crate::server::{PowerState, Server, ServerStatus};

/// A required parameter labelled `Field` with the variable `f`.
fn parameter(kind: &str) -> Parameter {
    Parameter {
        variable: "f".to_owned(),
        name: "Field".to_owned(),
        kind: ParameterType::parse(kind),
        default_value: None,
        required: true,
        regex: None,
        hint: None,
        options: Vec::new(),
    }
}

fn optional(kind: &str) -> Parameter {
    Parameter {
        required: false,
        ..parameter(kind)
    }
}

/// The same with choices from `(label, value)`.
fn with_options(parameter: Parameter, options: &[(&str, &str)]) -> Parameter {
    let option = |(name, value): &(&str, &str)| ParameterOption {
        name: (*name).to_owned(),
        value: (*value).to_owned(),
    };
    Parameter {
        options: options.iter().map(option).collect(),
        ..parameter
    }
}

fn named(variable: &str, parameter: Parameter) -> Parameter {
    Parameter {
        variable: variable.to_owned(),
        name: format!("Label of {variable}"),
        ..parameter
    }
}

fn package(parameters: Vec<Parameter>) -> Package {
    Package {
        id: crate::PackageId::new("1"),
        name: "Package".to_owned(),
        visibility: Some(Visibility::Public),
        description: String::new(),
        parameters,
        supported_os: Vec::new(),
        problem: None,
    }
}

fn texts(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

fn entered(pairs: &[(&str, &[&str])]) -> Entered {
    let owned = |(key, values): &(&str, &[&str])| ((*key).to_owned(), texts(values));
    pairs.iter().map(owned).collect()
}

/// Stands in for an engine: matches when the value contains the pattern; `?` is beyond it.
struct Contains;

impl PatternCheck for Contains {
    fn check(&self, pattern: &str, value: &str) -> PatternVerdict {
        match pattern {
            "?" => PatternVerdict::NotCheckable,
            _ if value.contains(pattern) => PatternVerdict::Matches,
            _ => PatternVerdict::DoesNotMatch,
        }
    }
}

fn server(name: &str, ips: &[&str]) -> Server {
    Server {
        id: crate::ServerId::new(name),
        name: name.to_owned(),
        description: String::new(),
        data_center: Some(crate::DataCenterId::new("va1")),
        group: crate::GroupId::new("g"),
        group_path: String::new(),
        os: String::new(),
        os_name: String::new(),
        status: ServerStatus::Active,
        power: Some(PowerState::Started),
        in_maintenance: false,
        ips: texts(ips),
        cpu: 1,
        memory_mb: 1024,
        storage_gb: 1,
        modified: None,
        custom: String::new(),
        offers: OfferedActions::NONE,
    }
}

/// Runs `test` with an engine and two servers, of which one has no address.
fn with_rules<T>(test: impl FnOnce(&Rules<'_>) -> T) -> T {
    let servers = [
        server("VA1WEB01", &["10.0.0.1", "10.0.0.2"]),
        server("VA1NEW", &[]),
    ];
    test(&Rules {
        patterns: &Contains,
        multi_select_separator: ",",
        servers: &servers.as_slice(),
    })
}

fn examined(parameter: &Parameter, values: &[&str]) -> Result<Finding, String> {
    with_rules(|rules| examine(parameter, &texts(values), rules))
}

/// The value to send for one entered text.
fn sent(parameter: &Parameter, value: &str) -> Result<Option<String>, String> {
    examined(parameter, &[value]).map(|finding| finding.value)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "compared with what `sent` returns"
)]
fn some(value: &str) -> Result<Option<String>, String> {
    Ok(Some(value.to_owned()))
}

/// The message that refuses one entered text.
fn refusal(parameter: &Parameter, value: &str) -> String {
    examined(parameter, &[value]).expect_err(value)
}

#[test]
fn control_names_read_back() {
    for variable in [
        "a", "", "T3.x", "a][b", "][]", "p[x][]", "1&2=3%+", "ü", "a b",
    ] {
        assert_eq!(variable_of(&control_name(variable)), Some(variable));
    }
    for other in [
        "p[]",
        "p[a]",
        "q[a][]",
        "servers[]",
        "p[",
        "",
        "P[a][]",
        "p[a][] ",
    ] {
        assert_eq!(variable_of(other), None, "{other}");
    }
}
