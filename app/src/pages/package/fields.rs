//! One parameter as a form field: the control of its type, named so that any variable survives.

use super::hint;
use crate::components::{
    CheckboxList, ChoiceOption, FieldSpec, GrowingInput, PasswordInput, RadioGroup, Select,
    TextArea, at_most,
};
use leptos::prelude::*;
use slipway_domain::package::{Package, Parameter, ParameterOption, ParameterType};
use slipway_domain::parameters::{
    Entered, Options, asked, control_name, default_remark, unseen_notice,
};
use slipway_domain::{PackageId, Scope};
use slipway_portal::packages::form::{Asking, controls};

/// Choices up to this many are all in sight.
const RADIOS: usize = 4;
/// A longer value gets several lines.
const ONE_LINE: usize = 120;

/// The form that the fields are part of.
#[derive(Clone, Debug, Default)]
pub(in crate::pages) struct Within {
    /// What ids of controls begin with; nothing where the form is one package's.
    pub(in crate::pages) id: String,
    /// What their names begin with.
    pub(in crate::pages) name: String,
    /// How the cloud is asked for this package.
    pub(in crate::pages) asking: Asking,
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
    scope: &Scope,
    packages: &[(&PackageId, Vec<&AskedField<'_>>)],
) -> String {
    let fields = packages
        .iter()
        .flat_map(|(package, fields)| fields.iter().map(|field| checked(package, field)));
    let fields: Vec<_> = fields.collect();
    serde_json::json!([scope.account, fields, null]).to_string()
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
    // There is nothing to ask the server where not even it can tell.
    let pattern = pattern && field.unchecked().is_none();
    let keyed = Options::of(field.parameter);
    let options: Vec<_> = options
        .iter()
        .map(|option| {
            // A key may be made of the whole name.
            let plain = keyed.key(option) == option.value;
            let name = if plain {
                told(&option.name)
            } else {
                option.name.clone()
            };
            [name, option.value.clone()]
        })
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
            .error(self.error)
            .remark(self.remark());
        match hint::below(self.parameter, self.unchecked(), self.default_remark()) {
            Some(hint) => spec.hint(hint),
            None => spec,
        }
    }

    /// Why its pattern cannot be checked.
    fn unchecked(&self) -> Option<&'static str> {
        let unchecked = &self.within.asking.unchecked;
        unchecked.get(&self.parameter.variable).copied()
    }

    fn default_remark(&self) -> Option<String> {
        default_remark(self.parameter, &self.within.asking.separator)
    }

    /// What cannot be seen of what stands in it: what is no option (any more), or what draws
    /// nothing.
    fn remark(&self) -> Option<String> {
        match self.parameter.kind {
            ParameterType::Password => None,
            ParameterType::Option | ParameterType::MultiSelect => {
                let options = Options::of(self.parameter);
                let texts = self.entered.iter().filter(|text| !text.is_empty());
                let lost = texts.filter(|text| options.meant(text).is_none());
                let lost: Vec<String> = lost.map(|text| told(text)).collect();
                (!lost.is_empty()).then(|| {
                    format!(
                        "Was chosen and is not among the options (any more): {}.",
                        lost.join(", ")
                    )
                })
            }
            _ => {
                let text = self.text().replace("\r\n", "\n");
                unseen_notice(self.parameter.label(), &text)
            }
        }
    }

    /// The one text of a control that holds one.
    fn text(&self) -> String {
        let text = self.entered.iter().find(|text| !text.is_empty());
        text.cloned().unwrap_or_default()
    }

    /// The options. Of one that excludes the others none is chosen where several were posted.
    fn choices(&self, exclusive: bool) -> Vec<ChoiceOption> {
        let options = Options::of(self.parameter);
        let mut chosen = options.chosen(self.entered);
        if exclusive && chosen.len() > 1 {
            chosen.clear();
        }
        let choice = |(key, option): (&str, &ParameterOption)| {
            ChoiceOption::new(key, option.label()).chosen(chosen.contains(&option))
        };
        options.keyed().map(choice).collect()
    }

    /// The field.
    pub(in crate::pages) fn view(&self) -> AnyView {
        match self.parameter.kind {
            ParameterType::Option => self.one_choice(),
            ParameterType::MultiSelect => {
                let (field, choices) = (self.spec(), self.choices(false));
                view! { <CheckboxList field choices/> }.into_any()
            }
            ParameterType::Password => self.password(),
            ParameterType::Numeric => {
                view! { <GrowingInput field=self.spec() value=self.text() number=true/> }.into_any()
            }
            ParameterType::String | ParameterType::Unknown(_) => self.free_text(),
            ParameterType::Server | ParameterType::ServerIp | ParameterType::Network => {
                view! { <GrowingInput field=self.spec() value=self.text()/> }.into_any()
            }
        }
    }

    fn free_text(&self) -> AnyView {
        let text = self.text();
        if text.contains('\n') || text.chars().nth(ONE_LINE).is_some() {
            return view! { <TextArea field=self.spec() value=text rows=4/> }.into_any();
        }
        view! { <GrowingInput field=self.spec() value=text/> }.into_any()
    }

    /// "Nothing chosen" posts an empty text, which no option does: an option whose value is empty
    /// is one like the others.
    fn one_choice(&self) -> AnyView {
        let (field, mut choices) = (self.spec(), self.choices(true));
        let none = if choices.iter().any(|choice| choice.label == "None") {
            "Nothing chosen"
        } else {
            "None"
        };
        if choices.len() > RADIOS {
            let blank = if field.optional { none } else { "Choose one" };
            return view! { <Select field choices blank=blank/> }.into_any();
        }
        if field.optional {
            // A radio cannot be taken back, so "none" is a choice too.
            let none_chosen = !choices.iter().any(|choice| choice.chosen);
            choices.push(ChoiceOption::new("", none).chosen(none_chosen));
        }
        view! { <RadioGroup field choices/> }.into_any()
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
