//! Addresses of before, when they named an account and no cloud: they lead on to those of today,
//! wherever it is certain which cloud is meant. Method and body are kept, so that a page that was
//! open meanwhile loses nothing.

use crate::http::answer::{same_method, see_other};
use crate::http::forms;
use crate::http::{AppState, Guest};
use axum::body::Body;
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use slipway_app::components::FORM_CLOUD;
use slipway_domain::urls::{self, LocalPath, routes};
use slipway_domain::{AccountAlias, AppError, CloudName};

/// Around every route with a session.
pub async fn lead_on(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Some((path, account)) = without_cloud(&state, &parts) else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    let guest = match Guest::from_request_parts(&mut parts, &state).await {
        Ok(guest) => guest,
        Err(response) => return response,
    };
    match &guest.visitor {
        Some(visitor) => match visitor.called(&account) {
            Some(scope) => moved(&guest, &path, &scope.cloud),
            None => guest.error(AppError::not_found("Account")),
        },
        None if parts.method.is_safe() => see_other(&urls::sign_in(Some(&path))),
        None => match meant(&state, &parts, body).await {
            Some(cloud) => moved(&guest, &path, &cloud),
            None => guest.error(AppError::SignedOut),
        },
    }
}

/// The address asked for and the account in it, where it names no cloud.
fn without_cloud(state: &AppState, parts: &Parts) -> Option<(LocalPath, AccountAlias)> {
    let route = parts.extensions.get::<MatchedPath>();
    // An id may be a word that addresses are made of; then the address looks like one of today.
    if route.is_some_and(|route| !route.as_str().starts_with(routes::SCOPED)) {
        return None;
    }
    let path = LocalPath::parse(parts.uri.path_and_query()?.as_str())?;
    let account = path.account_without_cloud()?;
    let scope = route.and_then(|_| path.scope());
    let of_today = scope.is_some_and(|scope| state.portal.clouds().get(&scope.cloud).is_ok());
    (!of_today).then_some((path, account))
}

/// The cloud that a form of somebody who is signed out belongs to: what it says, or the only one.
async fn meant(state: &AppState, parts: &Parts, body: Body) -> Option<CloudName> {
    let mut clouds = state.portal.clouds().iter();
    if let (Some(only), None) = (clouds.next(), clouds.next()) {
        return Some(only.settings.name.clone());
    }
    let pairs = forms::read(&parts.headers, body).await.ok()?;
    let said = CloudName::new(pairs.text(FORM_CLOUD));
    let cloud = state.portal.clouds().get(&said).ok()?;
    Some(cloud.settings.name.clone())
}

fn moved(guest: &Guest, path: &LocalPath, cloud: &CloudName) -> Response {
    match path.in_cloud(cloud) {
        Some(path) => same_method(path.as_str()),
        None => guest.error(AppError::not_found("This page")),
    }
}
