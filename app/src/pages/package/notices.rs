//! What a person should know before they go on with the form.

use super::PackagePage;
use crate::components::{Notice, NoticeKind};
use crate::pages::chosen;
use crate::pages::form_feedback::resumed;
use leptos::prelude::*;
use slipway_domain::package::Parameter;
use slipway_domain::urls;
use slipway_portal::plans::saved_selection::SavedSelection;

/// What stands in place of the form of a package that cannot be read.
pub(super) fn unreadable(problem: &str) -> impl IntoView + use<> {
    let words = format!(
        "The cloud lists it, but {problem}. Its publisher has to mend it in the cloud; it can be run from then on."
    );
    view! { <Notice kind=NoticeKind::Bad title="This package cannot be run">{words}</Notice> }
}

/// The notices above the form.
pub(super) fn notices(page: &PackagePage) -> Vec<AnyView> {
    let blocked = page.blocked.clone().map(|reason| {
        view! { <Notice kind=NoticeKind::Warn title="You may look, not run">{reason}</Notice> }
            .into_any()
    });
    let trouble = page.form.trouble.as_ref().map(|error| {
        let words = error.to_string();
        view! {
            <Notice kind=NoticeKind::Bad title="This could not be reviewed">
                {words}" Nothing has been submitted, and what you entered is kept. Press Review again when the cloud answers."
            </Notice>
        }
        .into_any()
    });
    let has_secrets = page.package.parameters.iter().any(Parameter::is_secret);
    let secrets = (page.form.secrets_dropped && has_secrets).then(|| {
        view! {
            <Notice kind=NoticeKind::Warn title="Enter the secrets again">
                "Passwords are never kept with a form. Everything else is as it was."
            </Notice>
        }
        .into_any()
    });
    [
        blocked,
        trouble,
        resumed(page.form.resumed),
        repeats(page),
        choice(page),
        lost(page),
        secrets,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn choice(page: &PackagePage) -> Option<AnyView> {
    page.choice.as_ref().map(|choice| match choice {
        SavedSelection::Kept(choice) => chosen::begun_with(&page.scope, choice, &page.servers),
        SavedSelection::Gone => chosen::gone(&page.scope),
    })
}

/// A review that was refused for them says so itself.
fn lost(page: &PackagePage) -> Option<AnyView> {
    chosen::lost(&page.servers).filter(|_| page.form.server_errors.is_empty())
}

fn repeats(page: &PackagePage) -> Option<AnyView> {
    let run = page.form.repeats.as_ref()?;
    let href = urls::run(&page.scope, run);
    let view = view! {
        <Notice title="Runs again">
            "The values and servers come from "<a href=href>"an earlier run"</a>
            ". Nothing has started yet."
        </Notice>
    };
    Some(view.into_any())
}
