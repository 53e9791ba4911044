//! Posts of pages whose cloud and account the session does not open are done by nobody: tabs outlive
//! sign-ins, and what such a page shows may be another thing at the same address.

use super::resumable_form;
use crate::http::forms::{self, Pairs};
use crate::http::{AppState, RequestContext};
use axum::body::Body;
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::Method;
use slipway_app::components::{FORM_ACCOUNT, FORM_CLOUD, PageScope};
use slipway_domain::urls::{LocalPath, routes};
use slipway_domain::{AccountAlias, AppError, CloudName, Scope};
use slipway_portal::Portal;
use slipway_portal::sign_in::grants::{self, Grants};

/// Around every route with a session: reads what a form says about its page, and keeps the fields
/// for the handler. What says nothing about it is no form of a page.
pub async fn same_scope(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map(|path| path.as_str().to_owned());
    let Some(route) = route.filter(|route| is_form(request.method(), route)) else {
        return next.run(request).await;
    };
    let (mut parts, body) = request.into_parts();
    let mut read = forms::read_form(&parts.headers, body).await;
    if let Ok(pairs) = &mut read
        && let Some(page) = posted(pairs)
    {
        let context = match RequestContext::from_request_parts(&mut parts, &state).await {
            Ok(context) => context,
            Err(response) => return response,
        };
        if !context.grants.is_empty() {
            let here = is_of_path(&page, &route, parts.uri.path())
                && is_theirs(&state.portal, &context.grants, &page).await;
            if !here {
                return resumable_form::elsewhere(&context, &page, &route, pairs.clone());
            }
            // It is said and heard; to the handler it would be a field that it does not know.
            pairs.0.retain(|(name, _)| !is_of_scope(name));
        }
    }
    parts.extensions.insert(forms::Read(read));
    next.run(Request::from_parts(parts, Body::empty())).await
}

/// Whether a field says where its form belongs.
pub(super) fn is_of_scope(name: &str) -> bool {
    name == FORM_CLOUD || name == FORM_ACCOUNT
}

/// Server functions are asked by scripts, which name cloud and account themselves.
fn is_form(method: &Method, route: &str) -> bool {
    *method == Method::POST && route != routes::SERVER_FUNCTIONS
}

fn posted(pairs: &Pairs) -> Option<PageScope> {
    let named = pairs.ticked(FORM_CLOUD) || pairs.ticked(FORM_ACCOUNT);
    named.then(|| PageScope {
        cloud: pairs.raw(FORM_CLOUD).to_owned(),
        account: pairs.text(FORM_ACCOUNT).to_owned(),
    })
}

/// Whether a form posts to an address of the cloud and account that its page showed.
fn is_of_path(page: &PageScope, route: &str, path: &str) -> bool {
    if !route.starts_with(routes::SCOPED) {
        return true;
    }
    let Some(of_path) = LocalPath::parse(path).and_then(|path| path.scope()) else {
        return false;
    };
    let of_page = Scope::new(&page.cloud, &page.account);
    (page.cloud.is_empty() || of_page.cloud == of_path.cloud)
        && (page.account.is_empty() || of_page.account == of_path.account)
}

/// Whether somebody is signed in to the cloud of a page, and may act on its account. What a page
/// does not name decides nothing.
pub(super) async fn is_theirs(portal: &Portal, grants: &Grants, page: &PageScope) -> bool {
    let cloud = CloudName::new(&page.cloud);
    let account = AccountAlias::new(&page.account);
    match (page.cloud.is_empty(), page.account.is_empty()) {
        (true, true) => true,
        (true, false) => !grants.called(&account).is_empty(),
        (false, true) => grants.in_cloud(&cloud).is_some(),
        (false, false) => {
            let acting = grants::on(portal, grants, &Scope { cloud, account }).await;
            !matches!(acting, Err(AppError::NotFound { .. } | AppError::SignedOut))
        }
    }
}
