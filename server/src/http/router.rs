//! Every route with its handler, and the layers around them.

use super::state::AppState;
use super::{layers, pack, telemetry};
use crate::{pages, site};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use slipway_domain::urls::routes;
use slipway_store::session::PortalSessions;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

/// Largest body that is read: 10,000 pasted names and a form of long values fit well.
const LARGEST_BODY: usize = 2 << 20;

/// The whole portal.
pub fn router(state: AppState) -> Router {
    let sessions = session_layer(&state);
    Router::new()
        .merge(pages_with_accounts())
        .merge(other_routes())
        .fallback(pages::missing::missing)
        .layer(sessions)
        .merge(routes_without_sessions())
        .layer(csrf_layer(&state))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn(pack::pack))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(state.clone(), layers::headers))
        .layer(from_fn(telemetry::observe))
        .with_state(state)
}

fn pages_with_accounts() -> Router<AppState> {
    Router::new()
        .route(routes::PACKAGES, get(pages::packages::list))
        .route(routes::PACKAGE, get(pages::package::form))
        .route(routes::REVIEW, post(pages::package::review))
        .route(routes::PLAN, get(pages::plan::show))
        .route(routes::PLAN_RUN, post(pages::plan::run))
        .route(routes::PLAN_EDIT, post(pages::plan::edit))
        .route(routes::RUNS, get(pages::runs::list))
        .route(routes::RUN, get(pages::run::show))
        .route(routes::RUN_EVENTS, get(pages::run_events::events))
        .route(routes::RUN_STOP, post(pages::run::stop))
        .route(routes::RUN_AGAIN, post(pages::run::again))
        .route(routes::RUN_ANSWER, post(pages::run::answer))
        .route(routes::RUN_RESUME, post(pages::run::resume))
        .route(
            routes::SHARES,
            get(pages::shares::list).post(pages::shares::create),
        )
        .route(routes::SHARE_REVOKE, post(pages::shares::revoke))
        .route(routes::SERVERS, get(pages::servers::list))
        .route(routes::INVENTORY, get(pages::inventory::columns))
}

fn other_routes() -> Router<AppState> {
    Router::new()
        .route(routes::HOME, get(pages::sign_in::home))
        .route(
            routes::SIGN_IN,
            get(pages::sign_in::show).post(pages::sign_in::sign_in),
        )
        .route(routes::SIGN_OUT, post(pages::sign_in::sign_out))
        .route(routes::THEME, post(pages::theme::choose))
        .route(
            routes::SERVER_FUNCTIONS,
            post(pages::server_functions::call),
        )
}

/// These never read or make a session: a viewer of a shared run has none, and a probe leaves no
/// row.
fn routes_without_sessions() -> Router<AppState> {
    Router::new()
        .route(routes::SHARED, get(pages::shared::show))
        .route(routes::HEALTHZ, get(pages::health::alive))
        .route(routes::READYZ, get(pages::health::ready))
        .route(routes::METRICS, get(pages::health::metrics))
        .route(routes::SITE, get(site::built_file))
}

fn session_layer(state: &AppState) -> SessionManagerLayer<PortalSessions> {
    SessionManagerLayer::new(state.sessions())
        .with_name(state.http.cookie_name())
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
