//! Data centers and groups: looked at, and archived, restored or deleted.

use crate::http::AuthenticatedRequest;
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::groups::one::{GroupPage, group_page};
use slipway_app::pages::groups::{GroupsPage, groups_page};
use slipway_domain::action::GroupOperation;
use slipway_domain::urls::{self, GroupNote};
use slipway_domain::{AppError, AppResult, GroupId};
use slipway_portal::actions::groups::{self, GroupOperationRequest};
use slipway_portal::inventory;
use slipway_portal::inventory::groups as views;
use slipway_portal::upkeep::cache::Freshness;

/// Asks the cloud once; the answer leads to the address without it.
const REFRESH: &str = "refresh=1";
/// The most characters that an id of a group can have; the cloud's have half as many.
const LONGEST_ID: usize = 64;

/// Account and group in the path.
pub type GroupPath = Path<(String, String, String)>;

/// `GET /{cloud}/{account}/groups`
pub async fn list(request: AuthenticatedRequest, RawQuery(query): RawQuery) -> Response {
    let page = match refreshed(&request, query.as_deref(), urls::groups(&request.scope())).await {
        Ok(Some(response)) => Ok(response),
        Ok(None) => all(&request).await,
        Err(error) => Err(error),
    };
    request.or_error(page)
}

async fn all(request: &AuthenticatedRequest) -> AppResult<Response> {
    let inventory =
        inventory::inventory(request.portal(), &request.grant, Freshness::Recent).await?;
    let cloud = request.portal().cloud_of(&request.grant.principal)?;
    let page = GroupsPage {
        scope: request.scope(),
        principal: request.grant.principal.clone(),
        inventory,
        shows_groups: cloud.shows_servers(),
        now: request.portal().now(),
    };
    let view = move || groups_page(&page).into_any();
    Ok(request.page("Groups", NavSection::Servers, view))
}

/// Leads on to `path` where the query asks for a fresh reading.
async fn refreshed(
    request: &AuthenticatedRequest,
    query: Option<&str>,
    path: String,
) -> AppResult<Option<Response>> {
    let asks = query.is_some_and(|query| query.split('&').any(|pair| pair == REFRESH));
    if !asks {
        return Ok(None);
    }
    views::refresh(request.portal(), &request.grant).await?;
    Ok(Some(see_other(&path)))
}

/// The id in an address, where it can be one.
pub(super) fn known(id: &str) -> AppResult<GroupId> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_id = !id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(fits);
    is_id
        .then(|| GroupId::new(id))
        .ok_or_else(|| AppError::not_found("Group"))
}

/// `GET /{cloud}/{account}/groups/{group}`
pub async fn show(
    request: AuthenticatedRequest,
    Path((_, _, id)): GroupPath,
    RawQuery(query): RawQuery,
) -> Response {
    let page = one(&request, &id, query.as_deref()).await;
    request.or_error(page)
}

async fn one(request: &AuthenticatedRequest, id: &str, query: Option<&str>) -> AppResult<Response> {
    let id = known(id)?;
    let path = urls::group(&request.scope(), &id);
    if let Some(response) = refreshed(request, query, path).await? {
        return Ok(response);
    }
    let note = query.and_then(GroupNote::parse);
    let portal = request.portal();
    let view = views::view(portal, &request.grant, &id, note.is_some()).await?;
    let page = GroupPage {
        scope: request.scope(),
        principal: request.grant.principal.clone(),
        id,
        view,
        note,
        now: portal.now(),
    };
    let title = page.title();
    let view = move || group_page(&page).into_any();
    Ok(request.page(&title, NavSection::Servers, view))
}

/// `POST /{cloud}/{account}/groups/{group}/order`
pub async fn operate(
    request: AuthenticatedRequest,
    Path((_, _, id)): GroupPath,
    pairs: Pairs,
) -> Response {
    let plan = review(&request, &id, &pairs).await;
    request.or_error(plan.map(|plan| see_other(&urls::plan(&request.scope(), &plan))))
}

async fn review(request: &AuthenticatedRequest, id: &str, pairs: &Pairs) -> AppResult<String> {
    let group = known(id)?;
    let operation = GroupOperation::parse(pairs.text("operation")).ok_or_else(|| {
        let known: Vec<&str> = GroupOperation::ALL
            .into_iter()
            .map(GroupOperation::word)
            .collect();
        AppError::Invalid(format!(
            "\"operation\" has to be one of {}.",
            known.join(", ")
        ))
    })?;
    let target = pairs.text("target");
    let asked = GroupOperationRequest {
        operation,
        group,
        target: (!target.is_empty()).then(|| GroupId::new(target)),
    };
    groups::review(request.portal(), &request.grant, &asked).await
}
