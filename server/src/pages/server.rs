//! One server: looked at, changed, and its root password shown once.

use crate::http::Caller;
use crate::http::answer::{error_with, no_store, see_other};
use crate::http::forms::Pairs;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::error::Repeat;
use slipway_app::pages::server::edit::{EditPage, edit_page};
use slipway_app::pages::server::password::{PasswordPage, password_page};
use slipway_app::pages::server::{ServerPage, server_page};
use slipway_domain::deed::Hardware;
use slipway_domain::server_form::{AboutForm, HardwareForm};
use slipway_domain::urls::{self, ServerNote};
use slipway_domain::{AppError, AppResult, ServerId};
use slipway_portal::server::{self, Editing, Outcome};

/// Account and server in the path.
pub type ServerPath = Path<(String, String)>;

/// `GET /{account}/servers/{server}`
pub async fn show(
    caller: Caller,
    Path((_, id)): ServerPath,
    RawQuery(query): RawQuery,
) -> Response {
    let note = query.as_deref().and_then(ServerNote::parse);
    let page = look(&caller, &ServerId::new(id), note).await;
    caller.or_error(page)
}

async fn look(caller: &Caller, id: &ServerId, note: Option<ServerNote>) -> AppResult<Response> {
    let portal = caller.portal();
    let view = server::view(portal, &caller.visitor, id).await?;
    let page = ServerPage {
        account: caller.account().clone(),
        principal: caller.visitor.principal.clone(),
        view,
        note,
        now: portal.now(),
    };
    let title = page.view.server.name.clone();
    Ok(caller.page(&title, NavSection::Servers, move || {
        server_page(&page).into_any()
    }))
}

/// `GET /{account}/servers/{server}/edit`
pub async fn edit(caller: Caller, Path((_, id)): ServerPath) -> Response {
    let editing = server::editing(caller.portal(), &caller.visitor, &ServerId::new(id)).await;
    let page = editing.map(|now| draw(&caller, opened(&caller, now), StatusCode::OK));
    caller.or_error(page)
}

/// `POST /{account}/servers/{server}/edit`
pub async fn save(caller: Caller, Path((_, id)): ServerPath, pairs: Pairs) -> Response {
    let (id, form) = (ServerId::new(id), AboutForm::read(&pairs.0));
    let saved = server::save(caller.portal(), &caller.visitor, &id, &form).await;
    match saved {
        Err(error) => again(
            &caller,
            error,
            urls::server_edit(caller.account(), &id),
            pairs,
        ),
        Ok((now, outcome)) => {
            let page = EditPage {
                about: form,
                ..opened(&caller, now)
            };
            let done = |()| urls::server_noted(caller.account(), &id, ServerNote::Saved);
            answer(&caller, &id, page, outcome, done)
        }
    }
}

/// `POST /{account}/servers/{server}/hardware`
pub async fn hardware(caller: Caller, Path((_, id)): ServerPath, pairs: Pairs) -> Response {
    let (id, form) = (ServerId::new(id), HardwareForm::read(&pairs.0));
    let ordered = server::order(caller.portal(), &caller.visitor, &id, &form).await;
    match ordered {
        Err(error) => {
            let action = urls::server_hardware(caller.account(), &id);
            again(&caller, error, action, pairs)
        }
        Ok((now, outcome)) => {
            let page = EditPage {
                hardware: form,
                ..opened(&caller, now)
            };
            let done = |plan: String| urls::plan(caller.account(), &plan);
            answer(&caller, &id, page, outcome, done)
        }
    }
}

/// `POST /{account}/servers/{server}/credentials`
///
/// The answer to the post is the page itself: a password must not travel in an address, and what
/// no address leads to nobody opens by chance.
pub async fn credentials(caller: Caller, Path((_, id)): ServerPath) -> Response {
    let id = ServerId::new(id);
    let revealed = server::reveal(caller.portal(), &caller.visitor, &id).await;
    let page = revealed.map(|revealed| {
        let page = PasswordPage {
            account: caller.account().clone(),
            server: id,
            revealed,
        };
        let view = || password_page(&page).into_any();
        caller.page(&page.title(), NavSection::Servers, view)
    });
    no_store(caller.or_error(page))
}

/// The form as it opens.
fn opened(caller: &Caller, now: Editing) -> EditPage {
    EditPage {
        account: caller.account().clone(),
        about: AboutForm::of(&now.details),
        hardware: HardwareForm::of(&Hardware::of(&now.details)),
        problems: Vec::new(),
        trouble: None,
        now,
    }
}

/// Onwards, or the form once more with what was typed.
fn answer<T>(
    caller: &Caller,
    id: &ServerId,
    mut page: EditPage,
    outcome: Outcome<T>,
    done: impl FnOnce(T) -> String,
) -> Response {
    match outcome {
        Outcome::Done(what) => see_other(&done(what)),
        Outcome::Same => see_other(&urls::server_noted(caller.account(), id, ServerNote::Same)),
        Outcome::Problems(problems) => {
            page.problems = problems;
            draw(caller, page, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Outcome::Trouble(error) => {
            let status = StatusCode::from_u16(error.status());
            page.trouble = Some(error);
            draw(caller, page, status.unwrap_or(StatusCode::BAD_GATEWAY))
        }
    }
}

fn draw(caller: &Caller, page: EditPage, status: StatusCode) -> Response {
    let title = page.title();
    let view = move || edit_page(&page).into_any();
    let mut response = caller.page(&title, NavSection::Servers, view);
    *response.status_mut() = status;
    response
}

/// The server could not even be looked at: the page that says so holds what was typed, under a
/// button that sends it once more.
pub(super) fn again(caller: &Caller, error: AppError, action: String, pairs: Pairs) -> Response {
    let ended = matches!(error, AppError::SignedOut | AppError::CredentialEnded);
    let lasting = matches!(error, AppError::Forbidden(_) | AppError::NotFound { .. });
    if ended || lasting {
        return caller.or_error(Err(error));
    }
    let repeat = Repeat {
        action,
        fields: pairs.0,
        deed: ("do", "again"),
    };
    error_with(&caller.guest, error, Some(repeat))
}
