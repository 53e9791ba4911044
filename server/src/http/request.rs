//! Who makes a request, and how their page is drawn: the extractors that every handler takes.
//!
//! [`RequestContext`] is anyone. [`AuthenticatedRequest`] is somebody signed in, acting on the
//! account in the path; a stranger who asks for a page is led to the sign-in form and back. Whether
//! they may do what they ask is for the use-case to say.

pub mod error_page;
mod shell;

use super::state::AppState;
use super::{answer, cookies};
use crate::settings::HttpSettings;
use axum::extract::{FromRequestParts, OptionalFromRequestParts, RawPathParams};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, header};
use leptos::prelude::AnyView;
use slipway_app::components::{NavSection, Theme};
use slipway_app::document::{Frame, render};
use slipway_domain::urls::LocalPath;
use slipway_domain::{AppError, AppResult, Scope};
use slipway_portal::sign_in::grants::{self, Grants};
use slipway_portal::{Grant, Portal};
use tower_sessions::session::Error;
use tower_sessions::{Session, session_store};

/// The session key of the only grant, in sessions of before.
pub const ONLY_GRANT: &str = "visitor";

/// Anyone, signed in or not.
#[derive(Clone)]
pub struct RequestContext {
    /// What every handler needs.
    pub state: AppState,
    /// What they are signed in to.
    pub grants: Grants,
    /// The chosen theme.
    pub theme: Theme,
    /// The path and query asked for.
    pub path: Option<LocalPath>,
    /// The method of the request.
    pub method: Method,
    /// Names the request in the log and on error pages.
    pub request_id: String,
}

/// Somebody signed in, acting on the account in the path.
#[derive(Clone)]
pub struct AuthenticatedRequest {
    /// How their page is drawn.
    pub context: RequestContext,
    /// Who they are, on the account in the path.
    pub grant: Grant,
}

impl FromRequestParts<AppState> for RequestContext {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let grants = recognised(parts, state).await;
        let unread = grants.is_err();
        let context = Self {
            state: state.clone(),
            grants: grants.unwrap_or_default(),
            theme: theme_of(&parts.headers, &state.http),
            path: parts
                .uri
                .path_and_query()
                .and_then(|path| LocalPath::parse(path.as_str())),
            method: parts.method.clone(),
            request_id: super::layers::request_id(parts),
        };
        if unread {
            return Err(context.error(AppError::SessionUnread));
        }
        Ok(context)
    }
}

impl FromRequestParts<AppState> for AuthenticatedRequest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let context = RequestContext::from_request_parts(parts, state).await?;
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        context
            .on(scope_of(&params).as_ref())
            .await
            .map_err(|(context, error)| context.error(error))
    }
}

impl OptionalFromRequestParts<AppState> for AuthenticatedRequest {
    type Rejection = Response;

    /// For posts of people whose session ended: the handler offers sign-in with what was typed.
    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Option<Self>, Response> {
        let context = RequestContext::from_request_parts(parts, state).await?;
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        match context.on(scope_of(&params).as_ref()).await {
            Ok(request) => Ok(Some(request)),
            Err((_, AppError::SignedOut)) => Ok(None),
            Err((context, error)) => Err(context.error(error)),
        }
    }
}

/// The account of a cloud that a path names.
fn scope_of(params: &RawPathParams) -> Option<Scope> {
    let param = |of| params.iter().find(|(name, _)| *name == of);
    let ((_, cloud), (_, account)) = param("cloud").zip(param("account"))?;
    Some(Scope::new(cloud, account))
}

impl RequestContext {
    /// The same person acting on `scope`, or on the first account where the path names none.
    async fn on(self, scope: Option<&Scope>) -> Result<AuthenticatedRequest, (Self, AppError)> {
        let acting = match (scope, self.grants.iter().next()) {
            (_, None) => Err(AppError::SignedOut),
            (Some(scope), _) => grants::on(&self.state.portal, &self.grants, scope).await,
            (None, Some(first)) => Ok(first.clone()),
        };
        match acting {
            Ok(grant) => Ok(AuthenticatedRequest {
                context: self,
                grant,
            }),
            Err(error) => Err((self, error)),
        }
    }

    /// A page with everything around it.
    pub fn page(
        &self,
        title: &str,
        status: StatusCode,
        view: impl FnOnce() -> AnyView,
    ) -> Response {
        self.draw(status, self.frame(title, NavSection::None, None), view)
    }

    /// A whole page. Its headers name the style sheet already, so that a browser that was never
    /// here asks for it before it reads the page.
    fn draw(&self, status: StatusCode, frame: Frame, view: impl FnOnce() -> AnyView) -> Response {
        let mut response = answer::html(status, render(frame, view));
        answer::guard(&mut response, &self.state.http);
        if let Some(style) = self.state.site.style_ahead() {
            response.headers_mut().insert(header::LINK, style);
        }
        response
    }

