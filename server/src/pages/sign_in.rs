//! Signing in and out, and the way from `/`.

use super::{form_resume, resumable_form};
use crate::http::answer::{no_store, see_other, set, wait};
use crate::http::forms::Pairs;
use crate::http::request::ONLY_GRANT;
use crate::http::{AppState, RequestContext, address, cookies};
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use leptos::prelude::*;
use slipway_app::pages::sign_in::{SignInPage, sign_in_page};
use slipway_app::pages::sign_out::{SignOutPage, sign_out_page};
use slipway_domain::urls::sign_out::{ASK, RUNS, STOP};
use slipway_domain::urls::{self, LocalPath, routes};
use slipway_domain::{AppError, AppResult, CloudName, Secret};
use slipway_portal::Grant;
use slipway_portal::runs::going_on::{going_on, stop_all};
use slipway_portal::sign_in::grants::{self, Grants};
use slipway_portal::sign_in::{self, SignIn};
use std::net::SocketAddr;
use tower_sessions::Session;

/// `GET /`: the first page of the first grant that still opens something.
pub async fn home(context: RequestContext) -> Response {
    match live(&context).await {
        Some(grant) => see_other(&first_page(grant)),
        None => see_other(&urls::sign_in(None)),
    }
}

fn first_page(grant: &Grant) -> String {
    urls::home(&grant.principal.scope())
}

/// The first grant whose token the cloud still takes, as far as is known.
async fn live(context: &RequestContext) -> Option<&Grant> {
    for grant in context.grants.iter() {
        if context.state.portal.auth(grant).await != Err(AppError::CredentialEnded) {
            return Some(grant);
        }
    }
    None
}

/// `GET /sign-in?next=…`, `?cloud=…`: the form, where what follows cannot be shown without it, or where
/// somebody signs in to one more account.
pub async fn show(context: RequestContext, RawQuery(query): RawQuery) -> Response {
    let query = query.as_deref().unwrap_or_default();
    let next = field_of(query, "next").and_then(|path| LocalPath::parse(&path));
    let cloud = field_of(query, "cloud");
    if cloud.is_none()
        && let Some(target) = onwards(&context, next.as_ref()).await
    {
        return see_other(&target);
    }
    let of_next = next.as_ref().and_then(LocalPath::scope);
    let of_next = of_next.filter(|scope| context.state.portal.clouds().get(&scope.cloud).is_ok());
    let reason = of_next.as_ref().filter(|_| !context.grants.is_empty());
    let before = of_next
        .as_ref()
        .and_then(|scope| context.grants.last_on(scope));
    let attempt = Attempt {
        cloud: cloud.or_else(|| of_next.as_ref().map(|scope| scope.cloud.to_string())),
        user: before.map(user_of).unwrap_or_default(),
        reason: reason.map(|scope| format!("Sign in to {} to see this page.", scope.cloud)),
        next,
        ..Attempt::default()
    };
    form(&context, StatusCode::OK, attempt)
}

fn user_of(grant: &Grant) -> String {
    grant.principal.user.clone()
}

/// Where somebody who is signed in already goes on.
async fn onwards(context: &RequestContext, next: Option<&LocalPath>) -> Option<String> {
    let Some(next) = next else {
        return live(context).await.map(first_page);
    };
    let grant = match next
        .scope()
        .filter(|_| next.account_without_cloud().is_none())
    {
        Some(scope) => match grants::on(&context.state.portal, &context.grants, &scope).await {
            Ok(grant) => Some(grant),
            // The page itself says what is wrong there.
            Err(AppError::SignedOut | AppError::CredentialEnded) => None,
            Err(_) => return Some(next.to_string()),
        },
        None => live(context).await.cloned(),
    };
    let token = context.state.portal.auth(&grant?).await;
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
    resumed_fields: Vec<(String, String)>,
}

fn form(context: &RequestContext, status: StatusCode, attempt: Attempt) -> Response {
    let page = SignInPage {
        clouds: context.state.cloud_names(),
        chosen: attempt.cloud,
        stays: stays(context),
        user: attempt.user,
        next: attempt.next,
        reason: attempt.reason,
        error: attempt.error,
        action: routes::SIGN_IN.to_owned(),
        resumed_fields: attempt.resumed_fields,
        demo: context.state.http.demo_accounts.clone(),
    };
    no_store(context.page("Sign in", status, move || sign_in_page(page).into_any()))
}

