//! Who makes a request, and how their page is drawn: the extractors that every handler takes.
//!
//! [`Guest`] is anyone. [`Caller`] is somebody signed in, acting on the account in the path; a
//! stranger who asks for a page is led to the sign-in form and back. Whether they may do what
//! they ask is for the use-case to say.

use super::state::AppState;
use super::{answer, cookies};
use crate::settings::HttpSettings;
use axum::extract::{FromRequestParts, OptionalFromRequestParts, RawPathParams};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, header};
use leptos::prelude::AnyView;
use slipway_app::components::{NavSection, PersonInfo, ShellLinks, Theme};
use slipway_app::document::{Frame, render};
use slipway_domain::urls::{self, LocalPath, PackageFilter, RunFilter, ServerFilter, routes};
use slipway_domain::{AppError, AppResult, Scope};
use slipway_portal::{Portal, Visitor, grants};
use tower_sessions::session::Error;
use tower_sessions::{Session, session_store};

/// The session key of the [`Visitor`].
pub const VISITOR: &str = "visitor";

/// Anyone, signed in or not.
#[derive(Clone)]
pub struct Guest {
    /// The handlers' surroundings.
    pub state: AppState,
    /// Who is signed in, on the account of their login.
    pub visitor: Option<Visitor>,
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
pub struct Caller {
    /// How their page is drawn.
    pub guest: Guest,
    /// Who they are, on the account in the path.
    pub visitor: Visitor,
}

impl FromRequestParts<AppState> for Guest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let visitor = recognised(parts, state).await;
        let unread = visitor.is_err();
        let guest = Self {
            state: state.clone(),
            visitor: visitor.unwrap_or_default(),
            theme: theme_of(&parts.headers, &state.http),
            path: parts
                .uri
                .path_and_query()
                .and_then(|path| LocalPath::parse(path.as_str())),
            method: parts.method.clone(),
            request_id: super::layers::request_id(parts),
        };
        if unread {
            return Err(guest.error(AppError::SessionUnread));
        }
        Ok(guest)
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let guest = Guest::from_request_parts(parts, state).await?;
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let param = |of| params.iter().find(|(name, _)| *name == of);
        let scope = param("cloud").zip(param("account"));
        let scope = scope.map(|((_, cloud), (_, account))| Scope::new(cloud, account));
        let on = guest.on(scope.as_ref()).await;
        on.map_err(|(guest, error)| guest.error(error))
    }
}

impl OptionalFromRequestParts<AppState> for Caller {
    type Rejection = Response;

    /// For posts of people whose session ended: the handler offers sign-in with what was typed.
    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Option<Self>, Response> {
        let guest = Guest::from_request_parts(parts, state).await?;
        if guest.visitor.is_none() {
            return Ok(None);
        }
        <Self as FromRequestParts<AppState>>::from_request_parts(parts, state)
            .await
            .map(Some)
    }
}

impl Guest {
    /// The same person acting on `scope` (their own where the path names none).
    async fn on(self, scope: Option<&Scope>) -> Result<Caller, (Self, AppError)> {
        let Some(visitor) = &self.visitor else {
            return Err((self, AppError::SignedOut));
        };
        let acting = match scope {
            Some(scope) => grants::on(&self.state.portal, visitor, scope).await,
            None => Ok(visitor.clone()),
        };
        match acting {
            Ok(visitor) => Ok(Caller {
                guest: self,
                visitor,
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
        answer::error(self, error)
    }

    fn person(&self, own: &Visitor, acting: &Visitor) -> PersonInfo {
        let principal = &acting.principal;
        let others = own.accounts().into_iter().map(|account| Scope {
            cloud: principal.cloud.clone(),
            account,
        });
        let others = others.filter(|scope| *scope != principal.scope());
        PersonInfo {
            user: principal.user.clone(),
            cloud: principal.cloud.to_string(),
            account: principal.account.to_string(),
            role_words: self.state.portal.role_of(principal),
            aliases: others
                .map(|scope| {
                    let packages = urls::packages(&scope, &PackageFilter::default());
                    (scope.account.to_string(), packages)
                })
                .collect(),
        }
    }

    /// Everything around a page.
    pub fn frame(&self, title: &str, nav: NavSection, acting: Option<&Visitor>) -> Frame {
        let visitor = acting.or(self.visitor.as_ref());
        Frame {
            title: title.to_owned(),
            nav,
            person: visitor
                .map(|visitor| self.person(self.visitor.as_ref().unwrap_or(visitor), visitor)),
            links: links(visitor),
            theme: self.theme,
            site: self.state.site.files(),
            islands: false,
            refresh: None,
            session: self.visitor.as_ref().map(Visitor::session),
            now: self.state.portal.now(),
        }
    }
}

impl Caller {
    /// The use-cases.
    pub fn portal(&self) -> &Portal {
        &self.guest.state.portal
    }

    /// The account of a cloud that they act on.
    pub fn scope(&self) -> Scope {
        self.visitor.principal.scope()
    }

    /// A page of a section.
    pub fn page(&self, title: &str, nav: NavSection, view: impl FnOnce() -> AnyView) -> Response {
        self.guest
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
        self.guest.draw(StatusCode::OK, frame, view)
    }

    fn frame(&self, title: &str, nav: NavSection) -> Frame {
        self.guest.frame(title, nav, Some(&self.visitor))
    }

    /// The response, or the page that tells what went wrong.
    pub fn or_error(&self, result: AppResult<Response>) -> Response {
        result.unwrap_or_else(|error| answer::error(&self.guest, error))
    }
}

/// Who a request's session names, as settings and cloud let them be now; known once for all that
/// ask during the request.
#[derive(Clone)]
struct Recognised(Option<Visitor>);

async fn recognised(parts: &mut Parts, state: &AppState) -> Result<Option<Visitor>, ()> {
    if let Some(Recognised(visitor)) = parts.extensions.get() {
        return Ok(visitor.clone());
    }
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Ok(None);
    };
    let visitor = match session.get::<Visitor>(VISITOR).await {
        Ok(Some(visitor)) => grants::recognise(&state.portal, visitor)
            .await
            .map_err(|error| tracing::error!(%error, "grants could not be read"))?,
        Ok(None) => None,
        // A store that fails is asked again; what nobody can read is no session, now or later.
        Err(error) => {
            tracing::error!(%error, "a session could not be read");
            if matches!(error, Error::Store(session_store::Error::Backend(_))) {
                return Err(());
            }
            None
        }
    };
    parts.extensions.insert(Recognised(visitor.clone()));
    Ok(visitor)
}

fn theme_of(headers: &HeaderMap, http: &HttpSettings) -> Theme {
    match cookies::value(headers, http, cookies::THEME) {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

fn links(visitor: Option<&Visitor>) -> ShellLinks {
    let mut links = ShellLinks {
        home: routes::HOME.to_owned(),
        packages: String::new(),
        runs: String::new(),
        servers: String::new(),
        theme: routes::THEME.to_owned(),
        sign_out: routes::SIGN_OUT.to_owned(),
    };
    if let Some(visitor) = visitor {
        let scope = visitor.principal.scope();
        links.packages = urls::packages(&scope, &PackageFilter::default());
        links.runs = urls::runs(&scope, &RunFilter::default());
        links.servers = urls::servers(&scope, &ServerFilter::default());
    }
    links
}
