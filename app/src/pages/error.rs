//! The page for what went wrong: what happened, what is still true, what to do.

use crate::components::{Button, ButtonKind, LinkButton, PageHeader};
use leptos::prelude::*;
use slipway_domain::{AppError, Sent, Unreadable};

/// What the page says.
pub struct ErrorPage {
    /// What went wrong.
    pub error: AppError,
    /// The way home.
    pub home: String,
    /// The same page again, where trying again makes sense.
    pub retry: Option<String>,
    /// The page whose button was pressed.
    pub back: Option<String>,
    /// Whether it was a button of a run's page: whatever failed, the run may have calls under way.
    pub of_run: bool,
    /// What was posted, to be posted again.
    pub repeat: Option<Repeat>,
    /// Names the request in the log.
    pub request_id: String,
    /// Where the portal takes itself to be, which decides whose posts it takes.
    pub own_address: String,
}

/// A post that can be sent once more.
pub struct Repeat {
    /// Where it goes.
    pub action: String,
    /// Its fields; never secrets.
    pub fields: Vec<(String, String)>,
    /// The button that is pressed in place of the first: its name and value. `None` where that is
    /// among the fields.
    pub button: Option<(&'static str, &'static str)>,
}

/// What went wrong, in a few words.
pub const fn title(error: &AppError) -> &'static str {
    match error {
        AppError::SignedOut | AppError::CredentialEnded => "Signed out",
        AppError::Forbidden(_) => "Not allowed",
        AppError::NotFound { .. } => "Not found",
        AppError::Invalid(_) | AppError::Refused(_) => "That did not pass",
        AppError::Unreadable(Unreadable::TooLarge) => "Too much at once",
        AppError::Unreadable(Unreadable::Method) => "Nothing to show here",
        AppError::Unreadable(Unreadable::OtherSite) => "Not sent from here",
        AppError::Unreadable(_) => "That could not be read",
        AppError::Conflict(_) => "Something changed meanwhile",
        AppError::Elsewhere { .. } => "This page belongs to another sign-in",
        AppError::Throttled { .. } => "Too many tries",
        AppError::Busy { .. } => "The cloud is busy",
        AppError::CloudUnavailable => "The cloud does not answer",
        AppError::OutcomeUnknown => "No answer came",
        AppError::NotUnderstood => "The cloud's answer makes no sense",
        AppError::UnderWay => "A call is under way",
        AppError::MayHaveBegun => "Nobody knows whether it has begun",
        AppError::SessionUnread => "Your session could not be looked up",
        AppError::Internal => "The portal failed",
    }
}

impl ErrorPage {
    const fn advice(&self) -> &'static str {
        match self.error {
            AppError::NotFound { .. } => {
                "It may have been removed, or it belongs to another account. Check the address, or go to the start."
            }
            AppError::Forbidden(_) => {
                "Ask an administrator of the cloud account for the role, then sign in again."
            }
            AppError::Busy { .. } => {
                "Runs that are under way go on in the cloud, and their pages stay readable. Try again then."
            }
            AppError::CloudUnavailable => {
                "Runs that are under way go on in the cloud, and their pages stay readable. Try again in a moment."
            }
            AppError::UnderWay => "Nothing has to be done for that.",
            AppError::OutcomeUnknown | AppError::MayHaveBegun => {
                "Look before you try again, so that nothing is done twice."
            }
            AppError::NotUnderstood | AppError::Internal | AppError::SessionUnread => {
                "Try again; if it stays, tell whoever runs this portal the request number below."
            }
            AppError::Unreadable(Unreadable::OtherSite) => {
                "Open the page here and press its button again. If this happens on every page, the portal is reached by another address than it was told: tell whoever runs it to set public_url."
            }
            AppError::Unreadable(Unreadable::Method | Unreadable::Address) => {
                "Go back, or go to the start."
            }
            AppError::Elsewhere { .. } => {
                "Sign in there again in another tab, then come back to this page and try again. Or go to the start, to work where you are signed in now."
            }
            AppError::Conflict(_) => "Go back, look at what changed, and decide again.",
            _ => "Go back and try again.",
        }
    }
}

