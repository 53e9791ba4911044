//! Addresses of before, when they named an account and no cloud: they lead on to those of today,
//! wherever it is certain which cloud is meant. Method and body are kept, so that a page that was
//! open meanwhile loses nothing.

use crate::http::answer::{no_store, same_method, see_other};
use crate::http::forms;
use crate::http::{AppState, RequestContext};
use axum::body::Body;
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use http::{Method, StatusCode};
use leptos::prelude::*;
use slipway_app::components::FORM_CLOUD;
use slipway_app::pages::which_cloud::{WhichCloudPage, which_cloud_page};
use slipway_domain::urls::{self, LocalPath, routes};
use slipway_domain::{AccountAlias, AppError, CloudName};

/// Around every route with a session.
pub async fn lead_on(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Some((path, account)) = without_cloud(&state, &parts) else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    let context = match RequestContext::from_request_parts(&mut parts, &state).await {
        Ok(context) => context,
        Err(response) => return response,
    };
    if context.grants.is_empty() && parts.method.is_safe() {
        return see_other(&urls::sign_in(Some(&path)));
    }
    let fitting = if context.grants.is_empty() {
        let clouds = state.portal.clouds().iter();
        clouds.map(|cloud| cloud.settings.name.clone()).collect()
    } else {
        let scopes = context.grants.called(&account).into_iter();
        scopes.map(|scope| scope.cloud).collect::<Vec<_>>()
    };
    match fitting.as_slice() {
        [] => context.error(AppError::not_found("Account")),
        [only] => moved(&context, &path, only),
        several => match said(&parts, body)
            .await
            .filter(|said| several.contains(said))
        {
            Some(cloud) => moved(&context, &path, &cloud),
            None if context.grants.is_empty() => context.error(AppError::SignedOut),
            None => which_cloud(&context, &path, &account, several),
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

/// The cloud that a posted form says it belongs to.
async fn said(parts: &Parts, body: Body) -> Option<CloudName> {
    if parts.method.is_safe() {
        return None;
    }
    let pairs = forms::read_form(&parts.headers, body).await.ok()?;
    Some(CloudName::new(pairs.text(FORM_CLOUD)))
}

/// The page that asks. What was posted is done by nobody; the page it came from is there again.
fn which_cloud(
    context: &RequestContext,
    path: &LocalPath,
    account: &AccountAlias,
    clouds: &[CloudName],
) -> Response {
    let page = match context.method {
        Method::GET => Some(path.clone()),
        _ => path.page_behind(),
    };
    let page = page.unwrap_or_else(|| path.clone());
    let way = |cloud: &CloudName| Some((cloud.to_string(), page.in_cloud(cloud)?.to_string()));
    let page = WhichCloudPage {
        account: account.to_string(),
        ways: clouds.iter().filter_map(way).collect(),
        posted: context.method != Method::GET,
    };
    no_store(
        context.page("Which cloud?", StatusCode::MULTIPLE_CHOICES, move || {
            which_cloud_page(&page).into_any()
        }),
    )
}

fn moved(context: &RequestContext, path: &LocalPath, cloud: &CloudName) -> Response {
    match path.in_cloud(cloud) {
        Some(path) => same_method(path.as_str()),
        None => context.error(AppError::not_found("This page")),
    }
}
