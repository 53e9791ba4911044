//! Workflows and the schema of their parameters.

use super::{Absent, Flag, Keyed, List, Loose, Raw, Text, decode, wire};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use slipway_domain::workflow::{
    Constraint, ConstraintRule, Referenced, ValueKind, Workflow as Entity, WorkflowParameter,
};

/// Injected for workflows that are scripts; no person chooses it.
pub(super) const SCRIPT: &str = "script_path";

wire! {
    /// A workflow. In lists that were asked for without their data all of it is null.
    Workflow {
        name: Text = "name",
        parameters: Keyed<Loose<Parameter>> = "parameters",
        available: Flag = "is_available",
    }
}

/// A default as it is written; it may be `null`.
#[derive(Default)]
pub(crate) struct Fallback(Option<Box<RawValue>>);

impl<'de> Deserialize<'de> for Fallback {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Ok(Self(Some(Box::<RawValue>::deserialize(source)?)))
    }
}

impl Absent for Fallback {
    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

wire! {
    /// What is said of a parameter.
    Parameter {
        default: Fallback = "default",
        required: Flag = "required",
        description: Text = "description",
        kind: Text = "type",
        item: Text = "item_type",
        constraints: List<Keyed<Raw>> = "constraints",
    }
}

impl Workflow {
    /// `None` without a name.
    pub(crate) fn into_entity(self) -> Option<Entity> {
        let mut parameters = self.parameters;
        parameters.0.retain(|(name, of)| !is_script(name, of));
        Some(Entity {
            name: self.name.some()?,
            parameters: Parameter::into_entities(parameters),
            // Managers that do not say take every workflow.
            available: self.available.0.unwrap_or(true),
        })
    }
}

/// An author's own parameter of that name has a type, or no default.
fn is_script(name: &str, of: &Loose<Parameter>) -> bool {
    let injected = |of: &Parameter| of.kind.is_absent() && !of.default.is_absent();
    name == SCRIPT && of.0.as_ref().is_some_and(injected)
}

impl Parameter {
    /// In the order in which they are written.
    pub(super) fn into_entities(all: Keyed<Loose<Self>>) -> Vec<WorkflowParameter> {
        let all = all.0.into_iter();
        all.map(|(name, of)| of.0.unwrap_or_default().into_entity(name))
            .collect()
    }

    fn into_entity(self, name: String) -> WorkflowParameter {
        let default = self.default.0.map(|raw| raw.get().to_owned());
        let constraints = self.constraints.0.into_iter();
        WorkflowParameter {
            name,
            kind: self.kind.some().map_or(ValueKind::Any, |name| kind(&name)),
            item: self.item.some().map(|name| kind(&name)),
            description: self.description.or_empty(),
            // What does not say counts as required, unless there is something to fall back on.
            required: self.required.0.unwrap_or(default.is_none()) && default.is_none(),
            default,
            constraints: constraints.filter_map(constraint).collect(),
        }
    }
}

fn kind(name: &str) -> ValueKind {
    let reference = match name {
        "string" => return ValueKind::String,
        "integer" => return ValueKind::Integer,
        "float" => return ValueKind::Float,
        "boolean" => return ValueKind::Boolean,
        "list" => return ValueKind::List,
        "dict" => return ValueKind::Dict,
        "regex" => return ValueKind::Regex,
        "textarea" => return ValueKind::Textarea,
        "blueprint_id" => Referenced::Blueprint,
        "deployment_id" => Referenced::Deployment,
        "capability_value" => Referenced::Capability,
        "scaling_group" => Referenced::ScalingGroup,
        "node_id" => Referenced::Node,
        "node_type" => Referenced::NodeType,
        "node_instance" => Referenced::NodeInstance,
        "secret_key" => Referenced::Secret,
        "operation_name" => Referenced::Operation,
        other => return ValueKind::Custom(other.to_owned()),
    };
    ValueKind::Reference(reference)
}

/// A constraint is an object of one key, with words of its author beside it maybe.
fn constraint(entries: Keyed<Raw>) -> Option<Constraint> {
    let (mut rule, mut message) = (None, None);
    for (name, value) in entries.0 {
        let value = value
            .0
            .map_or("null".to_owned(), |raw| raw.get().to_owned());
        if name == "error_message" {
            message = text(&value);
        } else {
            rule = rule.or_else(|| Some(rule_of(name, value)));
        }
    }
    Some(Constraint {
        rule: rule?,
        message,
    })
}

fn rule_of(name: String, value: String) -> ConstraintRule {
    let number = || value.trim().parse().ok();
    let known = match name.as_str() {
        "equal" => Some(ConstraintRule::Equal(value.clone())),
        "greater_than" => Some(ConstraintRule::GreaterThan(value.clone())),
        "greater_or_equal" => Some(ConstraintRule::GreaterOrEqual(value.clone())),
        "less_than" => Some(ConstraintRule::LessThan(value.clone())),
        "less_or_equal" => Some(ConstraintRule::LessOrEqual(value.clone())),
        "in_range" => range(&value),
        "valid_values" => entries(&value).map(ConstraintRule::ValidValues),
        "length" => number().map(ConstraintRule::Length),
        "min_length" => number().map(ConstraintRule::MinLength),
        "max_length" => number().map(ConstraintRule::MaxLength),
        "pattern" => text(&value).map(ConstraintRule::Pattern),
        _ => None,
    };
    known.unwrap_or(ConstraintRule::Other(name, value))
}

fn range(json: &str) -> Option<ConstraintRule> {
    let [low, high] = <[String; 2]>::try_from(entries(json)?).ok()?;
    Some(ConstraintRule::InRange(low, high))
}

fn entries(json: &str) -> Option<Vec<String>> {
    let entries: List<Raw> = decode(json.as_bytes()).ok()?;
    let written = |raw: Raw| raw.0.map_or("null".to_owned(), |raw| raw.get().to_owned());
    let entries: Vec<_> = entries.0.into_iter().map(written).collect();
    (!entries.is_empty()).then_some(entries)
}

fn text(json: &str) -> Option<String> {
    serde_json::from_str(json).ok()
}

#[cfg(test)]
mod tests;
