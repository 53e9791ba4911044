//! The forms of groups: a new one, one that is there, and what new servers in one begin with. What
//! is refused stands there again with what was typed.

use super::carry::{self, Fields};
use super::form_post::{self, FormPost};
use super::groups::{GroupPath, known};
use crate::http::Caller;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::pages::groups::defaults::{DefaultsPage, defaults_page};
use slipway_app::pages::groups::form::{GroupFormPage, group_form_page};
use slipway_app::pages::told::Told;
use slipway_domain::group_form::GroupForm;
use slipway_domain::group_form::defaults::DefaultsForm;
use slipway_domain::urls::{self, GroupNote};
use slipway_domain::{AppResult, GroupId};
use slipway_portal::groups::{self, Creating, Defaults, Editing};
use slipway_portal::writes;

/// `GET /{cloud}/{account}/groups/new?in=…`
pub async fn new(caller: Caller, RawQuery(query): RawQuery) -> Response {
    let begun = async {
        let now = groups::creating(caller.portal(), &caller.visitor).await?;
        let (typed, told) = resumed(&caller).await?;
        let form = typed.map_or_else(
            || begin_in(query.as_deref()),
            |typed| GroupForm::read(&typed),
        );
        Ok(draw(&caller, &fresh(&caller, now, form, told)))
    };
    caller.or_error(begun.await)
}

/// The empty form, in the group that the query names.
fn begin_in(query: Option<&str>) -> GroupForm {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let parent = pairs.find(|(name, _)| name == "in");
    GroupForm {
        parent: parent.map(|(_, id)| id.into_owned()).unwrap_or_default(),
        ..GroupForm::default()
    }
}

/// `POST /{cloud}/{account}/groups/new`
pub async fn create(post: FormPost) -> Response {
    let (caller, form) = (&post.caller, GroupForm::read(&post.pairs.0));
    let (now, outcome) =
        match groups::create(caller.portal(), &caller.visitor, &form, &post.write_key()).await {
            Ok(made) => made,
            Err(error) => return post.failed(error),
        };
    let onwards = |made: Option<GroupId>| match made {
        Some(id) => urls::group_noted(&caller.scope(), &id, GroupNote::Created),
        None => urls::groups(&caller.scope()),
    };
    form_post::lead(outcome, onwards)
        .unwrap_or_else(|told| draw(caller, &fresh(caller, now, form, told)))
}

fn fresh(caller: &Caller, now: Creating, form: GroupForm, told: Told) -> GroupFormPage {
    GroupFormPage {
        scope: caller.scope(),
        group: None,
        parents: now.parents,
        fields: now.fields,
        form,
        told,
        key: writes::form_key(caller.portal()),
    }
}

/// `GET /{cloud}/{account}/groups/{group}/edit`
pub async fn edit(caller: Caller, Path((_, _, id)): GroupPath) -> Response {
    let editing = async {
        let now = groups::editing(caller.portal(), &caller.visitor, &known(&id)?).await?;
        let (typed, told) = resumed(&caller).await?;
        let form = typed.map_or_else(
            || GroupForm::of(&now.group),
            |typed| GroupForm::read(&typed),
        );
        Ok(draw(&caller, &opened(&caller, now, form, told)))
    };
    caller.or_error(editing.await)
}

/// `POST /{cloud}/{account}/groups/{group}/edit`
pub async fn save(Path((_, _, id)): GroupPath, post: FormPost) -> Response {
    let (caller, form) = (&post.caller, GroupForm::read(&post.pairs.0));
    let saved = async {
        let id = known(&id)?;
        groups::save(
            caller.portal(),
            &caller.visitor,
            &id,
            &form,
            &post.write_key(),
        )
        .await
    };
    let (now, outcome) = match saved.await {
        Ok(saved) => saved,
        Err(error) => return post.failed(error),
    };
    form_post::lead(outcome, noted(caller, &id, GroupNote::Saved))
        .unwrap_or_else(|told| draw(caller, &opened(caller, now, form, told)))
}

fn opened(caller: &Caller, now: Editing, form: GroupForm, told: Told) -> GroupFormPage {
    GroupFormPage {
        scope: caller.scope(),
        group: Some(now.group),
        parents: now.parents,
        fields: now.fields,
        form,
        told,
        key: writes::form_key(caller.portal()),
    }
}

/// `GET /{cloud}/{account}/groups/{group}/defaults`
pub async fn defaults(caller: Caller, Path((_, _, id)): GroupPath) -> Response {
    let known = async {
        let now = groups::defaults(caller.portal(), &caller.visitor, &known(&id)?).await?;
        let (typed, told) = resumed(&caller).await?;
        let form = typed.map_or_else(
            || DefaultsForm::of(&now.now),
            |typed| DefaultsForm::read(&typed),
        );
        Ok(shown(&caller, now, form, told))
    };
    caller.or_error(known.await)
}

/// `POST /{cloud}/{account}/groups/{group}/defaults`
pub async fn set_defaults(Path((_, _, id)): GroupPath, post: FormPost) -> Response {
    let (caller, form) = (&post.caller, DefaultsForm::read(&post.pairs.0));
    let set = async {
        let id = known(&id)?;
        groups::set_defaults(
            caller.portal(),
            &caller.visitor,
            &id,
            &form,
            &post.write_key(),
        )
        .await
    };
    let (now, outcome) = match set.await {
        Ok(set) => set,
        Err(error) => return post.failed(error),
    };
    form_post::lead(outcome, noted(caller, &id, GroupNote::Defaults))
        .unwrap_or_else(|told| shown(caller, now, form, told))
}

fn shown(caller: &Caller, now: Defaults, form: DefaultsForm, told: Told) -> Response {
    let page = DefaultsPage {
        scope: caller.scope(),
        now,
        form,
        told,
        key: writes::form_key(caller.portal()),
    };
    form_post::page(caller, &page.title(), &page.told, || {
        defaults_page(&page).into_any()
    })
}

/// What was typed before the session ended, if anything, and what is told of it.
async fn resumed(caller: &Caller) -> AppResult<(Option<Fields>, Told)> {
    let typed = carry::typed(caller).await?;
    let told = Told {
        resumed: typed.is_some(),
        ..Told::default()
    };
    Ok((typed, told))
}

/// Onwards to the group, with a word on what was done to it, or that nothing was different.
fn noted(caller: &Caller, id: &str, done: GroupNote) -> impl FnOnce(Option<()>) -> String {
    let (scope, id) = (caller.scope(), GroupId::new(id));
    move |is_done| urls::group_noted(&scope, &id, is_done.map_or(GroupNote::Same, |()| done))
}

fn draw(caller: &Caller, page: &GroupFormPage) -> Response {
    form_post::page(caller, &page.title(), &page.told, || {
        group_form_page(page).into_any()
    })
}
