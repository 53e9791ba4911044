//! The form of what new servers in a group begin with.

use crate::components::{
    ActionBar, Breadcrumbs, Button, ButtonKind, ChoiceOption, FieldSpec, FormScope, LinkButton,
    Notice, NumberInput, PageHeader, Select, TextInput,
};
use crate::pages::form_feedback::FormFeedback;
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::group::DefaultValue;
use slipway_domain::group_form::defaults::{
    DefaultsForm, NETWORK, PRIMARY_DNS, SECONDARY_DNS, TEMPLATE,
};
use slipway_domain::server_form::controls;
use slipway_domain::urls::{self, ServerFilter};
use slipway_portal::actions::groups::Defaults;
use slipway_portal::actions::writes::FORM_KEY;

/// What the page shows.
pub struct DefaultsPage {
    /// The account acted on.
    pub scope: Scope,
    /// The group and what holds now.
    pub now: Defaults,
    /// What stands in the form.
    pub form: DefaultsForm,
    /// Why it stands there again.
    pub feedback: FormFeedback,
    /// The form's own key: posted twice, it writes once.
    pub key: String,
}

impl DefaultsPage {
    /// The page's title.
    pub fn title(&self) -> String {
        format!("New servers in {}", self.now.group.name)
    }

    fn field(&self, name: &'static str, label: &str, now: &DefaultValue) -> FieldSpec {
        let field = FieldSpec::new(name, name, label)
            .optional(true)
            .error(self.feedback.problem(name));
        match inherited(now) {
            Some(words) => field.hint(words),
            None => field,
        }
    }
}

fn inherited(now: &DefaultValue) -> Option<String> {
    let text = now.value.as_ref().filter(|_| now.inherited)?;
    let text = crate::components::at_most(text.clone(), 200);
    Some(format!("Left empty, it is {text}, from the groups above."))
}

/// The page.
pub fn defaults_page(page: &DefaultsPage) -> impl IntoView + use<> {
    let group = &page.now.group;
    let back = urls::group(&page.scope, &group.id);
    let levels = vec![
        (
            "Servers".to_owned(),
            urls::servers(&page.scope, &ServerFilter::default()),
        ),
        ("Groups".to_owned(), urls::groups(&page.scope)),
        (group.name.clone(), back.clone()),
    ];
    let look = (back.as_str(), group.name.as_str());
    let feedback = page.feedback.notices(true, look, str::to_owned);
    let unread = page.now.capabilities.as_ref().err().map(|error| {
        let words = error.to_string();
        view! {
            <Notice title="Networks and templates cannot be listed just now">
                {words}" They can be typed, or left as they are."
            </Notice>
        }
    });
    let (now, form) = (&page.now.now, &page.form);
    let cpu = page.field(controls::CPU, "CPU", &now.cpu).unit("1 to 16");
    let memory = page
        .field(controls::MEMORY, "Memory", &now.memory_gb)
        .unit("GB");
    let primary = page.field(PRIMARY_DNS, "Primary DNS", &now.primary_dns);
    let secondary = page.field(SECONDARY_DNS, "Secondary DNS", &now.secondary_dns);
    view! {
        <Breadcrumbs levels/>
        <PageHeader
            title=page.title()
            context="What they begin with unless somebody says otherwise. Servers that are there stay as they are."
        />
        {feedback}
        {unread}
        <form class="form" method="post" action=urls::group_defaults(&page.scope, &group.id)>
            <FormScope/>
            <input type="hidden" name=FORM_KEY value=page.key.clone()/>
            <NumberInput field=cpu value=form.cpu.clone() whole=true/>
            <NumberInput field=memory value=form.memory.clone() whole=true/>
            {template(page)}
            {network(page)}
            <TextInput field=primary value=form.primary_dns.clone()/>
            <TextInput field=secondary value=form.secondary_dns.clone()/>
            <ActionBar note="Takes effect at once.">
                <Button label="Save" kind=ButtonKind::Primary id="save"/>
                <LinkButton label="Cancel" href=back/>
            </ActionBar>
        </form>
    }
}

fn template(page: &DefaultsPage) -> AnyView {
    let templates = page.now.capabilities.as_ref().map(|known| {
        let templates = known.templates.iter();
        templates
            .map(|one| {
                (
                    one.name.clone(),
                    format!("{} ({})", one.description, one.name),
                )
            })
            .collect()
    });
    let field = page.field(TEMPLATE, "Template", &page.now.now.template);
    choice(field, templates.ok(), &page.form.template)
}

fn network(page: &DefaultsPage) -> AnyView {
    let networks = page.now.capabilities.as_ref().map(|known| {
        let networks = known.networks.iter();
        networks
            .map(|one| (one.id.clone(), one.name.clone()))
            .collect()
    });
    let field = page.field(NETWORK, "Network", &page.now.now.network);
    choice(field, networks.ok(), &page.form.network)
}

/// A list to choose from; a line to type where it is not known. A value that is no longer listed
/// stays to be seen.
fn choice(field: FieldSpec, offered: Option<Vec<(String, String)>>, value: &str) -> AnyView {
    let Some(mut offered) = offered else {
        return view! { <TextInput field value=value.to_owned()/> }.into_any();
    };
    if !value.is_empty() && !offered.iter().any(|(id, _)| id == value) {
        offered.insert(
            0,
            (value.to_owned(), format!("{value} (not offered any more)")),
        );
    }
    let choices = offered.into_iter().map(|(id, words)| {
        let chosen = id == value;
        ChoiceOption::new(id, words).chosen(chosen)
    });
    view! { <Select field choices=choices.collect() blank="Not set here"/> }.into_any()
}
