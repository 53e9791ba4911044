//! Where an account begins, and the packages that a person stars for it.

use crate::http::AuthenticatedRequest;
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::home::{HomePage, home_page};
use slipway_app::pages::star::{BACK, STARRED};
use slipway_domain::run::Noun;
use slipway_domain::urls::{self, LocalPath};
use slipway_domain::{AppResult, PackageId};
use slipway_portal::home;

/// `GET /{cloud}/{account}/home`
pub async fn show(request: AuthenticatedRequest) -> Response {
    let page = draw(&request).await;
    request.or_error(page)
}

async fn draw(request: &AuthenticatedRequest) -> AppResult<Response> {
    let portal = request.portal();
    let cloud = portal.cloud_of(&request.grant.principal)?;
    let page = HomePage {
        scope: request.scope(),
        home: home::home(portal, &request.grant).await?,
        noun: if cloud.lists_servers() {
            Noun::Server
        } else {
            Noun::Deployment
        },
        now: portal.now(),
    };
    Ok(request.page("Home", NavSection::Home, move || {
        home_page(&page).into_any()
    }))
}

/// `POST /{cloud}/{account}/packages/{package}/star`
pub async fn star(
    request: AuthenticatedRequest,
    Path((_, _, package)): Path<(String, String, String)>,
    pairs: Pairs,
) -> Response {
    let package = PackageId::new(package);
    let starred = pairs.text(STARRED) == "yes";
    let done = home::star(request.portal(), &request.grant, &package, starred).await;
    let back = LocalPath::parse(pairs.text(BACK)).map(String::from);
    let back = back.unwrap_or_else(|| urls::package(&request.scope(), &package));
    request.or_error(done.map(|()| see_other(&back)))
}
