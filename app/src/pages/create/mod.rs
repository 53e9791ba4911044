//! The form that has servers built, from a template or as copies of another server.
//!
//! It is a native post and works without a script. What depends on the data center is shown for
//! the one that the form names; a button shows another one's. Secrets stand last, as they have to
//! be typed anew whenever the form is shown again.

mod hardware;
mod machine;
mod network;
mod notices;
mod packages;
mod place;
mod secrets;
mod template;

use crate::components::{
    ActionBar, Breadcrumbs, Button, ButtonKind, FieldError, FieldSpec, FormErrorSummary, FormScope,
    LinkButton, NumberInput, PageHeader, TextInput, at_most,
};
use crate::islands::field_checks::FieldChecks;
use leptos::prelude::*;
use packages::Asked;
use slipway_domain::Scope;
use slipway_domain::server_form::controls as of_server;
use slipway_domain::urls::{self, ServerFilter};
use slipway_portal::actions::create::{CreateForm, FormOptions, controls};
use slipway_portal::packages::form::controls as of_form;

/// The most characters of a group's default; names of networks are a stranger's.
const LONGEST_DEFAULT: usize = 200;

/// What the page shows.
pub struct CreatePage {
    /// The account acted on.
    pub scope: Scope,
    /// What the form holds.
    pub form: CreateForm,
    /// What it can be filled with.
    pub options: FormOptions,
}

impl CreatePage {
    /// The page's title.
    pub fn title(&self) -> String {
        match &self.options.source {
            Some(source) => format!("Clone {}", source.server.name),
            None => "Create server".to_owned(),
        }
    }

    /// The data center's id as people write it.
    fn center(&self) -> String {
        self.options.center.as_str().to_uppercase()
    }

    /// A field of the form's own with what was wrong with it.
    fn spec(&self, control: &str, label: &str) -> FieldSpec {
        FieldSpec::new(plain(control), control, label)
            .error(self.form.error(control).map(str::to_owned))
    }

    /// Such a field whose help also says what the group's new servers begin with.
    fn begun(&self, control: &str, label: &str, help: &str) -> FieldSpec {
        let field = self.spec(control, label);
        match (help, self.group_words(control)) {
            ("", None) => field,
            (help, None) => field.hint(help.to_owned()),
            ("", Some(words)) => field.hint(words),
            (help, Some(words)) => {
                let end = if help.ends_with('.') { "" } else { "." };
                field.hint(format!("{help}{end} {words}"))
            }
        }
    }

    fn group_words(&self, control: &str) -> Option<String> {
        let begins = self.options.begins_with(control)?;
        let whose = if begins.inherited {
            "a group above"
        } else {
            "this group"
        };
        if begins.value.eq_ignore_ascii_case(self.form.text(control)) {
            Some(format!("From the defaults of {whose}."))
        } else {
            let words = at_most(begins.words, LONGEST_DEFAULT);
            Some(format!("The default of {whose} is {words}."))
        }
    }

    /// The controls that the form filled by itself, with what it put there.
    fn remarks(&self) -> Vec<AnyView> {
        let fields = self.form.fields.iter();
        let remarks = fields.filter(|(name, _)| name.starts_with(controls::BEGUN));
        let remark = |(name, value): &(String, String)| {
            let (name, value) = (name.clone(), value.clone());
            view! { <input type="hidden" name=name value=value/> }.into_any()
        };
        remarks.map(remark).collect()
    }

    fn text(&self, control: &str) -> String {
        self.form.text(control).to_owned()
    }

    /// A line of text with what was typed.
    fn line(&self, field: FieldSpec) -> AnyView {
        let value = self.text(&field.name);
        view! { <TextInput field value/> }.into_any()
    }

    /// A whole number with what was typed.
    fn number(&self, field: FieldSpec) -> AnyView {
        let value = self.text(&field.name);
        view! { <NumberInput field value whole=true/> }.into_any()
    }
}

