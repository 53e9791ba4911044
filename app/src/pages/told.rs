//! What is told above a form that stands there again: what has to be different, why the cloud did
//! not do it, or that it was typed before the session ended. Nothing typed is lost either way.

use crate::components::{FieldError, FormErrorSummary, Notice, NoticeKind};
use leptos::prelude::*;
use slipway_domain::AppError;
use slipway_domain::server_form::Problem;

/// Why a form stands there again; nothing of it for one that opens.
#[derive(Debug, Default)]
pub struct Told {
    /// What has to be different.
    pub problems: Vec<Problem>,
    /// Why the cloud did not do it.
    pub trouble: Option<AppError>,
    /// Whether it was typed before the session ended.
    pub resumed: bool,
}

impl Told {
    /// What is wrong with a control.
    pub(super) fn problem(&self, control: &str) -> Option<String> {
        let mut problems = self.problems.iter();
        let problem = problems.find(|problem| problem.control == control);
        problem.map(|problem| problem.message.clone())
    }

    /// All of it, in words. `id` finds the place of a control in the page; `is_there` says whether
    /// the form changes something or makes it.
    pub(super) fn notices(&self, is_there: bool, id: impl Fn(&str) -> String) -> AnyView {
        let error = |problem: &Problem| {
            FieldError::new(id(&problem.control), &problem.label, &problem.message)
        };
        let errors: Vec<_> = self.problems.iter().map(error).collect();
        let trouble = self.trouble.as_ref().map(|error| trouble(error, is_there));
        view! {
            <FormErrorSummary errors/>
            {trouble}
            {resumed(self.resumed)}
        }
        .into_any()
    }
}

fn trouble(error: &AppError, is_there: bool) -> impl IntoView + use<> {
    let (title, more) = match (error, is_there) {
        (AppError::OutcomeUnknown, true) => ("Nobody knows whether it was changed", ""),
        (AppError::OutcomeUnknown, false) => ("Nobody knows whether it was made", ""),
        (_, true) => ("It was not changed", " What you typed is kept below."),
        (_, false) => ("It was not made", " What you typed is kept below."),
    };
    let words = error.to_string();
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