/// The page.
pub fn error_page(page: ErrorPage) -> impl IntoView {
    let title = title(&page.error);
    let advice = page.advice();
    let nothing_sent = page.error.sent() == Sent::Nothing;
    let kept = page.repeat.is_some().then(|| {
        let submitted = nothing_sent.then_some(" Nothing has been submitted.");
        view! { <p>"What you entered is kept on this page, except passwords."{submitted}</p> }
    });
    let stands = page.back.is_some().then(|| {
        let words = match (nothing_sent, page.of_run) {
            (false, _) => "The page you came from is kept.",
            (true, false) => {
                "Nothing was sent to the cloud, and the page you came from is kept."
            }
            (true, true) => {
                "This sent nothing to the cloud. What the run has sent before goes on; its page shows how that stands."
            }
        };
        view! { <p>{words}</p> }
    });
    let is_foreign = matches!(page.error, AppError::Unreadable(Unreadable::OtherSite));
    let own = is_foreign.then(|| {
        view! { <p>"This portal takes itself to be at "<code>{page.own_address}</code>"."</p> }
    });
    let back = page.back.map(|href| {
        view! { <LinkButton label="Back to that page" href=href kind=ButtonKind::Primary/> }
    });
    let retry = page.retry.map(|href| {
        view! { <LinkButton label="Try again" href=href kind=ButtonKind::Primary/> }
    });
    view! {
        <PageHeader title=title/>
        <div class="error-page">
            <p>{page.error.to_string()}</p>
            {kept}
            {stands}
            {own}
            <p class="muted">{advice}</p>
            {page.repeat.map(repeat)}
            <div class="error-actions">
                {retry}
                {back}
                <LinkButton label="Go to the start" href=page.home/>
            </div>
            <p class="meta">"Request "<code>{page.request_id}</code></p>
        </div>
    }
}

fn repeat(repeat: Repeat) -> impl IntoView {
    let fields = repeat.fields.into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value/> }
    });
    let (name, value) = repeat.button.unzip();
    view! {
        <form class="error-actions" method="post" action=repeat.action>
            {fields.collect::<Vec<_>>()}
            <Button label="Try again" kind=ButtonKind::Primary name=name value=value/>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::render_bare;

    fn told(error: AppError, of_run: bool) -> String {
        let page = ErrorPage {
            error,
            home: "/".into(),
            retry: None,
            back: Some("/Demo/SLIP/page".into()),
            of_run,
            own_address: "http://localhost".into(),
            repeat: None,
            request_id: "r".into(),
        };
        render_bare(move || error_page(page).into_any()).replace("<!>", "")
    }

    #[test]
    fn nothing_sent_is_said_only_where_it_is_so() {
        let nothing = "othing was sent to the cloud";
        for error in [
            AppError::OutcomeUnknown,
            AppError::UnderWay,
            AppError::MayHaveBegun,
        ] {
            for of_run in [false, true] {
                let html = told(error.clone(), of_run);
                assert!(!html.contains(nothing), "{html}");
                assert!(!html.contains("sent nothing"), "{html}");
                assert!(!html.contains("Nothing was changed"), "{html}");
            }
        }
        for error in [
            AppError::Internal,
            AppError::SessionUnread,
            AppError::CloudUnavailable,
            AppError::Conflict("Moved.".into()),
            AppError::Forbidden("No.".into()),
        ] {
            assert!(told(error.clone(), false).contains(nothing));
            // Calls of the run may be under way, whatever became of this press.
            let html = told(error, true);
            assert!(!html.contains(nothing), "{html}");
            assert!(
                html.contains("What the run has sent before goes on"),
                "{html}"
            );
        }
    }
}
