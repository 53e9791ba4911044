//! The share links of a run: listed, made, revoked.

use super::run::{RunPath, blocked, named};
use crate::http::AuthenticatedRequest;
use crate::http::answer::{no_store, see_other};
use crate::http::forms::Pairs;
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::shares::{SharesPage, shares_page};
use slipway_domain::principal::Right;
use slipway_domain::share::ShareLife;
use slipway_domain::urls;
use slipway_domain::{AppError, AppResult, RunId};
use slipway_portal::runs;
use slipway_portal::runs::share::{self, may_revoke};

/// `GET /{cloud}/{account}/runs/{run}/shares`
pub async fn list(request: AuthenticatedRequest, Path((_, _, run)): RunPath) -> Response {
    let page = async {
        let (run, _) = named(&request, &run).await?;
        draw(&request, &run, None).await
    };
    request.or_error(page.await)
}

/// `POST /{cloud}/{account}/runs/{run}/shares`
///
/// The one answer to a post that is a page: the fresh link must not travel in an address.
pub async fn create(
    request: AuthenticatedRequest,
    Path((_, _, run)): RunPath,
    pairs: Pairs,
) -> Response {
    let page = make(&request, &run, &pairs).await;
    request.or_error(page)
}

async fn make(request: &AuthenticatedRequest, run: &str, pairs: &Pairs) -> AppResult<Response> {
    let (run, _) = named(request, run).await?;
    let unknown = || AppError::Invalid("Choose how long the link opens.".into());
    let life = ShareLife::parse(pairs.text("life")).ok_or_else(unknown)?;
    let shows_values = pairs.ticked("values");
    let fresh = share::create(request.portal(), &request.grant, &run, life, shows_values).await?;
    let base = request.context.state.http.public_url.trim_end_matches('/');
    let address = format!("{base}{}", urls::shared(fresh.token.expose()));
    draw(request, &run, Some(address)).await
}

async fn draw(
    request: &AuthenticatedRequest,
    run: &RunId,
    fresh: Option<String>,
) -> AppResult<Response> {
    let portal = request.portal();
    let detail = runs::detail(portal, &request.grant, run).await?;
    let run = &detail.run;
    let links = share::list(portal, &request.grant, &run.id).await?;
    let links = links.into_iter().map(|link| {
        let may = may_revoke(&request.grant.principal, &link, run.kind);
        let reason = request.grant.principal.reason(Right::RevokeAnyShare);
        (link, (!may).then_some(reason))
    });
    let page = SharesPage {
        links: links.collect(),
        blocked: blocked(request, run.kind),
        fresh,
        now: portal.now(),
        run: run.clone(),
    };
    Ok(no_store(request.page(
        "Share links",
        NavSection::Runs,
        move || shares_page(&page).into_any(),
    )))
}

/// `POST /{cloud}/{account}/runs/{run}/shares/{share}/revoke`
pub async fn revoke(
    request: AuthenticatedRequest,
    Path((_, _, run, link)): Path<(String, String, String, String)>,
) -> Response {
    let revoked = async {
        let (run, number) = named(&request, &run).await?;
        share::revoke(request.portal(), &request.grant, &run, &link).await?;
        Ok(see_other(&urls::shares(&request.scope(), number)))
    };
    request.or_error(revoked.await)
}
