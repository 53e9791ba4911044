//! One run: shown, stopped, started again, answered for.

use crate::http::AuthenticatedRequest;
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::run::{RunPage, run_page};
use slipway_domain::action::RunKind;
use slipway_domain::run::OutcomeState;
use slipway_domain::urls::{self, CreateFrom, RunView};
use slipway_domain::{AppError, AppResult, RunId};
use slipway_portal::actions::Destination;
use slipway_portal::runs::again;
use slipway_portal::runs::engine::{Decided, Resolution, RolloutCommand};
use slipway_portal::runs::share::starting_right;
use slipway_portal::runs::{self, Shown, ask_again, cancel, rollout};
use std::collections::BTreeSet;

/// Seconds after which a live page without JavaScript loads itself again.
const REFRESH: u32 = 5;

/// The values of `{account}` and `{run}`.
pub(super) type RunPath = Path<(String, String, String)>;

/// Why the person may not start, stop or share runs of `kind`; absent where they may.
pub(super) fn blocked(request: &AuthenticatedRequest, kind: RunKind) -> Option<&'static str> {
    let right = starting_right(kind);
    let principal = &request.grant.principal;
    (!principal.may(right)).then(|| principal.reason(right))
}

/// `GET /{cloud}/{account}/runs/{run}`
pub async fn show(
    request: AuthenticatedRequest,
    Path((_, _, run)): RunPath,
    RawQuery(query): RawQuery,
) -> Response {
    let view = RunView::parse(query.as_deref().unwrap_or_default());
    let page = draw(&request, &RunId::new(run), view, false).await;
    request.or_error(page)
}

async fn draw(
    request: &AuthenticatedRequest,
    run: &RunId,
    view: RunView,
    moved: bool,
) -> AppResult<Response> {
    let portal = request.portal();
    let detail = runs::detail(portal, &request.grant, run).await?;
    let manners = portal.manners_of(&detail.run);
    let page = RunPage {
        live: runs::live_state(portal, &detail),
        rollout: rollout::view(&detail),
        view,
        blocked: blocked(request, detail.run.kind),
        ways: cancel::ways(portal, &detail.run),
        unsettled: ask_again::unsettled(portal, &detail),
        blocked_buckets: again::blocked_buckets(portal, &request.grant, &detail),
        moved,
        signed_in: !detail.run.state.is_over()
            && !matches!(
                portal.auth(&request.grant).await,
                Err(AppError::CredentialEnded)
            ),
        lost_minutes: manners.lost_after.as_mins(),
        overdue_minutes: manners.overdue_after.as_mins(),
        now: portal.now(),
        detail,
    };
    // A page that asks must not load itself away from under the person; what answers a post cannot
    // be loaded again.
    let stands = page.live.state.is_over() || view.still || view.confirming.is_some() || moved;
    let title = page.detail.run.title.clone();
    let seconds = (!stands).then_some(REFRESH);
    Ok(
        request.island_page(&title, NavSection::Runs, seconds, move || {
            run_page(&page).into_any()
        }),
    )
}

/// `POST /{cloud}/{account}/runs/{run}/stop`
pub async fn stop(request: AuthenticatedRequest, Path((_, _, run)): RunPath) -> Response {
    let run = RunId::new(run);
    let stopped = runs::stop(request.portal(), &request.grant, &run).await;
    request.or_error(stopped.map(|()| see_other(&urls::run(&request.scope(), &run))))
}

/// `POST /{cloud}/{account}/runs/{run}/rollout`
pub async fn rollout(
    request: AuthenticatedRequest,
    Path((_, _, run)): RunPath,
    pairs: Pairs,
) -> Response {
    let run = RunId::new(run);
    let command = match pairs.text("do") {
        "pause" => RolloutCommand::Pause,
        "resume" => RolloutCommand::Resume,
        "stop-sending" => RolloutCommand::StopSending,
        _ => {
            let unknown = "Say what to do: pause, resume or stop-sending.";
            return request.or_error(Err(AppError::Invalid(unknown.to_owned())));
        }
    };
    let done = rollout::command(request.portal(), &request.grant, &run, command).await;
    request.or_error(done.map(|()| see_other(&urls::run(&request.scope(), &run))))
}

