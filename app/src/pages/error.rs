//! The page for what went wrong: what happened, what is still true, what to do.

use crate::components::{ButtonKind, LinkButton, PageHeader};
use leptos::prelude::*;
use slipway_domain::{AppError, Unreadable};

/// What the page says.
pub struct ErrorPage {
    /// What went wrong.
    pub error: AppError,
    /// The way home.
    pub home: String,
    /// The same page again, where trying again makes sense.
    pub retry: Option<String>,
    /// Names the request in the log.
    pub request_id: String,
}

impl ErrorPage {
    /// The page's title.
    pub const fn title(&self) -> &'static str {
        match self.error {
            AppError::SignedOut | AppError::CredentialEnded => "Signed out",
            AppError::Forbidden(_) => "Not allowed",
            AppError::NotFound { .. } => "Not found",
            AppError::Invalid(_) | AppError::Refused(_) => "That did not pass",
            AppError::Unreadable(Unreadable::TooLarge) => "Too much at once",
            AppError::Unreadable(Unreadable::Method) => "Nothing to show here",
            AppError::Unreadable(Unreadable::OtherSite) => "Not sent from here",
            AppError::Unreadable(_) => "That could not be read",
            AppError::Conflict(_) => "Something changed meanwhile",
            AppError::Throttled { .. } => "Too many tries",
            AppError::Busy { .. } | AppError::CloudUnavailable => "The cloud does not answer",
            AppError::OutcomeUnknown => "No answer came",
            AppError::NotUnderstood => "The cloud's answer makes no sense",
            AppError::Internal => "The portal failed",
        }
    }

    const fn advice(&self) -> &'static str {
        match self.error {
            AppError::NotFound { .. } => {
                "It may have been removed, or it belongs to another account. Check the address, or start from the packages."
            }
            AppError::Forbidden(_) => {
                "Ask an administrator of the cloud account for the role, then sign in again."
            }
            AppError::Busy { .. } | AppError::CloudUnavailable => {
                "Runs that are under way go on in the cloud, and their pages stay readable. Try again in a moment."
            }
            AppError::NotUnderstood | AppError::Internal => {
                "Try again; if it stays, tell whoever runs this portal the request number below."
            }
            AppError::Unreadable(Unreadable::OtherSite) => {
                "Open the page here and press its button again. If this happens on every page, the portal is reached by another address than it was told: tell whoever runs it to set public_url."
            }
            AppError::Unreadable(Unreadable::Method | Unreadable::Address) => {
                "Go back, or start from the packages."
            }
            AppError::Conflict(_) => "Go back, look at what changed, and decide again.",
            _ => "Go back and try again.",
        }
    }
}

/// The page.
pub fn error_page(page: ErrorPage) -> impl IntoView {
    let title = page.title();
    let advice = page.advice();
    let retry = page.retry.map(|href| {
        view! { <LinkButton label="Try again" href=href kind=ButtonKind::Primary/> }
    });
    view! {
        <PageHeader title=title/>
        <div class="error-page">
            <p>{page.error.to_string()}</p>
            <p class="muted">{advice}</p>
            <div class="error-deeds">
                {retry}
                <LinkButton label="Go to the start" href=page.home/>
            </div>
            <p class="meta">"Request "<code>{page.request_id}</code></p>
        </div>
    }
}