/// What somebody stays signed in to while they sign in to more.
fn stays(context: &RequestContext) -> Vec<String> {
    let ways = context.grants.ways().into_iter();
    let open = ways.filter(|way| !way.signed_out);
    open.map(|way| format!("{}\u{a0}·\u{a0}{}", way.scope.cloud, way.scope.account))
        .collect()
}

/// `POST /sign-in`
pub async fn sign_in(
    context: RequestContext,
    session: Session,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    pairs: Pairs,
) -> Response {
    let attempt = SignIn {
        cloud: CloudName::new(pairs.text("cloud")),
        user: pairs.text("user").to_owned(),
        password: Secret::new(pairs.raw("password")),
        address: address::of(peer.ip(), &headers, &context.state.http.trusted_proxies),
    };
    let next = LocalPath::parse(pairs.text("next"));
    let result = match sign_in::sign_in(&context.state.portal, attempt).await {
        Ok(grant) => match begin(&context, &session, &grant).await {
            Ok(all) => Ok((all, grant)),
            Err(error) => {
                sign_in::withdraw(&context.state.portal, grant).await;
                Err(error)
            }
        },
        Err(error) => Err(error),
    };
    match result {
        Ok((grants, grant)) => {
            let resumed = match form_resume::resume(&context, &grants, &grant, &pairs).await {
                Ok(resumed) => resumed,
                Err(page) => return page,
            };
            let next = resumed.or_else(|| next.map(String::from));
            see_other(&next.unwrap_or_else(|| first_page(&grant)))
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_GATEWAY);
            let attempt = Attempt {
                cloud: Some(pairs.text("cloud").to_owned()),
                user: short(pairs.text("user")),
                next,
                reason: None,
                error: Some(error.to_string()),
                resumed_fields: resumable_form::posted_fields(&pairs),
            };
            wait(form(&context, status, attempt), &error)
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
async fn begin(context: &RequestContext, session: &Session, fresh: &Grant) -> AppResult<Grants> {
    let failed = |error: tower_sessions::session::Error| {
        tracing::error!(%error, "a session could not begin");
        AppError::Internal
    };
    let mut grants = context.grants.clone();
    sign_in::join(&context.state.portal, &mut grants, fresh.clone()).await?;
    session.cycle_id().await.map_err(failed)?;
    let key = grants::SESSION_KEY;
    session.insert(key, &grants).await.map_err(failed)?;
    session.remove_value(ONLY_GRANT).await.map_err(failed)?;
    // Now, and not once this is answered: a sign-in without a session is taken back.
    session.save().await.map_err(failed)?;
    Ok(grants)
}

/// `GET /session?is=…`: 204 where the sign-in that a page was drawn for is one of the session that asks,
/// 200 otherwise: that it has ended is no failure for the browser to report. It is not `no-store`: browsers
/// keep no page whole that was answered so.
pub async fn session(context: RequestContext, RawQuery(query): RawQuery) -> Response {
    let asked = field_of(query.as_deref().unwrap_or_default(), "is");
    let mut timings = context.grants.iter().map(Grant::session);
    let same = asked.is_some_and(|asked| timings.any(|session| session == asked));
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

/// `GET /sign-out`: what goes on then.
pub async fn leaving(context: RequestContext) -> Response {
    if context.grants.is_empty() {
        return see_other(&urls::sign_in(None));
    }
    let runs = match going_on(&context.state.portal, &context.grants).await {
        Ok(runs) => runs,
        Err(error) => return context.error(error),
    };
    let page = SignOutPage {
        runs,
        back: routes::HOME.to_owned(),
    };
    no_store(context.page("Sign out?", StatusCode::OK, move || {
        sign_out_page(&page).into_any()
    }))
}

/// `POST /sign-out`
pub async fn sign_out(context: RequestContext, session: Session, pairs: Pairs) -> Response {
    let (portal, grants) = (&context.state.portal, &context.grants);
    let asked = match pairs.text(RUNS) {
        ASK => going_on(portal, grants).await.map(|runs| !runs.is_empty()),
        STOP => stop_all(portal, grants).await.map(|()| false),
        _ => Ok(false),
    };
    match asked {
        Ok(false) => {}
        Ok(true) => return see_other(routes::SIGN_OUT),
        Err(error) => return context.error(error),
    }
    if let Err(error) = sign_in::sign_out(&context.state.portal, &context.grants).await {
        return context.error(error);
    }
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "a session could not be ended");
        return context.error(AppError::Internal);
    }
    let mut response = see_other(&urls::sign_in(None));
    let forget = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(forget, FORGET);
    if !context.grants.is_empty() {
        mark(&mut response, &context.state);
    }
    response
}
