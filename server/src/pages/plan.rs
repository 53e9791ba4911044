//! A reviewed plan: shown, confirmed, or taken back into its form.

use super::run::path_of;
use crate::http::AuthenticatedRequest;
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::plan::{PlanPage, RolloutForm, plan_page};
use slipway_domain::action::Action;
use slipway_domain::run::RunName;
use slipway_domain::urls::{self, SelectionId};
use slipway_domain::{AppError, AppResult, RunId};
use slipway_portal::actions::create;
use slipway_portal::actions::edit;
use slipway_portal::plans::{self, Plan, last_good, rollout};
use slipway_portal::runs::{
    self,
    submit::{self, Confirming, Submitted},
};

/// Bytes that the key of a confirming post may have; ours has 26.
const LONGEST_KEY: usize = 100;

/// `GET /{cloud}/{account}/plans/{plan}?was=…`
pub async fn show(
    request: AuthenticatedRequest,
    Path((_, _, id)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let page = load(&request, &id, query.as_deref().unwrap_or_default()).await;
    request.or_error(page.map(|page| draw(&request, page)))
}

async fn load(request: &AuthenticatedRequest, id: &str, query: &str) -> AppResult<PlanPage> {
    let (portal, grant) = (request.portal(), &request.grant);
    let plan = owned(request, id).await?;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let was = match pairs.find(|(name, _)| name == "was") {
        Some((_, was)) => owned(request, &was).await.ok().map(|plan| plan.body),
        None => None,
    };
    Ok(PlanPage {
        scope: request.scope(),
        can_run: plans::can_run(portal, &plan).await?,
        // What has become a run is no longer a question.
        last_good: match plan.run {
            None => last_good::last_good(portal, grant, &plan.body).await?,
            Some(_) => None,
        },
        was: was.filter(|was| was.action.title() == plan.body.action.title()),
        preview: plans::preview(portal, grant, &plan.body)?,
        blocked: grant
            .principal
            .require(plan.body.action.right())
            .err()
            .map(|error| error.to_string()),
        expected: match &plan.body.action {
            Action::Create(action) => {
                create::expected_names(portal, grant, &plan.body, action).await
            }
            _ => Vec::new(),
        },
        now: portal.now(),
        not_confirmed: false,
        rollout: RolloutForm::of(&plan.body.rollout),
        selection: SelectionId::of(query),
        plan,
    })
}

fn draw(request: &AuthenticatedRequest, page: PlanPage) -> Response {
    let section = match page.plan.body.action {
        Action::Package(_) => NavSection::Packages,
        Action::Workflow(_) | Action::Execution(_) => NavSection::Deployments,
        _ => NavSection::Servers,
    };
    let title = page.title();
    request.page(&title, section, move || plan_page(&page).into_any())
}

async fn owned(request: &AuthenticatedRequest, id: &str) -> AppResult<Plan> {
    plans::plan(request.portal(), &request.grant, id).await
}

/// `POST /{cloud}/{account}/plans/{plan}/run`
pub async fn run(
    request: AuthenticatedRequest,
    Path((_, _, id)): Path<(String, String, String)>,
    pairs: Pairs,
) -> Response {
    let (hash, key) = (pairs.text("hash"), pairs.text("key"));
    let selection = SelectionId::parse(pairs.text(urls::SELECTION));
    let submitted = match key {
        "" => Err(AppError::Invalid(
            "This post names no key. Open the plan and press its button.".into(),
        )),
        key if key.len() > LONGEST_KEY => Err(AppError::Invalid(format!(
            "This post's key is too long; at most {LONGEST_KEY} characters are taken. Open the plan and press its button."
        ))),
        key => {
            let typed = pairs.text("typed");
            let fields = &pairs.0;
            let confirming = Confirming {
                hash,
                key,
                typed,
                fields,
            };
            submit::submit(request.portal(), &request.grant, &id, confirming).await
        }
    };
    match submitted {
        Ok(Submitted::Run(run)) => request.or_error(begun(&request, &run, selection).await),
        Ok(Submitted::Changed { plan }) => {
            let plan = urls::plan_instead(&request.scope(), &plan, &id);
            see_other(&urls::made_of(plan, selection.as_ref()))
        }
        Ok(Submitted::NotConfirmed) => {
            let typed = RolloutForm::typed(pairs.0, Vec::new());
            let again = |page| PlanPage {
                not_confirmed: true,
                ..page
            };
            once_more(&request, &id, selection, typed, again).await
        }
        Ok(Submitted::Rollout(problems)) => {
            let typed = RolloutForm::typed(pairs.0, problems);
            once_more(&request, &id, selection, typed, |page| page).await
        }
        Err(error) => request.or_error(Err(error)),
    }
}

/// To the page of the run that a plan became.
async fn begun(
    request: &AuthenticatedRequest,
    run: &RunId,
    selection: Option<SelectionId>,
) -> AppResult<Response> {
    let name = RunName::from(run);
    let (_, number) = runs::named(request.portal(), &request.grant, &name).await?;
    let run = urls::run(&request.scope(), number);
    Ok(see_other(&urls::ending(run, selection.as_ref())))
}

/// The plan once more, with what is wrong at its field.
async fn once_more(
    request: &AuthenticatedRequest,
    id: &str,
    selection: Option<SelectionId>,
    rollout: RolloutForm,
    again: impl FnOnce(PlanPage) -> PlanPage,
) -> Response {
    let page = load(request, id, "").await.map(|page| PlanPage {
        selection,
        rollout,
        ..again(page)
    });
    let mut response = request.or_error(page.map(|page| draw(request, page)));
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// `POST /{cloud}/{account}/plans/{plan}/rollout`
pub async fn rollout(
    request: AuthenticatedRequest,
    Path((_, _, id)): Path<(String, String, String)>,
    pairs: Pairs,
) -> Response {
    let selection = SelectionId::parse(pairs.text(urls::SELECTION));
    let (portal, grant, hash) = (request.portal(), &request.grant, pairs.text("hash"));
    match rollout::set(portal, grant, &id, hash, &pairs.0).await {
        Ok(Ok(())) => {
            let plan = urls::plan(&request.scope(), &id);
            see_other(&urls::made_of(plan, selection.as_ref()))
        }
        Ok(Err(problems)) => {
            let typed = RolloutForm::typed(pairs.0, problems);
            once_more(&request, &id, selection, typed, |page| page).await
        }
        Err(error) => request.or_error(Err(error)),
    }
}

/// `POST /{cloud}/{account}/plans/{plan}/edit`
pub async fn edit(
    request: AuthenticatedRequest,
    Path((_, _, id)): Path<(String, String, String)>,
    pairs: Pairs,
) -> Response {
    let selection = SelectionId::parse(pairs.text(urls::SELECTION));
    let edited = edit::edit(request.portal(), &request.grant, &id, selection).await;
    request.or_error(edited.map(|form| see_other(&path_of(&request, &form))))
}
