//! Every route with its handler, and the layers around them.

use super::forms::LARGEST_BODY;
use super::routes::{Route, Routes};
use super::state::AppState;
use super::{answer, guards, layers, pack, telemetry};
use crate::{pages, site};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use slipway_domain::urls::routes;
use slipway_store::session::PortalSessions;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

/// The whole portal.
pub fn router(state: AppState) -> Router {
    let sessions = session_layer(&state);
    with_sessions()
        .router()
        .fallback(pages::missing::missing)
        .method_not_allowed_fallback(pages::missing::not_by_this_method)
        .layer(from_fn_with_state(
            state.clone(),
            pages::form_scope::same_scope,
        ))
        .layer(from_fn_with_state(
            state.clone(),
            pages::old_address::lead_on,
        ))
        .layer(from_fn_with_state(state.clone(), guards::readable_path))
        .layer(from_fn(guards::looking))
        .layer(sessions)
        .merge(without_sessions().router())
        .layer(csrf_layer(&state))
        .layer(from_fn_with_state(state.clone(), guards::own_pages))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn(pack::pack))
        .layer(CompressionLayer::new())
        .layer(from_fn(pack::plain_at_least))
        .layer(CatchPanicLayer::custom(answer::after_panic))
        .layer(from_fn_with_state(state.clone(), layers::headers))
        .layer(from_fn(telemetry::observe))
        .with_state(state)
}

/// Every route of [`router`].
pub fn routes() -> Vec<Route> {
    let mut listed = with_sessions().listed();
    listed.extend(without_sessions().listed());
    listed
}

fn with_sessions() -> Routes {
    Routes::default()
        .get(routes::HOME, pages::sign_in::home)
        .get(routes::SIGN_IN, pages::sign_in::show)
        .post(routes::SIGN_IN, pages::sign_in::sign_in)
        .get(routes::SIGN_OUT, pages::sign_in::leaving)
        .post(routes::SIGN_OUT, pages::sign_in::sign_out)
        .get(routes::SESSION, pages::sign_in::session)
        .post(routes::THEME, pages::theme::choose)
        .get(routes::HOME_OF, pages::home::show)
        .post(routes::STAR, pages::home::star)
        .get(routes::PACKAGES, pages::packages::list)
        .get(routes::PACKAGE, pages::package::form)
        .post(routes::REVIEW, pages::package::review)
        .get(routes::PLAN, pages::plan::show)
        .post(routes::PLAN_RUN, pages::plan::run)
        .post(routes::PLAN_EDIT, pages::plan::edit)
        .post(routes::PLAN_ROLLOUT, pages::plan::rollout)
        .get(routes::RUNS, pages::runs::list)
        .get(routes::RUN, pages::run::show)
        .get(routes::RUN_CSV, pages::run_export::csv)
        .get(routes::RUN_JSON, pages::run_export::json)
        .get(routes::RUN_EVENTS, pages::run_events::events)
        .post(routes::RUN_STOP, pages::run::stop)
        .post(routes::RUN_ROLLOUT, pages::run::rollout)
        .post(routes::RUN_CANCEL, pages::run::cancel)
        .post(routes::RUN_ASK_AGAIN, pages::run::ask_again)
        .post(routes::RUN_AGAIN, pages::run::again)
        .post(routes::RUN_ANSWER, pages::run::answer)
        .post(routes::RUN_RESUME, pages::run::resume)
        .get(routes::SHARES, pages::shares::list)
        .post(routes::SHARES, pages::shares::create)
        .post(routes::SHARE_REVOKE, pages::shares::revoke)
        .get(routes::EXECUTIONS, pages::executions::list)
        .get(routes::EXECUTION, pages::execution::show)
        .post(routes::EXECUTION_ACT, pages::execution::act)
        .post(routes::EXECUTION_SHARE, pages::execution::share)
        .get(routes::EXECUTION_STATUS, pages::execution::status)
        .post(routes::EXECUTION_STATUS, pages::execution::set_status)
        .get(routes::EXECUTION_LOG, pages::execution_log::json)
        .get(routes::EXECUTION_LOG_FILE, pages::execution_log::file)
        .get(routes::DEPLOYMENTS, pages::deployments::list)
        .post(routes::DEPLOYMENTS, pages::deployments::choose)
        .get(routes::DEPLOYMENT, pages::deployments::show)
        .get(routes::WORKFLOWS, pages::workflows::list)
        .get(routes::WORKFLOW, pages::workflows::form)
        .post(routes::WORKFLOW, pages::workflows::review)
        .get(routes::SERVERS, pages::servers::list)
        .get(routes::SERVERS_CSV, pages::servers_export::csv)
        .get(routes::SERVERS_JSON, pages::servers_export::json)
        .post(routes::SERVERS_VIEW, pages::servers::look)
        .get(routes::SERVER_NEW, pages::create::form)
        .post(routes::SERVER_NEW_REVIEW, pages::create::review)
        .post(routes::CHOOSE, pages::operate::choose)
        .post(routes::OPERATE, pages::operate::operate)
        .get(routes::SERVER, pages::server::show)
        .get(routes::SERVER_EDIT, pages::server::edit)
        .post(routes::SERVER_EDIT, pages::server::save)
        .post(routes::SERVER_HARDWARE, pages::server::hardware)
        .post(routes::SERVER_CREDENTIALS, pages::server::credentials)
        .get(routes::GROUPS, pages::groups::list)
        .get(routes::GROUP_NEW, pages::group_forms::new)
        .post(routes::GROUP_NEW, pages::group_forms::create)
        .get(routes::GROUP, pages::groups::show)
        .get(routes::GROUP_EDIT, pages::group_forms::edit)
        .post(routes::GROUP_EDIT, pages::group_forms::save)
        .get(routes::GROUP_DEFAULTS, pages::group_forms::defaults)
        .post(routes::GROUP_DEFAULTS, pages::group_forms::set_defaults)
        .post(routes::GROUP_ORDER, pages::groups::operate)
        .get(routes::INVENTORY, pages::inventory::columns)
        .post(routes::SERVER_FUNCTIONS, pages::server_functions::call)
}

/// These never read or make a session: a viewer of a shared run has none, and a probe leaves no
/// row.
fn without_sessions() -> Routes {
    Routes::default()
        .get(routes::SHARED, pages::shared::show)
        .get(routes::SIGNED_OUT, pages::sign_in::signed_out)
        .get(routes::HEALTHZ, pages::health::alive)
        .get(routes::READYZ, pages::health::ready)
        .get(routes::METRICS, pages::health::metrics)
        .get(routes::SITE, site::built_file)
}

fn session_layer(state: &AppState) -> SessionManagerLayer<PortalSessions> {
    SessionManagerLayer::new(state.portal.sessions())
        .with_name(state.http.cookie_name("slipway"))
        .with_secure(state.http.is_https())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnSessionEnd)
}

fn csrf_layer(state: &AppState) -> CsrfLayer {
    CsrfLayer::new()
        .add_trusted_origin(&state.http.public_url)
        .unwrap_or_else(|error| {
            tracing::error!(%error, "public_url is no origin; only same-origin posts are taken");
            CsrfLayer::new()
        })
}
