//! One parameter as a form field: the control of its type, named so that any variable survives.

use super::hint;
use crate::components::{
    CheckboxList, Choice, FieldSpec, NumberInput, PasswordInput, RadioGroup, Select, TextArea,
    TextInput, at_most,
};
use leptos::prelude::*;
use slipway_domain::package::{Package, Parameter, ParameterOption, ParameterType};
use slipway_domain::parameters::{Entered, asked, control_name};
use slipway_domain::{AccountAlias, PackageId};
use slipway_portal::form::controls;

/// Choices up to this many are all in sight.
const RADIOS: usize = 4;
/// A longer value gets several lines.
const ONE_LINE: usize = 120;

/// The form that the fields are part of: what ids and names of controls begin with. Both are
/// empty where the form is one package's.
#[derive(Clone, Debug, Default)]
pub(in crate::pages) struct Within {
    pub(in crate::pages) id: String,
    pub(in crate::pages) name: String,
}

/// A parameter with what the form holds for it.
pub(in crate::pages) struct AskedField<'a> {
    /// Its place among the parameters that are asked.
    place: usize,
    within: &'a Within,
    /// What the manifest says.
    pub(in crate::pages) parameter: &'a Parameter,
    /// What was entered, or the default.
    entered: &'a [String],
    /// What has to change.
    error: Option<&'a str>,
}

/// The fields of a form, in the manifest's order; `error` tells what has to change, by variable.
pub(in crate::pages) fn asked_fields<'a>(
    package: &'a Package,
    entered: &'a Entered,
    error: impl Fn(&str) -> Option<&'a str>,
    within: &'a Within,
) -> Vec<AskedField<'a>> {
    let field = |(place, parameter): (usize, &'a Parameter)| {
        let variable = &parameter.variable;
        AskedField {
            place,
            within,
            parameter,
            entered: entered.get(variable).map_or(&[], Vec::as_slice),
            error: error(variable),
        }
    };
    asked(package).into_iter().enumerate().map(field).collect()
}

/// What a page that wakes needs to check fields of packages by itself, without the texts that
/// only people read; the other end is the island's `read`.
pub(in crate::pages) fn checks(
    account: &AccountAlias,
    packages: &[(&PackageId, Vec<&AskedField<'_>>)],
) -> String {
    let fields = packages
        .iter()
        .flat_map(|(package, fields)| fields.iter().map(|field| checked(package, field)));
    let fields: Vec<_> = fields.collect();
    serde_json::json!([account, fields]).to_string()
}

fn checked(package: &PackageId, field: &AskedField<'_>) -> serde_json::Value {
    let Parameter {
        variable,
        name,
        kind,
        required,
        options,
        ..
    } = field.parameter;
    let regex = field.parameter.regex.as_ref();
    let pattern = regex.is_some_and(|regex| !regex.is_empty());
    let pattern = pattern && *kind == ParameterType::String;
    let options: Vec<_> = options
        .iter()
        .map(|option| [told(&option.name), option.value.clone()])
        .collect();
    serde_json::json!([
        package,
        field.id(),
        variable,
        told(name),
        kind.word(),
        required,
        pattern,
        options
    ])
}

/// As much of a name as any message quotes.
fn told(name: &str) -> String {
    const QUOTED: usize = 80;
    at_most(name.to_owned(), QUOTED)
}

impl AskedField<'_> {
    /// The control's id: plain, as variables are arbitrary text.
    pub(in crate::pages) fn id(&self) -> String {
        format!("{}p-{}", self.within.id, self.place)
    }

    /// The control's name.
    pub(in crate::pages) fn name(&self) -> String {
        format!(
            "{}{}",
            self.within.name,
            control_name(&self.parameter.variable)
        )
    }

    fn spec(&self) -> FieldSpec {
        let spec = FieldSpec::new(self.id(), self.name(), self.parameter.label())
            .optional(!self.parameter.required)
            .error(self.error);
        match hint::below(self.parameter) {
            Some(hint) => spec.hint(hint),
            None => spec,
        }
    }

    /// The one text of a control that holds one.
    fn text(&self) -> String {
        let text = self.entered.iter().find(|text| !text.is_empty());
        text.cloned().unwrap_or_default()
    }

    fn choices(&self) -> Vec<Choice> {
        let choice = |option: &ParameterOption| {
            let chosen = self.entered.contains(&option.value);
            Choice::new(option.value.clone(), option_label(option)).chosen(chosen)
        };
        self.parameter.options.iter().map(choice).collect()
    }

    /// Whether a manifest declares the empty text as a choice of its own.
    fn declares_nothing(&self) -> bool {
        self.parameter
            .options
            .iter()
            .any(|option| option.value.is_empty())
    }

    /// The field.
    pub(in crate::pages) fn view(&self) -> AnyView {
        match self.parameter.kind {
            ParameterType::Option => self.one_choice(),
            ParameterType::MultiSelect => self.many_choices(),
            ParameterType::Password => self.password(),
            ParameterType::Numeric => {
                view! { <NumberInput field=self.spec() value=self.text()/> }.into_any()
            }
            ParameterType::String | ParameterType::Unknown(_) => self.free_text(),
            ParameterType::Server | ParameterType::ServerIp | ParameterType::Network => {
                view! { <TextInput field=self.spec() value=self.text()/> }.into_any()
            }
        }
    }

    fn free_text(&self) -> AnyView {
        let text = self.text();
        if text.contains('\n') || text.chars().nth(ONE_LINE).is_some() {
            return view! { <TextArea field=self.spec() value=text rows=4/> }.into_any();
        }
        view! { <TextInput field=self.spec() value=text/> }.into_any()
    }

    fn one_choice(&self) -> AnyView {
        let (field, mut choices) = (self.spec(), self.choices());
        let blank = !self.declares_nothing();
        if choices.len() > RADIOS {
            let words = if field.optional { "None" } else { "Choose one" };
            return if blank {
                view! { <Select field choices blank=words/> }.into_any()
            } else {
                view! { <Select field choices/> }.into_any()
            };
        }
        if blank && field.optional {
            // A radio cannot be taken back, so "none" is a choice too.
            let none_chosen = !choices.iter().any(|choice| choice.chosen);
            choices.push(Choice::new("", "None").chosen(none_chosen));
        }
        view! { <RadioGroup field choices/> }.into_any()
    }

    fn many_choices(&self) -> AnyView {
        // Boxes that are not ticked post nothing; this pair says that they were there.
        view! {
            <div class="field">
                <input type="hidden" name=self.name() value=""/>
                <CheckboxList field=self.spec() choices=self.choices()/>
            </div>
        }
        .into_any()
    }

    fn password(&self) -> AnyView {
        view! {
            <div class="field">
                <input type="hidden" name=controls::SECRET value=self.name()/>
                <PasswordInput field=self.spec()/>
            </div>
        }
        .into_any()
    }
}

/// What a choice is called; a manifest may leave its name out.
fn option_label(option: &ParameterOption) -> String {
    if !option.name.trim().is_empty() {
        option.name.clone()
    } else if option.value.is_empty() {
        "(empty)".to_owned()
    } else {
        option.value.clone()
    }
}
