//! One run: shown, stopped, started again, answered for.

use crate::http::AuthenticatedRequest;
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::run::{Pages, RunPage, run_page};
use slipway_domain::action::RunKind;
use slipway_domain::run::{OutcomeState, RunName, RunNumber};
use slipway_domain::urls::{self, CreateFrom, RunView};
use slipway_domain::{AppError, AppResult, RunId};
use slipway_portal::actions::Destination;
use slipway_portal::runs::again::{self, Wanted};
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
    let page = open(&request, &run, view).await;
    request.or_error(page)
}

/// The page under the run's number; its id leads there, as addresses of before name it.
async fn open(request: &AuthenticatedRequest, run: &str, view: RunView) -> AppResult<Response> {
    let (id, number) = named(request, run).await?;
    if let RunName::Id(_) = RunName::of_segment(run) {
        let page = urls::run_view(&request.scope(), number, &view);
        return Ok(see_other(&page));
    }
    draw(request, &id, view, false).await
}

/// The run that a part of an address names.
pub(super) async fn named(
    request: &AuthenticatedRequest,
    run: &str,
) -> AppResult<(RunId, RunNumber)> {
    runs::named(request.portal(), &request.grant, &RunName::of_segment(run)).await
}

/// Back to a run's page once something was done to it.
fn back(request: &AuthenticatedRequest, number: RunNumber) -> Response {
    see_other(&urls::run(&request.scope(), number))
}

/// Of what the account's cloud has pages.
fn pages_of(request: &AuthenticatedRequest) -> Pages {
    let cloud = request.portal().cloud_of(&request.grant.principal).ok();
    cloud.map_or_else(Pages::default, |cloud| Pages {
        servers: cloud.shows_servers(),
        deployments: cloud.lists_executions(),
        packages: cloud.lists_packages(),
    })
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
        related: runs::related(portal, &detail.run).await?,
        pages: pages_of(request),
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
        address: format!(
            "{}{}",
            request.context.state.http.public_url.trim_end_matches('/'),
            urls::run(&request.scope(), detail.run.number)
        ),
        now: portal.now(),
        detail,
    };
    // A page that asks must not load itself away from under the person; what answers a post cannot
    // be loaded again.
    let stands =
        page.live.state.is_over() || page.view.still || page.view.confirming.is_some() || moved;
    let run = &page.detail.run;
    let title = format!("{} {}", run.number, run.title);
    let seconds = (!stands).then_some(REFRESH);
    Ok(
        request.island_page(&title, NavSection::Runs, seconds, move || {
            run_page(&page).into_any()
        }),
    )
}

/// `POST /{cloud}/{account}/runs/{run}/stop`
pub async fn stop(request: AuthenticatedRequest, Path((_, _, run)): RunPath) -> Response {
    let stopped = async {
        let (run, number) = named(&request, &run).await?;
        runs::stop(request.portal(), &request.grant, &run).await?;
        Ok(back(&request, number))
    };
    request.or_error(stopped.await)
}

/// `POST /{cloud}/{account}/runs/{run}/rollout`
pub async fn rollout(
    request: AuthenticatedRequest,
    Path((_, _, run)): RunPath,
    pairs: Pairs,
) -> Response {
    let command = match pairs.text("do") {
        "pause" => RolloutCommand::Pause,
        "resume" => RolloutCommand::Resume,
        "stop-sending" => RolloutCommand::StopSending,
        _ => {
            let unknown = "Say what to do: pause, resume or stop-sending.";
            return request.or_error(Err(AppError::Invalid(unknown.to_owned())));
        }
    };
    let done = async {
        let (run, number) = named(&request, &run).await?;
        rollout::command(request.portal(), &request.grant, &run, command).await?;
        Ok(back(&request, number))
    };
    request.or_error(done.await)
}

/// `POST /{cloud}/{account}/runs/{run}/cancel`
pub async fn cancel(
    request: AuthenticatedRequest,
    Path((_, _, run)): RunPath,
    pairs: Pairs,
) -> Response {
    let cancelled = async {
        let (run, number) = named(&request, &run).await?;
        let way = pairs.text("way");
        cancel::cancel(request.portal(), &request.grant, &run, way).await?;
        Ok(back(&request, number))
    };
    request.or_error(cancelled.await)
}

/// `POST /{cloud}/{account}/runs/{run}/ask-again`
pub async fn ask_again(request: AuthenticatedRequest, Path((_, _, run)): RunPath) -> Response {
    let asked = async {
        let (run, number) = named(&request, &run).await?;
        ask_again::ask_again(request.portal(), &request.grant, &run).await?;
        let view = RunView {
            asked: true,
            ..RunView::default()
        };
        Ok(see_other(&urls::run_view(&request.scope(), number, &view)))
    };
    request.or_error(asked.await)
}

/// `POST /{cloud}/{account}/runs/{run}/again`
pub async fn again(
    request: AuthenticatedRequest,
    Path((_, _, run)): RunPath,
    pairs: Pairs,
) -> Response {
    let form = form_again(&request, &run, &pairs).await;
    request.or_error(form)
}

async fn form_again(
    request: &AuthenticatedRequest,
    run: &str,
    pairs: &Pairs,
) -> AppResult<Response> {
    let (run, _) = named(request, run).await?;
    let unknown = || AppError::Invalid("Say on which servers the run is to be repeated.".into());
    let state = match pairs.text("state") {
        "all" => None,
        word => Some(OutcomeState::parse(word).ok_or_else(unknown)?),
    };
    let message = pairs.0.iter().find(|(name, _)| name == "message");
    let wanted = Wanted {
        state,
        message: message.map(|(_, text)| text.as_str()),
    };
    let again = again::again(request.portal(), &request.grant, &run, wanted).await?;
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
    let answered = decide(&request, &run, &pairs).await;
    request.or_error(answered)
}

async fn decide(request: &AuthenticatedRequest, run: &str, pairs: &Pairs) -> AppResult<Response> {
    let (run, number) = named(request, run).await?;
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
        &run,
        resolution,
        shown(pairs),
    )
    .await?;
    match decided {
        Decided::Done => Ok(back(request, number)),
        Decided::Moved => {
            let mut page = draw(request, &run, RunView::default(), true).await?;
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
    let resumed = async {
        let (run, number) = named(&request, &run).await?;
        runs::resume(request.portal(), &request.grant, &run).await?;
        Ok(back(&request, number))
    };
    request.or_error(resumed.await)
}
