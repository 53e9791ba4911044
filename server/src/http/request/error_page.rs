//! The page for each kind of error, with what is still true and what can be done.

use super::RequestContext;
use crate::http::answer::{no_store, see_other, wait};
use axum::response::Response;
use http::{Method, StatusCode};
use leptos::prelude::*;
use slipway_app::pages::error::{ErrorPage, Repeat, error_page, title};
use slipway_app::pages::sign_in::{SignInPage, sign_in_page};
use slipway_domain::AppError;
use slipway_domain::urls::{self, LocalPath, routes};

/// The page that tells what went wrong, what is still true and what to do. Somebody who is not
/// signed in, or whose credential ended, finds the sign-in form there.
pub fn error(context: &RequestContext, error: AppError) -> Response {
    match error {
        AppError::SignedOut if context.method == Method::GET => {
            see_other(&urls::sign_in(context.path.as_ref()))
        }
        AppError::SignedOut | AppError::CredentialEnded => sign_in_again(context, &error),
        error => error_with(context, error, None),
    }
}

/// The same for a post that can be sent again from the page that tells.
pub fn error_with(context: &RequestContext, error: AppError, repeat: Option<Repeat>) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    tracing::info!(status = status.as_u16(), %error, "an error page was shown");
    let readable = !matches!(error, AppError::Unreadable(_));
    let again = page_again(context).filter(|_| readable && repeat.is_none());
    let (retry, back) = if context.method == Method::GET {
        // What is not there now will not be there on the next try.
        let may_help = !matches!(error, AppError::NotFound { .. });
        (again.filter(|_| may_help), None)
    } else {
        (None, again)
    };
    let page = ErrorPage {
        home: routes::HOME.to_owned(),
        of_run: back.as_ref().is_some_and(LocalPath::is_run),
        retry: retry.map(String::from),
        back: back.map(String::from),
        repeat,
        request_id: context.request_id.clone(),
        own_address: context.state.http.public_url.clone(),
        error,
    };
    let (heading, error) = (title(&page.error), page.error.clone());
    let response = context.page(heading, status, move || error_page(page).into_any());
    wait(response, &error)
}

/// The page that was asked for, or the one whose button was pressed.
fn page_again(context: &RequestContext) -> Option<LocalPath> {
    match context.method {
        Method::GET => context.path.clone(),
        _ => context.path.as_ref().and_then(LocalPath::page_behind),
    }
}

/// The sign-in form in place of the page asked for, with the reason.
fn sign_in_again(context: &RequestContext, error: &AppError) -> Response {
    let next = page_again(context);
    let reason = match &next {
        Some(_) if context.method != Method::GET => {
            format!(
                "{error} Nothing was submitted; afterwards you are back on the page you came from."
            )
        }
        _ => error.to_string(),
    };
    let page = SignInPage {
        clouds: context.state.cloud_names(),
        chosen: context.cloud_asked_for(),
        user: context.user_asked_for(),
        next,
        reason: Some(reason),
        action: routes::SIGN_IN.to_owned(),
        demo: context.state.http.demo_accounts.clone(),
        ..SignInPage::default()
    };
    no_store(context.page("Sign in", StatusCode::UNAUTHORIZED, move || {
        sign_in_page(page).into_any()
    }))
}
