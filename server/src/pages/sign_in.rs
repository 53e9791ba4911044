//! Signing in and out, and the way from `/`.

use super::carry;
use crate::http::address;
use crate::http::answer::{no_store, see_other, set, wait};
use crate::http::caller::{GRANTS, VISITOR};
use crate::http::cookies;
use crate::http::forms::Pairs;
use crate::http::shell::front;
use crate::http::{AppState, Guest};
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use leptos::prelude::*;
use slipway_app::pages::sign_in::{SignInPage, sign_in_page};
use slipway_domain::urls::{self, LocalPath, routes};
use slipway_domain::{AppError, AppResult, CloudName, Secret};
use slipway_portal::Visitor;
use slipway_portal::grants::{self, Grants};
use slipway_portal::sign_in::{self, SignIn};
use std::net::SocketAddr;
use tower_sessions::Session;

/// `GET /`: the first page of the first grant that still opens something.
pub async fn home(guest: Guest) -> Response {
    match live(&guest).await {
        Some(visitor) => see_other(&first_page(&guest, visitor)),
        None => see_other(&urls::sign_in(None)),
    }
}

fn first_page(guest: &Guest, visitor: &Visitor) -> String {
    front(&guest.state.portal, &visitor.principal.scope())
}

/// The first grant whose token the cloud still takes, as far as is known.
async fn live(guest: &Guest) -> Option<&Visitor> {
    for visitor in guest.grants.iter() {
        if guest.state.portal.auth(visitor).await != Err(AppError::CredentialEnded) {
            return Some(visitor);
        }
    }
    None
}

/// `GET /sign-in?next=…`, `?cloud=…`: the form, where what follows cannot be shown without it, or where
/// somebody signs in to one more cloud.
pub async fn show(guest: Guest, RawQuery(query): RawQuery) -> Response {
    let query = query.as_deref().unwrap_or_default();
    let next = field_of(query, "next").and_then(|path| LocalPath::parse(&path));
    let cloud = field_of(query, "cloud");
    if cloud.is_none()
        && let Some(target) = onwards(&guest, next.as_ref()).await
    {
        return see_other(&target);
    }
    let of_next = next.as_ref().and_then(LocalPath::scope);
    let of_next = of_next.filter(|scope| guest.state.portal.clouds().get(&scope.cloud).is_ok());
    let reason = of_next.as_ref().filter(|_| !guest.grants.is_empty());
    let attempt = Attempt {
        cloud: cloud.or_else(|| of_next.as_ref().map(|scope| scope.cloud.to_string())),
        reason: reason.map(|scope| format!("Sign in to {} to see this page.", scope.cloud)),
        next,
        ..Attempt::default()
    };
    form(&guest, StatusCode::OK, attempt)
}

/// Where somebody who is signed in already goes on.
async fn onwards(guest: &Guest, next: Option<&LocalPath>) -> Option<String> {
    let Some(next) = next else {
        return live(guest).await.map(|visitor| first_page(guest, visitor));
    };
    let visitor = match next
        .scope()
        .filter(|_| next.account_without_cloud().is_none())
    {
        Some(scope) => match grants::on(&guest.state.portal, &guest.grants, &scope).await {
            Ok(visitor) => Some(visitor),
            // The page itself says what is wrong there.
            Err(AppError::SignedOut | AppError::CredentialEnded) => None,
            Err(_) => return Some(next.to_string()),
        },
        None => live(guest).await.cloned(),
    };
    let token = guest.state.portal.auth(&visitor?).await;
    (token != Err(AppError::CredentialEnded)).then(|| next.to_string())
}

fn field_of(query: &str, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let found = pairs.find(|(field, _)| field == name)?;
    Some(found.1.into_owned())
}

/// What a refused attempt leaves to show.
#[derive(Default)]
struct Attempt {
    cloud: Option<String>,
    user: String,
    next: Option<LocalPath>,
    reason: Option<String>,
    error: Option<String>,
    carried: Vec<(String, String)>,
}

fn form(guest: &Guest, status: StatusCode, attempt: Attempt) -> Response {
    let page = SignInPage {
        clouds: guest.state.cloud_names(),
        chosen: attempt.cloud,
        user: attempt.user,
        next: attempt.next,
        reason: attempt.reason,
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
        Ok(visitor) => begin(&guest, &session, &visitor)
            .await
            .map(|all| (all, visitor)),
        Err(error) => Err(error),
    };
    match result {
        Ok((grants, visitor)) => {
            let resumed = match carry::resume(&guest, &grants, &visitor, &pairs).await {
                Ok(resumed) => resumed,
                Err(page) => return page,
            };
            let next = resumed.or_else(|| next.map(String::from));
            see_other(&next.unwrap_or_else(|| first_page(&guest, &visitor)))
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_GATEWAY);
            let attempt = Attempt {
                cloud: Some(pairs.text("cloud").to_owned()),
                user: short(pairs.text("user")),
                next,
                reason: None,
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

/// A fresh id at sign-in, so that an id planted before means nothing after. What the browser was
/// signed in to before stays.
async fn begin(guest: &Guest, session: &Session, fresh: &Visitor) -> AppResult<Grants> {
    let failed = |error: tower_sessions::session::Error| {
        tracing::error!(%error, "a session could not begin");
        AppError::Internal
    };
    let mut grants = guest.grants.clone();
    sign_in::join(&guest.state.portal, &mut grants, fresh.clone()).await?;
    session.cycle_id().await.map_err(failed)?;
    session.insert(GRANTS, &grants).await.map_err(failed)?;
    session.remove_value(VISITOR).await.map_err(failed)?;
    Ok(grants)
}

/// `GET /session?is=…`: 204 where the sign-in that a page was drawn for is one of the session that asks,
/// 200 otherwise: that it has ended is no failure for the browser to report. It is not `no-store`: browsers
/// keep no page whole that was answered so.
pub async fn session(guest: Guest, RawQuery(query): RawQuery) -> Response {
    let asked = field_of(query.as_deref().unwrap_or_default(), "is");
    let mut lives = guest.grants.iter().map(Visitor::session);
    let same = asked.is_some_and(|asked| lives.any(|session| session == asked));
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
    if let Err(error) = sign_in::sign_out(&guest.state.portal, &guest.grants).await {
        return guest.error(error);
    }
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "a session could not be ended");
        return guest.error(AppError::Internal);
    }
    let mut response = see_other(&urls::sign_in(None));
    let forget = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(forget, FORGET);
    if !guest.grants.is_empty() {
        mark(&mut response, &guest.state);
    }
    response
}
