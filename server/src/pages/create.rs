//! The form that has servers built, and its post: on to the review, or back with what has to
//! change.

use super::carry::{self, Form};
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use crate::http::{Caller, Guest};
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::create::{CreatePage, create_page};
use slipway_domain::principal::Right;
use slipway_domain::urls::{self, CreateFrom};
use slipway_domain::{AppError, AppResult, Scope};
use slipway_portal::create::{self, Posted, Reviewed};
use slipway_portal::{Portal, Visitor};

/// `GET /{cloud}/{account}/servers/new?dc=…&group=…&clone=…&draft=…`
pub async fn form(caller: Caller, RawQuery(query): RawQuery) -> Response {
    let from = CreateFrom::parse(query.as_deref().unwrap_or_default());
    let page = draw(&caller, from).await;
    caller.or_error(page)
}

async fn draw(caller: &Caller, from: CreateFrom) -> AppResult<Response> {
    let (portal, visitor) = (caller.portal(), &caller.visitor);
    visitor.principal.require(Right::Manage)?;
    let draft = match &from.draft {
        Some(draft) => create::open(portal, visitor, draft).await?,
        None => None,
    };
    let scope = caller.scope();
    let fresh = draft.is_none();
    let mut form = draft.unwrap_or_else(|| create::fresh(&from));
    let offer = create::offer(portal, visitor, &form).await?;
    if fresh {
        create::fill(&mut form, &offer);
    }
    create::begin(&mut form, &offer);
    let page = CreatePage { scope, form, offer };
    let title = page.title();
    Ok(
        caller.island_page(&title, NavSection::Servers, None, move || {
            create_page(&page).into_any()
        }),
    )
}

/// `POST /{cloud}/{account}/servers/new/review`
///
/// Whoever's session has ended finds the sign-in form with everything they typed but secrets.
pub async fn review(
    caller: Option<Caller>,
    guest: Guest,
    Path((cloud, account)): Path<(String, String)>,
    pairs: Pairs,
) -> Response {
    let scope = Scope::new(cloud, account);
    let result = match &caller {
        Some(caller) => check(caller, &pairs).await,
        None => Err(AppError::SignedOut),
    };
    match result {
        Ok(response) => response,
        Err(error @ (AppError::SignedOut | AppError::CredentialEnded)) => {
            carry::ask_to_sign_in(&guest, &error, &scope, &Form::NewServer, pairs)
        }
        Err(error) => {
            let action = urls::create_review(&scope);
            carry::offer_again(&guest, error, action, pairs)
        }
    }
}

async fn check(caller: &Caller, pairs: &Pairs) -> AppResult<Response> {
    let (portal, visitor, scope) = (caller.portal(), &caller.visitor, caller.scope());
    visitor.principal.require(Right::Manage)?;
    let (posted, packages) = read(portal, visitor, pairs.0.clone()).await?;
    let path = match create::review(portal, visitor, &packages, posted).await? {
        Reviewed::Draft(draft, place) => {
            let path = urls::create_server(&scope, &CreateFrom::draft(draft));
            place.map_or(path.clone(), |place| format!("{path}#{place}"))
        }
        Reviewed::Plan(plan) => urls::plan(&scope, &plan),
    };
    Ok(see_other(&path))
}

/// What was posted, held against the packages that it names.
pub(super) async fn read(
    portal: &Portal,
    visitor: &Visitor,
    pairs: Vec<(String, String)>,
) -> AppResult<(Posted, Vec<slipway_domain::package::Package>)> {
    let packages = create::named(portal, visitor, &pairs).await?;
    let cloud = portal.cloud_of(&visitor.principal)?;
    let separator = &cloud.settings.multi_select_separator;
    Ok((Posted::read(&packages, separator, pairs), packages))
}
