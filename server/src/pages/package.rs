//! One package's form, and its post: on to the review, or back with what has to change.

use super::resumable_form::{self, Form};
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use crate::http::{AuthenticatedRequest, RequestContext};
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::package::{PackagePage, package_page};
use slipway_domain::principal::Right;
use slipway_domain::urls;
use slipway_domain::{AppError, AppResult, PackageId, Scope};
use slipway_portal::actions::package::{self, Reviewed};
use slipway_portal::packages::catalogue;
use slipway_portal::packages::form::{self, Posted};
use slipway_portal::plans::{saved_selection, server_selection};
use slipway_portal::upkeep::cache::Freshness;

/// `GET /{cloud}/{account}/packages/{package}?draft=…`, `?for=…`
pub async fn form(
    request: AuthenticatedRequest,
    Path((_, _, package)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.as_deref().unwrap_or_default();
    let page = draw(&request, &PackageId::new(package), query).await;
    request.or_error(page)
}

/// What was typed before wins over servers that were chosen before.
async fn draw(request: &AuthenticatedRequest, id: &PackageId, query: &str) -> AppResult<Response> {
    let (portal, grant) = (request.portal(), &request.grant);
    let package = catalogue::one(portal, grant, id, Freshness::Recent).await?;
    let draft = urls::draft_of(query);
    let mut form = form::open(portal, grant, &package, draft.as_deref()).await?;
    let choice = match urls::choice_of(query).filter(|_| draft.is_none()) {
        Some(choice) => Some(saved_selection::apply(portal, grant, &mut form, &choice).await?),
        None => None,
    };
    let servers = server_selection::server_selection(portal, grant, &form).await?;
    let asking = form::asking(portal, grant, &package).await?;
    let scope = request.scope();
    let blocked = grant
        .principal
        .require(Right::RunPackages)
        .err()
        .map(|error| error.to_string());
    let title = package.name.clone();
    let page = PackagePage {
        scope,
        package,
        form,
        asking,
        servers,
        choice,
        groupings: form::groupings(request.portal(), &request.grant)?,
        placed: request.portal().cloud_of(&grant.principal)?.has_places(),
        blocked,
    };
    Ok(
        request.island_page(&title, NavSection::Packages, None, move || {
            package_page(&page).into_any()
        }),
    )
}

/// `POST /{cloud}/{account}/packages/{package}/review`
///
/// Whoever's session has ended finds the sign-in form with everything they typed but secrets.
pub async fn review(
    request: Option<AuthenticatedRequest>,
    context: RequestContext,
    Path((cloud, account, package)): Path<(String, String, String)>,
    pairs: Pairs,
) -> Response {
    let (scope, id) = (Scope::new(cloud, account), PackageId::new(package));
    let result = match &request {
        Some(request) => check(request, &id, &pairs).await,
        None => Err(AppError::SignedOut),
    };
    match result {
        Ok(response) => response,
        Err(error @ (AppError::SignedOut | AppError::CredentialEnded)) => {
            resumable_form::ask_to_sign_in(&context, &error, &scope, &Form::Package(id), pairs)
        }
        Err(error) => {
            let action = urls::review(&scope, &id);
            resumable_form::offer_again(&context, error, action, pairs)
        }
    }
}

async fn check(
    request: &AuthenticatedRequest,
    id: &PackageId,
    pairs: &Pairs,
) -> AppResult<Response> {
    let (portal, grant) = (request.portal(), &request.grant);
    let package = catalogue::one(portal, grant, id, Freshness::Recent).await?;
    let posted = Posted::from_pairs(&package, pairs.0.iter().cloned());
    let (finds, selection) = (posted.finds, posted.form.selection.clone());
    let path = match package::review(portal, grant, &package, posted).await? {
        Reviewed::Draft(draft) if finds => urls::package_servers(&request.scope(), id, &draft),
        Reviewed::Draft(draft) => urls::package_draft(&request.scope(), id, &draft),
        Reviewed::Plan(plan) => {
            urls::made_of(urls::plan(&request.scope(), &plan), selection.as_ref())
        }
    };
    Ok(see_other(&path))
}
