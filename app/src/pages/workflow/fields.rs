//! One parameter as a form field: the control of its kind.

use super::{WorkflowPage, told};
use crate::components::{
    ChoiceOption, FieldSpec, GrowingInput, NumberInput, PasswordInput, RadioGroup, Select,
    TextArea, TextInput,
};
use leptos::prelude::*;
use slipway_domain::parameters::control_name;
use slipway_domain::workflow::{Referenced, ValueKind, WorkflowForm, WorkflowParameter, controls};
use slipway_portal::actions::workflow::Suggestions;

/// Choices up to this many are all in sight.
const RADIOS: usize = 4;

/// A parameter with what the form holds for it.
pub(super) struct AskedParameter<'a> {
    place: usize,
    parameter: &'a WorkflowParameter,
    form: &'a WorkflowForm,
    error: Option<String>,
    unchecked: Option<&'static str>,
    suggestions: &'a Suggestions,
}

/// The fields of a form, in their author's order.
pub(super) fn asked(page: &WorkflowPage) -> Vec<AskedParameter<'_>> {
    let parameters = page.start.workflow.parameters.iter().enumerate();
    let asked = parameters.map(|(place, parameter)| AskedParameter {
        place,
        parameter,
        form: &page.form,
        error: page.feedback.problem(&control_name(&parameter.name)),
        suggestions: &page.suggestions,
        unchecked: page.start.unchecked.get(&parameter.name).copied(),
    });
    asked.collect()
}

