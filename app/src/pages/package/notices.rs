//! What a person should know before they go on with the form.

use super::PackagePage;
use crate::components::{Notice, NoticeKind};
use leptos::prelude::*;
use slipway_domain::package::Parameter;
use slipway_domain::urls;

/// The notices above the form.
pub(super) fn notices(page: &PackagePage) -> Vec<AnyView> {
    let barred = page.barred.clone().map(|reason| {
        view! { <Notice kind=NoticeKind::Warn title="You may look, not run">{reason}</Notice> }
            .into_any()
    });
    let resumed = page.form.resumed.then(|| {
        view! {
            <Notice kind=NoticeKind::Ok title="Your form is as you left it">
                "Your session had ended before it was posted. Nothing was submitted."
            </Notice>
        }
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
    [barred, trouble, resumed, repeats(page), secrets]
        .into_iter()
        .flatten()
        .collect()
}

fn repeats(page: &PackagePage) -> Option<AnyView> {
    let run = page.form.repeats.as_ref()?;
    let href = urls::run(&page.account, run);
    let view = view! {
        <Notice title="Runs again">
            "The values and servers come from "<a href=href>"an earlier run"</a>
            ". Nothing has started yet."
        </Notice>
    };
    Some(view.into_any())
}