/// A name of the form's own as an id: `add-size[0]` becomes `add-size-0`.
fn plain(control: &str) -> String {
    let letter = |c: char| {
        if c.is_ascii_alphanumeric() { c } else { '-' }
    };
    let id: String = control.chars().map(letter).collect();
    id.trim_end_matches('-').to_owned()
}

/// The page.
pub fn create_page(page: &CreatePage) -> impl IntoView + use<> {
    let servers = urls::servers(&page.scope, &ServerFilter::default());
    let mut levels = vec![("Servers".to_owned(), servers)];
    if let Some(source) = &page.options.source {
        let server = &source.server;
        levels.push((server.name.clone(), urls::server(&page.scope, &server.id)));
    }
    view! {
        <Breadcrumbs levels/>
        <PageHeader title=page.title() context="Reviewed before anything is built."/>
        {notices::notices(page)}
        {form(page)}
    }
}

fn form(page: &CreatePage) -> impl IntoView + use<> {
    let action = urls::create_review(&page.scope);
    let asked = packages::asked(page);
    let errors = errors(page, &asked);
    let repeats = page.form.repeats.as_ref().map(|run| {
        view! { <input type="hidden" name=of_form::REPEATS value=run.to_string()/> }
    });
    let cancel = match &page.options.source {
        Some(source) => urls::server(&page.scope, &source.server.id),
        None => urls::servers(&page.scope, &ServerFilter::default()),
    };
    let checks = packages::checks(page, &asked);
    // A browser would hold a form against fields of the half that is not shown.
    let novalidate = machine::has_halves(page);
    // The Enter key presses the first button of a form: this one, which nobody sees.
    view! {
        <FormErrorSummary errors/>
        <form class="form package-form create-form" id="package-form" method="post" action=action novalidate=novalidate data-checks=checks autocomplete="off">
            <FormScope/>
            <button class="hush" type="submit" id="enter" name=of_form::BUTTON value=of_form::REVIEW formnovalidate=true tabindex="-1" aria-hidden="true">
                "Review"
            </button>
            {repeats}
            {page.remarks()}
            {place::place_section(page)}
            {machine::machine_section(page)}
            {template::template_section(page).map(of_virtual)}
            {place::name_and_group(page)}
            {of_virtual(hardware::hardware_section(page))}
            {of_virtual(hardware::disks(page))}
            {network::network_section(page)}
            {network::custom_fields(page)}
            {of_virtual(packages::packages_section(page, &asked))}
            {of_virtual(network::lifetime(page))}
            {secrets::secrets_section(page, &asked)}
            <ActionBar note="Nothing is built before you have seen the review.">
                <Button label="Review" kind=ButtonKind::Primary id="review" name=of_form::BUTTON value=of_form::REVIEW/>
                <LinkButton label="Cancel" href=cancel/>
            </ActionBar>
            <FieldChecks/>
        </form>
    }
}

/// All errors, each linked to its control.
fn errors(page: &CreatePage, asked: &[Asked]) -> Vec<FieldError> {
    let fields = page.options.fields.as_deref().unwrap_or_default();
    let id = |control: &str| {
        let custom = fields
            .iter()
            .position(|f| of_server::field(&f.id) == control);
        custom
            .map(network::field_id)
            .or_else(|| asked.iter().find_map(|asked| asked.id_of(control)))
            .unwrap_or_else(|| plain(control))
    };
    let errors = page.form.errors.iter().map(|problem| {
        // The summary shows the label by itself, so the sentence need not begin with it.
        let quoted = format!("\"{}\" ", problem.label);
        let message = &problem.message;
        let message = message.strip_prefix(&quoted).unwrap_or(message);
        FieldError::new(id(&problem.control), &problem.label, message)
    });
    errors.collect()
}

/// A part that does not count for machines of their own.
fn of_virtual(part: impl IntoView + 'static) -> impl IntoView {
    view! { <div class="create-virtual">{part}</div> }
}

/// The remark that stays in the form: which data center its choices belong to.
fn shown_center(page: &CreatePage) -> impl IntoView + use<> {
    view! { <input type="hidden" name=controls::SHOWN value=page.options.center.to_string()/> }
}
