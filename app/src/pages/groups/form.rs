//! The form of a group: a new one, or one that is there.

use crate::components::{
    ActionBar, Breadcrumbs, Button, ButtonKind, ChoiceOption, FieldSpec, FormScope, LinkButton,
    PageHeader, Select, TextArea, TextInput,
};
use crate::pages::custom_field::custom_fields;
use crate::pages::form_feedback::FormFeedback;
use leptos::prelude::*;
use slipway_domain::custom_field::CustomField;
use slipway_domain::group::GroupNode;
use slipway_domain::group_form::{GroupForm, NAME, PARENT};
use slipway_domain::server_form::controls;
use slipway_domain::urls::{self, ServerFilter};
use slipway_domain::{AppResult, Scope};
use slipway_portal::actions::writes::FORM_KEY;
use slipway_portal::inventory::groups::Parent;

/// What the page shows.
pub struct GroupFormPage {
    /// The account acted on.
    pub scope: Scope,
    /// The group as it is; `None` for a new one.
    pub group: Option<GroupNode>,
    /// The groups that it can be in; none where it cannot move.
    pub parents: Vec<Parent>,
    /// The account's custom fields, or why they are not known.
    pub fields: AppResult<Vec<CustomField>>,
    /// What stands in the form.
    pub form: GroupForm,
    /// Why it stands there again.
    pub feedback: FormFeedback,
    /// The form's own key: posted twice, it writes once.
    pub key: String,
}

impl GroupFormPage {
    /// The page's title.
    pub fn title(&self) -> String {
        match &self.group {
            Some(group) => format!("Edit {}", group.name),
            None => "Create a group".to_owned(),
        }
    }

    /// The id of a control in the page: a custom field's own holds foreign text, ids must not.
    fn id(&self, control: &str) -> String {
        let mut fields = self.fields.iter().flatten();
        match fields.position(|field| controls::field(&field.id) == control) {
            Some(place) => format!("field-{place}"),
            None => control.to_owned(),
        }
    }

    fn back(&self) -> String {
        match &self.group {
            Some(group) => urls::group(&self.scope, &group.id),
            None => urls::groups(&self.scope),
        }
    }
}

/// The page.
pub fn group_form_page(page: &GroupFormPage) -> impl IntoView + use<> {
    let mut levels = vec![
        (
            "Servers".to_owned(),
            urls::servers(&page.scope, &ServerFilter::default()),
        ),
        ("Groups".to_owned(), urls::groups(&page.scope)),
    ];
    levels.extend(
        page.group
            .as_ref()
            .map(|group| (group.name.clone(), page.back())),
    );
    let back = page.back();
    let look = page
        .group
        .as_ref()
        .map_or("the groups", |group| group.name.as_str());
    let feedback = page
        .feedback
        .notices(page.group.is_some(), (&back, look), |control| {
            page.id(control)
        });
    let (action, label) = match &page.group {
        Some(group) => (urls::group_edit(&page.scope, &group.id), "Save"),
        None => (urls::group_new(&page.scope, None), "Create group"),
    };
    view! {
        <Breadcrumbs levels/>
        <PageHeader title=page.title()/>
        {feedback}
        <form class="form" method="post" action=action>
            <FormScope/>
            {name(page)}
            {description(page)}
            {parent(page)}
            <input type="hidden" name=FORM_KEY value=page.key.clone()/>
            {fields(page)}
            <ActionBar note="Takes effect at once.">
                <Button label kind=ButtonKind::Primary id="save"/>
                <LinkButton label="Cancel" href=back/>
            </ActionBar>
        </form>
    }
}

fn name(page: &GroupFormPage) -> impl IntoView + use<> {
    let field = FieldSpec::new(NAME, NAME, "Name").error(page.feedback.problem(NAME));
    let fresh = page.group.is_none() && page.feedback.problems.is_empty();
    view! { <TextInput field value=page.form.name.clone() autofocus=fresh/> }
}

fn description(page: &GroupFormPage) -> impl IntoView + use<> {
    let name = controls::DESCRIPTION;
    let field = FieldSpec::new(name, name, "Description")
        .optional(true)
        .error(page.feedback.problem(name));
    view! { <TextArea field value=page.form.description.clone() rows=3/> }
}

fn fields(page: &GroupFormPage) -> AnyView {
    let typed = page.form.fields.as_ref();
    custom_fields(&page.fields, typed, &page.feedback, |name| page.id(name))
}

/// A group that cannot move has no such field.
fn parent(page: &GroupFormPage) -> Option<impl IntoView + use<>> {
    let is_there = page.group.is_some();
    if page.parents.is_empty() && is_there {
        return None;
    }
    let hint = if is_there {
        "Groups of the same data center. Moving it takes its servers and groups along; nothing is stopped."
    } else {
        "It begins with the defaults of this group."
    };
    let field = FieldSpec::new(PARENT, PARENT, "In group")
        .hint(hint)
        .error(page.feedback.problem(PARENT));
    let choices = page.parents.iter().map(|parent| {
        let chosen = parent.id.as_str().eq_ignore_ascii_case(&page.form.parent);
        ChoiceOption::new(parent.id.as_str(), parent.words.as_str()).chosen(chosen)
    });
    Some(view! { <Select field choices=choices.collect() blank="Choose a group"/> })
}
