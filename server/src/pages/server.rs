//! One server: looked at, changed, and its root password shown once.

use super::form_post::{self, FormPost};
use super::form_resume;
use crate::http::AuthenticatedRequest;
use crate::http::answer::no_store;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::form_feedback::FormFeedback;
use slipway_app::pages::server::edit::{EditPage, edit_page};
use slipway_app::pages::server::gone::{GonePage, gone_page};
use slipway_app::pages::server::password::{PasswordPage, password_page};
use slipway_app::pages::server::{ServerPage, server_page};
use slipway_domain::action::Hardware;
use slipway_domain::server_form::{AboutForm, HardwareForm, controls};
use slipway_domain::urls::{self, ServerNote};
use slipway_domain::{AppError, AppResult, ServerId};
use slipway_portal::actions::server::{self, Editing};
use slipway_portal::actions::writes;
use slipway_portal::inventory::server::{left_runs, view as server_view};

/// Account and server in the path.
pub type ServerPath = Path<(String, String, String)>;

/// `GET /{cloud}/{account}/servers/{server}`
pub async fn show(
    request: AuthenticatedRequest,
    Path((_, _, id)): ServerPath,
    RawQuery(query): RawQuery,
) -> Response {
    let note = query.as_deref().and_then(ServerNote::parse);
    let page = look(&request, &ServerId::new(id), note).await;
    request.or_error(page)
}

async fn look(
    request: &AuthenticatedRequest,
    id: &ServerId,
    note: Option<ServerNote>,
) -> AppResult<Response> {
    let portal = request.portal();
    let view = match server_view(portal, &request.grant, id).await {
        Err(error @ AppError::NotFound { .. }) => return gone(request, id, error).await,
        view => view?,
    };
    let page = ServerPage {
        scope: request.scope(),
        principal: request.grant.principal.clone(),
        view,
        note,
        now: portal.now(),
    };
    let title = page.view.server.name.clone();
    Ok(request.page(&title, NavSection::Servers, move || {
        server_page(&page).into_any()
    }))
}

/// What ran on a server that the cloud does not know; `error` where nothing did.
async fn gone(
    request: &AuthenticatedRequest,
    id: &ServerId,
    error: AppError,
) -> AppResult<Response> {
    let runs = left_runs(request.portal(), &request.grant, id).await?;
    if runs.is_empty() {
        return Err(error);
    }
    let page = GonePage {
        scope: request.scope(),
        runs,
        now: request.portal().now(),
    };
    let title = page.name().to_owned();
    let mut response = request.page(&title, NavSection::Servers, move || {
        gone_page(&page).into_any()
    });
    *response.status_mut() = StatusCode::NOT_FOUND;
    Ok(response)
}

/// `GET /{cloud}/{account}/servers/{server}/edit`
pub async fn edit(request: AuthenticatedRequest, Path((_, _, id)): ServerPath) -> Response {
    let editing = async {
        let id = ServerId::new(id);
        let now = server::editing(request.portal(), &request.grant, &id).await?;
        let typed = form_resume::typed(&request).await?;
        let page = opened(&request, now);
        let page = match typed {
            Some(typed) => resumed(page, &typed),
            None => page,
        };
        Ok(draw(&request, &page))
    };
    request.or_error(editing.await)
}

/// The form with what was typed into one of its two halves, each known by a control of its own.
fn resumed(mut page: EditPage, typed: &[(String, String)]) -> EditPage {
    page.feedback.resumed = true;
    let is_hardware = typed.iter().any(|(name, _)| name == controls::CPU);
    if is_hardware {
        page.hardware = HardwareForm::from_pairs(typed);
    } else {
        page.about = AboutForm::from_pairs(typed);
    }
    page
}

/// `POST /{cloud}/{account}/servers/{server}/edit`
pub async fn save(Path((_, _, id)): ServerPath, post: FormPost) -> Response {
    let (request, about) = (&post.request, AboutForm::from_pairs(&post.pairs.0));
    let id = ServerId::new(id);
    let (now, outcome) = match server::save(
        request.portal(),
        &request.grant,
        &id,
        &about,
        &post.write_key(),
    )
    .await
    {
        Ok(saved) => saved,
        Err(error) => return post.failed(error),
    };
    let note = |done: Option<()>| done.map_or(ServerNote::Same, |()| ServerNote::Saved);
    let onwards = |done| urls::server_noted(&request.scope(), &id, note(done));
    form_post::lead(outcome, onwards).unwrap_or_else(|feedback| {
        let page = EditPage {
            about,
            feedback,
            ..opened(request, now)
        };
        draw(request, &page)
    })
}

/// `POST /{cloud}/{account}/servers/{server}/hardware`
pub async fn hardware(Path((_, _, id)): ServerPath, post: FormPost) -> Response {
    let (request, hardware) = (&post.request, HardwareForm::from_pairs(&post.pairs.0));
    let id = ServerId::new(id);
    let reviewed = server::review(request.portal(), &request.grant, &id, &hardware).await;
    let (now, outcome) = match reviewed {
        Ok(reviewed) => reviewed,
        Err(error) => return post.failed(error),
    };
    let onwards = |plan: Option<String>| match plan {
        Some(plan) => urls::plan(&request.scope(), &plan),
        None => urls::server_noted(&request.scope(), &id, ServerNote::Same),
    };
    form_post::lead(outcome, onwards).unwrap_or_else(|feedback| {
        let page = EditPage {
            hardware,
            feedback,
            ..opened(request, now)
        };
        draw(request, &page)
    })
}

/// `POST /{cloud}/{account}/servers/{server}/credentials`
///
/// The answer to the post is the page itself: a password must not travel in an address, and what
/// no address leads to nobody opens by chance.
pub async fn credentials(request: AuthenticatedRequest, Path((_, _, id)): ServerPath) -> Response {
    let id = ServerId::new(id);
    let revealed = server::reveal(request.portal(), &request.grant, &id).await;
    let page = revealed.map(|revealed| {
        let page = PasswordPage {
            scope: request.scope(),
            server: id,
            revealed,
        };
        let view = || password_page(&page).into_any();
        request.page(&page.title(), NavSection::Servers, view)
    });
    no_store(request.or_error(page))
}

/// The form as it opens.
fn opened(request: &AuthenticatedRequest, now: Editing) -> EditPage {
    EditPage {
        scope: request.scope(),
        about: AboutForm::of(&now.details),
        hardware: HardwareForm::of(&Hardware::of(&now.details)),
        feedback: FormFeedback::default(),
        key: writes::form_key(request.portal()),
        now,
    }
}

fn draw(request: &AuthenticatedRequest, page: &EditPage) -> Response {
    form_post::page(request, &page.title(), &page.feedback, || {
        edit_page(page).into_any()
    })
}