/// `POST /{cloud}/{account}/runs/{run}/cancel`
pub async fn cancel(
    request: AuthenticatedRequest,
    Path((_, _, run)): RunPath,
    pairs: Pairs,
) -> Response {
    let run = RunId::new(run);
    let way = pairs.text("way");
    let cancelled = cancel::cancel(request.portal(), &request.grant, &run, way).await;
    request.or_error(cancelled.map(|()| see_other(&urls::run(&request.scope(), &run))))
}

/// `POST /{cloud}/{account}/runs/{run}/ask-again`
pub async fn ask_again(request: AuthenticatedRequest, Path((_, _, run)): RunPath) -> Response {
    let run = RunId::new(run);
    let asked = ask_again::ask_again(request.portal(), &request.grant, &run).await;
    let view = RunView {
        asked: true,
        ..RunView::default()
    };
    request.or_error(asked.map(|_| see_other(&urls::run_view(&request.scope(), &run, view))))
}

/// `POST /{cloud}/{account}/runs/{run}/again`
pub async fn again(
    request: AuthenticatedRequest,
    Path((_, _, run)): RunPath,
    pairs: Pairs,
) -> Response {
    let form = form_again(&request, &RunId::new(run), pairs.text("state")).await;
    request.or_error(form)
}

async fn form_again(
    request: &AuthenticatedRequest,
    run: &RunId,
    word: &str,
) -> AppResult<Response> {
    let unknown = || AppError::Invalid("Say on which servers the run is to be repeated.".into());
    let state = match word {
        "all" => None,
        word => Some(OutcomeState::parse(word).ok_or_else(unknown)?),
    };
    let again = again::again(request.portal(), &request.grant, run, state).await?;
    Ok(see_other(&path_of(request, &again)))
}

/// Where somebody who starts again goes.
pub(super) fn path_of(request: &AuthenticatedRequest, destination: &Destination) -> String {
    let scope = request.scope();
    match destination {
        Destination::Form(package, draft) => urls::package_draft(&scope, package, draft),
        Destination::NewServer(draft) => urls::create_server(&scope, &CreateFrom::draft(draft)),
        Destination::Page(page, draft) => urls::page_draft(page, draft),
        Destination::Plan(plan) => urls::plan(&scope, plan),
    }
}

/// `POST /{cloud}/{account}/runs/{run}/answer`
pub async fn answer(
    request: AuthenticatedRequest,
    Path((_, _, run)): RunPath,
    pairs: Pairs,
) -> Response {
    let run = RunId::new(run);
    let answered = decide(&request, &run, &pairs).await;
    request.or_error(answered)
}

async fn decide(request: &AuthenticatedRequest, run: &RunId, pairs: &Pairs) -> AppResult<Response> {
    let resolution = match pairs.text("choice") {
        "send-again" => Resolution::SendAgain,
        "leave-unknown" => Resolution::LeaveUnknown,
        _ => {
            return Err(AppError::Invalid(
                "Choose what to do about the unanswered calls.".into(),
            ));
        }
    };
    let decided = runs::answer(
        request.portal(),
        &request.grant,
        run,
        resolution,
        shown(pairs),
    )
    .await?;
    match decided {
        Decided::Done => Ok(see_other(&urls::run(&request.scope(), run))),
        Decided::Moved => {
            let mut page = draw(request, run, RunView::default(), true).await?;
            *page.status_mut() = StatusCode::CONFLICT;
            Ok(page)
        }
    }
}

/// What the page showed on which somebody decided; a post that does not say it is about nothing.
fn shown(pairs: &Pairs) -> Shown {
    let calls = pairs.0.iter().filter(|(name, _)| name == "call");
    let calls = calls.map(|(_, number)| number.parse::<u32>().ok());
    let calls: Option<BTreeSet<u32>> = calls.collect();
    Shown {
        calls: calls.unwrap_or_default(),
        version: pairs.text("version").parse().unwrap_or_default(),
    }
}

/// `POST /{cloud}/{account}/runs/{run}/resume`
pub async fn resume(request: AuthenticatedRequest, Path((_, _, run)): RunPath) -> Response {
    let run = RunId::new(run);
    let resumed = runs::resume(request.portal(), &request.grant, &run).await;
    request.or_error(resumed.map(|()| see_other(&urls::run(&request.scope(), &run))))
}
