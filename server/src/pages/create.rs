//! The form that has servers built, and its post: on to the review, or back with what has to
//! change.

use super::resumable_form::{self, Form};
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use crate::http::{AuthenticatedRequest, RequestContext};
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::create::{CreatePage, create_page};
use slipway_domain::principal::Right;
use slipway_domain::urls::{self, CreateFrom};
use slipway_domain::{AppError, AppResult, Scope};
use slipway_portal::actions::create::{self, Posted, Reviewed};
use slipway_portal::{Grant, Portal};

/// `GET /{cloud}/{account}/servers/new?dc=…&group=…&clone=…&draft=…`
pub async fn form(request: AuthenticatedRequest, RawQuery(query): RawQuery) -> Response {
    let from = CreateFrom::parse(query.as_deref().unwrap_or_default());
    let page = draw(&request, from).await;
    request.or_error(page)
}

async fn draw(request: &AuthenticatedRequest, from: CreateFrom) -> AppResult<Response> {
    let (portal, grant) = (request.portal(), &request.grant);
    grant.principal.require(Right::Manage)?;
    let draft = match &from.draft {
        Some(draft) => create::open(portal, grant, draft).await?,
        None => None,
    };
    let scope = request.scope();
    let fresh = draft.is_none();
    let mut form = draft.unwrap_or_else(|| create::fresh(&from));
    let options = create::options(portal, grant, &form).await?;
    if fresh {
        create::fill(&mut form, &options);
    }
    create::begin(&mut form, &options);
    let page = CreatePage {
        scope,
        form,
        options,
    };
    let title = page.title();
    Ok(
        request.island_page(&title, NavSection::Servers, None, move || {
            create_page(&page).into_any()
        }),
    )
}

/// `POST /{cloud}/{account}/servers/new/review`
///
/// Whoever's session has ended finds the sign-in form with everything they typed but secrets.
pub async fn review(
    request: Option<AuthenticatedRequest>,
    context: RequestContext,
    Path((cloud, account)): Path<(String, String)>,
    pairs: Pairs,
) -> Response {
    let scope = Scope::new(cloud, account);
    let result = match &request {
        Some(request) => check(request, &pairs).await,
        None => Err(AppError::SignedOut),
    };
    match result {
        Ok(response) => response,
        Err(error @ (AppError::SignedOut | AppError::CredentialEnded)) => {
            resumable_form::ask_to_sign_in(&context, &error, &scope, &Form::NewServer, pairs)
        }
        Err(error) => {
            let action = urls::create_review(&scope);
            resumable_form::offer_again(&context, error, action, pairs)
        }
    }
}

async fn check(request: &AuthenticatedRequest, pairs: &Pairs) -> AppResult<Response> {
    let (portal, grant, scope) = (request.portal(), &request.grant, request.scope());
    grant.principal.require(Right::Manage)?;
    let (posted, packages) = posted_form(portal, grant, pairs.0.clone()).await?;
    let path = match create::review(portal, grant, &packages, posted).await? {
        Reviewed::Draft(draft, place) => {
            let path = urls::create_server(&scope, &CreateFrom::draft(draft));
            place.map_or(path.clone(), |place| format!("{path}#{place}"))
        }
        Reviewed::Plan(plan) => urls::plan(&scope, &plan),
    };
    Ok(see_other(&path))
}

/// What was posted, held against the packages that it names.
pub(super) async fn posted_form(
    portal: &Portal,
    grant: &Grant,
    pairs: Vec<(String, String)>,
) -> AppResult<(Posted, Vec<slipway_domain::package::Package>)> {
    let packages = create::named(portal, grant, &pairs).await?;
    let cloud = portal.cloud_of(&grant.principal)?;
    let separator = &cloud.settings.multi_select_separator;
    Ok((Posted::from_pairs(&packages, separator, pairs), packages))
}