/// What a page that wakes needs to have fields checked; the other end is the island's `read`. Choices
/// need no check, and secrets do not travel before they are needed.
pub(super) fn checks(page: &WorkflowPage, fields: &[AskedParameter<'_>]) -> Option<String> {
    let workflow = &page.start.workflow.name;
    let first = page.start.deployments.first()?;
    let is_typed =
        |field: &&AskedParameter| !field.is_secret() && field.parameter.choices().is_none();
    let fields = fields.iter().filter(is_typed);
    let fields = fields.map(|field| (workflow, field.id(), &field.parameter.name));
    let fields: Vec<_> = fields.collect();
    Some(serde_json::json!([page.scope.account, fields, first.id]).to_string())
}

impl AskedParameter<'_> {
    pub(super) fn id(&self) -> String {
        format!("p-{}", self.place)
    }

    pub(super) fn control(&self) -> String {
        control_name(&self.parameter.name)
    }

    pub(super) fn is_secret(&self) -> bool {
        self.parameter.is_secret()
    }

    fn text(&self) -> String {
        let text = self.form.values.get(&self.parameter.name);
        text.cloned().unwrap_or_default()
    }

    /// Whether an empty text can be said by a box beside the control.
    fn may_be_empty(&self) -> bool {
        let kind = &self.parameter.kind;
        let is_plain = kind.is_text() && !matches!(kind, ValueKind::Reference(_));
        let is_default = self.parameter.default.as_deref() == Some("\"\"");
        is_plain && !is_default && !self.is_secret() && self.parameter.choices().is_none()
    }

    fn spec(&self) -> FieldSpec {
        let parameter = self.parameter;
        let may_stay = !parameter.required || parameter.default.is_some();
        // One of what there is to choose from is chosen.
        let is_chosen = parameter.choices().is_some() && parameter.begins_with().is_some();
        let may_stay = may_stay && !is_chosen;
        let spec = FieldSpec::new(self.id(), self.control(), &*parameter.name)
            .optional(may_stay)
            .error(self.error.clone())
            .remark(self.unchecked.map(|why| {
                format!("Its pattern cannot be checked here, because {why}; the cloud checks it.")
            }));
        // Another way of answering stands below.
        let spec = if !may_stay && self.may_be_empty() {
            spec.unmarked()
        } else {
            spec
        };
        let description = Some(told(parameter.description.trim()));
        let description = description.filter(|text| !text.is_empty());
        let mut hints = parameter.hints();
        hints.extend(self.holds());
        let hints = hints.join(" ");
        let hints = Some(hints).filter(|hints| !hints.is_empty());
        if description.is_none() && hints.is_none() {
            return spec;
        }
        let line = |text| view! { <span class="field-hint-text"><bdi>{text}</bdi></span> };
        spec.hint(view! { {description.map(line)}{hints.map(line)} }.into_any())
    }

    /// What a value of a kind holds that the author made up.
    fn holds(&self) -> Option<String> {
        let ValueKind::Custom(name) = &self.parameter.kind else {
            return None;
        };
        let found = self
            .suggestions
            .types
            .iter()
            .find(|one| one.name == *name)?;
        let property =
            |one: &WorkflowParameter| format!("{}: {}", told(&one.name), one.kind.words());
        let properties: Vec<_> = found.properties.iter().map(property).collect();
        (!properties.is_empty()).then(|| format!("It holds {}.", properties.join("; ")))
    }

    /// The field.
    pub(super) fn view(&self) -> AnyView {
        if self.is_secret() {
            return self.password();
        }
        if let Some(choices) = self.parameter.choices() {
            return self.choice(choices);
        }
        let (field, value) = (self.spec(), self.text());
        let control = match &self.parameter.kind {
            ValueKind::Integer => view! { <NumberInput field value whole=true/> }.into_any(),
            ValueKind::Float => view! { <NumberInput field value/> }.into_any(),
            ValueKind::String | ValueKind::Regex => {
                view! { <GrowingInput field value/> }.into_any()
            }
            ValueKind::Textarea => view! { <TextArea field value rows=4/> }.into_any(),
            ValueKind::Reference(kind) => self.named(field, value, *kind),
            ValueKind::Any
            | ValueKind::Boolean
            | ValueKind::List
            | ValueKind::Dict
            | ValueKind::Custom(_) => {
                let rows = u8::try_from(value.lines().count().clamp(2, 12)).unwrap_or(12);
                view! { <TextArea field value rows mono=true/> }.into_any()
            }
        };
        view! { {control}{self.empty_box()} }.into_any()
    }

    /// An id, with what there is to name as suggestions.
    fn named(&self, field: FieldSpec, value: String, kind: Referenced) -> AnyView {
        let mut known = self.suggestions.named.iter().filter(|(of, _)| *of == kind);
        let known = known.next().map(|(_, known)| known.as_slice());
        let Some(known) = known.filter(|known| !known.is_empty()) else {
            return view! { <TextInput field value/> }.into_any();
        };
        let list = format!("{}-known", self.id());
        let options: Vec<_> = known
            .iter()
            .map(|one| {
                let name = (one.name != one.id).then(|| one.name.clone());
                view! { <option value=one.id.clone()>{name}</option> }
            })
            .collect();
        view! {
            <TextInput field value list=list.clone()/>
            <datalist id=list>{options}</datalist>
        }
        .into_any()
    }

    fn password(&self) -> AnyView {
        view! {
            <div class="field">
                <input type="hidden" name=controls::SECRET value=self.control()/>
                <PasswordInput field=self.spec()/>
            </div>
        }
        .into_any()
    }

    fn choice(&self, offered: Vec<(String, String)>) -> AnyView {
        let (field, text) = (self.spec(), self.text());
        let is_chosen = offered.iter().any(|(json, _)| *json == text);
        let choice = |(json, label): (String, String)| {
            let chosen = json == text;
            ChoiceOption::new(json, label).chosen(chosen)
        };
        let mut choices: Vec<_> = offered.into_iter().map(choice).collect();
        // What has a default that is among them is never left without.
        let needs_none = field.optional && self.parameter.begins_with().is_none();
        let none = if self.parameter.default.is_some() {
            "Keep the default"
        } else {
            "Not given"
        };
        if choices.len() > RADIOS {
            let blank = if needs_none { none } else { "Choose one" };
            return view! { <Select field choices blank=blank/> }.into_any();
        }
        if needs_none {
            choices.push(ChoiceOption::new("", none).chosen(!is_chosen));
        }
        view! { <RadioGroup field choices/> }.into_any()
    }

    /// An empty control says nothing; this one says an empty text.
    fn empty_box(&self) -> Option<impl IntoView + use<>> {
        let id = format!("{}-empty", self.id());
        let name = self.parameter.name.clone();
        let is_ticked = self.form.empty.contains(&name);
        let whose = format!(" for {name}");
        self.may_be_empty().then(|| {
            view! {
                <div class="choice choice-empty">
                    <input type="checkbox" id=id.clone() name=controls::EMPTY value=name checked=is_ticked/>
                    <label for=id>"Send an empty text"<span class="hush">{whose}</span></label>
                </div>
            }
        })
    }
}
