//! What every handler shares.

use super::streams::Streams;
use crate::settings::HttpSettings;
use crate::site::Site;
use axum::extract::FromRef;
use metrics_exporter_prometheus::PrometheusHandle;
use slipway_portal::Portal;
use std::sync::Arc;
use tokio::sync::watch;

/// What handlers work with; clones share everything.
#[derive(Clone)]
pub struct AppState {
    /// The use-cases.
    pub portal: Portal,
    /// The built browser files.
    pub site: Arc<Site>,
    /// How the program is reached.
    pub http: Arc<HttpSettings>,
    /// Open live pages.
    pub streams: Streams,
    /// Renders the metrics.
    pub metrics: PrometheusHandle,
    /// Turns true when the program begins to stop.
    pub stopping: watch::Receiver<bool>,
}

impl FromRef<AppState> for Portal {
    fn from_ref(state: &AppState) -> Self {
        state.portal.clone()
    }
}

impl FromRef<AppState> for Arc<Site> {
    fn from_ref(state: &AppState) -> Self {
        state.site.clone()
    }
}

impl AppState {
    /// Names of the configured clouds, in the order of the settings.
    pub fn cloud_names(&self) -> Vec<String> {
        self.portal
            .clouds()
            .iter()
            .map(|cloud| cloud.settings.name.to_string())
            .collect()
    }
}
