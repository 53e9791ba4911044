//! A reviewed plan: shown, confirmed, or taken back into its form.

use crate::http::Caller;
use crate::http::answer::see_other;
use crate::http::forms::Pairs;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use leptos::prelude::*;
use slipway_app::components::NavSection;
use slipway_app::pages::plan::{PlanPage, plan_page};
use slipway_domain::principal::Right;
use slipway_domain::urls;
use slipway_domain::{AppError, AppResult};
use slipway_portal::review::{self, Plan};
use slipway_portal::submit::{self, Submitted};

/// Bytes that the key of a confirming post may have; ours has 26.
const LONGEST_KEY: usize = 100;

/// `GET /{account}/plans/{plan}?was=…`
pub async fn show(
    caller: Caller,
    Path((_, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let page = draw(&caller, &id, query.as_deref().unwrap_or_default()).await;
    caller.or_error(page)
}

async fn draw(caller: &Caller, id: &str, query: &str) -> AppResult<Response> {
    let (portal, visitor) = (caller.portal(), &caller.visitor);
    let plan = owned(caller, id).await?;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let was = match pairs.find(|(name, _)| name == "was") {
        Some((_, was)) => owned(caller, &was).await.ok().map(|plan| plan.body),
        None => None,
    };
    let page = PlanPage {
        account: caller.account().clone(),
        can_run: review::can_run(portal, &plan).await?,
        was: was.filter(|was| was.package.id == plan.body.package.id),
        api: portal.cloud_of(&visitor.principal)?.settings.url.clone(),
        barred: visitor
            .principal
            .require(Right::RunPackages)
            .err()
            .map(|error| error.to_string()),
        now: portal.now(),
        plan,
    };
    let title = format!("Review: {}", page.plan.body.package.name);
    Ok(caller.page(&title, NavSection::Packages, move || {
        plan_page(&page).into_any()
    }))
}

async fn owned(caller: &Caller, id: &str) -> AppResult<Plan> {
    review::plan(caller.portal(), &caller.visitor, id).await
}

/// `POST /{account}/plans/{plan}/run`
pub async fn run(caller: Caller, Path((_, id)): Path<(String, String)>, pairs: Pairs) -> Response {
    let (hash, key) = (pairs.text("hash"), pairs.text("key"));
    let submitted = match key {
        "" => Err(AppError::Invalid(
            "This post names no key. Open the plan and press its button.".into(),
        )),
        key if key.len() > LONGEST_KEY => Err(AppError::Invalid(format!(
            "This post's key is too long; at most {LONGEST_KEY} characters are taken. Open the plan and press its button."
        ))),
        key => submit::submit(caller.portal(), &caller.visitor, &id, hash, key).await,
    };
    let path = submitted.map(|submitted| match submitted {
        Submitted::Run(run) => urls::run(caller.account(), &run),
        Submitted::Changed { plan } => urls::plan_instead(caller.account(), &plan, &id),
    });
    caller.or_error(path.map(|path| see_other(&path)))
}

/// `POST /{account}/plans/{plan}/edit`
pub async fn edit(caller: Caller, Path((_, id)): Path<(String, String)>) -> Response {
    let edited = review::edit(caller.portal(), &caller.visitor, &id).await;
    let path =
        edited.map(|(package, draft)| urls::package_draft(caller.account(), &package.id, &draft));
    caller.or_error(path.map(|path| see_other(&path)))
}
