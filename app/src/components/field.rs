//! Form fields: label above, hint below in muted text, error under it with an icon, all wired
//! to the control by ids. Most fields are required, so the others carry the word *optional*.

use leptos::prelude::*;

use super::{
    icon::Icon,
    text::{MaybeText, Slot, at_most},
};

/// The most characters of a label; names of parameters and options are a stranger's.
pub(super) const LONGEST_LABEL: usize = 200;

/// What every field has, whatever its control. Ids must be plain (letters, digits, dashes),
/// never made from foreign text.
pub struct FieldSpec {
    /// The control's id; the ids of hint and error derive from it.
    pub id: String,
    /// The name it posts.
    pub name: String,
    /// The label.
    pub label: String,
    /// Whether it may stay empty.
    pub optional: bool,
    /// Whether an optional field goes without the word, because another way of answering stands
    /// beside it.
    pub unmarked: bool,
    /// Help below the control.
    pub hint: Option<Slot>,
    /// What has to change.
    pub error: Option<String>,
    /// What is worth knowing about what stands in it.
    pub remark: Option<String>,
    /// The unit beside the control, such as `GB`.
    pub unit: Option<String>,
}

impl FieldSpec {
    /// A required field without hint, error or unit.
    pub fn new(id: impl Into<String>, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            label: at_most(label.into(), LONGEST_LABEL),
            optional: false,
            unmarked: false,
            hint: None,
            error: None,
            remark: None,
            unit: None,
        }
    }

    /// Marks it as optional, or not.
    #[must_use]
    pub fn optional(mut self, optional: bool) -> Self {
        self.optional = optional;
        self
    }

    /// Lets it stay empty without saying so: another way of answering stands beside it.
    #[must_use]
    pub fn unmarked(mut self) -> Self {
        (self.optional, self.unmarked) = (true, true);
        self
    }

    /// Adds help below the control: text, or a ready view.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Slot>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what has to change, if anything.
    #[must_use]
    pub fn error(mut self, error: impl Into<MaybeText>) -> Self {
        self.error = error.into().0;
        self
    }

    /// Adds what is worth knowing about what stands in it, if anything.
    #[must_use]
    pub fn remark(mut self, remark: impl Into<MaybeText>) -> Self {
        self.remark = remark.into().0;
        self
    }

    /// Adds the unit beside the control.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<MaybeText>) -> Self {
        self.unit = unit.into().0;
        self
    }

    /// The ids for the control's `aria-describedby`, if there is anything to point at.
    pub fn described_by(&self) -> Option<String> {
        let id = &self.id;
        let parts = [
            self.unit.as_ref().map(|_| format!("{id}-unit")),
            self.hint.as_ref().map(|_| format!("{id}-hint")),
            self.error.as_ref().map(|_| format!("{id}-error")),
            self.remark.as_ref().map(|_| format!("{id}-remark")),
        ];
        let ids: Vec<String> = parts.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The control's `aria-invalid`.
    pub fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }
}

/// Label, hint, unit and error around one control, which the caller wires with
/// [`FieldSpec::described_by`] and [`FieldSpec::invalid`].
#[component]
pub fn Field(
    /// What the field is.
    spec: FieldSpec,
    /// The control; its id must be the field's.
    children: Children,
) -> impl IntoView {
    let FieldSpec {
        id,
        label,
        optional,
        unmarked,
        hint,
        error,
        remark,
        unit,
        ..
    } = spec;
    let class = class(error.as_ref(), "field", "field field-bad");
    let unit =
        unit.map(|unit| view! { <span class="field-unit" id=format!("{id}-unit")>{unit}</span> });
    view! {
        <div class=class>
            <label class="field-label" for=id.clone()><bdi>{label}</bdi>{optional_mark(optional && !unmarked)}</label>
            <div class="field-row">{children()}{unit}</div>
            {below(&id, hint, error, remark)}
        </div>
    }
}

