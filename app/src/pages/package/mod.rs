//! One package: what it is, the form that its manifest describes, the servers and the rollout.
//!
//! The form is a native post. It works without a script; islands add instant checks and the
//! picker. Everything the manifest says is a stranger's text and goes into text nodes only.

pub(super) mod fields;
mod hint;
mod live;
mod notices;
mod sections;
mod servers;

use crate::components::{
    ActionBar, Breadcrumbs, Button, ButtonKind, ChoiceOption, FieldError, FieldSpec, Fieldset,
    FormErrorSummary, FormScope, PageHeader, RadioGroup,
};
use crate::islands::field_checks::FieldChecks;
use crate::pages::plan::carried_rollout;
use fields::{AskedField, Within};
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::package::Package;
use slipway_domain::plan::Grouping;
use slipway_domain::urls::{self, PackageFilter};
use slipway_portal::packages::form::{Asking, Form, controls};
use slipway_portal::plans::saved_selection::SavedSelection;
use slipway_portal::plans::server_selection::ServerSelection;

/// The id of the form; errors that belong to no field lead to it.
const FORM_ID: &str = "package-form";

/// What the page shows.
pub struct PackagePage {
    /// The account acted on.
    pub scope: Scope,
    /// The package with its manifest.
    pub package: Package,
    /// What the form holds.
    pub form: Form,
    /// How the cloud is asked for it.
    pub asking: Asking,
    /// The servers it names.
    pub servers: ServerSelection,
    /// The choice of servers that it began with.
    pub choice: Option<SavedSelection>,
    /// The groupings that there are to choose from.
    pub groupings: Vec<Grouping>,
    /// Whether the servers of its cloud stand in places, such as data centers.
    pub placed: bool,
    /// Why the person may not run packages, where they may not.
    pub blocked: Option<String>,
}

/// The page.
pub fn package_page(page: &PackagePage) -> impl IntoView + use<> {
    let package = &page.package;
    let packages = match &page.choice {
        Some(SavedSelection::Kept(choice)) => PackageFilter::for_choice(Some(choice.clone())),
        _ => PackageFilter::default(),
    };
    let levels = vec![(
        "Packages".to_owned(),
        urls::packages(&page.scope, &packages),
    )];
    let about = about(&package.description);
    view! {
        <Breadcrumbs levels/>
        <PageHeader title=package.name.clone() context=context(package)/>
        {about}
        {match &package.problem {
            Some(problem) => notices::unreadable(problem).into_any(),
            None => view! { {notices::notices(page)}{form(page)} }.into_any(),
        }}
    }
}

/// What the publisher says about it; a long text is folded below its beginning.
fn about(description: &str) -> Option<AnyView> {
    const LONGEST: usize = 600;
    let text = description.trim().to_owned();
    if text.chars().nth(LONGEST).is_none() {
        return (!text.is_empty())
            .then(|| view! { <p class="package-about"><bdi>{text}</bdi></p> }.into_any());
    }
    let beginning: String = text.chars().take(LONGEST / 2).collect();
    let view = view! {
        <div class="package-about">
            <p><bdi>{beginning}"…"</bdi></p>
            <details>
                <summary>"Show the whole description"</summary>
                <p><bdi>{text}</bdi></p>
            </details>
        </div>
    };
    Some(view.into_any())
}

fn context(package: &Package) -> String {
    // Not every cloud has such a thing.
    let visibility = package.visibility.map(|it| format!(", {}", it.word()));
    let visibility = visibility.unwrap_or_default();
    let parameters = match package.parameters.len() {
        0 => "no parameters".to_owned(),
        1 => "1 parameter".to_owned(),
        many => format!("{many} parameters"),
    };
    let systems = match package.supported_os.len() {
        0 => "names no operating systems".to_owned(),
        1 => format!("made for {}", package.supported_os[0]),
        many => format!("made for {many} operating systems"),
    };
    format!("Package{visibility} · {parameters} · {systems}")
}

