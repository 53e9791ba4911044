//! Packages and their manifests.
//!
//! Each package is decoded by itself, and so is each of its inputs: one that cannot be read is
//! handed on with what is wrong with it, and costs none of the others.

use crate::wire::{Flag, List, Loose, Raw, Source, Text, decode, decode_strictly, wire};
use serde_json::value::RawValue;
use slipway_domain::PackageId;
use slipway_domain::package::{
    Package as Entity, Parameter as ParameterEntity, ParameterOption, ParameterType, Visibility,
    is_filled_by_the_cloud,
};

wire! {
    /// A package. The last key is documented in two spellings that differ in case only.
    Package {
        id: Text = "id",
        name: Text = "name",
        visibility: Text = "visibility",
        description: Text = "description",
        parameters: Raw = "parameters",
        supported_os: List<Text> = "supportedOSTypes",
    }
}

wire! {
    /// What is known of a package that cannot be read.
    Label {
        id: Text = "id",
        name: Text = "name",
    }
}

wire! {
    /// One input of a package.
    Parameter {
        variable: Text = "variable",
        name: Text = "name",
        kind: Text = "type",
        default_value: Source = "defaultValue",
        required: Flag = "required",
        regex: Text = "regex",
        hint: Text = "hint",
        options: List<Loose<Choice>> = "options",
    }
}

wire! {
    /// One choice of an input.
    Choice {
        name: Text = "name",
        value: Source = "value",
    }
}

/// The package that an entry of the catalogue describes, at its `place` there.
pub(crate) fn package(entry: &RawValue, place: usize) -> Entity {
    let entry = entry.get().as_bytes();
    match decode_strictly::<Package>(entry) {
        Ok(package) => package.into_entity(place),
        Err(why) => {
            let label: Label = decode(entry).unwrap_or_default();
            unreadable(
                label,
                place,
                format!("its manifest is not understood: {why}"),
            )
        }
    }
}

fn unreadable(label: Label, place: usize, problem: String) -> Entity {
    let name = label.name.some();
    Entity {
        id: PackageId::new(label.id.or_empty()),
        name: name.unwrap_or_else(|| format!("Entry {place} of the cloud's list")),
        visibility: None,
        description: String::new(),
        parameters: Vec::new(),
        supported_os: Vec::new(),
        problem: Some(problem),
    }
}

impl Package {
    /// The package, with what of it cannot be read.
    pub(crate) fn into_entity(self, place: usize) -> Entity {
        let id = PackageId::new(self.id.0.as_deref().unwrap_or_default().trim());
        if id.as_str().is_empty() {
            let (id, name) = (Text(None), self.name);
            return unreadable(Label { id, name }, place, "it has no id".to_owned());
        }
        let (mut parameters, problem) = parameters(self.parameters.0.as_deref());
        parameters.retain(|parameter| !is_filled_by_the_cloud(&parameter.variable));
        Entity {
            name: self.name.some().unwrap_or_else(|| id.to_string()),
            id,
            visibility: self.visibility.0.as_deref().and_then(Visibility::parse),
            description: self.description.or_empty(),
            parameters,
            supported_os: self.supported_os.texts(),
            problem,
        }
    }
}

/// The inputs that can be read, and what is wrong with the first that cannot.
fn parameters(list: Option<&RawValue>) -> (Vec<ParameterEntity>, Option<String>) {
    let Some(list) = list else {
        return (Vec::new(), None);
    };
    let Ok(entries) = decode::<Vec<Raw>>(list.get().as_bytes()) else {
        return (Vec::new(), Some("its parameters are not a list".to_owned()));
    };
    let (mut parameters, mut problem) = (Vec::new(), None);
    for (place, entry) in (1..).zip(entries) {
        // A null says nothing, so nothing is lost with it.
        let Some(entry) = entry.0 else { continue };
        let read = decode_strictly::<Parameter>(entry.get().as_bytes());
        match read.and_then(|p| {
            p.into_entity()
                .ok_or_else(|| "it has no variable".to_owned())
        }) {
            Ok(parameter) => parameters.push(parameter),
            Err(why) => {
                problem.get_or_insert(format!("its parameter {place} cannot be read: {why}"));
            }
        }
    }
    (parameters, problem)
}

impl Parameter {
    /// The input; `None` without a variable, because its value could not be sent.
    fn into_entity(self) -> Option<ParameterEntity> {
        Some(ParameterEntity {
            variable: self.variable.0.filter(|variable| !variable.is_empty())?,
            name: self.name.or_empty(),
            kind: ParameterType::parse(self.kind.some().as_deref().unwrap_or("string").trim()),
            default_value: self.default_value.0,
            // A manifest that does not say means yes.
            required: self.required.0.unwrap_or(true),
            regex: self.regex.0.filter(|regex| !regex.is_empty()),
            hint: self.hint.some(),
            options: self
                .options
                .objects()
                .filter_map(Choice::into_entity)
                .collect(),
        })
    }
}

impl Choice {
    /// The choice; where the manifest gives only one of name and value, it is both.
    fn into_entity(self) -> Option<ParameterOption> {
        let (name, value) = (self.name.0, self.value.0);
        Some(ParameterOption {
            name: name.clone().or_else(|| value.clone())?,
            value: value.or(name)?,
        })
    }
}
