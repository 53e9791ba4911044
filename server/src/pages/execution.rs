//! One execution of a workflow: shown, acted on, shared, its status set by hand.

use super::form_post::{self, FormPost};
use super::form_resume;
use super::run::blocked;
use crate::http::AuthenticatedRequest;
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::execution::by_hand::{StatusPage, status_page};
use slipway_app::pages::execution::{ExecutionPage, execution_page};
use slipway_app::pages::form_feedback::FormFeedback;
use slipway_domain::action::RunKind;
use slipway_domain::run::RunName;
use slipway_domain::urls::{self, ExecutionView, LocalPath};
use slipway_domain::{AppResult, ExecutionId};
use slipway_portal::actions::writes;
use slipway_portal::executions::by_hand::{self, Setting, StatusForm};
use slipway_portal::executions::{self, acting, log};
use slipway_portal::runs::{self, adopt::adopt};

/// Seconds after which the page without JavaScript loads itself again while the execution goes on.
const REFRESH: u32 = 5;

/// The values of `{cloud}`, `{account}` and `{execution}`.
pub(super) type ExecutionPath = Path<(String, String, String)>;

/// `GET /{cloud}/{account}/executions/{execution}`
pub async fn show(
    request: AuthenticatedRequest,
    Path((_, _, id)): ExecutionPath,
    RawQuery(query): RawQuery,
) -> Response {
    let look = ExecutionView::parse(query.as_deref().unwrap_or_default());
    let page = draw(&request, &ExecutionId::new(id), look).await;
    request.or_error(page)
}

async fn draw(
    request: &AuthenticatedRequest,
    id: &ExecutionId,
    look: ExecutionView,
) -> AppResult<Response> {
    let (portal, grant) = (request.portal(), &request.grant);
    let log = async {
        if look.without_log {
            return None;
        }
        Some(log::part(portal, grant, id, &look.log).await)
    };
    let (view, log) = tokio::join!(executions::view(portal, grant, id), log);
    let page = ExecutionPage {
        scope: request.scope(),
        view: view?,
        log,
        blocked: blocked(request, RunKind::Execution),
        key: writes::form_key(portal),
        now: portal.now(),
        look,
    };
    let title = page.title();
    let seconds = (page.reloads() && !page.look.still).then_some(REFRESH);
    Ok(
        request.island_page(&title, NavSection::Executions, seconds, move || {
            execution_page(&page).into_any()
        }),
    )
}

/// `POST /{cloud}/{account}/executions/{execution}/act`
pub async fn act(
    request: AuthenticatedRequest,
    Path((_, _, id)): ExecutionPath,
    pairs: Pairs,
) -> Response {
    let id = ExecutionId::new(id);
    let path = request.context.path.as_ref().map_or("", LocalPath::as_str);
    let key = writes::of_post(request.portal(), &request.grant, path, &pairs.0);
    let way = pairs.text("way");
    let acted = acting::act(request.portal(), &request.grant, &id, way, &key).await;
    request.or_error(acted.map(|()| see_other(&urls::execution(&request.scope(), &id))))
}

/// `POST /{cloud}/{account}/executions/{execution}/share`
pub async fn share(request: AuthenticatedRequest, Path((_, _, id)): ExecutionPath) -> Response {
    let shared = async {
        let (portal, grant) = (request.portal(), &request.grant);
        let run = adopt(portal, grant, &ExecutionId::new(id)).await?;
        let (_, number) = runs::named(portal, grant, &RunName::from(&run)).await?;
        Ok(see_other(&urls::shares(&request.scope(), number)))
    };
    request.or_error(shared.await)
}

/// `GET /{cloud}/{account}/executions/{execution}/status`
pub async fn status(request: AuthenticatedRequest, Path((_, _, id)): ExecutionPath) -> Response {
    let begun = async {
        let id = ExecutionId::new(id);
        let now = by_hand::setting(request.portal(), &request.grant, &id).await?;
        let typed = form_resume::typed(&request).await?;
        let feedback = FormFeedback {
            resumed: typed.is_some(),
            ..FormFeedback::default()
        };
        let form = typed.map_or_else(StatusForm::default, |typed| StatusForm::from_pairs(&typed));
        Ok(draw_status(&request, now, form, feedback))
    };
    request.or_error(begun.await)
}

/// `POST /{cloud}/{account}/executions/{execution}/status`
pub async fn set_status(Path((_, _, id)): ExecutionPath, post: FormPost) -> Response {
    let (request, form) = (&post.request, StatusForm::from_pairs(&post.pairs.0));
    let (id, key) = (ExecutionId::new(id), post.write_key());
    let set = by_hand::set_status(request.portal(), &request.grant, &id, &form, &key).await;
    let (now, outcome) = match set {
        Ok(set) => set,
        Err(error) => return post.failed(error),
    };
    let onwards = |_| urls::execution(&request.scope(), &id);
    form_post::lead(outcome, onwards)
        .unwrap_or_else(|feedback| draw_status(request, now, form, feedback))
}

fn draw_status(
    request: &AuthenticatedRequest,
    now: Setting,
    form: StatusForm,
    feedback: FormFeedback,
) -> Response {
    let page = StatusPage {
        scope: request.scope(),
        now,
        form,
        feedback,
        key: writes::form_key(request.portal()),
    };
    let section = NavSection::Executions;
    let title = "Set the status by hand";
    form_post::page_of(request, (section, title), &page.feedback, || {
        status_page(&page).into_any()
    })
}