fn form(page: &PackagePage) -> impl IntoView + use<> {
    let error = |variable: &str| {
        let mut errors = page.form.errors.iter();
        let error = errors.find(|error| error.variable == *variable);
        error.map(|error| error.message.as_str())
    };
    let within = Within {
        asking: page.asking.clone(),
        ..Within::default()
    };
    let fields = fields::asked_fields(&page.package, &page.form.values, error, &within);
    let errors = errors(page, &fields);
    let (secrets, plain): (Vec<_>, Vec<_>) = fields
        .into_iter()
        .partition(|field| field.parameter.is_secret());
    let repeats = page.form.repeats.as_ref().map(|run| {
        view! { <input type="hidden" name=controls::REPEATS value=run.to_string()/> }
    });
    let selection = page.form.selection.as_ref().map(|selection| {
        view! { <input type="hidden" name=controls::SELECTION value=selection.as_str().to_owned()/> }
    });
    let rollout = carried_rollout(&page.form.rollout);
    let all: Vec<_> = plain.iter().chain(&secrets).collect();
    let checks = fields::checks(&page.scope, &[(&page.package.id, all)]);
    let action = urls::review(&page.scope, &page.package.id);
    // The Enter key presses the first button of a form: this one, which nobody sees. A search has
    // to work while required fields are empty, so the server checks them alone.
    let enter = page.blocked.is_none().then(|| {
        view! {
            <button class="hush" type="submit" id="enter" name=controls::BUTTON value=controls::ENTER formnovalidate=true tabindex="-1" aria-hidden="true">
                "Review"
            </button>
        }
    });
    view! {
        <FormErrorSummary errors/>
        <form class="form package-form" id=FORM_ID method="post" action=action data-checks=checks autocomplete="off">
            <FormScope/>
            {enter}
            {repeats}
            {selection}
            {rollout}
            {sections::parameters(&plain, !secrets.is_empty())}
            {servers::servers_section(page)}
            {grouping(&page.groupings, page.form.rollout.grouping)}
            {sections::secrets(&secrets)}
            {bar(page.blocked.clone())}
            <FieldChecks/>
        </form>
    }
}

/// All errors in the order of the form: parameters, then servers.
fn errors(page: &PackagePage, fields: &[AskedField<'_>]) -> Vec<FieldError> {
    let parameters = page.form.errors.iter().map(|error| {
        let field = fields
            .iter()
            .find(|field| field.parameter.variable == error.variable);
        let id = field.map_or_else(|| FORM_ID.to_owned(), AskedField::id);
        // The summary shows the label by itself, so the sentence need not begin with it.
        let quoted = format!("\"{}\" ", error.label);
        let message = error
            .message
            .strip_prefix(&quoted)
            .unwrap_or(&error.message);
        FieldError::new(id, error.label.clone(), message)
    });
    let servers = page
        .form
        .server_errors
        .iter()
        .map(|message| FieldError::new(servers::NAMES_ID, "Servers", message.clone()));
    parameters.chain(servers).collect()
}

/// Nothing where there is no choice.
fn grouping(offered: &[Grouping], chosen: Grouping) -> Option<impl IntoView + use<>> {
    let choices = offered
        .iter()
        .map(|&grouping| {
            ChoiceOption::new(grouping.word(), grouping.label())
                .chosen(grouping == chosen)
                .hint(grouping_hint(grouping))
        })
        .collect();
    let field = FieldSpec::new(
        "rollout",
        controls::ROLLOUT,
        "How servers are spread over calls",
    );
    (offered.len() > 1).then(|| {
        view! { <Fieldset legend="Calls"><RadioGroup field choices/></Fieldset> }
    })
}

const fn grouping_hint(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::PerServer => {
            "The cloud gives one verdict per call, so each server gets its own. How many are under way together is chosen at the review."
        }
        Grouping::PerDataCenter => {
            "Fewer calls, but one verdict for all servers of a data center: where a call fails, which of them failed stays unknown. All servers start at once here too."
        }
    }
}

fn bar(blocked: Option<String>) -> impl IntoView {
    let note = blocked
        .is_none()
        .then_some("Nothing runs before you have seen the review.");
    view! {
        <ActionBar note=note>
            <Button
                label="Review"
                kind=ButtonKind::Primary
                name=controls::BUTTON
                value=controls::REVIEW
                disabled_reason=blocked
            />
        </ActionBar>
    }
}
