//! A post of a form whose page draws it again from what was typed: nobody loses that, whether their
//! session has ended or the cloud fails. A handler takes this in place of request and pairs, and its
//! page asks [`form_resume::typed`].

use super::resumable_form::{self, Form};
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use crate::http::{AppState, AuthenticatedRequest, RequestContext};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use http::StatusCode;
use leptos::prelude::AnyView;
use slipway_app::components::NavSection;
use slipway_app::pages::form_feedback::FormFeedback;
use slipway_domain::AppError;
use slipway_domain::urls::LocalPath;
use slipway_portal::actions::{FormResult, writes};
use slipway_store::WriteKey;

/// What was posted, and by whom.
pub struct FormPost {
    /// Who posted it.
    pub request: AuthenticatedRequest,
    /// The fields.
    pub pairs: Pairs,
}

impl FromRequest<AppState> for FormPost {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let context = RequestContext::from_request_parts(&mut parts, state).await?;
        let request =
            <Option<AuthenticatedRequest> as FromRequestParts<AppState>>::from_request_parts(
                &mut parts, state,
            )
            .await?;
        let pairs = Pairs::from_request(Request::from_parts(parts, body), state).await;
        match request {
            Some(request) => Ok(Self {
                request,
                pairs: pairs?,
            }),
            // Whatever it was that could not be read is nothing to carry.
            None => Err(sign_in(
                &context,
                AppError::SignedOut,
                pairs.unwrap_or_default(),
            )),
        }
    }
}

impl FormPost {
    /// Which write it is: another post of the same form with the same in it is the same one.
    pub fn write_key(&self) -> WriteKey {
        let path = self.request.context.path.as_ref();
        let page = path.map_or("", LocalPath::as_str);
        writes::of_post(
            self.request.portal(),
            &self.request.grant,
            page,
            &self.pairs.0,
        )
    }

    /// The answer where not even the form can be drawn: the way to sign in, carrying what was
    /// typed, or the page that tells why, with a button that sends it once more where that may
    /// help.
    pub fn failed(self, error: AppError) -> Response {
        let context = &self.request.context;
        match error {
            AppError::SignedOut | AppError::CredentialEnded => sign_in(context, error, self.pairs),
            AppError::Forbidden(_) | AppError::NotFound { .. } => context.error(error),
            error => match context.path.clone() {
                Some(action) => {
                    resumable_form::offer_again(context, error, action.into(), self.pairs)
                }
                None => context.error(error),
            },
        }
    }
}

/// Where a posted form leads: on to the address that `onwards` makes of what was done (`None`:
/// nothing was different), or back to where it stands.
pub(super) fn lead<T>(
    outcome: FormResult<T>,
    onwards: impl FnOnce(Option<T>) -> String,
) -> Result<Response, FormFeedback> {
    match outcome {
        FormResult::Done(what) => Ok(see_other(&onwards(Some(what)))),
        FormResult::Same => Ok(see_other(&onwards(None))),
        FormResult::Problems(problems) => Err(FormFeedback {
            problems,
            ..FormFeedback::default()
        }),
        FormResult::Trouble(error) => Err(FormFeedback {
            trouble: Some(error),
            ..FormFeedback::default()
        }),
    }
}

/// The page of a form under the heading of servers, with the status of what it tells.
pub(super) fn page(
    request: &AuthenticatedRequest,
    title: &str,
    feedback: &FormFeedback,
    view: impl FnOnce() -> AnyView,
) -> Response {
    page_of(request, (NavSection::Servers, title), feedback, view)
}

/// The same under another heading.
pub(super) fn page_of(
    request: &AuthenticatedRequest,
    (section, title): (NavSection, &str),
    feedback: &FormFeedback,
    view: impl FnOnce() -> AnyView,
) -> Response {
    let mut response = request.page(title, section, view);
    *response.status_mut() = match &feedback.trouble {
        Some(error) => StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_GATEWAY),
        None if feedback.problems.is_empty() => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    response
}

/// Every path of a form says whose it is.
fn sign_in(context: &RequestContext, reason: AppError, pairs: Pairs) -> Response {
    let page = context.path.as_ref().and_then(LocalPath::form_behind);
    let Some(page) = page else {
        return context.error(reason);
    };
    let Some(scope) = page.scope() else {
        return context.error(reason);
    };
    resumable_form::ask_to_sign_in(context, &reason, &scope, &Form::Page(page), pairs)
}
