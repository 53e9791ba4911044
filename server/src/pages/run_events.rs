//! A run's changes as server-sent events, one stream per open page.
//!
//! A page is told the full state once (`state`), then every change as all pages are told it
//! (`change`, encoded once), and at last that the run is over (`over`). A page that fell behind,
//! or was not told of a change at all, is told the full state again. A page to which nothing
//! happens hears every few seconds that the stream is there, and the portal's time (`beat`): a
//! connection that is dead looks like a silent one otherwise. The stream ends when the run is over,
//! when the program stops, and within five seconds of the session's end (`ended`).

use super::run::{RunPath, named};
use crate::http::answer::{no_store, set};
use crate::http::streams::Stream;
use crate::http::{AppState, AuthenticatedRequest};
use axum::extract::{Path, RawQuery};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use http::{HeaderName, StatusCode};
use slipway_domain::live::LiveRun;
use slipway_domain::{AppError, AppResult, RunId};
use slipway_portal::runs::live::Update;
use slipway_portal::sign_in::grants::{self, Grants};
use slipway_portal::{Grant, runs};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval_at};
use tower_sessions::Session;
use tower_sessions::session::Id;

/// How often a stream looks whether its session still lives, and says so.
const LOOK: Duration = Duration::from_secs(4);

/// `GET /{cloud}/{account}/runs/{run}/events`; `?since=` names the version a page shows already.
pub async fn events(
    request: Option<AuthenticatedRequest>,
    session: Session,
    Path((_, _, run)): RunPath,
    RawQuery(query): RawQuery,
) -> Response {
    // An event source follows redirects: the sign-in page would be read as a broken stream.
    let (Some(request), Some(id)) = (request, session.id()) else {
        return (StatusCode::UNAUTHORIZED, "Sign in to follow this run.\n").into_response();
    };
    // On whichever account: it is the same person.
    let person = request.grant.person();
    let Some(stream) = request.context.state.streams.open(person) else {
        let words = "You have too many live pages open.\n";
        return (StatusCode::TOO_MANY_REQUESTS, words).into_response();
    };
    let since = since_of(query.as_deref().unwrap_or_default());
    let opened = async {
        let (run, _) = named(&request, &run).await?;
        Viewer::open(&request, (id, stream), run, since).await
    };
    match opened.await {
        Ok((first, viewer)) => stream_of(first, viewer),
        Err(error) => request.context.error(error),
    }
}

fn since_of(query: &str) -> Option<u64> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .find(|(name, _)| name == "since")
        .and_then(|(_, version)| version.parse().ok())
}

fn stream_of(first: Event, viewer: Viewer) -> Response {
    let events = stream::unfold((Some(first), viewer), |(first, mut viewer)| async move {
        let event = match first {
            Some(first) => first,
            None => viewer.next().await?,
        };
        Some((Ok::<_, Infallible>(event), (None, viewer)))
    });
    let mut response = no_store(Sse::new(events).into_response());
    set(
        &mut response,
        HeaderName::from_static("x-accel-buffering"),
        "no",
    );
    response
}

/// One open page.
struct Viewer {
    state: AppState,
    /// What its session opens.
    grants: Grants,
    /// Whoever looks, on the run's account.
    grant: Grant,
    run: RunId,
    /// `None` only while it is dropped.
    updates: Option<Receiver<Update>>,
    /// The version the page shows.
    version: u64,
    session: Id,
    _stream: Stream,
    look: Interval,
    /// The last event was sent.
    done: bool,
    /// The run was over when the full state was sent; only that remains to be said.
    over: bool,
}

