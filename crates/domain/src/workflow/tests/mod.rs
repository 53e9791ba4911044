//! Kinds, rules and forms, with what they take and what they refuse.

mod forms;
mod values;

use super::*;
use crate::parameters::{PatternCheck, PatternVerdict, control_name};

fn of(kind: ValueKind) -> WorkflowParameter {
    WorkflowParameter {
        name: "x".to_owned(),
        kind,
        item: None,
        description: String::new(),
        required: false,
        default: None,
        constraints: Vec::new(),
    }
}

fn ruled(kind: ValueKind, rule: ConstraintRule) -> WorkflowParameter {
    WorkflowParameter {
        constraints: vec![Constraint {
            rule,
            message: None,
        }],
        ..of(kind)
    }
}

/// Knows patterns that are plain text, and `?` as one that it does not understand.
struct Plain;

impl PatternCheck for Plain {
    fn check(&self, pattern: &str, value: &str) -> PatternVerdict {
        match pattern {
            "?" => PatternVerdict::NotCheckable,
            _ if value.starts_with(pattern) => PatternVerdict::Matches,
            _ => PatternVerdict::DoesNotMatch,
        }
    }
}

fn posted(parameters: &[WorkflowParameter], pairs: &[(&str, &str)]) -> WorkflowForm {
    let pairs = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    WorkflowForm::from_pairs(parameters, &pairs.collect::<Vec<_>>())
}

/// The JSON that a text becomes, or what is said of it.
fn said(parameter: &WorkflowParameter, typed: &str) -> Result<Option<String>, String> {
    let parameters = [parameter.clone()];
    let form = posted(&parameters, &[(&control_name("x"), typed)]);
    let checked = check(&parameters, &form, &Plain);
    let checked = checked.map_err(|problems| problems[0].message.clone())?;
    let secret = checked.secrets.get("x").map(|s| s.expose().to_owned());
    let open = checked.parameters.into_iter().next();
    Ok(open.map(|(_, json)| json).or(secret))
}

fn reference() -> ValueKind {
    ValueKind::Reference(Referenced::Deployment)
}
