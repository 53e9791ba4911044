//! The forms of groups: a new one, one that is there, and what new servers in one begin with. What
//! is refused stands there again with what was typed.

use super::form_post::{self, FormPost};
use super::form_resume;
use super::groups::{GroupPath, known};
use super::resumable_form::Fields;
use crate::http::AuthenticatedRequest;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::pages::form_feedback::FormFeedback;
use slipway_app::pages::groups::defaults::{DefaultsPage, defaults_page};
use slipway_app::pages::groups::form::{GroupFormPage, group_form_page};
use slipway_domain::group_form::GroupForm;
use slipway_domain::group_form::defaults::DefaultsForm;
use slipway_domain::urls::{self, GroupNote};
use slipway_domain::{AppResult, GroupId};
use slipway_portal::actions::groups::{self, Creating, Defaults, Editing};
use slipway_portal::actions::writes;

/// `GET /{cloud}/{account}/groups/new?in=…`
pub async fn new(request: AuthenticatedRequest, RawQuery(query): RawQuery) -> Response {
    let begun = async {
        let now = groups::creating(request.portal(), &request.grant).await?;
        let (typed, feedback) = resumed(&request).await?;
        let form = typed.map_or_else(
            || begin_in(query.as_deref()),
            |typed| GroupForm::from_pairs(&typed),
        );
        Ok(draw(&request, &fresh(&request, now, form, feedback)))
    };
    request.or_error(begun.await)
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
    let (request, form) = (&post.request, GroupForm::from_pairs(&post.pairs.0));
    let (now, outcome) =
        match groups::create(request.portal(), &request.grant, &form, &post.write_key()).await {
            Ok(made) => made,
            Err(error) => return post.failed(error),
        };
    let onwards = |made: Option<GroupId>| match made {
        Some(id) => urls::group_noted(&request.scope(), &id, GroupNote::Created),
        None => urls::groups(&request.scope()),
    };
    form_post::lead(outcome, onwards)
        .unwrap_or_else(|feedback| draw(request, &fresh(request, now, form, feedback)))
}

fn fresh(
    request: &AuthenticatedRequest,
    now: Creating,
    form: GroupForm,
    feedback: FormFeedback,
) -> GroupFormPage {
    GroupFormPage {
        scope: request.scope(),
        group: None,
        parents: now.parents,
        fields: now.fields,
        form,
        feedback,
        key: writes::form_key(request.portal()),
    }
}

/// `GET /{cloud}/{account}/groups/{group}/edit`
pub async fn edit(request: AuthenticatedRequest, Path((_, _, id)): GroupPath) -> Response {
    let editing = async {
        let now = groups::editing(request.portal(), &request.grant, &known(&id)?).await?;
        let (typed, feedback) = resumed(&request).await?;
        let form = typed.map_or_else(
            || GroupForm::of(&now.group),
            |typed| GroupForm::from_pairs(&typed),
        );
        Ok(draw(&request, &opened(&request, now, form, feedback)))
    };
    request.or_error(editing.await)
}

/// `POST /{cloud}/{account}/groups/{group}/edit`
pub async fn save(Path((_, _, id)): GroupPath, post: FormPost) -> Response {
    let (request, form) = (&post.request, GroupForm::from_pairs(&post.pairs.0));
    let saved = async {
        let id = known(&id)?;
        groups::save(
            request.portal(),
            &request.grant,
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
    form_post::lead(outcome, noted(request, &id, GroupNote::Saved))
        .unwrap_or_else(|feedback| draw(request, &opened(request, now, form, feedback)))
}

fn opened(
    request: &AuthenticatedRequest,
    now: Editing,
    form: GroupForm,
    feedback: FormFeedback,
) -> GroupFormPage {
    GroupFormPage {
        scope: request.scope(),
        group: Some(now.group),
        parents: now.parents,
        fields: now.fields,
        form,
        feedback,
        key: writes::form_key(request.portal()),
    }
}

/// `GET /{cloud}/{account}/groups/{group}/defaults`
pub async fn defaults(request: AuthenticatedRequest, Path((_, _, id)): GroupPath) -> Response {
    let known = async {
        let now = groups::defaults(request.portal(), &request.grant, &known(&id)?).await?;
        let (typed, feedback) = resumed(&request).await?;
        let form = typed.map_or_else(
            || DefaultsForm::of(&now.now),
            |typed| DefaultsForm::from_pairs(&typed),
        );
        Ok(shown(&request, now, form, feedback))
    };
    request.or_error(known.await)
}

/// `POST /{cloud}/{account}/groups/{group}/defaults`
pub async fn set_defaults(Path((_, _, id)): GroupPath, post: FormPost) -> Response {
    let (request, form) = (&post.request, DefaultsForm::from_pairs(&post.pairs.0));
    let set = async {
        let id = known(&id)?;
        groups::set_defaults(
            request.portal(),
            &request.grant,
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
    form_post::lead(outcome, noted(request, &id, GroupNote::Defaults))
        .unwrap_or_else(|feedback| shown(request, now, form, feedback))
}

fn shown(
    request: &AuthenticatedRequest,
    now: Defaults,
    form: DefaultsForm,
    feedback: FormFeedback,
) -> Response {
    let page = DefaultsPage {
        scope: request.scope(),
        now,
        form,
        feedback,
        key: writes::form_key(request.portal()),
    };
    form_post::page(request, &page.title(), &page.feedback, || {
        defaults_page(&page).into_any()
    })
}

/// What was typed before the session ended, if anything, and what is told of it.
async fn resumed(request: &AuthenticatedRequest) -> AppResult<(Option<Fields>, FormFeedback)> {
    let typed = form_resume::typed(request).await?;
    let feedback = FormFeedback {
        resumed: typed.is_some(),
        ..FormFeedback::default()
    };
    Ok((typed, feedback))
}

/// Onwards to the group, with a word on what was done to it, or that nothing was different.
fn noted(
    request: &AuthenticatedRequest,
    id: &str,
    done: GroupNote,
) -> impl FnOnce(Option<()>) -> String {
    let (scope, id) = (request.scope(), GroupId::new(id));
    move |is_done| urls::group_noted(&scope, &id, is_done.map_or(GroupNote::Same, |()| done))
}

fn draw(request: &AuthenticatedRequest, page: &GroupFormPage) -> Response {
    form_post::page(request, &page.title(), &page.feedback, || {
        group_form_page(page).into_any()
    })
}
