//! How answers are made: pages, redirects, and the page for each kind of error.

use super::request::RequestContext;
use crate::settings::HttpSettings;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use leptos::prelude::*;
use slipway_app::pages::error::{ErrorPage, Repeat, error_page, title};
use slipway_app::pages::sign_in::{SignInPage, sign_in_page};
use slipway_domain::AppError;
use slipway_domain::urls::{self, LocalPath, routes};

/// A whole HTML document. Pages may be kept by the browser for Back, but are asked for again; see
/// [`guard`].
pub fn html(status: StatusCode, document: String) -> Response {
    let mut response = Response::new(Body::from(document));
    *response.status_mut() = status;
    set(
        &mut response,
        header::CONTENT_TYPE,
        "text/html; charset=utf-8",
    );
    set(&mut response, header::CACHE_CONTROL, "private, no-cache");
    response
}

/// Keeps what an ended session has shown out of the browser's caches. Over plain http nothing clears
/// them at sign-out, so nothing is kept there; elsewhere what was kept goes with its cookie.
pub fn guard(response: &mut Response, http: &HttpSettings) {
    if http.is_https() {
        let cookie = HeaderValue::from_static("cookie");
        response.headers_mut().append(header::VARY, cookie);
    } else {
        set(response, header::CACHE_CONTROL, "no-store");
    }
}

/// What is left to say when a handler panicked; the panic itself is in the log.
pub fn after_panic(_panic: Box<dyn std::any::Any + Send>) -> Response {
    let words = "The portal failed at this, and the failure is in its log. If it was to change something, look whether it did; then go back and try again.\n";
    (StatusCode::INTERNAL_SERVER_ERROR, words).into_response()
}

/// Forbids any cache to keep `response`.
pub fn no_store(mut response: Response) -> Response {
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

/// After a post: the browser gets the page at `path`.
pub fn see_other(path: &str) -> Response {
    redirect(StatusCode::SEE_OTHER, path)
}

/// The browser asks at `path` in the same way, a post with the same body. It depends on who asks, so
/// nobody is to remember it.
pub fn same_method(path: &str) -> Response {
    no_store(redirect(StatusCode::TEMPORARY_REDIRECT, path))
}

fn redirect(status: StatusCode, path: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(path) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = status.into_response();
    response.headers_mut().insert(header::LOCATION, location);
    response
}

/// Says when to come back, where the error knows it.
pub fn wait(mut response: Response, error: &AppError) -> Response {
    if let AppError::Throttled { seconds } | AppError::Busy { seconds } = error {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    response
}

/// Sets a header to a fixed value.
pub fn set(response: &mut Response, name: HeaderName, value: &'static str) {
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static(value));
}

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
        demo: context.state.http.demo_hint.clone(),
        ..SignInPage::default()
    };
    no_store(context.page("Sign in", StatusCode::UNAUTHORIZED, move || {
        sign_in_page(page).into_any()
    }))
}