/// The same around a group of choices, as a fieldset with a legend; `role` where the choices
/// exclude each other.
#[component]
pub(super) fn GroupField(
    spec: FieldSpec,
    #[prop(optional_no_strip)] role: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let (described, invalid) = (spec.described_by(), spec.invalid());
    let FieldSpec {
        id,
        label,
        optional,
        unmarked,
        hint,
        error,
        remark,
        ..
    } = spec;
    let class = class(
        error.as_ref(),
        "field field-group",
        "field field-group field-bad",
    );
    view! {
        <fieldset
            class=class
            id=format!("{id}-group")
            role=role
            aria-describedby=described
            aria-invalid=invalid
        >
            <legend class="field-label"><bdi>{label}</bdi>{optional_mark(optional && !unmarked)}</legend>
            {children()}
            {below(&id, hint, error, remark)}
        </fieldset>
    }
}

fn class(error: Option<&String>, good: &'static str, bad: &'static str) -> &'static str {
    if error.is_some() { bad } else { good }
}

fn optional_mark(optional: bool) -> Option<impl IntoView> {
    optional.then(|| view! { " "<span class="field-optional">"optional"</span> })
}

/// The error place is always there, so that a page that wakes can fill it; the place for remarks
/// it makes by itself.
fn below(
    id: &str,
    hint: Option<Slot>,
    error: Option<String>,
    remark: Option<String>,
) -> impl IntoView + use<> {
    let hint = hint.map(|hint| {
        view! { <div class="field-hint" id=format!("{id}-hint")>{hint.into_view()}</div> }
    });
    let error = error.map(|error| {
        view! { {Icon::Problem.svg()}<span>{error}</span> }
    });
    let remark = remark.map(|remark| {
        let id = format!("{id}-remark");
        view! { <p class="field-remark" id=id>{Icon::Warning.svg()}<span>{remark}</span></p> }
    });
    view! {
        {hint}
        <p class="field-error" id=format!("{id}-error")>{error}</p>
        {remark}
    }
}

/// Fields that belong together, under one legend.
#[component]
pub fn Fieldset(
    /// What they have in common.
    #[prop(into)]
    legend: String,
    /// One sentence of help.
    #[prop(optional, into)]
    hint: MaybeText,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let hint = hint
        .0
        .map(|hint| view! { <p class="fieldset-hint">{hint}</p> });
    view! {
        <fieldset class="fieldset">
            <legend class="fieldset-legend">{legend}</legend>
            {hint}
            {children()}
        </fieldset>
    }
}

/// One answer that has to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the field's control.
    pub id: String,
    /// The field's label.
    pub label: String,
    /// What is wrong and what is allowed.
    pub message: String,
}

impl FieldError {
    /// An error of the field whose control has this id.
    pub fn new(
        id: impl Into<String>,
        label: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            label: at_most(label.into(), LONGEST_LABEL),
            message: message.into(),
        }
    }
}

/// All errors of a form at its top, each linked to its field. Takes the focus when the page
/// opens; renders nothing when there is nothing to say.
#[component]
pub fn FormErrorSummary(
    /// The errors, in the order of the fields.
    errors: Vec<FieldError>,
) -> impl IntoView {
    if errors.is_empty() {
        return ().into_any();
    }
    let title = match errors.len() {
        1 => "One answer has to change".to_owned(),
        many => format!("{many} answers have to change"),
    };
    let items: Vec<_> = errors
        .into_iter()
        .map(|FieldError { id, label, message }| {
            view! { <li><a href=format!("#{id}")><bdi>{label}</bdi>": "{message}</a></li> }
        })
        .collect();
    view! {
        <div class="notice notice-bad" id="errors" role="alert" tabindex="-1" autofocus=true>
            {Icon::Problem.svg()}
            <div class="notice-body">
                <h2 class="notice-title">{title}</h2>
                <ul class="notice-list">{items}</ul>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::FieldSpec;

    #[test]
    fn ids_point_only_at_what_is_there() {
        let plain = FieldSpec::new("cpu", "cpu", "CPUs");
        assert_eq!(plain.described_by(), None);
        assert_eq!(plain.invalid(), None);
        let full = plain
            .unit("cores")
            .hint("1 to 16")
            .error("17 is more than 16.");
        assert_eq!(
            full.described_by().as_deref(),
            Some("cpu-unit cpu-hint cpu-error")
        );
        assert_eq!(full.invalid(), Some("true"));
    }
}