impl Viewer {
    /// Listens first and reads the full state after, so that no change falls between. A page
    /// that shows this version already is spared the rows, but for what time alone changes.
    async fn open(
        request: &AuthenticatedRequest,
        (session, stream): (Id, Stream),
        run: RunId,
        since: Option<u64>,
    ) -> AppResult<(Event, Self)> {
        let state = request.context.state.clone();
        let mut look = interval_at(tokio::time::Instant::now() + LOOK, LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut viewer = Self {
            updates: Some(state.portal.hub().listen(&run)),
            grants: request.context.grants.clone(),
            grant: request.grant.clone(),
            version: 0,
            done: false,
            over: false,
            state,
            run,
            session,
            _stream: stream,
            look,
        };
        let first = viewer.full(since).await?;
        Ok((first, viewer))
    }

    async fn read(&self) -> AppResult<LiveRun> {
        runs::live(&self.state.portal, &self.grant, &self.run).await
    }

    async fn full(&mut self, since: Option<u64>) -> AppResult<Event> {
        let mut live = self.read().await?;
        if since == Some(live.version) {
            live.rows.retain(|row| row.overdue);
        }
        self.version = live.version;
        self.over = live.state.is_over();
        Ok(event("state", &live))
    }

    /// What to tell next; `None` at the end.
    async fn next(&mut self) -> Option<Event> {
        let mut stopping = self.state.stopping.clone();
        while !self.done {
            if self.over {
                return self.closed().await;
            }
            let updates = self.updates.as_mut()?;
            let told = tokio::select! {
                update = updates.recv() => self.told(update).await,
                _ = self.look.tick() => self.looked().await,
                () = stopped(&mut stopping) => return None,
            };
            if told.is_some() {
                return told;
            }
        }
        None
    }

    async fn told(&mut self, update: Result<Update, RecvError>) -> Option<Event> {
        match update {
            // What is as old as the full state may still be news: readings without a change
            // carry the version they found.
            Ok(Update {
                version,
                json: Some(json),
            }) if version >= self.version => {
                self.version = version;
                Some(Event::default().event("change").data(&*json))
            }
            // It was made elsewhere.
            Ok(update) if update.version > self.version => self.again().await,
            Ok(_) => None,
            Err(RecvError::Lagged(_)) => self.again().await,
            Err(RecvError::Closed) => self.closed().await,
        }
    }

    /// The full state again; the stream ends where it cannot be read, and the page comes back.
    async fn again(&mut self) -> Option<Event> {
        let state = self.full(None).await;
        self.done = state.is_err();
        state.ok()
    }

    /// Nobody follows the run any more, as a rule because it is over: the last words, without
    /// the rows that the page was told. A page that missed any is told all first.
    async fn closed(&mut self) -> Option<Event> {
        let live = self.read().await.ok();
        let ended = live.filter(|live| live.state.is_over() && live.version == self.version);
        if let Some(live) = ended {
            self.done = true;
            return Some(event(
                "over",
                &LiveRun {
                    rows: Vec::new(),
                    ..live
                },
            ));
        }
        self.updates = Some(self.state.portal.hub().listen(&self.run));
        self.again().await
    }

    async fn looked(&mut self) -> Option<Event> {
        self.done = !(self.session_lives().await && self.may_see().await);
        if self.done {
            return Some(Event::default().event("ended").data("signed out"));
        }
        // A change that nobody told of.
        if runs::is_behind(&self.state.portal, &self.run, self.version).await {
            return self.again().await;
        }
        let now = self.state.portal.now().as_millisecond();
        Some(Event::default().event("beat").data(now.to_string()))
    }

    /// Whether their grant goes on, and its cloud still lets them act on the run's account.
    async fn may_see(&self) -> bool {
        let scope = self.grant.principal.scope();
        let acting = grants::on(&self.state.portal, &self.grants, &scope).await;
        !matches!(acting, Err(AppError::NotFound { .. } | AppError::SignedOut))
    }

    /// Looks at the session's row and not through the session layer, which would count as use
    /// and keep an idle session alive for as long as the page is open.
    async fn session_lives(&self) -> bool {
        self.state
            .portal
            .sessions()
            .lives(&self.session)
            .await
            .unwrap_or_else(|error| {
                tracing::error!(%error, "a session could not be looked at");
                true
            })
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        if let Some(updates) = self.updates.take() {
            self.state.portal.hub().leave(&self.run, updates);
        }
    }
}

async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}

fn event(name: &str, live: &LiveRun) -> Event {
    let json = serde_json::to_string(live).unwrap_or_else(|error| {
        tracing::error!(%error, "a live message could not be encoded");
        "{}".to_owned()
    });
    Event::default().event(name).data(json)
}
