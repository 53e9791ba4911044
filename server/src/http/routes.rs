//! Routes as they are added, with a list of them beside the router.
//!
//! Every route is added here and nowhere else, one method at a time, so that whoever walks the
//! list has met every door of the program.

use super::state::AppState;
use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodRouter, get, post};
use http::Method;

/// A method and the pattern of the paths that it is answered on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET` (which answers `HEAD` too) or `POST`.
    pub method: Method,
    /// One of `slipway_domain::urls::routes`.
    pub path: &'static str,
}

/// A group of routes.
#[derive(Default)]
pub(super) struct Routes {
    router: Router<AppState>,
    listed: Vec<Route>,
}

impl Routes {
    /// Adds what only reads.
    pub(super) fn get<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(Method::GET, path, get(handler))
    }

    /// Adds what may change something.
    pub(super) fn post<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(Method::POST, path, post(handler))
    }

    fn add(mut self, method: Method, path: &'static str, door: MethodRouter<AppState>) -> Self {
        self.listed.push(Route { method, path });
        self.router = self.router.route(path, door);
        self
    }

    /// The router, for serving.
    pub(super) fn router(self) -> Router<AppState> {
        self.router
    }

    /// The list, for walking.
    pub(super) fn listed(self) -> Vec<Route> {
        self.listed
    }
}
