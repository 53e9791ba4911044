//! What is told above a form that stands there again: what has to be different, why the cloud did
//! not do it, or that it was typed before the session ended. Nothing typed is lost either way.

use crate::components::{FieldError, FormErrorSummary, Notice, NoticeKind};
use leptos::prelude::*;
use slipway_domain::AppError;
use slipway_domain::server_form::Problem;

/// Why a form stands there again; nothing of it for one that opens.
#[derive(Debug, Default)]
pub struct FormFeedback {
    /// What has to be different.
    pub problems: Vec<Problem>,
    /// Why the cloud did not do it.
    pub trouble: Option<AppError>,
    /// Whether it was typed before the session ended.
    pub resumed: bool,
}

impl FormFeedback {
    /// What is wrong with a control.
    pub(super) fn problem(&self, control: &str) -> Option<String> {
        let mut problems = self.problems.iter();
        let problem = problems.find(|problem| problem.control == control);
        problem.map(|problem| problem.message.clone())
    }

    /// All of it, in words. `id` finds the place of a control in the page; `is_there` says whether
    /// the form changes something or makes it; `look` is the address and name of what shows whether
    /// that was done.
    pub(super) fn notices(
        &self,
        is_there: bool,
        look: (&str, &str),
        id: impl Fn(&str) -> String,
    ) -> AnyView {
        let error = |problem: &Problem| {
            FieldError::new(id(&problem.control), &problem.label, &problem.message)
        };
        let errors: Vec<_> = self.problems.iter().map(error).collect();
        let trouble = self
            .trouble
            .as_ref()
            .map(|error| trouble(error, is_there, look));
        view! {
            <FormErrorSummary errors/>
            {trouble}
            {resumed(self.resumed)}
        }
        .into_any()
    }
}

fn trouble(error: &AppError, is_there: bool, (href, name): (&str, &str)) -> impl IntoView + use<> {
    let title = match (error, is_there) {
        (AppError::OutcomeUnknown, true) => "Nobody knows whether it was changed",
        (AppError::OutcomeUnknown, false) => "Nobody knows whether it was made",
        (_, true) => "It was not changed",
        (_, false) => "It was not made",
    };
    let words = error.to_string();
    let more = if matches!(error, AppError::OutcomeUnknown) {
        let (href, name) = (href.to_owned(), name.to_owned());
        view! {
            " Look at "
            <a href=href>{name}</a>
            " first. What you typed is kept below; saving it again sends it a second time."
        }
        .into_any()
    } else {
        " What you typed is kept below.".into_any()
    };
    view! { <Notice kind=NoticeKind::Bad title>{words}{more}</Notice> }
}

/// That nothing typed is lost and nothing was submitted; nothing where that is not so.
pub(super) fn resumed(is_resumed: bool) -> Option<AnyView> {
    let notice = || {
        view! {
            <Notice kind=NoticeKind::Ok title="Your form is as you left it">
                "Your session had ended before it was posted. Nothing was submitted."
            </Notice>
        }
    };
    is_resumed.then(|| notice().into_any())
}
