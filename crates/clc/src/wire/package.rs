//! Packages and their manifests.

use crate::wire::{Flag, List, Loose, Text, wire};
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
        parameters: List<Loose<Parameter>> = "parameters",
        supported_os: List<Text> = "supportedOSTypes",
    }
}

wire! {
    /// One input of a package.
    Parameter {
        variable: Text = "variable",
        name: Text = "name",
        kind: Text = "type",
        default_value: Text = "defaultValue",
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
        value: Text = "value",
    }
}

impl Package {
    /// The package and how many of its inputs were unusable; `None` without an id.
    pub(crate) fn into_entity(self) -> Option<(Entity, usize)> {
        let id = PackageId::new(self.id.some()?);
        if id.as_str().is_empty() {
            return None;
        }
        let declared = self.parameters.0.len();
        let mut parameters: Vec<_> = self
            .parameters
            .objects()
            .filter_map(Parameter::into_entity)
            .collect();
        let skipped = declared - parameters.len();
        parameters.retain(|parameter| !is_filled_by_the_cloud(&parameter.variable));
        let package = Entity {
            name: self.name.some().unwrap_or_else(|| id.to_string()),
            id,
            visibility: self.visibility.0.as_deref().and_then(Visibility::parse),
            description: self.description.or_empty(),
            parameters,
            supported_os: self.supported_os.texts(),
        };
        Some((package, skipped))
    }
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
