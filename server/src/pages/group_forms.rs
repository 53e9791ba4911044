//! The forms of groups: a new one, one that is there, and what new servers in one begin with. What
//! is refused stands there again with what was typed.

use super::groups::{GroupPath, known};
use super::server::again;
use crate::http::Caller;
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::groups::defaults::{DefaultsPage, defaults_page};
use slipway_app::pages::groups::form::{GroupFormPage, group_form_page};
use slipway_domain::group_form::GroupForm;
use slipway_domain::group_form::defaults::DefaultsForm;
use slipway_domain::server_form::Problem;
use slipway_domain::urls::{self, GroupNote};
use slipway_domain::{AppError, GroupId};
use slipway_portal::groups::{self, Creating, Defaults, Editing};
use slipway_portal::server::Outcome;

/// `GET /{account}/groups/new?in=…`
pub async fn new(caller: Caller, RawQuery(query): RawQuery) -> Response {
    let creating = groups::creating(caller.portal(), &caller.visitor).await;
    let page = creating.map(|now| {
        let query = query.unwrap_or_default();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let parent = pairs.find(|(name, _)| name == "in");
        let form = GroupForm {
            parent: parent.map(|(_, id)| id.into_owned()).unwrap_or_default(),
            ..GroupForm::default()
        };
        draw(&caller, fresh(&caller, now, form), StatusCode::OK)
    });
    caller.or_error(page)
}

/// `POST /{account}/groups/new`
pub async fn create(caller: Caller, pairs: Pairs) -> Response {
    let form = GroupForm::read(&pairs.0);
    match groups::create(caller.portal(), &caller.visitor, &form).await {
        Err(error) => {
            let action = urls::group_new(caller.account(), None);
            again(&caller, error, action, pairs)
        }
        Ok((_, Outcome::Done(id))) => led(&caller, &id, GroupNote::Created),
        Ok((_, Outcome::Same)) => see_other(&urls::groups(caller.account())),
        Ok((now, Outcome::Problems(problems))) => {
            refused(&caller, fresh(&caller, now, form), problems)
        }
        Ok((now, Outcome::Trouble(error))) => troubled(&caller, fresh(&caller, now, form), error),
    }
}

fn fresh(caller: &Caller, now: Creating, form: GroupForm) -> GroupFormPage {
    GroupFormPage {
        account: caller.account().clone(),
        group: None,
        parents: now.parents,
        fields: now.fields,
        form,
        problems: Vec::new(),
        trouble: None,
    }
}

/// `GET /{account}/groups/{group}/edit`
pub async fn edit(caller: Caller, Path((_, id)): GroupPath) -> Response {
    let editing = async {
        let id = known(&id)?;
        groups::editing(caller.portal(), &caller.visitor, &id).await
    };
    let page = editing.await.map(|now| {
        let form = GroupForm::of(&now.group);
        draw(&caller, opened(&caller, now, form), StatusCode::OK)
    });
    caller.or_error(page)
}

/// `POST /{account}/groups/{group}/edit`
pub async fn save(caller: Caller, Path((_, id)): GroupPath, pairs: Pairs) -> Response {
    let id = match known(&id) {
        Ok(id) => id,
        Err(error) => return caller.or_error(Err(error)),
    };
    let form = GroupForm::read(&pairs.0);
    match groups::save(caller.portal(), &caller.visitor, &id, &form).await {
        Err(error) => again(
            &caller,
            error,
            urls::group_edit(caller.account(), &id),
            pairs,
        ),
        Ok((_, Outcome::Done(()))) => led(&caller, &id, GroupNote::Saved),
        Ok((_, Outcome::Same)) => led(&caller, &id, GroupNote::Same),
        Ok((now, Outcome::Problems(problems))) => {
            refused(&caller, opened(&caller, now, form), problems)
        }
        Ok((now, Outcome::Trouble(error))) => troubled(&caller, opened(&caller, now, form), error),
    }
}

fn opened(caller: &Caller, now: Editing, form: GroupForm) -> GroupFormPage {
    GroupFormPage {
        account: caller.account().clone(),
        group: Some(now.group),
        parents: now.parents,
        fields: now.fields,
        form,
        problems: Vec::new(),
        trouble: None,
    }
}

/// `GET /{account}/groups/{group}/defaults`
pub async fn defaults(caller: Caller, Path((_, id)): GroupPath) -> Response {
    let known = async {
        let id = known(&id)?;
        groups::defaults(caller.portal(), &caller.visitor, &id).await
    };
    let page = known.await.map(|now| {
        let form = DefaultsForm::of(&now.now);
        shown(&caller, beginning(&caller, now, form), StatusCode::OK)
    });
    caller.or_error(page)
}

/// `POST /{account}/groups/{group}/defaults`
pub async fn set_defaults(caller: Caller, Path((_, id)): GroupPath, pairs: Pairs) -> Response {
    let id = match known(&id) {
        Ok(id) => id,
        Err(error) => return caller.or_error(Err(error)),
    };
    let form = DefaultsForm::read(&pairs.0);
    match groups::set_defaults(caller.portal(), &caller.visitor, &id, &form).await {
        Err(error) => {
            let action = urls::group_defaults(caller.account(), &id);
            again(&caller, error, action, pairs)
        }
        Ok((_, Outcome::Done(()))) => led(&caller, &id, GroupNote::Defaults),
        Ok((_, Outcome::Same)) => led(&caller, &id, GroupNote::Same),
        Ok((now, Outcome::Problems(problems))) => {
            let page = DefaultsPage {
                problems,
                ..beginning(&caller, now, form)
            };
            shown(&caller, page, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Ok((now, Outcome::Trouble(error))) => {
            let status = status_of(&error);
            let page = DefaultsPage {
                trouble: Some(error),
                ..beginning(&caller, now, form)
            };
            shown(&caller, page, status)
        }
    }
}

fn beginning(caller: &Caller, now: Defaults, form: DefaultsForm) -> DefaultsPage {
    DefaultsPage {
        account: caller.account().clone(),
        now,
        form,
        problems: Vec::new(),
        trouble: None,
    }
}

fn shown(caller: &Caller, page: DefaultsPage, status: StatusCode) -> Response {
    let title = page.title();
    let view = move || defaults_page(&page).into_any();
    let mut response = caller.page(&title, NavSection::Servers, view);
    *response.status_mut() = status;
    response
}

fn led(caller: &Caller, id: &GroupId, note: GroupNote) -> Response {
    see_other(&urls::group_noted(caller.account(), id, note))
}

fn refused(caller: &Caller, page: GroupFormPage, problems: Vec<Problem>) -> Response {
    let page = GroupFormPage { problems, ..page };
    draw(caller, page, StatusCode::UNPROCESSABLE_ENTITY)
}

fn troubled(caller: &Caller, page: GroupFormPage, error: AppError) -> Response {
    let status = status_of(&error);
    let trouble = Some(error);
    draw(caller, GroupFormPage { trouble, ..page }, status)
}

fn status_of(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_GATEWAY)
}

fn draw(caller: &Caller, page: GroupFormPage, status: StatusCode) -> Response {
    let title = page.title();
    let view = move || group_form_page(&page).into_any();
    let mut response = caller.page(&title, NavSection::Servers, view);
    *response.status_mut() = status;
    response
}
