//! What a person should know before they go on with the form.

use super::CreatePage;
use crate::components::{Notice, NoticeKind};
use crate::pages::form_feedback::resumed;
use leptos::prelude::*;
use slipway_domain::AppError;
use slipway_domain::urls;

/// The notices above the form.
pub(super) fn notices(page: &CreatePage) -> Vec<AnyView> {
    let form = &page.form;
    let trouble = form.trouble.as_ref().map(|error| {
        let words = error.to_string();
        view! {
            <Notice kind=NoticeKind::Bad title="This could not be reviewed">
                {words}" Nothing has been submitted, and what you entered is kept. Press Review again when the cloud answers."
            </Notice>
        }
        .into_any()
    });
    let secrets = form.secrets_dropped.then(|| {
        view! {
            <Notice kind=NoticeKind::Warn title="Enter the secrets again">
                "Passwords are never kept with a form. Everything else is as it was."
            </Notice>
        }
        .into_any()
    });
    [
        trouble,
        unread(page),
        closed(page),
        resumed(form.resumed),
        repeats(page),
        secrets,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A part of what can be chosen is not known.
fn unread(page: &CreatePage) -> Option<AnyView> {
    let center = page.center();
    let defaults = page.options.defaults.as_ref();
    let machines = page.options.bare_metal.as_ref();
    let parts: [(String, Option<&AppError>); 5] = [
        (
            format!("what {center} offers (its templates and networks)"),
            page.options.capabilities.as_ref().err(),
        ),
        (
            format!("which bare metal servers {center} has"),
            machines.and_then(|machines| machines.as_ref().err()),
        ),
        (
            "the custom fields".to_owned(),
            page.options.fields.as_ref().err(),
        ),
        (
            "the packages".to_owned(),
            page.options.packages.as_ref().err(),
        ),
        (
            "what new servers in this group begin with".to_owned(),
            defaults.and_then(|defaults| defaults.as_ref().err()),
        ),
    ];
    let unread: Vec<_> = parts
        .into_iter()
        .filter_map(|(what, error)| Some(view! { <li>{what}": "{error?.to_string()}</li> }))
        .collect();
    if unread.is_empty() {
        return None;
    }
    let view = view! {
        <Notice kind=NoticeKind::Warn title="Some of what can be chosen could not be read">
            <ul class="notice-list">{unread}</ul>
            <p>"Load the page again in a moment, or press Review: then what you entered is kept."</p>
        </Notice>
    };
    Some(view.into_any())
}

fn closed(page: &CreatePage) -> Option<AnyView> {
    let capabilities = page.options.capabilities.as_ref().ok()?;
    let title = format!("{} takes no new servers now", page.center());
    (!capabilities.enabled).then(|| {
        view! { <Notice kind=NoticeKind::Warn title>"Choose another data center."</Notice> }
            .into_any()
    })
}

fn repeats(page: &CreatePage) -> Option<AnyView> {
    let run = page.form.repeats.as_ref()?;
    let href = urls::run(&page.scope, run);
    let view = view! {
        <Notice title="Builds again">
            "The values come from "<a href=href>"an earlier run"</a>
            ". Nothing has started yet; what that run built stays."
        </Notice>
    };
    Some(view.into_any())
}
