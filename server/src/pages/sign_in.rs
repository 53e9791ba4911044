//! Signing in and out, and the way from `/`.

use super::carry;
use crate::http::address;
use crate::http::answer::{no_store, see_other, set, wait};
use crate::http::caller::VISITOR;
use crate::http::cookies;
use crate::http::forms::Pairs;
use crate::http::{AppState, Guest};
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use leptos::prelude::*;
use slipway_app::pages::sign_in::{SignInPage, sign_in_page};
use slipway_domain::urls::{self, LocalPath, PackageFilter, routes};
use slipway_domain::{AppError, AppResult, CloudName, Secret};
use slipway_portal::Visitor;
use slipway_portal::sign_in::{self, SignIn};
use std::net::SocketAddr;
use tower_sessions::Session;

/// `GET /`
pub async fn home(guest: Guest) -> Response {
    match &guest.visitor {
        Some(visitor) => see_other(&first_page(visitor)),
        None => see_other(&urls::sign_in(None)),
    }
}

fn first_page(visitor: &Visitor) -> String {
    urls::packages(&visitor.principal.scope(), &PackageFilter::default())
}

/// `GET /sign-in`
pub async fn show(guest: Guest, RawQuery(query): RawQuery) -> Response {
    let next = next_of(query.as_deref().unwrap_or_default());
    if let Some(visitor) = &guest.visitor {
        let token = guest.state.portal.auth(visitor).await;
        if token != Err(AppError::CredentialEnded) {
            return see_other(&next.map_or_else(|| first_page(visitor), String::from));
        }
    }
    form(
        &guest,
        StatusCode::OK,
        Attempt {
            next,
            ..Attempt::default()
        },
    )
}

fn next_of(query: &str) -> Option<LocalPath> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .find(|(name, _)| name == "next")
        .and_then(|(_, path)| LocalPath::parse(&path))
}

/// What a refused attempt leaves to show.
#[derive(Default)]
struct Attempt {
    cloud: Option<String>,
    user: String,
    next: Option<LocalPath>,
    error: Option<String>,
    carried: Vec<(String, String)>,
}

fn form(guest: &Guest, status: StatusCode, attempt: Attempt) -> Response {
    let page = SignInPage {
        clouds: guest.state.cloud_names(),
        chosen: attempt.cloud,
        user: attempt.user,
        next: attempt.next,
        reason: None,
        error: attempt.error,
        action: routes::SIGN_IN.to_owned(),
        carried: attempt.carried,
        demo: guest.state.http.demo_hint.clone(),
    };
    no_store(guest.page("Sign in", status, move || sign_in_page(page).into_any()))
}

/// `POST /sign-in`
pub async fn sign_in(
    guest: Guest,
    session: Session,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    pairs: Pairs,
) -> Response {
    let attempt = SignIn {
        cloud: CloudName::new(pairs.text("cloud")),
        user: pairs.text("user").to_owned(),
        password: Secret::new(pairs.raw("password")),
        address: address::of(peer.ip(), &headers, &guest.state.http.trusted_proxies),
    };
    let next = LocalPath::parse(pairs.text("next"));
    let result = match sign_in::sign_in(&guest.state.portal, attempt).await {
        Ok(visitor) => begin(&session, &visitor).await.map(|()| visitor),
        Err(error) => Err(error),
    };
    match result {
        Ok(visitor) => {
            let resumed = match carry::resume(&guest, &visitor, &pairs).await {
                Ok(resumed) => resumed,
                Err(page) => return page,
            };
            let next = resumed.or_else(|| next.map(String::from));
            see_other(&next.unwrap_or_else(|| first_page(&visitor)))
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_GATEWAY);
            let attempt = Attempt {
                cloud: Some(pairs.text("cloud").to_owned()),
                user: short(pairs.text("user")),
                next,
                error: Some(error.to_string()),
                carried: carry::carried(&pairs),
            };
            wait(form(&guest, status, attempt), &error)
        }
    }
}

/// A name as it is shown again; one that is far too long for a name is not.
fn short(user: &str) -> String {
    if user.len() > sign_in::LONGEST_USER {
        String::new()
    } else {
        user.to_owned()
    }
}

/// A fresh id at sign-in, so that an id planted before means nothing after.
async fn begin(session: &Session, visitor: &Visitor) -> AppResult<()> {
    let failed = |error: tower_sessions::session::Error| {
        tracing::error!(%error, "a session could not begin");
        AppError::Internal
    };
    session.cycle_id().await.map_err(failed)?;
    session.insert(VISITOR, visitor).await.map_err(failed)
}

/// `GET /session?is=…`: 204 where the session that a page was drawn for is the one that asks, 200
/// otherwise: that it has ended is no failure for the browser to report. It is not `no-store`: browsers
/// keep no page whole that was answered so.
pub async fn session(guest: Guest, RawQuery(query): RawQuery) -> Response {
    let mut pairs = form_urlencoded::parse(query.as_deref().unwrap_or_default().as_bytes());
    let asked = pairs.find(|(name, _)| name == "is").map(|(_, is)| is);
    let lives = guest.visitor.as_ref().map(Visitor::session);
    let same = lives.is_some() && lives.as_deref() == asked.as_deref();
    let status = if same {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::OK
    };
    let mut response = status.into_response();
    set(&mut response, header::CACHE_CONTROL, "private, no-cache");
    response
}

/// `GET /signed-out.css`: no rules. A browser without scripts would show a page again that it kept
/// whole, although it is `no-store`; it gives such pages up when a cookie changes after they were
/// left, and this answer changes the one of the sign-out. Strangers get none.
pub async fn signed_out(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let mut response = no_store(StatusCode::OK.into_response());
    set(&mut response, header::CONTENT_TYPE, "text/css");
    if cookies::value(&headers, &state.http, cookies::SIGNED_OUT).is_some() {
        mark(&mut response, &state);
    }
    response
}

/// Says to the browser that somebody signed out, each time in other words.
fn mark(response: &mut Response, state: &AppState) {
    let (headers, fresh) = (response.headers_mut(), state.portal.fresh_id());
    cookies::set_briefly(headers, &state.http, cookies::SIGNED_OUT, &fresh);
}

/// What the browser is to throw away once nobody is signed in: pages kept for Back, and what a tab
/// remembers. Back would show them without asking, whatever their cache headers say.
const FORGET: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

/// `POST /sign-out`
pub async fn sign_out(guest: Guest, session: Session) -> Response {
    if let Some(visitor) = &guest.visitor
        && let Err(error) = sign_in::sign_out(&guest.state.portal, visitor).await
    {
        return guest.error(error);
    }
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "a session could not be ended");
        return guest.error(AppError::Internal);
    }
    let mut response = see_other(&urls::sign_in(None));
    let forget = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(forget, FORGET);
    if guest.visitor.is_some() {
        mark(&mut response, &guest.state);
    }
    response
}
