//! A shared run, for whoever holds the link: no session, no script, from the store alone.
//!
//! A live page loads itself again by a header. Those loads, and looking at it standing still,
//! are not counted as further uses of the link, nor are robots that look where it leads.

use crate::http::AppState;
use crate::http::answer::{html, no_store, set};
use crate::http::readers::is_reader;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use http::{HeaderMap, HeaderName, Method, StatusCode, header};
use slipway_app::pages::shared::{SharedPage, nothing_shared, shared_document, shared_later};
use slipway_domain::{AppError, AppResult};
use slipway_portal::runs::share::Opening;
use slipway_portal::runs::{self, share};

/// Nothing but its own style sheet: no script could run even if one got in.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// How the page is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// By the link itself.
    First,
    /// By the header of the page before.
    Again,
    /// To stand still.
    Still,
}

/// `GET /s/{token}`
pub async fn show(
    State(state): State<AppState>,
    method: Method,
    headers: HeaderMap,
    token: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Response {
    // What is not even text opens as little as any other wrong link, and looks like it.
    let token = token.map(|Path(token)| token).unwrap_or_default();
    let mode = mode_of(query.as_deref().unwrap_or_default());
    let opening = if mode == Mode::First && is_reader(&method, &headers) {
        Opening::Counted
    } else {
        Opening::Repeated
    };
    let page = draw(&state, &token, opening, mode).await;
    guarded(page.unwrap_or_else(|error| refusal(&state, &error)))
}

fn mode_of(query: &str) -> Mode {
    let has = |name| form_urlencoded::parse(query.as_bytes()).any(|(key, _)| key == name);
    match (has("still"), has("live")) {
        (true, _) => Mode::Still,
        (false, true) => Mode::Again,
        (false, false) => Mode::First,
    }
}

async fn draw(state: &AppState, token: &str, opening: Opening, mode: Mode) -> AppResult<Response> {
    let portal = &state.portal;
    let shared = share::open(portal, token, opening).await?;
    let live = runs::live_state(portal, &shared.detail);
    let manners = portal.manners_of(&shared.detail.run);
    let refreshing = (!live.state.is_over()).then_some(mode != Mode::Still);
    let document = shared_document(SharedPage {
        live,
        detail: shared.detail,
        shows_values: shared.link.shows_values,
        refreshing,
        lost_minutes: manners.lost_after.as_mins(),
        overdue_minutes: manners.overdue_after.as_mins(),
        expires_at: shared.link.expires_at,
        now: portal.now(),
        style: state.site.share_style().to_owned(),
    });
    let mut response = html(StatusCode::OK, document);
    if refreshing == Some(true) {
        set(&mut response, header::REFRESH, "5;url=?live=1");
    }
    Ok(response)
}

/// Links that never were, have expired or were revoked look alike.
fn refusal(state: &AppState, error: &AppError) -> Response {
    let style = state.site.share_style();
    if matches!(error, AppError::NotFound { .. }) {
        return html(StatusCode::NOT_FOUND, nothing_shared(style));
    }
    html(StatusCode::SERVICE_UNAVAILABLE, shared_later(style))
}

fn guarded(response: Response) -> Response {
    let mut response = no_store(response);
    set(&mut response, header::CONTENT_SECURITY_POLICY, POLICY);
    set(&mut response, header::REFERRER_POLICY, "no-referrer");
    set(
        &mut response,
        HeaderName::from_static("x-robots-tag"),
        "noindex",
    );
    response
}
