//! The share links of a run: listed, made, revoked.

use super::run::{RunPath, blocked};
use crate::http::Caller;
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
use slipway_portal::share::{self, may_revoke};

/// `GET /{cloud}/{account}/runs/{run}/shares`
pub async fn list(caller: Caller, Path((_, _, run)): RunPath) -> Response {
    let page = draw(&caller, &RunId::new(run), None).await;
    caller.or_error(page)
}

/// `POST /{cloud}/{account}/runs/{run}/shares`
///
/// The one answer to a post that is a page: the fresh link must not travel in an address.
pub async fn create(caller: Caller, Path((_, _, run)): RunPath, pairs: Pairs) -> Response {
    let page = make(&caller, &RunId::new(run), &pairs).await;
    caller.or_error(page)
}

async fn make(caller: &Caller, run: &RunId, pairs: &Pairs) -> AppResult<Response> {
    let unknown = || AppError::Invalid("Choose how long the link opens.".into());
    let life = ShareLife::parse(pairs.text("life")).ok_or_else(unknown)?;
    let shows_values = pairs.ticked("values");
    let fresh = share::create(caller.portal(), &caller.visitor, run, life, shows_values).await?;
    let base = caller.guest.state.http.public_url.trim_end_matches('/');
    let address = format!("{base}{}", urls::shared(fresh.token.expose()));
    draw(caller, run, Some(address)).await
}

async fn draw(caller: &Caller, run: &RunId, fresh: Option<String>) -> AppResult<Response> {
    let portal = caller.portal();
    let detail = runs::detail(portal, &caller.visitor, run).await?;
    let run = &detail.run;
    let links = share::list(portal, &caller.visitor, &run.id).await?;
    let links = links.into_iter().map(|link| {
        let may = may_revoke(&caller.visitor.principal, &link, run.kind);
        let reason = caller.visitor.principal.reason(Right::RevokeAnyShare);
        (link, (!may).then_some(reason))
    });
    let page = SharesPage {
        links: links.collect(),
        blocked: blocked(caller, run.kind),
        fresh,
        now: portal.now(),
        run: run.clone(),
    };
    Ok(no_store(caller.page(
        "Share links",
        NavSection::Runs,
        move || shares_page(&page).into_any(),
    )))
}

/// `POST /{cloud}/{account}/runs/{run}/shares/{share}/revoke`
pub async fn revoke(
    caller: Caller,
    Path((_, _, run, link)): Path<(String, String, String, String)>,
) -> Response {
    let run = RunId::new(run);
    let revoked = share::revoke(caller.portal(), &caller.visitor, &run, &link).await;
    caller.or_error(revoked.map(|()| see_other(&urls::shares(&caller.scope(), &run))))
}