    /// The page that tells what went wrong and what to do.
    pub fn error(&self, error: AppError) -> Response {
        error_page::error(self, error)
    }

    /// The grant of the address asked for, as far as pages show it, or the first one.
    pub fn current(&self) -> Option<&Grant> {
        let scope = self.path.as_ref().and_then(LocalPath::scope);
        let of_path = scope.and_then(|scope| {
            let exact = self.grants.of(&scope);
            exact.or_else(|| self.grants.in_cloud(&scope.cloud))
        });
        of_path.or_else(|| self.grants.iter().next())
    }

    /// The cloud that the address asked for begins with, or that somebody is signed in to.
    pub fn cloud_asked_for(&self) -> Option<String> {
        let scope = self.path.as_ref().and_then(LocalPath::scope);
        let named = scope.map(|scope| scope.cloud);
        let named = named.filter(|cloud| self.state.portal.clouds().get(cloud).is_ok());
        let cloud = named.or_else(|| Some(self.current()?.principal.cloud.clone()));
        cloud.map(String::from)
    }

    /// Who somebody is in that cloud, or was until their sign-in ended.
    pub fn user_asked_for(&self) -> String {
        let scope = self.path.as_ref().and_then(LocalPath::scope);
        let known = |scope: &Scope| self.state.portal.clouds().get(&scope.cloud).is_ok();
        let grant = match scope.filter(known) {
            Some(scope) => self.grants.last_on(&scope),
            None => self.current(),
        };
        grant
            .map(|grant| grant.principal.user.clone())
            .unwrap_or_default()
    }

    /// Everything around a page.
    pub fn frame(&self, title: &str, nav: NavSection, acting: Option<&Grant>) -> Frame {
        let grant = acting.or_else(|| self.current());
        Frame {
            title: title.to_owned(),
            nav,
            person: grant.map(|grant| shell::person(self, grant)),
            links: shell::links(&self.state.portal, grant),
            theme: self.theme,
            site: self.state.site.files(),
            islands: false,
            refresh: None,
            session: grant.map(Grant::session),
            now: self.state.portal.now(),
        }
    }
}

impl AuthenticatedRequest {
    /// The use-cases.
    pub fn portal(&self) -> &Portal {
        &self.context.state.portal
    }

    /// The account of a cloud that they act on.
    pub fn scope(&self) -> Scope {
        self.grant.principal.scope()
    }

    /// A page of a section.
    pub fn page(&self, title: &str, nav: NavSection, view: impl FnOnce() -> AnyView) -> Response {
        self.context
            .draw(StatusCode::OK, self.frame(title, nav), view)
    }

    /// A page of a section that islands wake in; browsers without JavaScript load it again every
    /// `refresh` seconds, if any.
    pub fn island_page(
        &self,
        title: &str,
        nav: NavSection,
        refresh: Option<u32>,
        view: impl FnOnce() -> AnyView,
    ) -> Response {
        let frame = Frame {
            islands: true,
            refresh,
            ..self.frame(title, nav)
        };
        self.context.draw(StatusCode::OK, frame, view)
    }

    fn frame(&self, title: &str, nav: NavSection) -> Frame {
        self.context.frame(title, nav, Some(&self.grant))
    }

    /// The response, or the page that tells what went wrong.
    pub fn or_error(&self, result: AppResult<Response>) -> Response {
        result.unwrap_or_else(|error| error_page::error(&self.context, error))
    }
}

/// What a request's session holds, as settings and clouds let it be now; known once for all that ask
/// during the request.
#[derive(Clone)]
struct Recognised(Grants);

async fn recognised(parts: &mut Parts, state: &AppState) -> Result<Grants, ()> {
    if let Some(Recognised(grants)) = parts.extensions.get() {
        return Ok(grants.clone());
    }
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Ok(Grants::default());
    };
    let kept = match kept(&session).await {
        Ok(kept) => kept,
        // A store that fails is asked again; what nobody can read is no session, now or later.
        Err(error) => {
            tracing::error!(%error, "a session could not be read");
            if matches!(error, Error::Store(session_store::Error::Backend(_))) {
                return Err(());
            }
            Grants::default()
        }
    };
    let grants = grants::recognise(&state.portal, kept)
        .await
        .map_err(|error| tracing::error!(%error, "grants could not be read"))?;
    parts.extensions.insert(Recognised(grants.clone()));
    Ok(grants)
}

async fn kept(session: &Session) -> Result<Grants, Error> {
    if let Some(grants) = session.get::<Grants>(grants::SESSION_KEY).await? {
        return Ok(grants);
    }
    let only = session.get::<Grant>(ONLY_GRANT).await?;
    let only = only.into_iter().collect::<Vec<_>>();
    Ok(Grants::from(only))
}

fn theme_of(headers: &HeaderMap, http: &HttpSettings) -> Theme {
    match cookies::value(headers, http, cookies::THEME).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}
